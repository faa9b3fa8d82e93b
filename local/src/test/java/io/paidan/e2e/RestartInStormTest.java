package io.paidan.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.Topics;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.event.TicketClass;
import io.paidan.event.TicketEvent;
import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.policy.DefaultPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deadlines that all fall on one instant: none is lost where the job fails among them. */
@ExtendWith(PipelineExtension.class)
class RestartInStormTest {
  private static final long T0 = Instant.parse("2026-03-02T04:00:00Z").toEpochMilli();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long DUE = T0 + 90 * MINUTE;

  /** Among the tickets by their names, last in no order but that of urgency. */
  private static final int EMERGENCY_EACH = 100;

  private static final String BREACH = "/" + Events.DEPARTMENT + "/1/RESOLVE/BREACH";

  @TempDir private Path folder;

  /** Twice: once at a moment of its own, once soon after a checkpoint half-way through. */
  @ParameterizedTest
  @CsvSource({
    "ROCKSDB, 2000",
    "ROCKSDB, 2001",
    "ROCKSDB, 2002",
    "ROCKSDB, 2003",
    "ROCKSDB, 2004",
    "ROCKSDB, 2005"
  })
  void everyBreachIsToldAndEmergenciesFirst(Backend backend, int tickets, Pipeline pipeline)
      throws Exception {
    int emergencies = tickets / EMERGENCY_EACH;
    Path events = history(tickets).write(folder.resolve("events.ndjson"));
    Recomputed before = recompute(events, DUE - 1);
    Recomputed after = recompute(events, DUE);
    assertThat(breaches(before)).isEmpty();
    assertThat(breaches(after)).hasSize(tickets);
    // Nothing more may fall due while the clock goes on, or other documents would be right.
    long later = DUE + Duration.ofSeconds(30).toMillis();
    assertThat(after.facts().differences(recompute(events, later).facts(), Recomputed.BOTH))
        .isEmpty();

    // The watermark is a millisecond behind the clock.
    pipeline.fresh(DUE);
    pipeline.startFailingAnalytics(backend, 1);
    pipeline.replay(events);
    try (DocumentsView view = new DocumentsView(pipeline.bootstrapServers());
        Breaches breaches = new Breaches(pipeline.bootstrapServers())) {
      Pipeline.awaitTopic(before.facts(), view);
      breaches.refresh();
      assertThat(breaches.latest).isEmpty();

      FailingSink.Failure first =
          FailingSink.prepare(
              Topics.ALERTS, RestartInStormTest::isBreach, emergencies + tickets / 4);
      FailingSink.Failure second = first.again();
      first.allow();
      HandClock.set(DUE + 1);
      first.lookAround(() -> assertHalfWay(breaches, tickets, emergencies));

      second.awaitNear();
      pipeline.checkpoint();
      second.allow();
      second.lookAround(() -> assertHalfWay(breaches, tickets, emergencies));

      Pipeline.awaitTopic(after.facts(), view);
      // What is still under way would change something again.
      pipeline.checkpoint();
      view.refresh();
      assertThat(after.facts().differences(view.facts(), Recomputed.BOTH)).isEmpty();
      assertThat(view.backward()).isEmpty();
      breaches.refresh();
      assertThat(breaches.latest.keySet()).isEqualTo(breaches(after));
      assertThat(breaches.latest)
          .allSatisfy(
              (id, alert) ->
                  assertThat(alert)
                      .contains("\"status\":\"FIRING\"")
                      .contains("\"severity\":\"critical\"".repeat(isEmergency(id) ? 1 : 0))
                      .isEqualTo(view.text(Alias.ALERTS, id)));
      assertThat(breaches.latest.keySet())
          .filteredOn(RestartInStormTest::isEmergency)
          .hasSize(emergencies);
      breaches.assertEmergenciesFirst();
      assertThat(HandClock.millis()).as("recompute was asked up to then").isLessThan(later);
    }
  }

  private static boolean isBreach(Document document) {
    return document.id().endsWith(BREACH);
  }

  private static void assertHalfWay(Breaches breaches, int tickets, int emergencies) {
    breaches.refresh();
    int told = breaches.latest.size();
    System.out.println(
        "RestartInStormTest: the job fails when " + told + " of " + tickets + " alerts are told");
    assertThat(told).isBetween(emergencies + 1, tickets - 1);
    assertThat(breaches.latest.keySet())
        .as("no emergency is among those who wait")
        .filteredOn(RestartInStormTest::isEmergency)
        .hasSize(emergencies);
  }

  /** What {@code paidan.alerts} says of the deadlines that fall on the one instant. */
  private static final class Breaches implements AutoCloseable {
    private final TopicReader reader;
    private final Map<String, String> latest = new TreeMap<>();

    /** By partition, in the order in which each was told first. */
    private final Map<Integer, Set<String>> told = new TreeMap<>();

    Breaches(String bootstrapServers) {
      reader = new TopicReader(bootstrapServers, Topics.ALERTS);
    }

    void refresh() {
      reader.read(this::accept);
    }

    private void accept(ConsumerRecord<byte[], byte[]> record) {
      String id = new String(record.key(), UTF_8);
      if (id.endsWith(BREACH)) {
        latest.put(id, new String(record.value(), UTF_8));
        told.computeIfAbsent(record.partition(), partition -> new LinkedHashSet<>()).add(id);
      }
    }

    void assertEmergenciesFirst() {
      assertThat(told).hasSize(Pipeline.PARTITIONS);
      told.forEach(
          (partition, ids) -> {
            List<Boolean> urgent = ids.stream().map(RestartInStormTest::isEmergency).toList();
            assertThat(urgent.indexOf(false))
                .as("emergencies before all others on partition %d: %s", partition, ids)
                .isEqualTo(urgent.lastIndexOf(true) + 1);
          });
    }

    @Override
    public void close() {
      reader.close();
    }
  }

  private static Set<String> breaches(Recomputed recomputed) {
    Set<String> ids = new LinkedHashSet<>(recomputed.facts().of(Alias.ALERTS).keySet());
    ids.removeIf(id -> !id.endsWith(BREACH));
    return ids;
  }

  private static boolean isEmergency(String alert) {
    return Integer.parseInt(alert.substring(2, 7)) % EMERGENCY_EACH == EMERGENCY_EACH - 1;
  }

  private static History history(int tickets) {
    List<TicketEvent> events = new ArrayList<>();
    for (int i = 0; i < tickets; i++) {
      String ticket = "T-%05d".formatted(i);
      boolean emergency = isEmergency(ticket);
      events.add(Events.reported(ticket, T0));
      events.add(
          Events.assessed(
              ticket, T0 + MINUTE, emergency ? TicketClass.EMERGENCY : TicketClass.ROUTINE));
      events.add(Events.dispatched(ticket, T0 + 2 * MINUTE, DUE));
      if (emergency) {
        events.add(Events.accepted(ticket, T0 + 3 * MINUTE));
        events.add(Events.arrived(ticket, T0 + 4 * MINUTE));
      }
    }
    return History.ofEvents(events);
  }

  private Recomputed recompute(Path events, long asOf) throws Exception {
    return Recomputed.of(events, DefaultPolicy.load(), asOf, folder.resolve("recomputed"));
  }
}
