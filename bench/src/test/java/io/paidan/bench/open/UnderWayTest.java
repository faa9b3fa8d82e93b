package io.paidan.bench.open;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.bench.EventText;
import io.paidan.bench.MadeTicket;
import io.paidan.event.EventData;
import io.paidan.event.EventDecoder;
import io.paidan.event.EventType;
import io.paidan.event.TicketClass;
import io.paidan.event.TicketEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UnderWayTest {
  private static final Instant NOW = Instant.parse("2026-11-24T01:02:03.004Z");
  private static final OpenTickets TICKETS = OpenTickets.filled(5);

  private final EventDecoder decoder = new EventDecoder();

  @Test
  void ticketsGoTheirWayStepByStepAndOthersFollow() {
    UnderWay underWay = UnderWay.fresh(TICKETS, 3, new SplittableRandom(1));
    SplittableRandom random = new SplittableRandom(2);
    Map<String, Integer> steps = new HashMap<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 5_000; i++) {
      UnderWay.Event event = underWay.next(random.nextInt(underWay.places()), NOW);
      TicketEvent read = decode(event.bytes());
      assertThat(read.ticketId()).isEqualTo(event.ticketId());
      assertThat(TICKETS.hasMade(read.ticketId())).isTrue();
      assertThat(ids.add(read.source() + read.id())).isTrue();
      int step = steps.merge(read.ticketId(), 1, Integer::sum);
      assertThat(read.id()).isEqualTo(read.ticketId() + "-" + step);
      assertThat(read.type() == EventType.REPORTED).isEqualTo(step == 1);
      assertThat(read.type() == EventType.DISPATCHED).isEqualTo(step == 3);
    }
    assertThat(steps).hasSizeBetween(500, 700);
  }

  @Test
  void theNextStepsAreTheSameMixtureHoweverManyAreOpen() {
    for (int open : new int[] {2_000, 20_000}) {
      UnderWay underWay = UnderWay.settled(TICKETS, open, new SplittableRandom(3));
      long begun = 0;
      int toBeReported = 0;
      for (int place = 0; place < underWay.places(); place++) {
        begun += underWay.step(place) > 0 ? 1 : 0;
        toBeReported += underWay.step(place) == 0 ? 1 : 0;
      }
      assertThat(begun).isEqualTo(open);
      // Eight events a ticket, eleven where there are two departments.
      assertThat((double) toBeReported / underWay.places()).isBetween(0.10, 0.14);
    }
  }

  @Test
  void aTicketIsAlwaysTheSameAndOneInAHundredIsAnEmergency() {
    assertThat(TICKETS.ticket(7)).isEqualTo(TICKETS.ticket(7)).isNotEqualTo(TICKETS.ticket(8));
    int emergencies = 0;
    for (long number = 0; number < 1_000; number++) {
      emergencies += TICKETS.ticket(number).ticketClass().equals("EMERGENCY") ? 1 : 0;
    }
    assertThat(emergencies).isEqualTo(10);
    assertThat(TICKETS.id(123)).isEqualTo("T-OPEN-000000123");
    assertThat(OpenTickets.later(5).hasMade(TICKETS.id(123))).isFalse();
  }

  @Test
  void classAndDueAreAsTold() {
    EventText text = new EventText(new SplittableRandom(1));
    Instant due = NOW.plusSeconds(60);
    MadeTicket ticket = TICKETS.ticket(100).dueAt(due);

    assertThat(decode(text.of(ticket, 1, NOW)).data())
        .isInstanceOfSatisfying(
            EventData.Assessed.class,
            data -> assertThat(data.ticketClass()).isEqualTo(TicketClass.EMERGENCY));
    assertThat(decode(text.of(ticket, 2, NOW)).data())
        .isInstanceOfSatisfying(
            EventData.Dispatched.class,
            data ->
                assertThat(data.assignments())
                    .hasSameSizeAs(ticket.departments())
                    .allSatisfy(one -> assertThat(one.due()).isEqualTo(due.toEpochMilli())));

    TicketEvent another = decode(text.anotherDispatch(ticket, due, NOW));
    assertThat(another.data())
        .isInstanceOfSatisfying(
            EventData.Dispatched.class,
            data ->
                assertThat(data.assignments())
                    .singleElement()
                    .satisfies(
                        one -> assertThat(ticket.departments()).doesNotContain(one.department())));
    for (int step = 0; step < ticket.steps(); step++) {
      assertThat(another.id()).isNotEqualTo(decode(text.of(ticket, step, NOW)).id());
    }
  }

  private TicketEvent decode(byte[] event) {
    return (TicketEvent) decoder.decode(event, EventDecoder.Headers.NONE, NOW.toEpochMilli());
  }
}
