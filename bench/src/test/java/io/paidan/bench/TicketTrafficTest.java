package io.paidan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.event.Decoded;
import io.paidan.event.EventData;
import io.paidan.event.EventDecoder;
import io.paidan.event.EventType;
import io.paidan.event.TicketEvent;
import io.paidan.reference.DefaultReference;
import io.paidan.reference.ReferenceData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TicketTrafficTest {
  private static final int EVENTS = 40_000;

  @Test
  void isWhatTheTableSaysItIs() {
    EventDecoder decoder = new EventDecoder();
    Map<String, List<TicketEvent>> tickets = new TreeMap<>();
    Set<String> ids = new HashSet<>();
    long bytes = 0;
    long previous = Long.MIN_VALUE;
    long recorded = TicketTraffic.END.toEpochMilli();
    TicketTraffic traffic = new TicketTraffic(7, 1, 2, EVENTS);
    while (traffic.hasNext()) {
      byte[] json = traffic.next();
      bytes += json.length;
      Decoded decoded = decoder.decode(json, EventDecoder.Headers.NONE, recorded);
      assertThat(decoded).isInstanceOf(TicketEvent.class);
      TicketEvent event = (TicketEvent) decoded;
      assertThat(event.ticketId()).isEqualTo(traffic.key());
      assertThat(event.time()).isBetween(previous, recorded);
      assertThat(ids.add(event.source() + event.id())).isTrue();
      previous = event.time();
      tickets.computeIfAbsent(event.ticketId(), id -> new ArrayList<>()).add(event);
    }

    assertThat(ids).hasSize(EVENTS);
    assertThat((double) bytes / EVENTS).isBetween(400.0, 500.0);
    List<List<TicketEvent>> whole =
        tickets.values().stream()
            .filter(events -> events.get(events.size() - 1).type() == EventType.CLOSED)
            .toList();
    assertThat(whole).hasSizeGreaterThan(2_000);
    assertThat(whole.stream().mapToInt(List::size).average().orElseThrow()).isBetween(8.0, 9.0);
    assertThat(whole)
        .allSatisfy(
            events -> {
              assertThat(events.get(0).type()).isEqualTo(EventType.REPORTED);
              assertThat(events.get(1).type()).isEqualTo(EventType.ASSESSED);
              assertThat(events.get(2).type()).isEqualTo(EventType.DISPATCHED);
            });
  }

  @Test
  void isOfTheShippedStreetsAndDepartments() {
    ReferenceData reference = DefaultReference.load();
    Set<String> districts = new HashSet<>();
    Set<String> departments = new HashSet<>();
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 1_000; i++) {
      MadeTicket ticket = MadeTicket.random("T-" + i, random);
      districts.add(ticket.district());
      departments.addAll(ticket.departments());
    }
    assertThat(districts).isEqualTo(reference.districts().keySet());
    assertThat(departments).isEqualTo(reference.departments().keySet());
  }

  @Test
  void isTheSameForTheSameSeed() {
    assertThat(bytes(3)).isEqualTo(bytes(3)).isNotEqualTo(bytes(4));
  }

  @Test
  void isReadAlikeByBothDecoders() throws Exception {
    EventDecoder project = new EventDecoder();
    PlainJacksonDecode plain = new PlainJacksonDecode();
    TicketTraffic traffic = new TicketTraffic(11, 0, 2, 5_000);
    Set<EventType> types = new HashSet<>();
    while (traffic.hasNext()) {
      byte[] json = traffic.next();
      TicketEvent ours =
          (TicketEvent) project.decode(json, EventDecoder.Headers.NONE, Long.MAX_VALUE);
      PlainEvent theirs = plain.decode(json);
      types.add(ours.type());
      assertThat(theirs.id).isEqualTo(ours.id());
      assertThat(theirs.source).isEqualTo(ours.source());
      assertThat(theirs.subject).isEqualTo(ours.ticketId());
      assertThat(theirs.type).isEqualTo(ours.type().wireName());
      assertThat(theirs.time.toEpochMilli()).isEqualTo(ours.time());
      if (ours.data() instanceof EventData.Reported reported) {
        assertThat(theirs.data.district).isEqualTo(reported.district());
        assertThat(theirs.data.channel).isEqualTo(reported.channel().name());
        assertThat(theirs.data.title).isEqualTo(reported.title());
        assertThat(theirs.data.lat).isEqualTo(reported.location().lat());
        assertThat(theirs.data.lon).isEqualTo(reported.location().lon());
      } else if (ours.data() instanceof EventData.Dispatched dispatched) {
        assertThat(theirs.data.assignments).hasSameSizeAs(dispatched.assignments());
        for (int i = 0; i < theirs.data.assignments.size(); i++) {
          assertThat(theirs.data.assignments.get(i).department)
              .isEqualTo(dispatched.assignments().get(i).department());
          assertThat(theirs.data.assignments.get(i).role)
              .isEqualTo(dispatched.assignments().get(i).role().name());
        }
      } else if (ours.data() instanceof EventData.Feedback feedback) {
        assertThat(theirs.data.satisfaction).isEqualTo(feedback.satisfaction());
        assertThat(theirs.data.solved).isEqualTo(feedback.solved());
        assertThat(theirs.data.departmentScores).hasSameSizeAs(feedback.departmentScores());
      } else if (ours.data() instanceof EventData.Resolved resolved) {
        assertThat(theirs.data.outcome).isEqualTo(resolved.outcome().name());
        assertThat(theirs.data.handling).isEqualTo(resolved.handling());
      }
    }
    assertThat(types).hasSize(8);
  }

  private static List<String> bytes(long seed) {
    TicketTraffic traffic = new TicketTraffic(seed, 0, 2, 500);
    List<String> all = new ArrayList<>();
    while (traffic.hasNext()) {
      all.add(new String(traffic.next(), StandardCharsets.UTF_8));
    }
    return all;
  }
}
