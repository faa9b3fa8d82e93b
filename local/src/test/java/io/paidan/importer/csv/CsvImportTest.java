package io.paidan.importer.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paidan.event.EventData;
import io.paidan.event.EventDecoder;
import io.paidan.event.TicketEvent;
import io.paidan.importer.EventSorter;
import io.paidan.importer.MappedEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvImportTest {
  private static final String MAPPING =
      """
      {
        "description": "工单导出",
        "zone": "Asia/Shanghai",
        "dateFormats": ["yyyy/M/d HH:mm:ss", "yyyy-MM-dd"],
        "empty": ["无"],
        "source": "/hotline",
        "ticket": {"column": "编号"},
        "events": [
          {"type": "reported", "time": {"column": "受理时间"},
           "data": {"district": {"column": "街道", "map": {"阜新街": "fuxin"}, "as": "ID"},
                    "channel": "HOTLINE",
                    "title": {"text": "{标题}（{来源}）"},
                    "location": {"lat": {"column": "纬度", "as": "NUMBER"},
                                 "lon": {"column": "经度", "as": "NUMBER"}}}},
          {"type": "dispatched", "time": {"column": "受理时间"},
           "when": [{"column": "主办", "empty": false}],
           "data": {"district": "fuxin",
                    "assignments": [
                      {"department": {"column": "主办", "as": "ID"}, "role": "LEAD",
                       "due": {"column": "期限", "as": "INSTANT"}},
                      {"department": {"column": "协办", "as": "ID"}, "role": "SUPPORT"}]}},
          {"type": "feedback", "time": {"column": "回访时间"},
           "when": [{"column": "状态", "in": ["已回访", "已办结"]}],
           "data": {"satisfaction": {"column": "满意度", "as": "NUMBER", "default": "3"},
                    "solved": {"column": "解决", "as": "BOOLEAN",
                               "map": {"是": "true", "否": "false"}, "otherwise": "false"}}}
        ]
      }
      """;
  private static final String HEADER = "编号,受理时间,街道,标题,来源,纬度,经度,主办,协办,期限,回访时间,状态,满意度,解决\r\n";

  @TempDir Path temp;

  @Test
  void makesEventsOfRows() throws Exception {
    CsvImport.Report report =
        run(
            MAPPING,
            "\uFEFF"
                + HEADER
                + "A1,2026/1/5 09:30:00,阜新街,\"路灯\n不亮, \"\"急\"\"\",12345,44.1,87,城管局,住建局,2026-01-08,"
                + "2026/1/6 10:00:00,已回访,5,是\r\n"
                + "\r\n"
                + "A/2,2026/1/4 23:59:59,阜新街,噪声,无,,,无,,,,办理中,,\r\n");
    assertThat(report).isEqualTo(new CsvImport.Report(2, 4, 0, 0));
    assertThat(temp.resolve("out.ndjson.rejected.ndjson")).doesNotExist();

    List<TicketEvent> events = events();
    assertThat(events).extracting(TicketEvent::ticketId).containsExactly("A%2F2", "A1", "A1", "A1");
    assertThat(events).extracting(TicketEvent::sequence).containsExactly("01", "01", "02", "03");
    assertThat(events)
        .extracting(TicketEvent::id)
        .containsExactly("A%2F2-reported", "A1-reported", "A1-dispatched", "A1-feedback");
    assertThat(events).extracting(TicketEvent::source).containsOnly("/hotline");
    assertThat(Instant.ofEpochMilli(events.get(0).time())).isEqualTo("2026-01-04T15:59:59Z");
    EventData.Reported quiet = (EventData.Reported) events.get(0).data();
    assertThat(quiet.location()).isNull();
    assertThat(quiet.title()).isEqualTo("噪声（）");
    EventData.Reported lamp = (EventData.Reported) events.get(1).data();
    assertThat(lamp.title()).isEqualTo("路灯\n不亮, \"急\"（12345）");
    assertThat(lamp.location()).isEqualTo(new EventData.Location(44.1, 87));
    EventData.Dispatched dispatched = (EventData.Dispatched) events.get(2).data();
    assertThat(dispatched.assignments())
        .extracting(EventData.Assignee::department)
        .containsExactly("城管局", "住建局");
    assertThat(dispatched.assignments().get(0).due())
        .isEqualTo(Instant.parse("2026-01-07T16:00:00Z").toEpochMilli());
    assertThat(dispatched.assignments().get(1).due()).isNull();
    EventData.Feedback feedback = (EventData.Feedback) events.get(3).data();
    assertThat(feedback.satisfaction()).isEqualTo(5);
    assertThat(feedback.solved()).isTrue();
  }

  @Test
  void rejectsRowsWithLineAndEveryReason() throws Exception {
    CsvImport.Report report =
        run(
            MAPPING,
            HEADER
                + "B1,2026/2/30 09:30:00,别处,x,,,,,,,,,,\n"
                + "B2,2026/2/3 09:30:00,阜新街,\"two\nlines\",,,,,,,,,,\n"
                + "B3,2026/2/3 09:30:00,阜新街\n"
                + ",2026/2/3 09:30:00,阜新街,x,,,,,,,,,,\n"
                + "B5,2026/2/3 09:30:00,阜新街,x,,91.5,87,,,,,,,\n"
                + "B6,2026/2/3 09:30:00,阜新街,x,,,,,,,,已回访,,\n"
                + "B2,2026/2/3 09:30:00,阜新街,another,,,,,,,,,,\n"
                + "B2,2026/2/3 09:30:00,阜新街,\"two\nlines\",,,,,,,,,,\n"
                + "B7,2026/2/3 09:30:00,阜新街,x,,一,87,,,,,,,\n");
    assertThat(report).isEqualTo(new CsvImport.Report(9, 1, 1, 7));
    List<String> rejected = Files.readAllLines(temp.resolve("out.ndjson.rejected.ndjson"));
    assertThat(rejected).hasSize(7);
    assertThat(rejected.get(0))
        .startsWith("{\"line\":2,\"ticket\":\"B1\",\"reasons\":[")
        .contains("'受理时间'", "2026/2/30 09:30:00", "is not a date like", "'街道'", "别处");
    assertThat(rejected.get(1)).contains("\"line\":5", "has 3 columns, the header has 14");
    assertThat(rejected.get(2)).contains("\"line\":6", "the ticket has no id");
    assertThat(rejected.get(3)).contains("\"line\":7", "reported is no event");
    assertThat(rejected.get(4))
        .contains("\"line\":8", "feedback has no time: column '回访时间' is empty");
    assertThat(rejected.get(5)).contains("\"line\":9", "line 3 has the same ticket");
    assertThat(rejected.get(6)).contains("\"line\":12", "'一' is not a number");

    // A later run without such rows takes the list away.
    run(MAPPING, HEADER + "B2,2026/2/3 09:30:00,阜新街,x,,,,,,,,,,\n");
    assertThat(temp.resolve("out.ndjson.rejected.ndjson")).doesNotExist();
  }

  @Test
  void severalRowsOfOneTicket() throws Exception {
    String mapping =
        """
        {"zone": "UTC", "dateFormats": ["iso", "epoch-seconds", "epoch-millis"], "source": "/log",
         "ticket": {"column": "case"}, "row": {"column": "n"},
         "events": [
           {"type": "reported", "time": {"column": "t"}, "when": [{"column": "what", "in": ["open"]}],
            "data": {"district": "d", "channel": "APP"}},
           {"type": "urged", "time": {"column": "t"}, "when": [{"column": "what", "notIn": ["open", "note"]}],
            "data": {"by": {"column": "what"}, "level": 2}}]}
        """;
    CsvImport.Report report =
        run(
            mapping,
            "case,n,what,t\n"
                + "1,1,open,2026-01-01T08:00:00+08:00\n"
                + "1,2,boss,1767225601\n"
                + "1,3,chief,2026-01-01T00:00:02\n"
                + "1,4,note,2026-01-01T00:00:03Z\n");
    assertThat(report).isEqualTo(new CsvImport.Report(4, 3, 0, 1));
    assertThat(events())
        .extracting(event -> Instant.ofEpochMilli(event.time()).toString())
        .containsExactly("2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z", "2026-01-01T00:00:02Z");
    assertThat(events())
        .extracting(TicketEvent::id)
        .containsExactly("1-1-reported", "1-2-urged", "1-3-urged");
    assertThat(Files.readString(temp.resolve("out.ndjson.rejected.ndjson")))
        .contains("\"line\":5", "no event of the mapping applies");
  }

  @Test
  void constantsStayWhereAllValuesAreEmpty() throws Exception {
    String mapping =
        """
        {"zone": "UTC", "dateFormats": ["iso"], "source": "/log", "ticket": {"column": "id"},
         "events": [
           {"type": "reported", "time": {"column": "t"},
            "data": {"district": "d", "channel": "APP", "title": {"column": "title"},
                     "location": {"lat": {"column": "lat"}, "lon": 1}}}]}
        """;
    CsvImport.Report report = run(mapping, "id,t,title,lat\n1,2026-01-01T00:00:00Z,,\n");
    assertThat(report).isEqualTo(new CsvImport.Report(1, 1, 0, 0));
    EventData.Reported reported = (EventData.Reported) events().get(0).data();
    assertThat(reported.district()).isEqualTo("d");
    assertThat(reported.title()).isNull();
    assertThat(reported.location()).isNull();
  }

  @Test
  void readsOtherEncodingsDelimitersAndGzip() throws Exception {
    String mapping =
        MAPPING.replace(
            "\"zone\"", "\"csv\": {\"encoding\": \"GB18030\", \"delimiter\": \";\"}, \"zone\"");
    String csv = (HEADER + "C1,2026/1/5 09:30:00,阜新街,噪声,,,,,,,,,,\n").replace(',', ';');
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(csv.getBytes(Charset.forName("GB18030")));
    }
    Path in = Files.write(temp.resolve("in.csv.gz"), packed.toByteArray());
    Path out = temp.resolve("out.ndjson.gz");
    assertThat(new CsvImport(mapping(mapping)).run(in, out).events()).isEqualTo(1);
    try (GZIPInputStream unpacked = new GZIPInputStream(Files.newInputStream(out))) {
      assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8)).contains("噪声");
    }

    Path plain = Files.write(temp.resolve("in.csv"), csv.getBytes(Charset.forName("GB18030")));
    assertThatThrownBy(() -> new CsvImport(mapping(MAPPING)).run(plain, temp.resolve("x.ndjson")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in.csv: at or after line 1 there is what is not UTF-8")
        .hasMessageContaining("GB18030");
    assertThat(temp.resolve("x.ndjson")).doesNotExist();
  }

  @Test
  void refusesFilesThatTheMappingIsNotFor() {
    assertThatThrownBy(() -> run(MAPPING, "编号,受理时间\nA,B\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has no column '街道', '标题'")
        .hasMessageContaining("its columns are 编号, 受理时间");
    assertThatThrownBy(() -> run(MAPPING, HEADER.strip() + ",编号\n"))
        .hasMessageContaining("column '编号' is there twice");
    assertThatThrownBy(() -> run(MAPPING, "")).hasMessageContaining("is empty: a header");
    assertThatThrownBy(
            () -> run(MAPPING, HEADER + "A1,2026/1/5 09:30:00,阜新街,\"never closed,,,,,,,,,,\n"))
        .hasMessageContaining("the row that begins at line 2 is no CSV");
    assertThatThrownBy(
            () -> {
              byte[] packed = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 3, 0};
              Path in = Files.write(temp.resolve("cut.csv.gz"), packed);
              new CsvImport(mapping(MAPPING)).run(in, temp.resolve("out.ndjson"));
            })
        .hasMessageContaining("the gzip data is damaged or cut off");
    assertThat(temp.resolve("out.ndjson")).doesNotExist();
  }

  @Test
  void sortsWhatDoesNotFitIntoMemory() throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    try (EventSorter inMemory = new EventSorter(1 << 30);
        EventSorter spilling = new EventSorter(2_000)) {
      for (int i = 0; i < 1_000; i++) {
        MappedEvent event =
            new MappedEvent((i * 7919L) % 100, ("event " + i).getBytes(StandardCharsets.UTF_8));
        inMemory.add(event);
        spilling.add(event);
      }
      inMemory.writeTo(all);
      spilling.writeTo(pieces);
    }
    assertThat(pieces.toString(StandardCharsets.UTF_8))
        .isEqualTo(all.toString(StandardCharsets.UTF_8))
        .startsWith("event 0\nevent 100\nevent 200\n");
  }

  private CsvImport.Report run(String mapping, String csv) throws IOException {
    Path in = Files.writeString(temp.resolve("in.csv"), csv);
    return new CsvImport(mapping(mapping)).run(in, temp.resolve("out.ndjson"));
  }

  private static CsvMapping mapping(String json) {
    CsvMappingParser.Result result = CsvMappingParser.parse(json.getBytes(StandardCharsets.UTF_8));
    assertThat(result.problems()).isEmpty();
    return result.mapping();
  }

  private List<TicketEvent> events() throws IOException {
    EventDecoder decoder = new EventDecoder();
    return Files.readAllLines(temp.resolve("out.ndjson")).stream()
        .map(
            line ->
                (TicketEvent)
                    decoder.decode(
                        line.getBytes(StandardCharsets.UTF_8),
                        EventDecoder.Headers.NONE,
                        EventDecoder.NO_TIMESTAMP))
        .toList();
  }
}
