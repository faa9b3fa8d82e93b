package io.paidan.importer.xes;

import static io.paidan.importer.xes.ImportedLog.number;
import static io.paidan.importer.xes.ImportedLog.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.importer.MappedEvent;
import io.paidan.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An Italian software company's help desk, against what is known of the log. */
class HelpdeskTest {
  private static final String LOG = "helpdesk/helpdesk.xes.gz";
  private static ImportedLog log;

  @BeforeAll
  static void importLog(@TempDir Path temp) throws IOException {
    log = ImportedLog.of("helpdesk", LOG, temp);
  }

  @BeforeEach
  void skipWithoutTheLog() {
    ImportedLog.assumeThere(log, LOG);
  }

  @Test
  void theReaderFindsWhatIsInTheLog() throws Exception {
    List<XesTrace> traces = log.traces();
    int events = 0;
    int ties = 0;
    int duplicates = 0;
    for (XesTrace trace : traces) {
      Map<String, String> last = Map.of();
      for (Attributes event : trace.events()) {
        events++;
        Map<String, String> now = event.values();
        ties += now.get("time:timestamp").equals(last.get("time:timestamp")) ? 1 : 0;
        duplicates += now.equals(last) ? 1 : 0;
        last = now;
      }
    }
    assertThat(traces).hasSize(4_580);
    assertThat(events).isEqualTo(21_348);
    assertThat(ties).isEqualTo(130);
    assertThat(duplicates).isEqualTo(127);
  }

  @Test
  void everyLogEventIsAccountedFor() {
    assertThat(log.report.cases()).isEqualTo(4_580);
    assertThat(log.report.rows()).isEqualTo(21_348);
    assertThat(log.report.events()).isEqualTo(29_403);
    assertThat(log.report.nothingNewInAll()).isEqualTo(996);
    assertThat(log.report.repeated()).isEqualTo(127);
    assertThat(log.report.rejected()).isZero();
    assertThat(log.summary.events()).isEqualTo(29_403);
    assertThat(log.summary.repeats()).isZero();
    assertThat(log.summary.deadLetters()).isZero();
    assertThat(log.summary.tickets()).isEqualTo(4_580);
  }

  @Test
  void ticketsAreReopenedAsTheLogSays() throws Exception {
    List<JsonValue> tickets = log.documents("paidan-tickets");
    assertThat(tickets).hasSize(4_580);
    assertThat(tickets).allMatch(ticket -> ticket.get("anomalies").items().isEmpty());
    assertThat(tickets.stream().mapToInt(ticket -> number(ticket, "reopen_count")).sum())
        .isEqualTo(158);
    assertThat(tickets.stream().filter(ticket -> number(ticket, "reopen_count") > 0)).hasSize(149);
    Map<String, Integer> states = new HashMap<>();
    tickets.forEach(ticket -> states.merge(text(ticket, "state"), 1, Integer::sum));
    assertThat(states)
        .isEqualTo(Map.of("CLOSED", 4_558, "RESOLVED", 10, "ACCEPTED", 8, "DISPATCHED", 4));
  }

  @Test
  void exactDuplicatesChangeNothing() throws Exception {
    CaseMapper mapper = new CaseMapper(XesMappings.load("helpdesk"));
    int repeated = 0;
    for (XesTrace trace : log.traces()) {
      Set<Map<String, String>> seen = new HashSet<>();
      List<Attributes> different = new ArrayList<>();
      for (Attributes event : trace.events()) {
        if (seen.add(event.values())) {
          different.add(event);
        }
      }
      CaseMapper.Mapped with = mapper.map(trace);
      CaseMapper.Mapped without = mapper.map(new XesTrace(trace.own(), different));
      assertThat(lines(with)).isEqualTo(lines(without));
      repeated += trace.events().size() - different.size();
    }
    assertThat(repeated).isEqualTo(127);
  }

  @Test
  void orderAndRepeatsChangeNothing() throws Exception {
    log.assertThatOrderAndRepeatsChangeNothing();
  }

  private static List<String> lines(CaseMapper.Mapped mapped) {
    return mapped.events().stream()
        .map(MappedEvent::json)
        .map(json -> new String(json, StandardCharsets.UTF_8))
        .toList();
  }
}
