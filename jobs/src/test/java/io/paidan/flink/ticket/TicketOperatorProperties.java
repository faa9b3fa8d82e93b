package io.paidan.flink.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.document.Document;
import io.paidan.event.EventGenerator;
import io.paidan.event.TicketEvent;
import io.paidan.reference.ReferenceData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * The promise of the contract's section 1 kept by the running operator: order of arrival, repeats,
 * batches, restarts and the moment at which policies are published change nothing.
 */
class TicketOperatorProperties {
  private static final String SEED = "20260306";
  static final long START = 1_767_225_600_000L; // 2026-01-01T00:00:00Z
  private static final long DAY = 86_400_000L;

  /** One version of the policy each. */
  static final List<String> POLICIES =
      List.of(
          policy(1, "2025-01-01T00:00:00Z", "NEW", "PT30M", "PT20H"),
          policy(2, "2026-01-02T00:00:00Z", "OPEN", "PT2H", "2 working days"),
          policy(3, "2026-01-03T12:00:00Z", "NEW", "PT10M", "PT4H"));

  private static String policy(
      int version, String from, String appliesTo, String arrive, String resolve) {
    return """
        {"id":"p","version":%d,"effectiveFrom":"%s","appliesTo":"%s","targets":[
         {"clock":"DISPATCH","limit":"PT4H","warnAt":[0.5]},
         {"clock":"ACCEPT","limit":"PT3H","warnAt":[0.5,0.8],"escalateAt":[2.0,4.0]},
         {"clock":"ARRIVE","ticketClass":"EMERGENCY","limit":"%s","escalateAt":[2.0]},
         {"clock":"RESOLVE","limit":"%s","calendar":"office","warnAt":[0.8]},
         {"clock":"FEEDBACK","limit":"1 working day","calendar":"office"},
         {"clock":"TOTAL","ticketClass":"ROUTINE","limit":"PT40H"}],
         "calendars":[{"id":"office","zone":"Asia/Shanghai","seasons":[{"from":"01-01","to":"12-31",
           "hours":{"MON-FRI":["10:00-14:00","15:30-19:30"]}}],"holidays":["2026-01-01"]}]}
        """
        .formatted(version, from, appliesTo, arrive, resolve);
  }

  /**
   * @param policy of which version of the policy the lost attempt was the first to know; 0: none
   */
  private static void crashAfter(
      RunningOperator operator, List<TicketEvent> lost, int policy, long watermark)
      throws Exception {
    operator.barrier();
    operator.takeWritten();
    List<Document> told = new ArrayList<>();
    operator.crashBut(
        () -> {
          for (TicketEvent event : lost) {
            operator.event(event);
          }
          if (policy > 0) {
            operator.policy("p/" + policy, POLICIES.get(policy - 1));
          }
          operator.watermarkAndSettle(watermark);
          told.addAll(operator.writtenAlerts());
        });
    for (Document alert : told) {
      operator.told(alert);
    }
  }

  @Property(tries = 250, seed = SEED, shrinking = ShrinkingMode.OFF)
  void anyArrivalGivesTheFoldOfTheSet(@ForAll long seed) throws Exception {
    anyArrivalGivesTheFoldOfTheSet(seed, false);
  }

  /** Fewer, as a restart of RocksDB takes its time. */
  @Property(tries = 15, seed = SEED, shrinking = ShrinkingMode.OFF)
  void anyArrivalGivesTheFoldOfTheSetOnRocksDb(@ForAll long seed) throws Exception {
    anyArrivalGivesTheFoldOfTheSet(seed, true);
  }

  private static void anyArrivalGivesTheFoldOfTheSet(long seed, boolean rocksDb) throws Exception {
    Random random = new Random(seed);
    EventGenerator generator = new EventGenerator(seed);
    Map<String, List<TicketEvent>> histories = new TreeMap<>();
    List<TicketEvent> arrivals = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      String ticket = "T-" + i;
      List<TicketEvent> history =
          generator.history(ticket, START + random.nextInt(100) * 3_600_000L);
      histories.put(ticket, history);
      arrivals.addAll(history);
      for (TicketEvent event : history) {
        if (random.nextInt(4) == 0) {
          arrivals.add(event);
        }
      }
    }
    if (random.nextBoolean()) {
      Collections.shuffle(arrivals, random);
    } else {
      Collections.sort(arrivals);
    }
    long last = arrivals.stream().mapToLong(TicketEvent::time).max().orElseThrow();
    long asOf = last + random.nextInt(10) * DAY / 4;
    int versions = 1 + random.nextInt(POLICIES.size());

    Duration linger = Duration.ofMillis(random.nextBoolean() ? 0 : 20);

    RunningOperator.wallClock = asOf;
    // Turns after a change of policies in one go, or one by one with other things between.
    RunningOperator.nanosALook = random.nextBoolean() ? 0 : Slices.SLICE.toNanos();
    try (RunningOperator operator = RunningOperator.start(rocksDb, linger)) {
      int published = 0;
      boolean read = false;
      long watermark = Long.MIN_VALUE;
      for (int next = 0; next < arrivals.size(); next++) {
        TicketEvent event = arrivals.get(next);
        if (published < versions && random.nextInt(4) == 0) {
          operator.policy("p/" + (published + 1), POLICIES.get(published++));
        }
        if (!read && random.nextInt(6) == 0) {
          operator.controlsRead();
          read = true;
        }
        operator.event(event);
        RunningOperator.wallClock++;
        operator.passTime(random.nextInt(10));
        if (random.nextInt(3) == 0) {
          // Behind the events or ahead of them: what is found too early is mended.
          watermark =
              Math.max(
                  watermark, Math.min(asOf, event.time() + (random.nextInt(48) - 12) * 3_600_000L));
          operator.watermark(watermark);
        }
        if (random.nextInt(8) == 0) {
          operator.crashAndRestore();
          read = true;
        }
        if (read && random.nextInt(8) == 0) {
          // What follows is read, time goes on, and of both nothing is left but what was written.
          int ahead = Math.min(arrivals.size(), next + 1 + random.nextInt(4));
          List<TicketEvent> lost = arrivals.subList(next + 1, ahead);
          long then =
              Math.min(asOf, Math.max(watermark, event.time()) + random.nextInt(96) * 3_600_000L);
          int policy = published < versions && random.nextBoolean() ? ++published : 0;
          crashAfter(operator, lost, policy, then);
        }
      }
      while (published < versions) {
        operator.policy("p/" + (published + 1), POLICIES.get(published++));
      }
      operator.controlsRead();
      // Long enough for what was told and is not given to be taken back.
      asOf = RunningOperator.wallClock + ToldAlerts.GRACE.toMillis() + 1_000;
      operator.watermarkAndSettle(asOf);

      Map<String, String> expected =
          Folded.documents(histories, POLICIES.subList(0, versions), ReferenceData.NONE, asOf);
      assertThat(Folded.differences(expected, Folded.live(operator))).as("seed %d", seed).isEmpty();
      assertThat(operator.deadLetters()).isEmpty();
    }
  }
}
