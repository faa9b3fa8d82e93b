package io.paidan.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.Topics;
import io.paidan.event.TicketEvent;
import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.it.relay.Alertmanager;
import io.paidan.it.relay.Notices;
import io.paidan.it.relay.StandIn;
import io.paidan.local.testing.Await;
import io.paidan.relay.Relay;
import io.paidan.relay.config.RelayConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way from events to a real Alertmanager, with the job crashing while alerts stream: none
 * is lost, none is told twice, and one that the job does not come to again is ended.
 */
@ExtendWith(PipelineExtension.class)
class AlertsThroughCrashTest {
  private static final long T0 = Instant.parse("2026-03-02T04:00:00Z").toEpochMilli();
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60_000;
  private static final int TICKETS = 60;

  @TempDir private Path folder;

  private static String ticket(int i) {
    return "C-%02d".formatted(i);
  }

  /** One every ten seconds. */
  private static long due(int i) {
    return T0 + 32 * MINUTE + i * 10 * SECOND;
  }

  private static void send(Pipeline pipeline, List<TicketEvent> events) throws Exception {
    pipeline.send(
        events.stream()
            .map(e -> Events.record(e, Math.floorMod(e.ticketId().hashCode(), Pipeline.PARTITIONS)))
            .toList());
  }

  private Relay relay(Pipeline pipeline, Alertmanager alertmanager) throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("relay.json"),
            """
            {"receivers":[{"name":"crash","type":"ALERTMANAGER","urls":["%s"],"resendEvery":"PT1S"}],
             "routes":[{"receivers":["crash"],"clock":["ARRIVE"],"level":["BREACH"]}]}
            """
                .formatted(alertmanager.url()));
    Properties kafka = new Properties();
    kafka.setProperty("bootstrap.servers", pipeline.bootstrapServers());
    return Relay.start(
        new Relay.Settings(kafka, RelayConfig.load(config), Duration.ofHours(1), Map.of(), null));
  }

  @Test
  void losesAndDoublesNothing(Pipeline pipeline) throws Exception {
    pipeline.fresh(T0 + 10 * MINUTE);
    pipeline.startJobs(Backend.HEAP);
    try (StandIn people = new StandIn((r, n) -> StandIn.Answer.OK);
        Alertmanager alertmanager = Alertmanager.start(folder.resolve("am"), people.url());
        Relay relay = relay(pipeline, alertmanager)) {
      List<TicketEvent> events = new ArrayList<>();
      for (int i = 0; i < TICKETS; i++) {
        events.add(Events.reported(ticket(i), T0));
        events.add(Events.emergency(ticket(i), T0 + MINUTE));
        events.add(Events.dispatched(ticket(i), due(i) - 30 * MINUTE));
      }
      send(pipeline, events);
      Map<String, Integer> expected = new TreeMap<>();
      Set<String> firing = new TreeSet<>();
      for (int i = 0; i < TICKETS; i++) {
        HandClock.set(due(i) + 1);
        expected.put(ticket(i) + " firing", 1);
        firing.add(ticket(i));
        if (i == 20) {
          pipeline.checkpoint();
        }
        if (i == 20 || i == 50) {
          Await.until(
              () -> alertmanager.firing().keySet().equals(firing),
              () -> "told otherwise before the crash: " + relay.stats().get(0).reason());
          // Told already, and of half of them the answer comes while the job is down: some of
          // these the next attempt never gives, as it reads the answer first.
          events.clear();
          for (int j = i - 10; j < i; j += 2) {
            events.add(Events.arrived(ticket(j), due(j) - MINUTE));
            expected.put(ticket(j) + " resolved", 1);
            firing.remove(ticket(j));
          }
          pipeline.killTaskManager();
          send(pipeline, events);
        }
      }
      HandClock.set(due(TICKETS) + MINUTE);
      Await.until(
          () -> alertmanager.firing().keySet().equals(firing),
          () -> "others fire than should; missing and too many: " + odd(alertmanager, firing));
      Await.until(
          () -> Notices.of(people).equals(expected),
          () -> "people were told otherwise: " + Notices.of(people));
      assertThat(lastSaid(pipeline)).isEqualTo(firing);
    }
  }

  private static Set<String> odd(Alertmanager alertmanager, Set<String> firing) {
    try {
      Set<String> odd = new TreeSet<>(alertmanager.firing().keySet());
      for (String ticket : firing) {
        if (!odd.remove(ticket)) {
          odd.add("-" + ticket);
        }
      }
      return odd;
    } catch (Exception e) {
      throw new AssertionError("Alertmanager cannot be asked", e);
    }
  }

  /** The tickets whose BREACH fires by the last record of the topic. */
  private static Set<String> lastSaid(Pipeline pipeline) {
    Map<String, String> last = new TreeMap<>();
    try (TopicReader alerts = new TopicReader(pipeline.bootstrapServers(), Topics.ALERTS)) {
      alerts.read(
          record -> last.put(new String(record.key(), UTF_8), new String(record.value(), UTF_8)));
    }
    Set<String> firing = new TreeSet<>();
    last.forEach(
        (id, alert) -> {
          if (id.endsWith("/ARRIVE/BREACH") && alert.contains("\"status\":\"FIRING\"")) {
            firing.add(id.substring(0, id.indexOf('/')));
          }
        });
    return firing;
  }
}
