package io.paidan.policy;

import static io.paidan.policy.Policies.EXAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.SharedFiles;
import io.paidan.event.Category;
import io.paidan.event.TicketClass;
import io.paidan.json.Problem;
import io.paidan.policy.CalendarSpec.Hours;
import io.paidan.policy.CalendarSpec.Workday;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyParserTest {
  @Test
  void readsAllOfAVersion() {
    PolicyVersion version = Policies.only(EXAMPLE);
    assertThat(version.id()).isEqualTo("changji");
    assertThat(version.version()).isEqualTo(3);
    assertThat(version.effectiveFrom())
        .isEqualTo(Instant.parse("2026-07-01T00:00:00Z").toEpochMilli());
    assertThat(version.open()).isFalse();
    assertThat(version.targets())
        .containsExactly(
            new Target(
                ClockType.ARRIVE,
                TicketClass.EMERGENCY,
                null,
                null,
                null,
                new Limit("PT30M", 1_800_000, 0),
                "always",
                List.of(0.5, 0.8),
                List.of(2.0)),
            new Target(
                ClockType.RESOLVE,
                TicketClass.ROUTINE,
                null,
                null,
                null,
                new Limit("5 working days", 0, 5),
                "office",
                List.of(),
                List.of()),
            new Target(
                ClockType.RESOLVE,
                null,
                Category.ENFORCEMENT,
                "fuxin",
                "fire",
                new Limit("PT4H", 14_400_000, 0),
                "always",
                List.of(),
                List.of()));
    assertThat(version.score()).isEqualTo(new ScoreWeights(10, 0.15, 0.15, 0.25, 0.15, 0.1, 0.2));

    CalendarSpec office = version.calendars().get(0);
    assertThat(office.zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
    assertThat(office.coversFrom()).isEqualTo(2024);
    assertThat(office.coversTo()).isEqualTo(2027);
    assertThat(office.workdays())
        .containsEntry(LocalDate.of(2026, 10, 10), new Workday(DayOfWeek.FRIDAY, List.of()))
        .containsEntry(LocalDate.of(2026, 12, 30), new Workday(null, List.of()));
    Hours summerMorning = new Hours(9 * 60 + 30, 13 * 60 + 30);
    Hours summerEvening = new Hours(16 * 60, 20 * 60);
    assertThat(office.hoursOn(LocalDate.of(2026, 9, 30)))
        .containsExactly(summerMorning, summerEvening);
    assertThat(office.hoursOn(LocalDate.of(2026, 10, 1))).as("holiday").isEmpty();
    assertThat(office.hoursOn(LocalDate.of(2026, 10, 2))).containsExactly(new Hours(600, 1440));
    assertThat(office.hoursOn(LocalDate.of(2026, 10, 3))).as("Saturday").isEmpty();
    assertThat(office.hoursOn(LocalDate.of(2026, 10, 10))).as("make-up day").hasSize(1);
    assertThat(office.hoursOn(LocalDate.of(2026, 12, 31))).containsExactly(new Hours(600, 840));
    assertThat(office.hoursOn(LocalDate.of(2026, 12, 30))).as("closed").isEmpty();
    assertThat(office.hoursOn(LocalDate.of(2027, 1, 4))).as("winter").hasSize(2);
  }

  @Test
  void theJsonOfAVersionReadsBackToTheSame() {
    PolicyVersion version = Policies.only(EXAMPLE);
    assertThat(version.json()).doesNotContain("\n").startsWith("{\"id\":\"changji\",");
    assertThat(Policies.only(version.json())).isEqualTo(version);
  }

  @Test
  void readsTheHistoryOfAPolicy() {
    String two = EXAMPLE.replace("\"version\":3", "\"version\":2");
    assertThat(PolicyParser.parse("[" + EXAMPLE + "," + two + "]").versions())
        .containsExactly(Policies.only(EXAMPLE), Policies.only(two));
    String withoutId = two.replace("\"id\":\"changji\",", "");
    PolicyParser.Result result =
        PolicyParser.parse("{\"id\":\"changji\",\"versions\":[" + EXAMPLE + "," + withoutId + "]}");
    assertThat(result.problems()).isEmpty();
    assertThat(result.versions()).containsExactly(Policies.only(EXAMPLE), Policies.only(two));
  }

  @Test
  void returnsTheSoundVersionsOfAHistoryBesideTheProblemsOfOthers() {
    String broken = EXAMPLE.replace("\"version\":3", "\"version\":4").replace("PT30M", "PT0M");
    PolicyParser.Result result = PolicyParser.parse("[" + EXAMPLE + "," + broken + "]");
    assertThat(result.versions()).containsExactly(Policies.only(EXAMPLE));
    assertThat(result.problems()).hasSize(1);
    assertThat(result.problems().get(0).message()).isEqualTo("limit \"PT0M\" is not over 0");
  }

  @Test
  void neitherOfTwoVersionsWithOneNumberHolds() {
    String two = EXAMPLE.replace("\"version\":3", "\"version\":2");
    PolicyParser.Result result =
        PolicyParser.parse("[" + EXAMPLE + "," + two + "," + EXAMPLE + "]");
    assertThat(result.versions()).containsExactly(Policies.only(two));
    assertThat(messages(result)).containsExactly("version 3 is given twice: before at line 1");
  }

  @Test
  void aDocumentHoldsTheVersionsOfOnePolicy() {
    String other =
        EXAMPLE.replace("\"version\":3", "\"version\":2").replace("\"changji\"", "\"urumqi\"");
    assertThat(messages(PolicyParser.parse("[" + EXAMPLE + "," + other + "]")))
        .containsExactly("a document holds the versions of one policy, here of \"changji\"");
    PolicyParser.Result history = PolicyParser.parse("{\"versions\":[" + EXAMPLE + "],\"x\":1}");
    assertThat(messages(history))
        .containsExactly("\"id\" is missing", "unknown field \"x\": known here are id, versions");
    assertThat(history.versions()).isEmpty();
  }

  @Test
  void namesEveryProblemAtOnceWhereItStands() {
    PolicyParser.Result result =
        PolicyParser.parse(
            """
            {"id": "changji", "version": 0, "effectiveFrom": "2026-07-01", "appliesTo": "ALL",
             "targets": [
               {"clock": "ARIVE", "ticketClass": "URGENT", "limit": "PT0M", "calendar": "ofice"},
               {"clock": "RESOLVE", "category": "X", "limit": "soon", "warnAt": [0.8, 0.5, 1], "escalateAt": [1, 3, 2]},
               {"limt": "PT1H"}],
             "calendars": [
               {"id": "always", "zone": "Asia/Shangai",
                "seasons": [{"from": "02-30", "to": "04-30", "hours": {
                  "MON-FRI": ["10:00-14:00", "13:00-19:30", "20:00-24:30", "9-10"], "FRI": [], "FUN": []}}],
                "holidays": ["2026-02-30", 5],
                "workdays": [{"date": "2026-13-01"}, {"date": "2026-01-01", "hoursOf": "MO", "hours": []}],
                "covers": ["2027", "2024"]}],
             "score": {"minimumSample": -1, "acceptOnTime": 0.2, "arriveOnTime": 0.2, "resolveOnTime": 0.25,
                       "resolved": 0.15, "satisfaction": 0.1, "street": 0.19}}
            """);
    assertThat(result.versions()).isEmpty();
    assertThat(result.problems().stream().map(Problem::toString))
        .containsExactly(
            "1:30 /version must be a whole number from 1 on, not 0",
            "1:50 /effectiveFrom unreadable instant \"2026-07-01\": write it like"
                + " \"2026-07-01T00:00:00+08:00\" (RFC 3339)",
            "1:77 /appliesTo unknown appliesTo \"ALL\": one of NEW, OPEN",
            "3:14 /targets/0/clock unknown clock \"ARIVE\": one of DISPATCH, ACCEPT, ARRIVE,"
                + " RESOLVE, FEEDBACK, TOTAL",
            "3:38 /targets/0/ticketClass unknown ticket class \"URGENT\": one of EMERGENCY,"
                + " ROUTINE, KEY",
            "3:57 /targets/0/limit limit \"PT0M\" is not over 0",
            "3:77 /targets/0/calendar unknown calendar \"ofice\": this version has always",
            "4:37 /targets/1/category unknown category \"X\": one of ENFORCEMENT,"
                + " RESIDENT_DIFFICULTY",
            "4:51 /targets/1/limit unreadable limit \"soon\": write it like \"PT30M\","
                + " \"PT1H30M\", \"PT24H\" or \"5 working days\"",
            "4:75 /targets/1/warnAt/1 shares of the limit must ascend: 0.5 does not",
            "4:80 /targets/1/warnAt/2 a share of the limit here is over 0 and below 1, not 1",
            "4:99 /targets/1/escalateAt/0 a share of the limit here is over 1, not 1",
            "4:105 /targets/1/escalateAt/2 shares of the limit must ascend: 2 does not",
            "5:4 /targets/2 \"clock\" is missing",
            "5:4 /targets/2 \"limit\" is missing",
            "5:5 /targets/2/limt unknown field \"limt\": known here are calendar, category, clock,"
                + " department, district, escalateAt, limit, ticketClass, warnAt",
            "7:11 /calendars/0/id calendar always is built in: choose another id",
            "7:29 /calendars/0/zone unknown time zone \"Asia/Shangai\": write it like"
                + " \"Asia/Shanghai\"",
            "8:26 /calendars/0/seasons/0/from no day of the year: \"02-30\": write it like"
                + " \"05-01\"",
            "9:34 /calendars/0/seasons/0/hours/MON-FRI/1 hours of a day must be in order and not"
                + " overlap: 13:00-19:30 does not",
            "9:49 /calendars/0/seasons/0/hours/MON-FRI/2 no such time of day in 20:00-24:30: a day"
                + " goes from 00:00 to 24:00",
            "9:64 /calendars/0/seasons/0/hours/MON-FRI/3 unreadable hours \"9-10\": write them like"
                + " \"09:30-13:30\"",
            "9:73 /calendars/0/seasons/0/hours/FRI hours of FRIDAY are given twice in this season",
            "9:84 /calendars/0/seasons/0/hours/FUN unknown weekdays \"FUN\": MON, TUE, WED, THU,"
                + " FRI, SAT or SUN, or like MON-FRI",
            "10:18 /calendars/0/holidays/0 no date: \"2026-02-30\": write it like \"2026-10-01\"",
            "10:32 /calendars/0/holidays/1 must be a string, not a number",
            "11:27 /calendars/0/workdays/0/date no date: \"2026-13-01\": write it like"
                + " \"2026-10-01\"",
            "11:42 /calendars/0/workdays/1 has \"hoursOf\" and \"hours\": one of them, or none for"
                + " closed",
            "11:76 /calendars/0/workdays/1/hoursOf unknown weekday \"MO\": one of MON, TUE, WED,"
                + " THU, FRI, SAT or SUN",
            "12:15 /calendars/0/covers the first year covered comes after the last one",
            "13:11 /score the weights sum to 1.09, and must sum to 1",
            "13:29 /score/minimumSample must be a whole number from 0 on, not -1",
            "14:61 /score/street the streets' share is under 0.20: a department's mark comes 20% or"
                + " more from streets");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"version\":3 | \"version\":3.5 | must be a whole number from 1 on, not 3.5",
        "\"version\":3 | \"version\":\"3\" | must be a number, not a string",
        "\"version\":3 | \"version\":3,\"version\":3 | field \"version\" is given twice",
        "\"version\":3, | '' | \"version\" is missing",
        "\"id\":\"changji\" | \"id\":\"a/b\" | the id holds a '/'",
        "\"id\":\"changji\" | \"id\":\"\" | the id is empty",
        "\"PT30M\" | 30 | must be a string, not a number",
        "2026-07-01T00:00:00Z | 2026-07-01T00:00:00 | unreadable instant",
        "2026-07-01T00:00:00Z | 2026-06-31T00:00:00Z | unreadable instant",
        "2026-07-01T00:00:00Z | 2026-06-30T24:00:00Z | unreadable instant",
        "\"from\":\"05-01\" | \"from\":\"04-30\" | seasons overlap: 04-30 lies in this one",
        "09:30-13:30 | 13:30-13:30 | hours must end after they begin: 13:30-13:30 does not",
        "09:30-13:30 | 24:00-24:00 | hours must end after they begin",
        "09:30-13:30 | 09:60-13:30 | no such time of day",
        "\"2024\",\"2027\" | \"2024\" | must be two years, first and last",
        "\"2024\",\"2027\" | \"1899\",\"2027\" | a year covered is from 1900 to 2200",
        "\"date\":\"2026-12-31\" | \"date\":\"2026-10-10\" | workday 2026-10-10 is given twice",
        "\"satisfaction\":0.10 | \"satisfaction\":0.1000000011 | the weights sum to 1.00000000",
        "\"satisfaction\":0.10, | '' | \"satisfaction\" is missing",
        "\"street\":0.20 | \"street\":1.2 | must be from 0.0 to 1.0, not 1.2",
        "\"warnAt\":[0.5,0.8] | \"warnAt\":[0.5,0.5] | shares of the limit must ascend",
        "\"warnAt\":[0.5,0.8] | \"warnAt\":0.5 | must be an array, not a number",
        "\"targets\":[ | \"targets\":[7, | must be an object, not a number",
      })
  void namesTheProblem(String from, String to, String message) {
    assertThat(EXAMPLE).contains(from);
    PolicyParser.Result result = PolicyParser.parse(replaceFirst(from, to));
    assertThat(messages(result)).anySatisfy(m -> assertThat(m).startsWith(message));
    assertThat(result.versions()).isEmpty();
  }

  @Test
  void aMarkThatComesLessThanAFifthFromStreetsIsRefused() {
    String tooLittle =
        EXAMPLE.replace(
            "\"satisfaction\":0.10,\"street\":0.20", "\"satisfaction\":0.11,\"street\":0.19");
    PolicyParser.Result result = PolicyParser.parse(tooLittle);
    assertThat(messages(result))
        .containsExactly(
            "the streets' share is under 0.20: a department's mark comes 20% or more from streets");
    assertThat(result.versions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0",
    "PT30M, 1800000",
    "PT1H30M, 5400000",
    "PT0.5S, 500",
    "PT24H, 86400000",
    "PT1440M, 86400000"
  })
  void reportsWaitAsLongAsThePolicySays(String reportAfter, long milliseconds) {
    PolicyVersion version = Policies.only(withReportAfter('"' + reportAfter + '"'));
    assertThat(version.reportAfterMs()).isEqualTo(milliseconds);
    assertThat(Policies.only(version.json())).isEqualTo(version);
  }

  @Test
  void reportsWaitHalfAnHourWhereThePolicySaysNothing() {
    assertThat(Policies.only(EXAMPLE).reportAfterMs()).isEqualTo(1_800_000);
    assertThat(Policies.only(withReportAfter("\"PT1H\""))).isNotEqualTo(Policies.only(EXAMPLE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"30 minutes\" | unreadable reportAfter \"30 minutes\": write it like \"PT30M\","
            + " \"PT1H30M\" or \"PT0S\"",
        "\"PT\" | unreadable reportAfter \"PT\": write it like",
        "\"\" | unreadable reportAfter \"\": write it like",
        "\"P1D\" | unreadable reportAfter \"P1D\": write it like",
        "\"PT-1M\" | unreadable reportAfter \"PT-1M\": write it like",
        "\"pt30m\" | unreadable reportAfter \"pt30m\": write it like",
        "\"PT24H0.001S\" | reportAfter \"PT24H0.001S\" is over 24 hours",
        "\"PT99999999999999999999H\" | reportAfter \"PT99999999999999999999H\" is over 24 hours",
        "30 | must be a string, not a number",
      })
  void aSettlingTimeThatIsNoneIsNamed(String reportAfter, String message) {
    PolicyParser.Result result = PolicyParser.parse(withReportAfter(reportAfter));
    assertThat(result.versions()).isEmpty();
    assertThat(result.problems()).hasSize(1);
    assertThat(result.problems().get(0).toString()).contains(" /reportAfter ");
    assertThat(result.problems().get(0).message()).startsWith(message);
  }

  @Test
  void weightsMaySumToOneWithinRounding() {
    String rounded = EXAMPLE.replace("\"satisfaction\":0.10", "\"satisfaction\":0.1000000005");
    assertThat(PolicyParser.parse(rounded).problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // No hours at all; hours on days of no week; all years closed by exceptions.
        "{\"id\":\"c\",\"zone\":\"Asia/Shanghai\"}",
        "{\"id\":\"c\",\"zone\":\"Asia/Shanghai\",\"seasons\":[{\"from\":\"01-01\",\"to\":\"12-31\",\"hours\":{\"MON\":[]}}]}",
        "{\"id\":\"c\",\"zone\":\"Asia/Shanghai\",\"covers\":[\"2026\",\"2026\"],\"seasons\":[{\"from\":\"05-01\",\"to\":\"05-01\",\"hours\":{\"MON\":[\"09:00-10:00\"]}}]}",
        "{\"id\":\"c\",\"zone\":\"Asia/Shanghai\",\"covers\":[\"2026\",\"2026\"],\"seasons\":[{\"from\":\"05-01\",\"to\":\"05-01\",\"hours\":{\"FRI\":[\"09:00-10:00\"]}}],\"holidays\":[\"2026-05-01\"]}",
        "{\"id\":\"c\",\"zone\":\"Asia/Shanghai\",\"covers\":[\"2026\",\"2026\"],\"workdays\":[{\"date\":\"2027-01-01\",\"hours\":[\"09:00-10:00\"]}]}",
        "{\"id\":\"c\",\"zone\":\"Europe/Berlin\",\"workdays\":[{\"date\":\"2026-03-29\",\"hours\":[\"02:00-03:00\"]}]}",
        "{\"id\":\"c\",\"zone\":\"Asia/Shanghai\",\"workdays\":[{\"date\":\"2026-03-29\",\"hoursOf\":\"MON\"}]}"
      })
  void aCalendarWithoutAnOpenMinuteIsRefused(String calendar) {
    assertThat(messages(withCalendar(calendar)))
        .containsExactly("calendar c has no open minute in the years it covers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"c\",\"zone\":\"Asia/Shanghai\",\"seasons\":[{\"from\":\"02-29\",\"to\":\"02-29\",\"hours\":{\"MON\":[\"09:00-09:01\"]}}]}",
        "{\"id\":\"c\",\"zone\":\"Asia/Shanghai\",\"seasons\":[{\"from\":\"05-01\",\"to\":\"05-01\",\"hours\":{\"MON\":[\"00:00-24:00\"]}}]}",
        "{\"id\":\"c\",\"zone\":\"Asia/Shanghai\",\"workdays\":[{\"date\":\"2027-01-01\",\"hours\":[\"09:00-10:00\"]}]}",
        "{\"id\":\"c\",\"zone\":\"Europe/Berlin\",\"workdays\":[{\"date\":\"2026-03-29\",\"hours\":[\"02:00-03:01\"]}]}",
        "{\"id\":\"c\",\"zone\":\"Asia/Shanghai\",\"seasons\":[{\"from\":\"01-01\",\"to\":\"12-31\",\"hours\":{\"SAT-MON\":[\"09:00-10:00\",\"10:00-11:00\"],\"TUE\":[]}}]}"
      })
  void aCalendarThatIsRarelyOpenIsOne(String calendar) {
    assertThat(withCalendar(calendar).problems()).isEmpty();
  }

  @Test
  void aCalendarWithAProblemIsStillOneThatTargetsCanName() {
    PolicyParser.Result result =
        PolicyParser.parse(EXAMPLE.replace("\"zone\":\"Asia/Shanghai\"", "\"zone\":\"Nowhere\""));
    assertThat(messages(result)).hasSize(1);
  }

  @Test
  void calendarsHaveOneIdEach() {
    String two =
        EXAMPLE.replace(
            "\"calendars\":[",
            "\"calendars\":[{\"id\":\"office\",\"zone\":\"UTC\",\"workdays\":[{\"date\":\"2026-01-01\",\"hours\":[\"09:00-10:00\"]}]},");
    assertThat(messages(PolicyParser.parse(two))).containsExactly("calendar office is given twice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 1:1 / empty",
        "'  ' | 1:1 / empty",
        "'{\"id\":' | 1:7 / not JSON: Unexpected end-of-input",
        "'{\"id\":1,}' | 1:9 / not JSON: Unexpected character ('}'",
        "'{} {}' | 1:4 / text after the end of the JSON document",
        "'5' | 1:1 / must be an object, not a number",
        "'[5]' | 1:2 /0 must be an object, not a number",
        "'null' | 1:1 / must be an object, not null",
      })
  void whatIsNoPolicyAtAllIsOneProblem(String text, String problem) {
    PolicyParser.Result result = PolicyParser.parse(text);
    assertThat(result.problems()).hasSize(1);
    assertThat(result.problems().get(0).toString()).startsWith(problem);
  }

  @Test
  void readsUtf8WithAndWithoutByteOrderMark() {
    String chinese = EXAMPLE.replace("\"fuxin\"", "\"阜新\"");
    assertThat(PolicyParser.parse(("\uFEFF" + chinese).getBytes(StandardCharsets.UTF_8)).versions())
        .containsExactly(Policies.only(chinese));
    byte[] gbk = chinese.getBytes(Charset.forName("GB18030"));
    assertThat(messages(PolicyParser.parse(gbk)))
        .containsExactly("not UTF-8: save the file in that encoding");
  }

  @Test
  void deepNestingIsAProblemAndNoCrash() {
    assertThat(PolicyParser.parse("[".repeat(100_000)).problems()).hasSize(1);
    assertThat(PolicyParser.parse("{\"a\":".repeat(100_000)).problems()).hasSize(1);
  }

  @Test
  void checkNamesFileLineAndPointer(@TempDir Path folder) throws IOException {
    Path good = Files.writeString(folder.resolve("good.json"), EXAMPLE);
    Path bad = Files.writeString(folder.resolve("bad.json"), EXAMPLE.replace("PT30M", "P30M"));
    Path none = folder.resolve("none.json");
    assertThat(PolicyCheck.check(List.of(good))).isEmpty();
    List<String> lines = PolicyCheck.check(List.of(good, bad, none, folder));
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith(bad + ":3:55 /targets/0/limit unreadable limit \"P30M\"");
    assertThat(lines.get(1)).isEqualTo(none + ": cannot be read: there is no such file");
    assertThat(lines.get(2)).startsWith(folder + ": cannot be read: it is a folder");
  }

  @Test
  void theExamplesBesideTheProjectAreSound() throws IOException {
    Path examples = SharedFiles.get("examples");
    for (int version = 1; version <= 3; version++) {
      byte[] json = Files.readAllBytes(examples.resolve("policy-" + version + ".json"));
      PolicyParser.Result result = PolicyParser.parse(json);
      assertThat(result.problems()).isEmpty();
      assertThat(result.versions().get(0).version()).isEqualTo(version);
    }
  }

  private static PolicyParser.Result withCalendar(String calendar) {
    return PolicyParser.parse(
        """
        {"id":"p","version":1,"effectiveFrom":"2026-01-01T00:00:00Z","targets":[],"calendars":[%s]}
        """
            .formatted(calendar));
  }

  private static String withReportAfter(String value) {
    return EXAMPLE.replace("\"targets\":[", "\"reportAfter\":" + value + ",\"targets\":[");
  }

  private static String replaceFirst(String from, String to) {
    return EXAMPLE.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));
  }

  private static List<String> messages(PolicyParser.Result result) {
    return result.problems().stream().map(Problem::message).toList();
  }
}
