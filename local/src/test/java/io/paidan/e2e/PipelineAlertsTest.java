package io.paidan.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.paidan.Topics;
import io.paidan.event.TicketEvent;
import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.flink.ticket.TicketMetricNames;
import io.paidan.it.metrics.Exposed;
import io.paidan.it.metrics.Prometheus;
import io.paidan.it.metrics.RuleFile;
import io.paidan.it.metrics.RuleFile.Asked;
import io.paidan.local.testing.Await;
import io.paidan.relay.Relay;
import io.paidan.relay.config.RelayConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules of {@code deploy/prometheus} ask for what the jobs and the relay really show: a metric
 * that was renamed would be an alarm that never comes, and nobody would notice.
 */
@ExtendWith(PipelineExtension.class)
class PipelineAlertsTest {
  private static final long T0 = Instant.parse("2026-03-02T04:00:00Z").toEpochMilli();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final String TICKET = "T-2026-000001";
  private static final String ENGINE = "ticket_engine";
  private static final byte[] GARBAGE = "<event>connection reset</event>".getBytes(UTF_8);

  /** What Prometheus itself adds. */
  private static final Set<String> OF_PROMETHEUS = Set.of("up");

  @Test
  void theRulesAskForWhatIsThere(Pipeline pipeline, @TempDir Path folder) throws Exception {
    pipeline.fresh(T0 + 5 * MINUTE);
    pipeline.startJobs(Backend.HEAP);
    try (Relay relay = relay(pipeline, folder)) {
      URI relayMetrics = URI.create("http://127.0.0.1:" + relay.monitorPort() + "/metrics");
      showsWhatHappened(pipeline);
      everyMetricIsThere(pipeline.metrics(), relayMetrics);
      raisesTheAlarm(
          pipeline,
          folder,
          Map.of("paidan-flink", pipeline.metrics(), "paidan-relay", relayMetrics));
    }
  }

