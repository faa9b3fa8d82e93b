package io.paidan.core.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.Instants;
import io.paidan.document.Document;
import io.paidan.event.TicketEvent;
import io.paidan.reference.ReferenceData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * A ticket is a function of the set of its events, the set of policies and the instant: whatever
 * the way there (contract, section 1).
 */
class TicketJudgeProperties {
  private static final String SEED = "20260302";

  private final TicketDocuments documents = new TicketDocuments(ReferenceData.NONE);

  @Property(tries = 500, seed = SEED)
  void anyOrderWithAnyRepeatsGivesTheSameBytes(@ForAll long seed) {
    RandomHistories random = new RandomHistories(seed);
    TicketJudge judge = TicketJudge.of(random.policies(), History.ZONE);
    List<TicketEvent> events = random.events();
    long asOf = random.instant();
    Ticket expected = judge.fold("T", events, asOf);
    List<TicketEvent> arrived = new ArrayList<>(events);
    for (int i = random.nextInt(5); i > 0; i--) {
      arrived.add(events.get(random.nextInt(events.size())));
    }
    Collections.shuffle(arrived, new Random(seed));
    Ticket actual = judge.fold("T", arrived, asOf);
    assertThat(rendered(actual.facts())).isEqualTo(rendered(expected.facts()));
    assertThat(actual.pack()).isEqualTo(expected.pack());
  }

  /** As the running job goes: apply where that is enough, fold again where not, time in between. */
  @Property(tries = 500, seed = SEED)
  void livingThroughItGivesWhatFoldingGives(@ForAll long seed) {
    RandomHistories random = new RandomHistories(seed);
    TicketJudge judge = TicketJudge.of(random.policies(), History.ZONE);
    List<TicketEvent> arriving = random.events();
    Collections.sort(arriving);
    int swaps = random.nextInt(4);
    for (int i = 0; i < swaps; i++) {
      Collections.swap(arriving, random.nextInt(arriving.size()), random.nextInt(arriving.size()));
    }
    List<TicketEvent> read = new ArrayList<>();
    Map<String, String> published = new TreeMap<>();
    Ticket ticket = null;
    TicketFacts before = null;
    long asOf = Instants.NONE;
    for (TicketEvent event : arriving) {
      if (random.nextInt(3) == 0) {
        asOf = Math.max(asOf, random.instant());
        if (ticket != null) {
          judge.advance(ticket, asOf);
        }
      }
      if (ticket != null) {
        assertThat(ticket.mayContain(event)).isFalse();
        ticket = Ticket.unpack(ticket.pack());
      }
      read.add(event);
      if (ticket == null || !judge.apply(ticket, event, asOf)) {
        ticket = judge.fold("T", read, asOf);
      }
      assertThat(ticket.mayContain(event)).isTrue();
      Ticket folded = judge.fold("T", read, ticket.judgedAt());
      assertThat(ticket.facts()).isEqualTo(folded.facts());
      assertThat(ticket.pack()).isEqualTo(folded.pack());
      publish(published, before, ticket.facts());
      before = ticket.facts();
    }
    assertThat(published).isEqualTo(rendered(before));
  }

  /** Documents change at the instants that the ticket names, and at no others. */
  @Property(tries = 500, seed = SEED)
  void nothingHappensBeforeTheNextInstant(@ForAll long seed) {
    RandomHistories random = new RandomHistories(seed);
    TicketJudge judge = TicketJudge.of(random.policies(), History.ZONE);
    List<TicketEvent> events = random.events();
    Ticket ticket = judge.fold("T", events, Instants.NONE);
    int steps = 0;
    while (ticket.nextInstant() != Long.MAX_VALUE) {
      long next = ticket.nextInstant();
      assertThat(next).isGreaterThan(ticket.judgedAt());
      assertThat(judge.fold("T", events, next - 1).facts()).isEqualTo(ticket.facts());
      judge.advance(ticket, next);
      assertThat(ticket.pack()).isEqualTo(judge.fold("T", events, next).pack());
      assertThat(++steps).as("steps of one ticket").isLessThan(500);
    }
    long later = ticket.judgedAt() + 400 * History.DAY;
    assertThat(judge.fold("T", events, later).facts()).isEqualTo(ticket.facts());
  }

  /** What a document says of a clock hangs together. */
  @Property(tries = 500, seed = SEED)
  void clocksAreConsistent(@ForAll long seed) {
    RandomHistories random = new RandomHistories(seed);
    TicketJudge judge = TicketJudge.of(random.policies(), History.ZONE);
    Ticket ticket = judge.fold("T", random.events(), random.instant());
    List<String> problems = ticket.facts().problems().stream().map(Problem::clockId).toList();
    for (ClockFacts clock : ticket.facts().clocks()) {
      if (clock.dueAt() == Instants.NONE && clock.status() != ClockStatus.PAUSED) {
        // The calendar does not reach that far: said, and no verdict.
        assertThat(problems).contains(clock.id());
        assertThat(clock.status().isDecided()).isFalse();
        continue;
      }
      boolean running = clock.stoppedAt() == Instants.NONE;
      boolean counted = clock.countedMs() != Instants.NONE;
      if (running) {
        assertThat(counted).as("%s", clock).isFalse();
      } else if (!counted) {
        // It stopped where the calendar does not reach any more: said, and the verdict stands.
        assertThat(problems).contains(clock.id());
      }
      assertThat(clock.pausedMs()).isGreaterThanOrEqualTo(0);
      assertThat(clock.countedFrom()).isGreaterThanOrEqualTo(clock.startedAt());
      assertThat(clock.breachedAt() != Instants.NONE).isEqualTo(clock.status().isOver());
      switch (clock.status()) {
        case RUNNING -> assertThat(clock.dueAt()).isGreaterThan(ticket.judgedAt());
        case PAUSED -> assertThat(clock.dueAt()).isEqualTo(Instants.NONE);
        case BREACHED -> assertThat(clock.dueAt()).isLessThanOrEqualTo(ticket.judgedAt());
        case MISSED -> assertThat(clock.overdueMs()).isEqualTo(clock.stoppedAt() - clock.dueAt());
        case MET, ENDED -> {
          assertThat(clock.dueAt()).isGreaterThanOrEqualTo(clock.stoppedAt());
          if (counted) {
            assertThat(clock.countedMs()).isGreaterThanOrEqualTo(0);
          }
        }
      }
    }
  }

  private void publish(Map<String, String> published, TicketFacts before, TicketFacts after) {
    for (Document document : documents.changed(before, after, 1, clock -> 0)) {
      String key = document.alias() + " " + document.id();
      if (document.isDeletion()) {
        assertThat(published.remove(key)).as(key).isNotNull();
      } else {
        published.put(key, new String(document.body(), StandardCharsets.UTF_8));
      }
    }
    published.keySet().removeIf(key -> key.startsWith("ALERTS"));
    alerts(published, after);
  }

  private Map<String, String> rendered(TicketFacts facts) {
    Map<String, String> rendered = new TreeMap<>();
    for (Document document : documents.changed(null, facts, 1, clock -> 0)) {
      rendered.put(
          document.alias() + " " + document.id(),
          new String(document.body(), StandardCharsets.UTF_8));
    }
    alerts(rendered, facts);
    return rendered;
  }

  private void alerts(Map<String, String> rendered, TicketFacts facts) {
    for (AlertFacts alert : facts.alerts()) {
      byte[] body =
          documents.alert(alert, AlertStatus.FIRING, alert.thresholdAt(), alert.endedAt(), 1);
      rendered.put("ALERTS " + alert.id(), new String(body, StandardCharsets.UTF_8));
    }
  }
}
