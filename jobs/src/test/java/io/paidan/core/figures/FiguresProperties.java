package io.paidan.core.figures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.core.ticket.RandomHistories;
import io.paidan.document.Alias;
import io.paidan.event.TicketEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Figures that are kept by difference are what counting all documents anew gives, whatever happened
 * on the way and after every step of it (contract, section 3).
 */
class FiguresProperties {
  private static final String SEED = "20260304";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<Alias> KEPT =
      List.of(
          Alias.DISTRICT_DAILY,
          Alias.DEPARTMENT_DAILY,
          Alias.DEPARTMENT_DISTRICT_DAILY,
          Alias.AREA_FIGURES);

  /** Every event in any order, some again, and time in between. */
  @Property(tries = 30, seed = SEED)
  void afterEveryStepTheyAreWhatAPlainCountGives(@ForAll long seed) {
    FigureScene scene = new FigureScene(seed, 2 + new Random(seed).nextInt(3));
    RandomHistories random = scene.random;
    List<TicketEvent> arriving = new ArrayList<>(scene.events);
    Collections.shuffle(arriving, new Random(seed));
    CountedTickets counted = scene.counted();
    for (int i = 0; i < arriving.size(); i++) {
      if (random.nextInt(4) == 0) {
        counted.advance(random.instant());
        assertCountedRight(scene, counted);
      }
      counted.arrive(arriving.get(i));
      assertCountedRight(scene, counted);
      if (random.nextInt(6) == 0) {
        counted.arrive(arriving.get(random.nextInt(i + 1)));
        assertCountedRight(scene, counted);
      }
    }
  }

  private static void assertCountedRight(FigureScene scene, CountedTickets counted) {
    counted.settle();
    PlainCount plain = counted.plainCount();
    Map<Alias, Map<String, String>> summed = counted.summed();
    assertSame(plain.districtDaily(), summed.get(Alias.DISTRICT_DAILY));
    assertSame(plain.departmentDaily(), summed.get(Alias.DEPARTMENT_DAILY));
    assertSame(plain.departmentDistrictDaily(), summed.get(Alias.DEPARTMENT_DISTRICT_DAILY));
    assertSame(plain.areaFigures(), summed.get(Alias.AREA_FIGURES));
    Instant now = Instant.ofEpochMilli(counted.asOf());
    assertSame(
        plain.departmentScores(PlainCount.inForce(scene.policies, now, scene.reference.zone())),
        summed.get(Alias.DEPARTMENT_SCORES));
    int kept = 0;
    for (Alias alias : KEPT) {
      Map<String, String> published = counted.published(alias);
      assertThat(published).isEqualTo(summed.getOrDefault(alias, Map.of()));
      kept += published.size();
    }
    assertThat(counted.kept()).hasSize(kept);
  }

  private static void assertSame(
      Map<String, Map<String, Object>> expected, Map<String, String> actual) {
    Map<String, JsonNode> documents = new TreeMap<>();
    if (actual != null) {
      actual.forEach((id, body) -> documents.put(id, read(body)));
    }
    assertThat(FiguresComparison.differences(expected, documents)).isEmpty();
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(body, e);
    }
  }

  /**
   * Whatever the way, with repeats and time in between, and however many changes were gathered
   * before they were passed on: the same bytes in the end.
   */
  @Property(tries = 40, seed = SEED)
  void everyWayEndsInTheSameBytes(@ForAll long seed) {
    FigureScene scene = new FigureScene(seed, 4);
    RandomHistories random = scene.random;
    long end = random.instant();
    CountedTickets straight = scene.counted();
    List<TicketEvent> sorted = new ArrayList<>(scene.events);
    Collections.sort(sorted);
    sorted.forEach(straight::arrive);
    straight.advance(end);
    for (int way = 0; way < 5; way++) {
      List<TicketEvent> arriving = new ArrayList<>(sorted);
      for (int i = random.nextInt(8); i > 0; i--) {
        arriving.add(sorted.get(random.nextInt(sorted.size())));
      }
      Collections.shuffle(arriving, new Random(seed + way));
      CountedTickets counted = scene.counted();
      for (TicketEvent event : arriving) {
        if (random.nextInt(8) == 0) {
          counted.advance(Math.min(end, random.instant()));
        }
        counted.arrive(event);
        if (random.nextInt(3) == 0) {
          counted.settle();
        }
      }
      counted.advance(end);
      assertEndsAlike(counted, straight);
    }
  }

  /** All 720 orders of six events of two tickets. */
  @Property(tries = 1, seed = SEED)
  void everyOrderEndsInTheSameBytes(@ForAll long seed) {
    FigureScene scene = new FigureScene(seed, 2);
    List<TicketEvent> six = new ArrayList<>();
    for (String ticket : List.of("T0", "T1")) {
      scene.events.stream().filter(e -> e.ticketId().equals(ticket)).limit(3).forEach(six::add);
    }
    long end = scene.random.instant();
    CountedTickets straight = scene.counted();
    six.forEach(straight::arrive);
    straight.advance(end);
    int orders = 0;
    for (List<TicketEvent> order : permutations(six)) {
      CountedTickets counted = scene.counted();
      for (TicketEvent event : order) {
        counted.arrive(event);
        counted.settle();
      }
      counted.advance(end);
      assertEndsAlike(counted, straight);
      orders++;
    }
    assertThat(orders).isEqualTo(720);
  }

  private static List<List<TicketEvent>> permutations(List<TicketEvent> events) {
    if (events.isEmpty()) {
      return List.of(List.of());
    }
    List<List<TicketEvent>> all = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      List<TicketEvent> others = new ArrayList<>(events);
      TicketEvent first = others.remove(i);
      for (List<TicketEvent> rest : permutations(others)) {
        List<TicketEvent> order = new ArrayList<>(rest);
        order.add(0, first);
        all.add(order);
      }
    }
    return all;
  }

  private static void assertEndsAlike(CountedTickets counted, CountedTickets straight) {
    counted.settle();
    straight.settle();
    assertThat(counted.kept()).isEqualTo(straight.kept());
    assertThat(counted.summed()).isEqualTo(straight.summed());
    for (Alias alias : KEPT) {
      assertThat(counted.published(alias)).isEqualTo(straight.published(alias));
    }
  }
}