  private static Relay relay(Pipeline pipeline, Path folder) throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("relay.json"),
            """
            {"receivers": [{"name": "duty", "type": "WEBHOOK", "url": "http://127.0.0.1:9/"}]}
            """);
    Properties kafka = new Properties();
    kafka.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, pipeline.bootstrapServers());
    return Relay.start(
        new Relay.Settings(
            kafka,
            RelayConfig.load(config),
            Duration.ofHours(1),
            Map.of(),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
  }

  /** The engine's figures of four good events, a repeat, a conflict, garbage, and an alert. */
  private static void showsWhatHappened(Pipeline pipeline) throws Exception {
    send(
        pipeline,
        Events.reported(TICKET, T0),
        Events.emergency(TICKET, T0 + MINUTE),
        Events.dispatched(TICKET, T0 + 2 * MINUTE),
        Events.accepted(TICKET, T0 + 4 * MINUTE),
        Events.accepted(TICKET, T0 + 4 * MINUTE),
        Events.accepted(TICKET, T0 + 3 * MINUTE));
    pipeline.send(Topics.TICKET_EVENTS, 1, null, GARBAGE);
    awaitSum(pipeline, ENGINE, TicketMetricNames.ACCEPTED, 4);
    awaitSum(pipeline, ENGINE, TicketMetricNames.REPEATED, 1);
    awaitSum(pipeline, ENGINE, TicketMetricNames.REJECTED, 1);
    awaitSum(pipeline, "malformed_apart", "events_malformed", 1);

    // Half an hour to arrive: overdue, and nobody writes.
    long now = T0 + 40 * MINUTE;
    HandClock.set(now);
    Await.until(
        () ->
            Exposed.by(pipeline.metrics()).series().stream()
                    .filter(s -> s.name().endsWith("_" + TicketMetricNames.ALERTS))
                    .filter(s -> "BREACH".equals(s.labels().get(TicketMetricNames.LEVEL)))
                    .mapToDouble(Exposed.Series::value)
                    .sum()
                > 0,
        () -> "no alert was counted");
    Exposed shown = Exposed.by(pipeline.metrics());
    assertThat(shown.of(ENGINE, TicketMetricNames.SILENCE).min())
        .as("since the events were read")
        .hasValue((double) (35 * MINUTE));
    Await.until(
        () ->
            Exposed.by(pipeline.metrics()).of(ENGINE, TicketMetricNames.TIME_BEHIND).max().orElse(0)
                == 1,
        () -> "time does not follow the clock");
    for (String source : List.of("Source:_ticket_events", "Source:_documents")) {
      assertThat(shown.of(source, "pendingRecords").count()).as(source).isPositive();
    }
  }

  private static void everyMetricIsThere(URI... processes) throws Exception {
    RuleFile rules = RuleFile.read();
    assertThat(rules.asked()).hasSizeGreaterThan(20);
    List<Exposed> shown = Stream.of(processes).map(PipelineAlertsTest::ask).toList();
    Set<String> missing = new TreeSet<>();
    for (Asked asked : rules.asked()) {
      boolean there =
          OF_PROMETHEUS.contains(asked.metric())
              || rules.recorded().contains(asked.metric())
              || shown.stream().anyMatch(process -> process.has(asked));
      if (!there) {
        missing.add(asked.toString());
      }
    }
    assertThat(missing).as("what rules ask for and nobody shows").isEmpty();
  }

  private static Exposed ask(URI metrics) {
    try {
      return Exposed.by(metrics);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** The real Prometheus on the real jobs: garbage comes, and the alarm does. */
  private static void raisesTheAlarm(Pipeline pipeline, Path folder, Map<String, URI> targets)
      throws Exception {
    try (Prometheus prometheus = Prometheus.start(folder.resolve("prometheus"), targets)) {
      Await.until(
          () -> prometheus.query("paidan:events_dead:increase10m").size() == 1,
          () -> "nothing was recorded");
      for (int i = 0; i < 60; i++) {
        pipeline.send(Topics.TICKET_EVENTS, i % Pipeline.PARTITIONS, null, GARBAGE);
      }
      Await.until(
          () ->
              prometheus
                      .query(
                          "ALERTS{alertname=\"PaidanDeadLettersRise\", severity=\"warning\","
                              + " alertstate=\"firing\"}")
                      .size()
                  == 1,
          () -> "no alarm came");
      // What needs no past is recorded of each job.
      assertThat(jobs(prometheus, "paidan:events_silent:seconds")).containsOnly("Paidan_analytics");
      assertThat(jobs(prometheus, "paidan:event_time_behind:seconds"))
          .containsOnly("Paidan_analytics");
      assertThat(jobs(prometheus, "paidan:records_pending"))
          .containsOnly("Paidan_analytics", "Paidan_index");
      assertThat(jobs(prometheus, "paidan:index_behind:seconds")).containsOnly("Paidan_index");
      assertThat(jobs(prometheus, "paidan:elasticsearch_silent:seconds"))
          .containsOnly("Paidan_index");
      for (JsonNode group : prometheus.groups()) {
        for (JsonNode rule : group.path("rules")) {
          assertThat(rule.path("health").asText()).as("%s", rule).isEqualTo("ok");
        }
      }
    }
  }

  private static Set<String> jobs(Prometheus prometheus, String recorded) throws Exception {
    Set<String> jobs = new TreeSet<>();
    prometheus.query(recorded).forEach(s -> jobs.add(s.at("/metric/job_name").asText()));
    return jobs;
  }

  private static void send(Pipeline pipeline, TicketEvent... events) throws Exception {
    pipeline.send(Arrays.stream(events).map(event -> Events.record(event, 0)).toList());
  }

  private static void awaitSum(Pipeline pipeline, String operator, String metric, long expected)
      throws Exception {
    Await.until(
        () -> Exposed.by(pipeline.metrics()).of(operator, metric).sum() == expected,
        () -> metric + " of " + operator + " is not " + expected);
  }
}
