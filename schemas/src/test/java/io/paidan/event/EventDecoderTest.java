package io.paidan.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventDecoderTest {
  private static final long NOW = 1_795_143_845_123L; // 2026-11-20T03:04:05.123Z
  private static final String DISPATCHED =
      """
      {"specversion":"1.0","id":"e-000123","source":"/changji/fukang/fuxin",
       "type":"paidan.ticket.dispatched","subject":"T-2026-000666",
       "time":"2026-11-20T03:04:05.123Z","datacontenttype":"application/json",
       "data":{"district":"fuxin","assignments":[
         {"department":"urban-management","role":"LEAD"},
         {"department":"traffic-police","role":"SUPPORT","due":"2026-11-21T11:00:00+08:00"}]}}
      """;
  private static final String REPORTED =
      """
      {"specversion":"1.0","id":"e-1","source":"/changji/hotline","type":"paidan.ticket.reported",
       "subject":"T-1","time":"2026-11-20T03:04:05.123Z",
       "data":{"district":"fuxin","channel":"HOTLINE","community":"13800138000社区",
         "title":"找张三13800138000,身份证65230119900101123X",
         "location":{"lat":44.0,"lon":87.3},
         "reporter":{"name":"张三","phone":"13800138000"}}}
      """;

  private final EventDecoder decoder = new EventDecoder();

  @Test
  void readsTheContractsExample() {
    assertThat(decode(DISPATCHED))
        .isEqualTo(
            new TicketEvent(
                "/changji/fukang/fuxin",
                "e-000123",
                EventType.DISPATCHED,
                "T-2026-000666",
                NOW,
                "",
                new EventData.Dispatched(
                    "fuxin",
                    List.of(
                        new EventData.Assignee("urban-management", Role.LEAD, null),
                        new EventData.Assignee(
                            "traffic-police", Role.SUPPORT, 1_795_230_000_000L)))));
  }

  @Test
  void masksPersonalData() {
    TicketEvent event = (TicketEvent) decode(REPORTED);
    assertThat(event.data())
        .isEqualTo(
            new EventData.Reported(
                "fuxin",
                Channel.HOTLINE,
                "138****8000社区",
                null,
                "找张三138****8000,身份证65**************3X",
                new EventData.Location(44.0, 87.3),
                new EventData.Reporter("张**", "138****8000")));
    for (String type : List.of("suspended", "refused", "recalled", "cancelled", "reopened")) {
      String text =
          REPORTED
              .replace("reported", type)
              .replace("\"title\"", "\"department\":\"water\",\"reason\"");
      assertThat(decode(text).toString()).contains("138****8000").doesNotContain("13800138000");
    }
    String extended =
        REPORTED
            .replace("ticket.reported", "ticket.extended")
            .replace(
                "\"title\"",
                "\"department\":\"w\",\"until\":\"2026-12-01T00:00:00Z\",\"approvedBy\"");
    assertThat(decode(extended).toString()).contains("138****8000").doesNotContain("13800138000");
    String urged =
        REPORTED.replace("ticket.reported", "ticket.urged").replace("\"title\"", "\"by\"");
    assertThat(decode(urged).toString()).contains("138****8000").doesNotContain("13800138000");
    String resolved =
        REPORTED
            .replace("ticket.reported", "ticket.resolved")
            .replace("\"title\"", "\"department\":\"w\",\"outcome\":\"SOLVED\",\"handling\"");
    assertThat(decode(resolved).toString()).contains("138****8000").doesNotContain("13800138000");
  }

  @Test
  void dataMayStandBeforeTheType() {
    String text =
        """
        {"data":{"satisfaction":4.0,"solved":true,"departmentScores":
           [{"score":99.5,"department":"water"}]},
         "type":"paidan.ticket.feedback","time":"2026-11-20T03:04:05.123Z","sequence":"0007",
         "subject":"T-1","source":"s","id":"1","specversion":"1.0"}
        """;
    assertThat(decode(text))
        .isEqualTo(
            new TicketEvent(
                "s",
                "1",
                EventType.FEEDBACK,
                "T-1",
                NOW,
                "0007",
                new EventData.Feedback(
                    4, true, List.of(new EventData.DepartmentScore("water", 99.5)))));
  }

  @Test
  void ofAFieldGivenTwiceTheLastCounts() {
    String text =
        DISPATCHED
            .replace("\"id\":\"e-000123\"", "\"id\":5,\"id\":\"e-000123\"")
            .replace("\"data\":{", "\"data\":\"x\",\"data\":{\"district\":[],");
    assertThat(decode(text)).isEqualTo(decode(DISPATCHED));
    assertThat(decode(DISPATCHED.replace("\"id\":", "\"subject\":\"T-1\",\"id\":")))
        .isEqualTo(decode(DISPATCHED));
    assertMalformed(
        DISPATCHED.replace("\"role\":\"LEAD\"", "\"role\":\"LEAD\",\"role\":null"),
        Reason.MISSING_FIELD,
        "data.assignments[0].role is required and missing");
    assertMalformed(
        DISPATCHED.stripTrailing().replaceFirst("}$", ",\"data\":null}"),
        Reason.MISSING_FIELD,
        "data.district is required and missing");
  }

  @Test
  void optionalFieldsMayBeNull() {
    assertThat(event("urged", "{\"by\":\"x\",\"level\":null,\"department\":null}").data())
        .isEqualTo(new EventData.Urged("x", 1, null));
    assertThat(event("urged", "{\"by\":\"x\",\"level\":3}").data())
        .isEqualTo(new EventData.Urged("x", 3, null));
    assertThat(event("reopened", "{\"reason\":\"x\",\"departments\":null}").data())
        .isEqualTo(new EventData.Reopened("x", null));
    assertThat(event("reopened", "{\"reason\":\"x\",\"departments\":[]}").data())
        .isEqualTo(new EventData.Reopened("x", List.of()));
    assertThat(event("closed", "null").data()).isEqualTo(new EventData.Closed());
    assertThat(event("resumed", "{}").data()).isEqualTo(new EventData.Resumed(null, null));
    assertThat(event("assessed", "{\"ticketClass\":\"KEY\",\"category\":\"ENFORCEMENT\"}").data())
        .isEqualTo(
            new EventData.Assessed(TicketClass.KEY, Category.ENFORCEMENT, Decision.DISPATCH));
    assertThat(event("feedback", "{\"satisfaction\":5,\"solved\":false}").data())
        .isEqualTo(new EventData.Feedback(5, false, List.of()));
    String withoutData = envelope("closed", "{}").replace(",\"data\":{}", "");
    assertThat(((TicketEvent) decode(withoutData)).data()).isEqualTo(new EventData.Closed());
  }

  @Test
  void refusesWhatIsNoRecord() {
    assertMalformed((byte[]) null, Reason.EMPTY, "the record has no value");
    assertMalformed(new byte[0], Reason.EMPTY, "the record has no value");
    byte[] large = Arrays.copyOf(DISPATCHED.getBytes(StandardCharsets.UTF_8), 2 << 20);
    assertMalformed(
        large, Reason.TOO_LARGE, "the value has 2097152 bytes; 1048576 are the most that is read");
    byte[] largest = new byte[EventDecoder.MAX_BYTES];
    Arrays.fill(largest, (byte) ' ');
    byte[] event = DISPATCHED.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(event, 0, largest, largest.length - event.length, event.length);
    assertThat(decode(largest)).isInstanceOf(TicketEvent.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hello|byte 0: one JSON object is expected",
        "[]|byte 0: one JSON object is expected",
        "\"x\"|byte 0: one JSON object is expected",
        "null|byte 0: one JSON object is expected",
        "{\"id\":\"e-1\",\"sou|ends in the middle, after 16 bytes",
        "{\"id\":\"e-1\"|ends in the middle, after 11 bytes",
        "{\"id\":\"e-1\"} {}|byte 13: something follows the object",
        "{\"id\":\"e-1\"}x|byte 12: something follows the object",
        "{\"id\":\"e-1\",}|byte 12: a field name in double quotes is expected",
        "{\"id\":NaN}|byte 6: a value is expected",
        "{\"id\":'x'}|byte 6: a value is expected",
        "{/*c*/\"id\":1}|byte 1: a field name in double quotes is expected",
        "{\"id\":01}|byte 7: ',' or '}' is expected after a field",
        "{\"id\":\"\\ud800\"}|byte 8: half a surrogate pair is no character",
        "{\"x\":\"\\udc00\\ud800\"}|byte 7: half a surrogate pair is no character",
        "{\"x\":{\"y\":[\"\\q\"]}}|byte 13: no such escape",
        "\ufeff{}|starts with a byte order mark: send UTF-8 without one",
      })
  void refusesWhatIsNoJson(String text, String detail) {
    assertMalformed(text, Reason.NOT_JSON, detail);
  }

  @Test
  void refusesWhatIsNoUtf8EvenWhereItIsSkipped() {
    for (String broken : List.of("ff", "c0af", "eda080", "f4908080", "e4b8", "80", "e0809f")) {
      byte[] bytes = HexFormat.of().parseHex(broken);
      for (String place : List.of("{\"note\":\"@\",", "{\"@\":1,", "{\"n\":[{\"a\":\"@\"}],")) {
        String text = DISPATCHED.replaceFirst("\\{", place.replace("\\", "\\\\"));
        assertMalformed(replace(text, bytes), Reason.NOT_JSON, null);
      }
    }
    assertMalformed(
        DISPATCHED.getBytes(StandardCharsets.UTF_16LE),
        Reason.NOT_JSON,
        "looks like UTF-16 or UTF-32: send UTF-8");
    assertMalformed(DISPATCHED.getBytes(StandardCharsets.UTF_16), Reason.NOT_JSON, null);
    byte[] gbk =
        replace(
            DISPATCHED.replace("fuxin\",\"a", "@\",\"a"), new byte[] {(byte) 0xB2, (byte) 0xFA});
    assertMalformed(gbk, Reason.NOT_JSON, null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"specversion\":\"1.0\",||NOT_CLOUDEVENTS|specversion is missing: CloudEvents 1.0 are expected",
        "\"1.0\"|\"0.3\"|NOT_CLOUDEVENTS|specversion is \"0.3\", not \"1.0\"",
        "\"1.0\"|1.0|NOT_CLOUDEVENTS|specversion is a number, not a string",
        "\"e-000123\"|null|MISSING_FIELD|id is required and missing",
        "\"e-000123\"|\"\"|MISSING_FIELD|id is required and empty",
        "\"e-000123\"|5|NOT_CLOUDEVENTS|id is a number, not a string",
        "\"e-000123\"|\"a\\u001fb\"|NOT_CLOUDEVENTS|id holds a control character",
        "\"source\":|\"src\":|MISSING_FIELD|source is required and missing",
        "ticket.dispatched|ticket.despatched|UNKNOWN_TYPE|type is \"paidan.ticket.despatched\", which is no type of event",
        "\"paidan.ticket.dispatched\"|{}|NOT_CLOUDEVENTS|type is an object, not a string",
        "\"T-2026-000666\"|null|MISSING_FIELD|subject is required and missing",
        "\"T-2026-000666\"|666|NOT_CLOUDEVENTS|subject is a number, not a string",
        "\"T-2026-000666\"|\"\"|BAD_ID|subject is empty: an id has 1 to 100 bytes",
        "\"T-2026-000666\"|\"T/1\"|BAD_ID|subject holds a '/', which no id may",
        "\"T-2026-000666\"|\"T\\u0000\"|BAD_ID|subject holds a control character, which no id may",
        "\"T-2026-000666\"|\"单单单单单单单单单单单单单单单单单单单单单单单单单单单单单单单单单单\"|BAD_ID|subject has 102 bytes: an id has 1 to 100",
        "\"time\":|\"at\":|MISSING_FIELD|time is required and missing",
        "05.123Z|05.123|BAD_TIME|time is \"2026-11-20T03:04:05.123\", not an RFC 3339 instant with an offset, such as 2026-11-20T03:04:05.123Z",
        "\"2026-11-20T03:04:05.123Z\"|1795143845123|BAD_TIME|time is a number, not an RFC 3339 instant with an offset, such as 2026-11-20T03:04:05.123Z",
        "\"2026-11-20T03:04:05.123Z\"|\"昨天\"|BAD_TIME|time is another text, not an RFC 3339 instant with an offset, such as 2026-11-20T03:04:05.123Z",
        "2026-11-20T03|1900-11-20T03|BAD_TIME|time is \"1900-11-20T03:04:05.123Z\", outside the years 2000 to 2099",
        "2026-11-20T03|2200-11-20T03|BAD_TIME|time is \"2200-11-20T03:04:05.123Z\", outside the years 2000 to 2099",
        "application/json|text/xml|NOT_CLOUDEVENTS|datacontenttype is \"text/xml\", not application/json",
        "\"data\":|\"data_base64\":\"e30=\",\"data\":|NOT_CLOUDEVENTS|data_base64 is not read: send data as a JSON object",
        "\"data\":|\"sequence\":7,\"data\":|NOT_CLOUDEVENTS|sequence is a number, not a string",
        "\"data\":|\"payload\":|MISSING_FIELD|data.district is required and missing",
        "\"data\":|\"data\":[],\"data2\":|BAD_VALUE|data is a list, not an object",
        "\"fuxin\",|5,|BAD_VALUE|data.district is a number, not a string",
        "\"fuxin\",|\"a/b\",|BAD_ID|data.district holds a '/', which no id may",
        "\"urban-management\"|\"\"|BAD_ID|data.assignments[0].department is empty: an id has 1 to 100 bytes",
        "\"LEAD\"|\"lead\"|BAD_VALUE|data.assignments[0].role is \"lead\", none of LEAD, SUPPORT",
        "\"LEAD\"|\"13800138000\"|BAD_VALUE|data.assignments[0].role is \"138****8000\", none of LEAD, SUPPORT",
        "\"SUPPORT\"|\"张三\"|BAD_VALUE|data.assignments[1].role is another text, none of LEAD, SUPPORT",
        "T11:00:00+08:00|T11:00:00|BAD_TIME|data.assignments[1].due is \"2026-11-21T11:00:00\", not an RFC 3339 instant with an offset, such as 2026-11-20T03:04:05.123Z",
        "2026-11-21T11|9999-11-21T11|BAD_TIME|data.assignments[1].due is \"9999-11-21T11:00:00+08:00\", outside the years 2000 to 2099",
      })
  void refusesWhatIsNoEvent(String from, String to, Reason reason, String detail) {
    assertThat(DISPATCHED).contains(from);
    assertMalformed(
        DISPATCHED.replaceFirst(
            java.util.regex.Pattern.quote(from),
            java.util.regex.Matcher.quoteReplacement(to == null ? "" : to)),
        reason,
        detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "dispatched|{\"district\":\"d\",\"assignments\":[]}|BAD_VALUE|data.assignments is empty: name one department or more",
        "dispatched|{\"district\":\"d\",\"assignments\":{}}|BAD_VALUE|data.assignments is an object, not a list",
        "dispatched|{\"district\":\"d\",\"assignments\":[null]}|BAD_VALUE|data.assignments[0] is null, not an object",
        "dispatched|{\"district\":\"d\"}|MISSING_FIELD|data.assignments is required and missing",
        "reported|{\"district\":\"d\",\"channel\":\"FAX\"}|BAD_VALUE|data.channel is \"FAX\", none of PATROL, HOTLINE, VISIT, APP, MEDIA, OTHER",
        "reported|{\"district\":\"d\",\"channel\":\"APP\",\"location\":{\"lat\":1}}|MISSING_FIELD|data.location.lon is required and missing",
        "reported|{\"district\":\"d\",\"channel\":\"APP\",\"location\":{\"lat\":91,\"lon\":1}}|BAD_VALUE|data.location.lat is 91, not between -90 and 90",
        "reported|{\"district\":\"d\",\"channel\":\"APP\",\"location\":{\"lat\":\"44\",\"lon\":1}}|BAD_VALUE|data.location.lat is a string, not a number",
        "reported|{\"district\":\"d\",\"channel\":\"APP\",\"reporter\":\"张三\"}|BAD_VALUE|data.reporter is a string, not an object",
        "reported|{\"district\":\"d\",\"channel\":\"APP\",\"reporter\":{\"phone\":13800138000}}|BAD_VALUE|data.reporter.phone is a number, not a string",
        "reported|{\"district\":\"d\",\"channel\":\"APP\",\"title\":[\"张三\"]}|BAD_VALUE|data.title is a list, not a string",
        "reclassified|{\"reason\":\"x\"}|MISSING_FIELD|data.ticketClass or data.category is required; both are missing",
        "assessed|{\"ticketClass\":\"KEY\"}|MISSING_FIELD|data.category is required and missing",
        "refused|{\"department\":\"d\",\"reason\":\"\"}|MISSING_FIELD|data.reason is required and empty",
        "feedback|{\"satisfaction\":6,\"solved\":true}|BAD_VALUE|data.satisfaction is 6, no whole number 1 to 5",
        "feedback|{\"satisfaction\":4.5,\"solved\":true}|BAD_VALUE|data.satisfaction is 4.5, no whole number 1 to 5",
        "feedback|{\"satisfaction\":\"5\",\"solved\":true}|BAD_VALUE|data.satisfaction is a string, not a number",
        "feedback|{\"satisfaction\":5,\"solved\":\"true\"}|BAD_VALUE|data.solved is a string, not true or false",
        "feedback|{\"satisfaction\":5,\"solved\":true,\"departmentScores\":[{\"department\":\"d\",\"score\":101}]}|BAD_VALUE|data.departmentScores[0].score is 101, not between 0 and 100",
        "feedback|{\"satisfaction\":1e999999999999,\"solved\":true}|BAD_VALUE|data.satisfaction is 1e999999999999, no whole number 1 to 5",
        "urged|{\"by\":\"x\",\"level\":4}|BAD_VALUE|data.level is 4, no whole number 1 to 3",
        "reopened|{\"reason\":\"x\",\"departments\":[\"a\",\"b/c\"]}|BAD_ID|data.departments[1] holds a '/', which no id may",
        "reopened|{\"reason\":\"x\",\"departments\":[\"a\",1]}|BAD_VALUE|data.departments[1] is a number, not a string",
        "extended|{\"department\":\"d\",\"until\":\"tomorrow\",\"approvedBy\":\"x\"}|BAD_TIME|data.until is \"tomorrow\", not an RFC 3339 instant with an offset, such as 2026-11-20T03:04:05.123Z",
        "closed|\"x\"|BAD_VALUE|data is a string, not an object",
      })
  void refusesDataThatItsTypeDoesNotAllow(String type, String data, Reason reason, String detail) {
    assertMalformed(envelope(type, data), reason, detail);
  }

  @Test
  void refusesTimesAheadOfTheRecord() {
    long limit = NOW - EventDecoder.MAX_AHEAD_MS;
    assertThat(decode(DISPATCHED, limit)).isInstanceOf(TicketEvent.class);
    assertThat(decode(DISPATCHED, limit - 1))
        .isEqualTo(
            new Malformed(
                Reason.FUTURE_TIME,
                "time is \"2026-11-20T03:04:05.123Z\", over 5 minutes ahead of the record's"
                    + " timestamp 2026-11-20T02:59:05.122Z: set the source's clock"));
    assertThat(decode(DISPATCHED.replace("2026-11-20T", "2200-11-20T"), NOW))
        .extracting(d -> ((Malformed) d).reason())
        .isEqualTo(Reason.FUTURE_TIME);
    assertThat(decode(DISPATCHED, -1)).isInstanceOf(TicketEvent.class);
    assertThat(decode(DISPATCHED, EventDecoder.NO_TIMESTAMP)).isInstanceOf(TicketEvent.class);
  }

  @Test
  void readsHistoryOfThisCentury() {
    for (String year : List.of("2000", "2010", "2013", "2018", "2099")) {
      assertThat(decode(DISPATCHED.replace("2026-11-20T", year + "-11-20T")))
          .isInstanceOf(TicketEvent.class);
    }
  }

  @Test
  void quotesAreShort() {
    Malformed malformed =
        (Malformed) decode(DISPATCHED.replace("paidan.ticket.dispatched", "t".repeat(300_000)));
    assertThat(malformed.detail())
        .isEqualTo("type is \"" + "t".repeat(40) + "…\", which is no type of event");
  }

  @Test
  void readsKafkasBinaryMode() {
    Map<String, byte[]> headers = binaryHeaders();
    byte[] data = "{\"district\":\"fuxin\",\"channel\":\"APP\"}".getBytes(StandardCharsets.UTF_8);
    TicketEvent expected =
        new TicketEvent(
            "/昌吉",
            "e-1",
            EventType.REPORTED,
            "单-1",
            NOW,
            "0001",
            new EventData.Reported("fuxin", Channel.APP, null, null, null, null, null));
    assertThat(decode(data, headers)).isEqualTo(expected);
    headers.remove("content-type");
    assertThat(decode(data, headers)).isEqualTo(expected);
    headers.put("content-type", ascii("application/json; charset=utf-8"));
    assertThat(decode(data, headers)).isEqualTo(expected);
    headers.put("content-type", ascii("avro/binary"));
    assertMalformed(
        decode(data, headers),
        Reason.NOT_CLOUDEVENTS,
        "datacontenttype is \"avro/binary\", not application/json");
    headers.remove("content-type");
    assertMalformed(
        decode("{".getBytes(StandardCharsets.UTF_8), headers),
        Reason.NOT_JSON,
        "ends in the middle, after 1 bytes");
    headers.put("ce_id", new byte[] {(byte) 0xFF});
    assertMalformed(decode(data, headers), Reason.NOT_CLOUDEVENTS, "header ce_id is not UTF-8");
    headers.put("ce_id", ascii("a\u001fb"));
    assertMalformed(decode(data, headers), Reason.NOT_CLOUDEVENTS, "id holds a control character");
    headers.put("ce_id", ascii(""));
    assertMalformed(decode(data, headers), Reason.MISSING_FIELD, "id is required and empty");
    headers.remove("ce_id");
    assertMalformed(decode(data, headers), Reason.MISSING_FIELD, "id is required and missing");
  }

  @Test
  void binaryModeMayHaveNoDataWhereTheTypeNeedsNone() {
    Map<String, byte[]> headers = binaryHeaders();
    assertMalformed(
        decode((byte[]) null, headers),
        Reason.MISSING_FIELD,
        "data.district is required and missing");
    headers.put("ce_type", ascii("paidan.ticket.closed"));
    assertThat(decode((byte[]) null, headers))
        .extracting(d -> ((TicketEvent) d).data())
        .isEqualTo(new EventData.Closed());
    headers.put("ce_time", ascii("2026-11-20T03:04:05.123"));
    assertThat(decode((byte[]) null, headers)).isInstanceOf(Malformed.class);
  }

  @Test
  void structuredModeIsKnownByItsContentType() {
    Map<String, byte[]> headers = binaryHeaders();
    headers.put("content-type", ascii("application/cloudevents+json; charset=UTF-8"));
    byte[] value = DISPATCHED.getBytes(StandardCharsets.UTF_8);
    assertThat(decode(value, headers)).isEqualTo(decode(DISPATCHED));
    headers.put("content-type", ascii("application/cloudevents+avro"));
    assertMalformed(
        decode(value, headers),
        Reason.NOT_CLOUDEVENTS,
        "header content-type announces CloudEvents in another format than JSON");
    assertThat(decode(value, Map.of("content-type", ascii("text/plain"))))
        .isEqualTo(decode(DISPATCHED));
  }

  @Test
  void neverThrowsAndReadsTheNextGoodRecord() {
    SplittableRandom random = new SplittableRandom(8);
    EventGenerator generator = new EventGenerator(8);
    for (int i = 0; i < 100_000; i++) {
      TicketEvent event = generator.event();
      byte[] good = EventWriter.write(event);
      byte[] broken = good.clone();
      for (int changes = random.nextInt(6); changes >= 0; changes--) {
        int at = random.nextInt(broken.length);
        broken[at] =
            (byte) (random.nextBoolean() ? good[random.nextInt(good.length)] : random.nextInt(256));
      }
      Decoded decoded =
          decode(
              random.nextInt(8) == 0
                  ? Arrays.copyOf(broken, random.nextInt(broken.length))
                  : broken);
      if (decoded instanceof Malformed malformed) {
        assertThat(malformed.detail()).isNotBlank().doesNotContain("\n");
      }
      if (i % 16 == 0) {
        assertThat(decode(good)).isEqualTo(event);
      }
    }
  }

  @Test
  void eventsFromDifferentDecodersAndTimesAreTheSame() {
    EventGenerator generator = new EventGenerator(9);
    for (int i = 0; i < 5_000; i++) {
      byte[] record = EventWriter.write(generator.event());
      Decoded first = decode(record);
      assertThat(decode(record)).isEqualTo(first);
      assertThat(new EventDecoder().decode(record, EventDecoder.Headers.NONE, -1)).isEqualTo(first);
    }
  }

  private TicketEvent event(String type, String data) {
    Decoded decoded = decode(envelope(type, data));
    assertThat(decoded).isInstanceOf(TicketEvent.class);
    return (TicketEvent) decoded;
  }

  private static String envelope(String type, String data) {
    return "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"paidan.ticket."
        + type
        + "\",\"subject\":\"T-1\",\"time\":\"2026-11-20T03:04:05.123Z\",\"data\":"
        + data
        + "}";
  }

  private static Map<String, byte[]> binaryHeaders() {
    Map<String, byte[]> headers = new HashMap<>();
    headers.put("ce_specversion", ascii("1.0"));
    headers.put("ce_id", ascii("e-1"));
    headers.put("ce_source", "/昌吉".getBytes(StandardCharsets.UTF_8));
    headers.put("ce_type", ascii("paidan.ticket.reported"));
    headers.put("ce_subject", "单-1".getBytes(StandardCharsets.UTF_8));
    headers.put("ce_time", ascii("2026-11-20T11:04:05.123+08:00"));
    headers.put("ce_sequence", ascii("0001"));
    headers.put("content-type", ascii("application/json"));
    return headers;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The text with these bytes where it has an @. */
  private static byte[] replace(String text, byte[] bytes) {
    String latin = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return latin
        .replace("@", new String(bytes, StandardCharsets.ISO_8859_1))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private Decoded decode(String text) {
    return decode(text, EventDecoder.NO_TIMESTAMP);
  }

  private Decoded decode(String text, long recordTimestamp) {
    return decoder.decode(
        text.getBytes(StandardCharsets.UTF_8), EventDecoder.Headers.NONE, recordTimestamp);
  }

  private Decoded decode(byte[] value) {
    return decoder.decode(value, EventDecoder.Headers.NONE, EventDecoder.NO_TIMESTAMP);
  }

  private Decoded decode(byte[] value, Map<String, byte[]> headers) {
    return decoder.decode(value, headers::get, EventDecoder.NO_TIMESTAMP);
  }

  private void assertMalformed(String text, Reason reason, String detail) {
    assertMalformed(text.getBytes(StandardCharsets.UTF_8), reason, detail);
  }

  private void assertMalformed(byte[] value, Reason reason, String detail) {
    assertMalformed(decode(value), reason, detail);
  }

  /** Also, that the next good record is read. */
  private void assertMalformed(Decoded decoded, Reason reason, String detail) {
    assertThat(decoded).isInstanceOf(Malformed.class);
    Malformed malformed = (Malformed) decoded;
    assertThat(malformed.reason()).as(malformed.detail()).isEqualTo(reason);
    if (detail != null) {
      assertThat(malformed.detail()).isEqualTo(detail);
    }
    assertThat(decode(DISPATCHED)).isInstanceOf(TicketEvent.class);
  }
}
