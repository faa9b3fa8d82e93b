package io.paidan.flink.ticket;

import static io.paidan.flink.ticket.TicketOperatorProperties.POLICIES;
import static io.paidan.flink.ticket.TicketOperatorProperties.START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.document.Alias;
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
 * However often the ticket engine crashes, goes back to a snapshot or starts from nothing, and
 * however what was told comes back between the events: in the end every alert is as the facts give
 * it, no other one is left, and one that was never taken back was found out when it was first told.
 */
class ToldAlertsProperties {
  private static final String SEED = "20261128";
  private static final long HOUR = 3_600_000L;
  private static final int STEPS = 60;

  /** The job as it is seen from outside: two topics that are read, one of them written, too. */
  private static final class Job {
    final Random random;
    final List<TicketEvent> events;
    final RunningOperator operator;

    /** The topic of alerts, and where the attempt is in it and found its end. */
    final List<Document> told = new ArrayList<>();

    int nextTold;
    int lastTold;
    int nextEvent;
    int policies;
    boolean controlsRead;
    long watermark = Long.MIN_VALUE;
    long asOf;

    Job(Random random, List<TicketEvent> events, RunningOperator operator, long asOf) {
      this.random = random;
      this.events = events;
      this.operator = operator;
      this.asOf = asOf;
    }

    /** What the operator wrote to the topic of alerts lies there, whatever becomes of it. */
    void collect() {
      for (Document document : operator.takeWritten()) {
        if (document.alias() == Alias.ALERTS) {
          told.add(document);
        }
      }
    }

    void step() throws Exception {
      RunningOperator.wallClock++;
      switch (random.nextInt(6)) {
        case 0 -> publishPolicy();
        case 1 -> readTold();
        case 2 -> timeGoesOn();
        case 3 -> operator.passTime(random.nextInt(40));
        default -> readEvent();
      }
      if (!controlsRead && random.nextInt(4) == 0) {
        readControls();
      }
      collect();
    }

    void readControls() throws Exception {
      operator.controlsRead();
      controlsRead = true;
    }

    void publishPolicy() throws Exception {
      if (policies < POLICIES.size()) {
        policies++;
        operator.policy("p/" + policies, POLICIES.get(policies - 1));
      }
    }

    void readEvent() throws Exception {
      if (nextEvent < events.size()) {
        operator.event(events.get(nextEvent++));
      }
    }

    void readTold() throws Exception {
      if (nextTold < lastTold) {
        operator.told(told.get(nextTold++));
      }
    }

    /** Not before the alerts that were there at the start have been read. */
    void timeGoesOn() throws Exception {
      if (nextTold == lastTold) {
        long next =
            watermark == Long.MIN_VALUE
                ? START + random.nextInt(48) * HOUR
                : watermark + random.nextInt(12) * HOUR;
        watermark = Math.max(watermark, Math.min(asOf, next));
        operator.watermark(watermark);
      }
    }

    /** Work that is lost, but for what was told of it. */
    void crash() throws Exception {
      operator.barrier();
      collect();
      int event = nextEvent;
      int read = nextTold;
      long before = watermark;
      operator.crashBut(
          () -> {
            for (int i = random.nextInt(15); i > 0; i--) {
              step();
            }
            operator.barrier();
            collect();
            lastTold = told.size();
          });
      nextEvent = event;
      nextTold = read;
      watermark = before;
      controlsRead = true;
      collect();
    }

    void startFromNothing() throws Exception {
      operator.barrier();
      collect();
      lastTold = told.size();
      operator.startFromNothing();
      collect();
      Collections.shuffle(events, random);
      nextEvent = 0;
      nextTold = 0;
      watermark = Long.MIN_VALUE;
      controlsRead = false;
    }

    /** Everything is read, and time is past whatever was told. */
    void end() throws Exception {
      while (policies < POLICIES.size()) {
        publishPolicy();
      }
      while (nextEvent < events.size() || nextTold < lastTold) {
        if (random.nextBoolean()) {
          readEvent();
        } else {
          readTold();
        }
      }
      readControls();
      asOf = RunningOperator.wallClock + ToldAlerts.GRACE.toMillis() + 1_000;
      operator.watermarkAndSettle(asOf);
      collect();
    }
  }

  @Property(tries = 150, seed = SEED, shrinking = ShrinkingMode.OFF)
  void everyAlertEndsAsTheFactsGiveIt(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    EventGenerator generator = new EventGenerator(seed);
    Map<String, List<TicketEvent>> histories = new TreeMap<>();
    List<TicketEvent> events = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(2); i++) {
      String ticket = "T-" + i;
      List<TicketEvent> history = generator.history(ticket, START + random.nextInt(48) * HOUR);
      histories.put(ticket, history);
      events.addAll(history);
    }
    Collections.shuffle(events, random);
    long last = events.stream().mapToLong(TicketEvent::time).max().orElseThrow();
    Duration linger = Duration.ofMillis(random.nextBoolean() ? 0 : 20);

    RunningOperator.wallClock = last + random.nextInt(10) * HOUR;
    RunningOperator.nanosALook = random.nextBoolean() ? 0 : Slices.SLICE.toNanos();
    try (RunningOperator operator = RunningOperator.start(false, linger)) {
      Job job = new Job(random, events, operator, RunningOperator.wallClock);
      for (int i = 0; i < STEPS; i++) {
        switch (random.nextInt(20)) {
          case 0 -> job.startFromNothing();
          case 1, 2 -> {
            if (job.controlsRead) {
              job.crash();
            }
          }
          default -> job.step();
        }
      }
      job.end();

      Map<String, String> expected =
          onlyAlerts(Folded.documents(histories, POLICIES, ReferenceData.NONE, job.asOf));
      assertThat(Folded.differences(expected, onlyAlerts(Folded.live(operator))))
          .as("seed %d", seed)
          .isEmpty();
      assertThat(foundOutAnew(job.told)).as("seed %d", seed).isEmpty();
      assertThat(operator.deadLetters()).isEmpty();
    }
  }

  private static Map<String, String> onlyAlerts(Map<String, String> documents) {
    Map<String, String> alerts = new TreeMap<>(documents);
    alerts.keySet().removeIf(key -> !key.startsWith(Alias.ALERTS.alias() + "/"));
    return alerts;
  }

  /** Alerts that were never taken back, and yet say another {@code fired_at} in the end. */
  private static List<String> foundOutAnew(List<Document> told) throws Exception {
    Map<String, List<ToldAlert>> alerts = new TreeMap<>();
    for (Document document : told) {
      ToldAlert alert = ToldAlert.read(document.id(), document.body());
      alerts.computeIfAbsent(alert.id(), id -> new ArrayList<>()).add(alert);
    }
    return alerts.values().stream()
        .filter(records -> records.stream().noneMatch(ToldAlert::withdrawn))
        .filter(records -> records.get(0).firedAt() != records.get(records.size() - 1).firedAt())
        .map(ToldAlertsProperties::text)
        .toList();
  }

  private static String text(List<ToldAlert> records) {
    StringBuilder text = new StringBuilder();
    records.forEach(each -> text.append(new String(each.document(), UTF_8)).append('\n'));
    return text.toString();
  }
}
