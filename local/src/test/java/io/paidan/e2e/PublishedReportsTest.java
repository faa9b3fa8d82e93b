package io.paidan.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.Topics;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.event.TicketEvent;
import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.local.testing.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What is said of a day is said once it has settled; what changes it later is said, too, and why.
 */
@ExtendWith(PipelineExtension.class)
class PublishedReportsTest {
  /** Noon in Shanghai. */
  private static final long T0 = Instant.parse("2026-03-02T04:00:00Z").toEpochMilli();

  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY_ENDS = Instant.parse("2026-03-02T16:00:00Z").toEpochMilli();
  private static final long SETTLING = 30 * MINUTE;
  private static final String TICKET = "T-2026-000001";
  private static final String DAY = "DISTRICT/" + Events.DISTRICT + "/2026-03-02/";

  @Test
  void aDayIsPublishedAndCorrectedAndStaysSoWhenAllIsComputedAnew(Pipeline pipeline)
      throws Exception {
    pipeline.fresh(T0 + 5 * MINUTE);
    pipeline.startJobs(Backend.HEAP);
    send(
        pipeline,
        Events.reported(TICKET, T0),
        Events.emergency(TICKET, T0 + MINUTE),
        Events.dispatched(TICKET, T0 + 2 * MINUTE),
        Events.accepted(TICKET, T0 + 4 * MINUTE));
    try (DocumentsView view = new DocumentsView(pipeline.bootstrapServers())) {
      await(view, "the day's figures", () -> daily(view).contains("\"dispatched\":1,"));

      // The watermark is a millisecond behind the clock.
      HandClock.set(DAY_ENDS + SETTLING);
      await(view, "the overdue ticket", () -> daily(view).contains("\"overdue\":1,"));
      assertThat(reports(view)).isEmpty();
      HandClock.set(DAY_ENDS + SETTLING + 1);
      String first = awaitReport(view, 0);
      assertThat(first)
          .contains("\"revision\":1,", "\"revision_no\":0,", "\"overdue\":1,", "\"changes\":[]")
          .contains("\"as_of\":\"2026-03-02T16:30:00.000Z\"");
      for (String scope : List.of("COUNTY/fukang", "PREFECTURE/changji", "DEPARTMENT/emergency")) {
        awaitReport(view, scope + "/2026-03-02/0");
      }

      // The team had been there in time.
      HandClock.set(DAY_ENDS + HOUR);
      send(pipeline, Events.arrived(TICKET, T0 + 20 * MINUTE));
      await(view, "the mended figure", () -> daily(view).contains("\"overdue\":0,"));
      HandClock.set(DAY_ENDS + HOUR + SETTLING + MINUTE);
      assertThat(awaitReport(view, 1))
          .contains(
              "{\"figure\":\"district_figures.overdue\",\"before\":1,\"after\":0}",
              "\"cause_count\":1,\"causes\":[{\"kind\":\"EVENT\",\"ticket_id\":\"" + TICKET + "\"",
              "\"event_id\":\"" + TICKET + "-ARRIVED\",\"type\":\"paidan.ticket.arrived\"");

      assertThat(awaitReport(view, "PREFECTURE/changji/2026-03-02/1"))
          .as("told of the ticket and of its assignment: one cause")
          .contains("\"figure\":\"department_figures.arrived\",\"before\":0,\"after\":1}")
          .contains("\"cause_count\":1,");

      // 24 hours to resolve, from the dispatch.
      HandClock.set(T0 + 24 * HOUR + 3 * MINUTE);
      await(view, "the breach", () -> daily(view).contains("\"overdue\":1,"));
      HandClock.advance(Duration.ofMillis(SETTLING + MINUTE));
      assertThat(awaitReport(view, 2))
          .contains("{\"figure\":\"district_figures.decided\",\"before\":0,\"after\":1}")
          .contains("\"causes\":[{\"kind\":\"TIME\",\"ticket_id\":\"" + TICKET + "\"");
      assertThat(text(view, 0)).as("once said").isEqualTo(first);

      Map<String, Document> said = reports(view);
      awaitReportsTopic(pipeline, said);
      pipeline.cancelJobs();
      HandClock.advance(Duration.ofMinutes(1));
      long before = view.latest().get(daily()).revision();
      pipeline.startJobs(Backend.HEAP);
      await(view, "figures anew", () -> view.latest().get(daily()).revision() > before);
      HandClock.advance(Duration.ofHours(2));
      send(pipeline, Events.resolved(TICKET, T0 + 25 * HOUR));
      await(view, "the resolution", () -> daily(view).contains("\"resolved\":1,"));
      HandClock.advance(Duration.ofMillis(SETTLING + MINUTE));
      assertThat(awaitReport(view, 3))
          .contains("{\"figure\":\"district_figures.resolved\",\"before\":0,\"after\":1}")
          .contains("\"event_id\":\"" + TICKET + "-RESOLVED\"");
      assertThat(reports(view)).containsAllEntriesOf(said);

      pipeline.awaitIndex(view);
      assertThat(new String(pipeline.index().documents().get(key(DAY + 0)).body(), UTF_8))
          .isEqualTo(first);
    }
  }

  private static void send(Pipeline pipeline, TicketEvent... events) throws Exception {
    pipeline.send(List.of(events).stream().map(event -> Events.record(event, 0)).toList());
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(DocumentsView view, String what, Condition condition) throws Exception {
    Await.until(
        () -> {
          view.refresh();
          return condition.holds();
        },
        () -> what + " did not come: " + daily(view) + " " + reports(view).keySet());
  }

  /** What a job that is lost had not written there yet, the next one may say otherwise. */
  private static void awaitReportsTopic(Pipeline pipeline, Map<String, Document> said)
      throws Exception {
    Set<String> there = new TreeSet<>();
    try (TopicReader topic = new TopicReader(pipeline.bootstrapServers(), Topics.REPORTS)) {
      Await.until(
          () -> {
            topic.read(record -> there.add(key(new String(record.key(), UTF_8))));
            return there.containsAll(said.keySet());
          },
          () -> "reports on their topic: " + there + ", said: " + said.keySet());
    }
  }

  private static String awaitReport(DocumentsView view, int number) throws Exception {
    return awaitReport(view, DAY + number);
  }

  private static String awaitReport(DocumentsView view, String id) throws Exception {
    await(view, "report " + id, () -> view.text(Alias.REPORTS, id) != null);
    return view.text(Alias.REPORTS, id);
  }

  private static String text(DocumentsView view, int number) {
    return view.text(Alias.REPORTS, DAY + number);
  }

  private static String daily() {
    return Alias.DISTRICT_DAILY.alias() + "/" + Events.DISTRICT + "/2026-03-02";
  }

  private static String daily(DocumentsView view) {
    String text = view.text(Alias.DISTRICT_DAILY, Events.DISTRICT + "/2026-03-02");
    return text == null ? "" : text;
  }

  private static String key(String report) {
    return Alias.REPORTS.alias() + "/" + report;
  }

  private static Map<String, Document> reports(DocumentsView view) {
    Map<String, Document> reports = new TreeMap<>(view.latest());
    reports.values().removeIf(document -> document.alias() != Alias.REPORTS);
    return reports;
  }
}
