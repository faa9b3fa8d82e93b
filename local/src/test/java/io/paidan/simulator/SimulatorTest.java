package io.paidan.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paidan.event.Decoded;
import io.paidan.event.EventData;
import io.paidan.event.EventDecoder;
import io.paidan.event.EventType;
import io.paidan.event.EventWriter;
import io.paidan.event.Malformed;
import io.paidan.event.TicketClass;
import io.paidan.event.TicketEvent;
import io.paidan.reference.DefaultReference;
import io.paidan.reference.ReferenceData;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatorTest {
  private static final Instant MONDAY = Instant.parse("2026-11-16T00:00:00Z");
  private static final ReferenceData REFERENCE = DefaultReference.load();

  @Test
  void theSameSettingsGiveTheSameBytes() {
    SimulatorSettings settings =
        SimulatorSettings.live(42, MONDAY.plus(Duration.ofHours(6)), Duration.ofHours(6), 20);
    Simulator one = new Simulator(REFERENCE, settings);
    Simulator two = new Simulator(REFERENCE, settings);
    for (int i = 0; i < 5_000; i++) {
      Delivery a = one.next();
      Delivery b = two.next();
      assertThat(b.at()).isEqualTo(a.at());
      assertThat(b.key()).isEqualTo(a.key());
      assertThat(b.value()).isEqualTo(a.value());
    }
  }

  @Test
  void otherStartsAndSeedsShareNoTickets() {
    Set<String> tickets = new HashSet<>();
    for (SimulatorSettings settings :
        List.of(
            SimulatorSettings.history(1, MONDAY, 0.05),
            SimulatorSettings.history(2, MONDAY, 0.05),
            SimulatorSettings.history(1, MONDAY.plusSeconds(1), 0.05))) {
      Set<String> own = new HashSet<>();
      Simulator simulator = new Simulator(REFERENCE, settings);
      for (int i = 0; i < 500; i++) {
        String key = simulator.next().key();
        if (key != null) {
          own.add(key);
        }
      }
      for (String ticket : own) {
        assertThat(tickets.add(ticket)).as(ticket).isTrue();
      }
    }
  }

  @Test
  void twoWeeksLookLikeAPrefecture() {
    Simulator simulator = new Simulator(REFERENCE, SimulatorSettings.history(1, MONDAY, 0.05));
    long end = MONDAY.plus(Duration.ofDays(14)).toEpochMilli();
    EventDecoder decoder = new EventDecoder();
    Map<EventType, Integer> types = new EnumMap<>(EventType.class);
    Map<TicketClass, Integer> classes = new EnumMap<>(TicketClass.class);
    Map<String, byte[]> byId = new HashMap<>();
    Map<String, Long> latest = new HashMap<>();
    Set<String> districts = new HashSet<>();
    Set<String> departments = new HashSet<>();
    int records = 0;
    int malformed = 0;
    int repeats = 0;
    int outOfOrder = 0;
    int disordered = 0;
    int strangers = 0;
    long previous = Long.MIN_VALUE;
    for (Delivery next = simulator.next(); next.at() < end; next = simulator.next()) {
      records++;
      disordered += next.at() < previous ? 1 : 0;
      previous = next.at();
      Decoded decoded = decoder.decode(next.value(), EventDecoder.Headers.NONE, next.at());
      if (decoded instanceof Malformed) {
        malformed++;
        continue;
      }
      TicketEvent event = (TicketEvent) decoded;
      disordered += event.time() > next.at() ? 1 : 0;
      strangers += event.ticketId().equals(next.key()) ? 0 : 1;
      byte[] before = byId.putIfAbsent(event.id(), next.value());
      if (before != null) {
        assertThat(next.value()).isEqualTo(before);
        repeats++;
        continue;
      }
      types.merge(event.type(), 1, Integer::sum);
      if (event.time() < latest.getOrDefault(event.ticketId(), Long.MIN_VALUE)) {
        outOfOrder++;
      }
      latest.merge(event.ticketId(), event.time(), Math::max);
      if (event.data() instanceof EventData.Assessed assessed) {
        classes.merge(assessed.ticketClass(), 1, Integer::sum);
      } else if (event.data() instanceof EventData.Dispatched dispatched) {
        districts.add(dispatched.district());
        dispatched.assignments().forEach(assignee -> departments.add(assignee.department()));
      }
    }
    assertThat(disordered).isZero();
    assertThat(strangers).isZero();
    assertThat(records).isBetween(54_000, 67_000); // 0.05 a second
    assertThat(types.keySet()).containsExactlyInAnyOrder(EventType.values());
    assertThat(districts).isEqualTo(REFERENCE.districts().keySet());
    assertThat(departments).isEqualTo(REFERENCE.departments().keySet());
    int tickets = types.get(EventType.REPORTED);
    assertThat(share(classes.get(TicketClass.EMERGENCY), tickets)).isBetween(0.07, 0.13);
    assertThat(share(classes.get(TicketClass.KEY), tickets)).isBetween(0.09, 0.15);
    assertThat(share(types.get(EventType.REFUSED), tickets)).isBetween(0.03, 0.10);
    assertThat(share(types.get(EventType.REOPENED), tickets)).isBetween(0.01, 0.06);
    assertThat(share(types.get(EventType.RESOLVED), tickets)).isBetween(0.5, 1.1);
    assertThat(share(malformed, records)).isBetween(0.0005, 0.004);
    assertThat(share(repeats, records)).isBetween(0.005, 0.02);
    assertThat(share(outOfOrder, records)).isBetween(0.0005, 0.05);
  }

  @Test
  void theLiveRateIsKeptFromTheFirstSecondOn() {
    Instant live = MONDAY.plus(Duration.ofHours(12));
    Simulator simulator =
        new Simulator(REFERENCE, SimulatorSettings.live(3, live, Duration.ofHours(12), 10));
    int[] minutes = new int[30];
    while (true) {
      long minute = Math.floorDiv(simulator.next().at() - live.toEpochMilli(), 60_000L);
      if (minute >= minutes.length) {
        break;
      }
      if (minute >= 0) {
        minutes[(int) minute]++;
      }
    }
    for (int count : minutes) {
      assertThat(count).isBetween(300, 1200); // 600 wanted
    }
  }

  @Test
  void someEmergenciesAreNotReachedWithinHalfAnHour() {
    Simulator simulator = new Simulator(REFERENCE, SimulatorSettings.history(5, MONDAY, 1));
    EventDecoder decoder = new EventDecoder();
    Set<String> emergencies = new HashSet<>();
    Map<String, Long> dispatched = new HashMap<>();
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      Delivery next = simulator.next();
      if (decoder.decode(next.value(), EventDecoder.Headers.NONE, next.at())
          instanceof TicketEvent event) {
        if (event.data() instanceof EventData.Assessed assessed
            && assessed.ticketClass() == TicketClass.EMERGENCY) {
          emergencies.add(event.ticketId());
        } else if (event.type() == EventType.DISPATCHED) {
          dispatched.putIfAbsent(event.ticketId(), event.time());
        } else if (event.type() == EventType.ARRIVED
            && emergencies.contains(event.ticketId())
            && dispatched.containsKey(event.ticketId())) {
          waits.add(event.time() - dispatched.get(event.ticketId()));
        }
      }
    }
    long late = waits.stream().filter(wait -> wait > Duration.ofMinutes(30).toMillis()).count();
    assertThat(waits).hasSizeGreaterThan(300);
    assertThat(share((int) late, waits.size())).isBetween(0.05, 0.35);
  }

  @ParameterizedTest
  @EnumSource(Garbage.class)
  void everyGarbageIsMalformed(Garbage garbage) {
    TicketEvent event =
        new TicketEvent(
            "/changji/fuxin",
            "e-1",
            EventType.REPORTED,
            "T-1",
            MONDAY.toEpochMilli(),
            "",
            new EventData.Reported(
                "fuxin", io.paidan.event.Channel.PATROL, null, null, "路灯不亮", null, null));
    String json = new String(EventWriter.write(event), StandardCharsets.UTF_8);
    assertThat(
            new EventDecoder()
                .decode(garbage.spoil(json), EventDecoder.Headers.NONE, EventDecoder.NO_TIMESTAMP))
        .isInstanceOf(Malformed.class);
    assertThat(garbage.spoil(json)).doesNotContain((byte) '\n');
  }

  @Test
  void refusesReferenceDataWithoutAnybody() {
    assertThatThrownBy(
            () -> new Simulator(ReferenceData.NONE, SimulatorSettings.history(1, MONDAY, 0.05)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing to simulate");
  }

  private static double share(int part, int whole) {
    return (double) part / whole;
  }
}
