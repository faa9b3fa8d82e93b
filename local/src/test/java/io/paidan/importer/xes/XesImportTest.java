package io.paidan.importer.xes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paidan.event.EventData;
import io.paidan.event.EventDecoder;
import io.paidan.event.TicketEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XesImportTest {
  private static final String WORKING =
      """
      <event><string key="concept:name" value="working"/><string key="org:group" value="A"/>
      <date key="time:timestamp" value="2024-03-01T00:00:00Z"/></event>
      """;

  @TempDir Path temp;

  @Test
  void readsWhatLogsMayHold() throws Exception {
    assertThat(run(SmallLog.xes())).isEqualTo(new XesImport.Report(4, 12, 9, Map.of(), 0, 8));
    List<TicketEvent> events = events();
    assertThat(events)
        .extracting(TicketEvent::id)
        .containsExactly(
            "A&B \"1\"-1-reported",
            "A&B \"1\"-1-assessed",
            "A&B \"1\"-1-dispatched",
            "A&B \"1\"-2-accepted",
            "A&B \"1\"-3-resolved",
            "2-6-reported",
            "2-6-assessed",
            "2-6-dispatched",
            "2-6-accepted");
    assertThat(events)
        .extracting(event -> Instant.ofEpochMilli(event.time()).toString())
        .startsWith(
            "2024-03-01T00:00:00.123Z",
            "2024-03-01T00:00:00.123Z",
            "2024-03-01T00:00:00.123Z",
            "2024-03-01T00:30:00Z",
            "2024-03-01T01:30:00Z");
    assertThat(events)
        .extracting(TicketEvent::sequence)
        .startsWith("000001", "000002", "000003", "000004", "000005", "000001");
    assertThat(((EventData.Reported) events.get(0).data()).title()).isEqualTo("灯 <不亮> 灯");
    assertThat(((EventData.Dispatched) events.get(2).data()).assignments())
        .extracting(EventData.Assignee::department)
        .containsExactly("IT%2F1");
  }

  @Test
  void listsWhatCannotBeMappedWithLineAndReasons() throws Exception {
    run(SmallLog.xes());
    List<String> log = new String(SmallLog.xes(), StandardCharsets.UTF_8).lines().toList();
    List<String> rejected = Files.readAllLines(temp.resolve("out.ndjson.rejected.ndjson"));
    assertThat(rejected).hasSize(8);
    for (String entry : rejected) {
      int line = Integer.parseInt(entry.replaceAll("\\{\"line\":([0-9]+).*", "$1"));
      assertThat(log.get(line - 1)).matches("\\s*<(event|trace)>");
    }
    assertThat(rejected.get(0))
        .contains("\"ticket\":\"2\"", "it has no group: attribute 'org:group' is empty");
    assertThat(rejected.get(1)).contains("it has no time: attribute 'time:timestamp' is empty");
    assertThat(rejected.get(2))
        .contains("attribute 'time:timestamp': 'soon' is not a date like iso")
        .contains("'dancing' is not among the mapping's steps");
    assertThat(rejected.get(3)).contains("it has no status: attribute 'concept:name' is empty");
    assertThat(rejected.get(4)).contains("attribute 'org:group' is given twice, and not the same");
    assertThat(rejected.get(5))
        .contains("the case has no id: attribute 'case:concept:name' is empty")
        .doesNotContain("ticket\":");
    assertThat(rejected.get(6)).contains("\"ticket\":\"4\"", "the trace holds no event");
    assertThat(rejected.get(7)).contains("the case has no id");
  }

  @Test
  void whatIsSaidTwiceCountsOnce() throws Exception {
    String trace =
        "<trace><string key=\"concept:name\" value=\"1\"/>" + WORKING + WORKING + "</trace>";
    String other =
        "<trace><string key=\"concept:name\" value=\"1\"/>"
            + WORKING.replace("\"A\"", "\"B\"")
            + "</trace>";
    XesImport.Report report = run(log(trace + trace + other));
    assertThat(report).isEqualTo(new XesImport.Report(3, 5, 4, Map.of(), 3, 1));
    assertThat(Files.readString(temp.resolve("out.ndjson.rejected.ndjson")))
        .contains("the trace at line 1 has the same id and says something else");
  }

  @Test
  void ordersACaseByTimeAndEventsOfOneInstantByTheFile() throws Exception {
    String trace =
        "<trace><string key=\"concept:name\" value=\"1\"/>"
            + WORKING.replace("working", "done").replace("T00:00", "T00:01")
            + WORKING.replace("working", "over").replace("T00:00", "T00:01")
            + WORKING
            + WORKING.replace("working", "note")
            + "</trace>";
    assertThat(run(log(trace)).nothingNew()).isEqualTo(Map.of("note", 1L));
    assertThat(events())
        .extracting(event -> event.sequence() + " " + event.id())
        .containsExactly(
            "000001 1-3-reported",
            "000002 1-3-assessed",
            "000003 1-3-dispatched",
            "000004 1-3-accepted",
            "000005 1-1-resolved",
            "000006 1-2-closed");
  }

  @Test
  void readsGzipAndOtherEncodings() throws Exception {
    String utf8 = new String(SmallLog.xes(), StandardCharsets.UTF_8);
    byte[] xes =
        utf8.replace("encoding=\"UTF-8\"", "encoding=\"UTF-16\"").getBytes(StandardCharsets.UTF_16);
    assertThat(run(gzip(xes)).events()).isEqualTo(9);
    byte[] utf16 = Files.readAllBytes(temp.resolve("out.ndjson"));
    assertThat(run(("\uFEFF" + utf8).getBytes(StandardCharsets.UTF_8)).events()).isEqualTo(9);
    assertThat(Files.readAllBytes(temp.resolve("out.ndjson"))).isEqualTo(utf16);
    run(utf8.replace("UTF-8", "GB18030").getBytes(Charset.forName("GB18030")));
    assertThat(Files.readAllBytes(temp.resolve("out.ndjson"))).isEqualTo(utf16);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|line 1 is no XML",
        "编号,时间|line 1 is no XML",
        "<html></html>|begins with <html>, not with <log>",
        "<log><trace></log>|line 1 is no XML",
        "<log><trace><event></event></trace>|line 1 is no XML",
        "<log><string key='a' value='&nothing;'/></log>|line 1 is no XML",
        "<?xml version='1.0' encoding='klingon'?><log/>|line 1 names the encoding 'klingon'",
        "<!DOCTYPE log SYSTEM 'file:///etc/passwd'><log/>|line 1 holds a DOCTYPE",
        "<!DOCTYPE log [<!ENTITY a 'b'>]><log><string key='&a;'/></log>|line 1 holds a DOCTYPE",
      })
  void refusesWhatIsNoLogInOneLine(String text, String message) {
    assertThatThrownBy(() -> run(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class)
        .message()
        .contains("in.xes", message)
        .doesNotContain("\n");
    assertThat(temp.resolve("out.ndjson")).doesNotExist();
  }

  @Test
  void refusesDamagedFiles() throws Exception {
    byte[] log = SmallLog.xes();
    byte[] packed = gzip(log);
    for (int length : new int[] {3, packed.length / 2, packed.length - 1}) {
      assertThatThrownBy(() -> run(Arrays.copyOf(packed, length)))
          .hasMessageContaining("in.xes: the gzip data is damaged or cut off");
    }
    assertThatThrownBy(() -> run(Arrays.copyOf(log, log.length - 10)))
        .hasMessageContaining("is no XML");
    byte[] bad = log.clone();
    bad[new String(log, StandardCharsets.ISO_8859_1).indexOf("the log's")] = (byte) 0xff;
    assertThatThrownBy(() -> run(bad)).hasMessageContaining("not in the encoding");
    assertThat(temp.resolve("out.ndjson")).doesNotExist();
  }

  @Test
  void noLimitOfTheParserStopsAnOrdinaryLargeLog() throws Exception {
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      events
          .append(WORKING.replace("T00:00:00Z", "T00:00:" + (10 + i % 50) + "Z"))
          .insert(
              events.length() - "</event>\n".length(),
              "<string key=\"n\" value=\"&amp;&lt;&quot;" + i + "\"/>");
    }
    XesImport.Report report =
        run(log("<trace><string key=\"concept:name\" value=\"1\"/>" + events + "</trace>"));
    assertThat(report)
        .isEqualTo(new XesImport.Report(1, 20_000, 4, Map.of("working", 19_999L), 0, 0));
  }

  private static byte[] log(String traces) {
    return ("<log>" + traces + "</log>").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private XesImport.Report run(byte[] log) throws IOException {
    Path in = Files.write(temp.resolve("in.xes"), log);
    return new XesImport(SmallLog.mapping()).run(in, temp.resolve("out.ndjson"));
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
