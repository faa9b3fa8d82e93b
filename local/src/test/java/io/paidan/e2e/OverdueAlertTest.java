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
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the people on duty rely on: an overdue emergency is heard of although nobody writes. */
@ExtendWith(PipelineExtension.class)
class OverdueAlertTest {
  private static final long T0 = Instant.parse("2026-03-02T04:00:00Z").toEpochMilli();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final String TICKET = "T-2026-000001";
  private static final String CLOCK = TICKET + "/" + Events.DEPARTMENT + "/1/ARRIVE";
  private static final String BREACH = CLOCK + "/BREACH";

  /** Dispatched at two minutes, half an hour to arrive. */
  private static final long DUE = T0 + 32 * MINUTE;

  @ParameterizedTest
  @EnumSource(Backend.class)
  void firesWithNobodyWritingAndIsWithdrawnByLateEvidence(Backend backend, Pipeline pipeline)
      throws Exception {
    pipeline.fresh(T0 + 5 * MINUTE);
    pipeline.startJobs(backend);
    send(
        pipeline,
        Events.reported(TICKET, T0),
        Events.emergency(TICKET, T0 + MINUTE),
        Events.dispatched(TICKET, T0 + 2 * MINUTE),
        Events.accepted(TICKET, T0 + 4 * MINUTE));
    try (DocumentsView view = new DocumentsView(pipeline.bootstrapServers());
        TopicReader alerts = new TopicReader(pipeline.bootstrapServers(), Topics.ALERTS)) {
      Await.until(
          () -> view.refresh() && contains(view, "\"accepted_at\":\"2026-03-02T04:04:00.000Z\""),
          () -> "the ticket was not accepted: " + view.text(Alias.CLOCKS, CLOCK));
      assertThat(view.text(Alias.CLOCKS, CLOCK))
          .contains("\"due_at\":\"2026-03-02T04:32:00.000Z\"");

      Map<String, String> latest = new TreeMap<>();
      // The watermark is a millisecond behind the clock: this is the due instant itself.
      HandClock.set(DUE + 1);
      long moved = System.nanoTime();
      String breach = await(alerts, latest, BREACH, "FIRING");
      long millis = (System.nanoTime() - moved) / 1_000_000;
      System.out.println("OverdueAlertTest: the alert came " + millis + " ms after its due");
      assertThat(breach)
          .contains(
              "\"severity\":\"critical\"",
              "\"threshold_at\":\"2026-03-02T04:32:00.000Z\"",
              "\"fired_at\":\"2026-03-02T04:32:00.001Z\"");
      pipeline.awaitIndex(view);
      assertThat(indexed(pipeline, Alias.CLOCKS, CLOCK)).contains("\"status\":\"BREACHED\"");
      assertThat(indexed(pipeline, Alias.TICKETS, TICKET)).contains("\"overdue\":true");

      // The team had been there in time; where it was, there was no reception.
      HandClock.set(DUE + 10 * MINUTE);
      send(pipeline, Events.arrived(TICKET, T0 + 20 * MINUTE));

      String withdrawn = await(alerts, latest, BREACH, "WITHDRAWN");
      assertThat(withdrawn).contains("\"fired_at\":\"2026-03-02T04:32:00.001Z\"");
      Await.until(
          () -> {
            view.refresh();
            return view.text(Alias.CLOCKS, CLOCK).contains("\"status\":\"MET\"");
          },
          () -> "the clock is not MET: " + view.text(Alias.CLOCKS, CLOCK));
      pipeline.awaitIndex(view);
      assertThat(indexed(pipeline, Alias.CLOCKS, CLOCK))
          .contains(
              "\"status\":\"MET\"",
              "\"stopped_at\":\"2026-03-02T04:20:00.000Z\"",
              "\"breached_at\":null",
              "\"withdrawn_breaches\":1");
      assertThat(indexed(pipeline, Alias.TICKETS, TICKET))
          .contains("\"overdue\":false", "\"breached\":false");
      // Alerts of one ticket are in several partitions: that one has come does not say that all
      // have.
      Await.until(
          () -> {
            read(alerts, latest);
            return latest.entrySet().stream()
                .allMatch(
                    alert -> alert.getValue().equals(view.text(Alias.ALERTS, alert.getKey())));
          },
          () -> "alerts and documents say otherwise: " + latest + ", " + view.latest());
      assertThat(view.backward()).isEmpty();
    }
  }

  private static boolean contains(DocumentsView view, String text) {
    String ticket = view.text(Alias.TICKETS, TICKET);
    return ticket != null && ticket.contains(text);
  }

  private static void send(Pipeline pipeline, TicketEvent... events) throws Exception {
    pipeline.send(List.of(events).stream().map(event -> Events.record(event, 0)).toList());
  }

  private static String indexed(Pipeline pipeline, Alias alias, String id) throws Exception {
    Document document = pipeline.index().documents().get(alias.alias() + "/" + id);
    return new String(document.body(), UTF_8);
  }

  private static void read(TopicReader alerts, Map<String, String> latest) {
    alerts.read(
        record -> latest.put(new String(record.key(), UTF_8), new String(record.value(), UTF_8)));
  }

  private static String await(
      TopicReader alerts, Map<String, String> latest, String id, String status) throws Exception {
    return Await.value(
        () -> {
          read(alerts, latest);
          String alert = latest.get(id);
          return alert != null && alert.contains("\"status\":\"" + status + "\"") ? alert : null;
        },
        () -> id + " is not " + status + ": " + latest);
  }
}
