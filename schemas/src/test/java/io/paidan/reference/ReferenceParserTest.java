package io.paidan.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.SharedFiles;
import io.paidan.json.Problem;
import io.paidan.reference.Centers.Staffing;
import io.paidan.reference.ReferenceData.District;
import io.paidan.reference.ReferenceData.Place;
import io.paidan.reference.ReferenceData.Staff;
import io.paidan.reference.ReferenceData.StaffKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceParserTest {
  static final String EXAMPLE =
      """
      {"zone":"Asia/Urumqi","prefecture":{"id":"changji","name":"昌吉回族自治州"},
       "counties":[{"id":"fukang","name":"阜康市"}],
       "districts":[
        {"id":"fuxin","name":"阜新街道","county":"fukang","location":{"lat":44.158,"lon":87.985},"phone":"110",
         "center":{"staff":[{"organisation":"阜新街道办事处","kind":"STREET","count":2},
                            {"organisation":"阜康市城市管理局","kind":"URBAN_MANAGEMENT","count":1}]}},
        {"id":"bofeng","name":"博峰街道"}],
       "departments":[{"id":"fire","name":"消防救援支队"}]}
      """;

  @Test
  void readsAllOfIt() {
    ReferenceData data = parse(EXAMPLE).data();
    assertThat(data.zone()).isEqualTo(ZoneId.of("Asia/Urumqi"));
    assertThat(data.prefecture()).isEqualTo(new Place("changji", "昌吉回族自治州"));
    assertThat(data.counties()).containsEntry("fukang", new Place("fukang", "阜康市")).hasSize(1);
    assertThat(data.departments()).containsEntry("fire", new Place("fire", "消防救援支队"));
    assertThat(data.districts().keySet()).containsExactly("fuxin", "bofeng");
    assertThat(data.districts().get("fuxin"))
        .isEqualTo(
            new District(
                "fuxin",
                "阜新街道",
                "fukang",
                44.158,
                87.985,
                List.of(
                    new Staff("阜新街道办事处", StaffKind.STREET, 2),
                    new Staff("阜康市城市管理局", StaffKind.URBAN_MANAGEMENT, 1))));
    assertThat(data.districts().get("bofeng"))
        .isEqualTo(new District("bofeng", "博峰街道", null, null, null, List.of()));
  }

  @Test
  void allPartsMayBeAbsent() {
    assertThat(parse("{}").data()).isEqualTo(ReferenceData.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"Asia/Urumqi\" | \"Asia/Nowhere\" | 1:9 /zone unknown time zone \"Asia/Nowhere\"",
        "\"id\":\"fuxin\", | '' | 4:3 /districts/0 \"id\" is missing",
        "\"name\":\"阜新街道\" | \"name\":\"\" | 4:24 /districts/0/name is empty",
        "\"id\":\"bofeng\" | \"id\":\"fuxin\" | 7:9 /districts/1/id district \"fuxin\" is given twice",
        "\"county\":\"fukang\" | \"county\":\"x\" | 4:40 /districts/0/county unknown county \"x\"",
        "\"lat\":44.158 | \"lat\":144 | 4:67 /districts/0/location/lat must be from -90.0 to 90.0",
        "\"lat\":44.158, | '' | 4:60 /districts/0/location \"lat\" is missing",
        "\"STREET\" | \"POLICE\" | 5:56 /districts/0/center/staff/0/kind unknown kind of staff",
        "\"count\":1 | \"count\":-1 | 6:84 /districts/0/center/staff/1/count must be a whole",
        "\"id\":\"fire\" | \"id\":\"a/b\" | 8:23 /departments/0/id the id holds a '/'",
        "\"id\":\"fukang\" | \"id\":\"fukang\",\"id\":\"y\" | 2:29 /counties/0/id field \"id\" is given twice",
      })
  void namesTheProblem(String from, String to, String problem) {
    assertThat(EXAMPLE).contains(from);
    ReferenceParser.Result result =
        parse(EXAMPLE.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to)));
    assertThat(result.data()).isNull();
    assertThat(result.problems().stream().map(Problem::toString))
        .anySatisfy(p -> assertThat(p).startsWith(problem));
  }

  @Test
  void namesEveryProblemAtOnce() {
    ReferenceParser.Result result =
        parse(
            EXAMPLE
                .replace("Asia/Urumqi", "X")
                .replace("\"fukang\",\"location\"", "5,\"location\"")
                .replace("\"STREET\"", "\"Y\""));
    assertThat(result.problems()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2, 2, 0, 5, 0, 0, 0, 0",
    "3, 3, 3, 3, 12, 0, 0, 0, 0",
    "0, 3, 2, 0, 5, 0, 1, 0, 0",
    "1, 1, 3, 9, 14, 0, 0, 1, 0",
    "1, 2, 0, 0, 3, 2, 0, 0, 2",
    "0, 0, 0, 0, 0, 5, 1, 2, 2",
  })
  void aCenterIsStaffedWithFivePeopleOfThreeKinds(
      int street, int urban, int market, int other, int total, int m, int ms, int mu, int mm) {
    List<Staff> staff = new ArrayList<>();
    staff.add(new Staff("a", StaffKind.STREET, street));
    staff.add(new Staff("b", StaffKind.URBAN_MANAGEMENT, urban));
    staff.add(new Staff("c", StaffKind.MARKET_SUPERVISION, market));
    staff.add(new Staff("d", StaffKind.OTHER, other));
    Staffing staffing = Centers.staffing(new District("x", "x", null, null, null, staff));
    assertThat(staffing).isEqualTo(new Staffing(total, street, urban, market, m, ms, mu, mm));
    assertThat(staffing.staffed()).isEqualTo(m + ms + mu + mm == 0);
  }

  @Test
  void shipsThePrefectureOfChangji() {
    ReferenceData data = DefaultReference.load();
    assertThat(data.prefecture().name()).isEqualTo("昌吉回族自治州");
    assertThat(names(data.counties().values()))
        .containsExactly("昌吉市", "阜康市", "玛纳斯县", "呼图壁县", "吉木萨尔县", "奇台县", "木垒哈萨克自治县");
    assertThat(data.districts()).hasSize(14);
    assertThat(data.departments()).hasSize(17);
    assertThat(names(data.departments().values())).doesNotHaveDuplicates();
    assertThat(data.districts().values()).extracting(District::name).doesNotHaveDuplicates();
    assertThat(data.districts().values())
        .extracting(District::county)
        .containsAll(data.counties().keySet());
    assertThat(data.districts().values())
        .allSatisfy(
            district -> {
              assertThat(district.lat()).as(district.id()).isBetween(43.2, 45.5);
              assertThat(district.lon()).as(district.id()).isBetween(85.3, 91.6);
            });
    assertThat(data.districts().values())
        .filteredOn(district -> !Centers.staffing(district).staffed())
        .extracting(District::id)
        .containsExactly("fengcheng", "laoqitai-town", "mori-town");
    assertThat(new String(DefaultReference.json(), StandardCharsets.UTF_8))
        .contains("\"note\"", "invented");
  }

  @Test
  void knowsTheIdsOfTheExamplesBesideTheProject() throws IOException {
    Path events = SharedFiles.get("examples/events.ndjson");
    String text = Files.readString(events);
    ReferenceData data = DefaultReference.load();
    assertThat(data.districts().keySet()).containsAll(ids(text, "district"));
    assertThat(data.departments().keySet()).containsAll(ids(text, "department"));
  }

  private static List<String> ids(String text, String field) {
    Matcher matcher = Pattern.compile("\"" + field + "\": ?\"([^\"]+)\"").matcher(text);
    return matcher.results().map(found -> found.group(1)).distinct().toList();
  }

  private static List<String> names(Collection<Place> places) {
    return places.stream().map(Place::name).toList();
  }

  private static ReferenceParser.Result parse(String json) {
    return ReferenceParser.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
