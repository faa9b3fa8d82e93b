package io.paidan.core.figures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.core.ticket.RandomHistories;
import io.paidan.document.Alias;
import io.paidan.event.TicketEvent;
import io.paidan.policy.PolicyHistory;
import io.paidan.policy.PolicyVersion;
import io.paidan.policy.ScoreWeights;
import io.paidan.reference.ReferenceData;
import io.paidan.reference.ReferenceData.District;
import io.paidan.reference.ReferenceData.Place;
import java.time.Instant;
import java.time.ZoneId;
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

  /** An hour is skipped at midnight of 8 March 2026 in Havana. */
  private static final List<ZoneId> ZONES =
      List.of(ZoneId.of("Asia/Shanghai"), ZoneId.of("America/Havana"));

  private static final List<Alias> KEPT =
      List.of(
          Alias.DISTRICT_DAILY,
          Alias.DEPARTMENT_DAILY,
          Alias.DEPARTMENT_DISTRICT_DAILY,
          Alias.AREA_FIGURES);

  /** Some tickets under one set of policies, in one prefecture. */
  private static final class Scene {
    final RandomHistories random;
    final PolicyHistory policies;
    final ReferenceData reference;
    final List<TicketEvent> events = new ArrayList<>();

    Scene(long seed, int tickets) {
      random = new RandomHistories(seed);
      policies = weighted(random);
      reference = reference(random);
      for (int i = 0; i < tickets; i++) {
        // Of another seed, for an own time of the year.
        for (TicketEvent e : new RandomHistories(seed * 31 + i).events()) {
          events.add(
              new TicketEvent(
                  e.source(), e.id(), e.type(), "T" + i, e.time(), e.sequence(), e.data()));
        }
      }
    }

    CountedTickets counted() {
      return new CountedTickets(policies, reference);
    }
  }

  private static ReferenceData reference(RandomHistories random) {
    Map<String, District> districts = new TreeMap<>();
    districts.put("d", new District("d", "丁", "x", null, null, List.of()));
    if (random.nextInt(3) > 0) {
      String county = List.of("x", "y").get(random.nextInt(2));
      districts.put("e", new District("e", "戊", county, null, null, List.of()));
    }
    return new ReferenceData(
        ZONES.get(random.nextInt(ZONES.size())),
        random.nextInt(3) == 0 ? null : new Place("p", "自治州"),
        Map.of("x", new Place("x", "县")),
        districts,
        Map.of("a", new Place("a", "部门")));
  }

  /** The policies with weights of marks, but for the first of them now and then. */
  private static PolicyHistory weighted(RandomHistories random) {
    List<PolicyVersion> versions = new ArrayList<>();
    boolean none = random.nextInt(3) == 0;
    for (PolicyVersion v : random.policies().versions()) {
      versions.add(
          new PolicyVersion(
              v.id(),
              v.version(),
              v.effectiveFrom(),
              v.open(),
              v.targets(),
              v.calendars(),
              none ? null : weights(random),
              v.reportAfterMs(),
              v.json()));
      none = none && random.nextInt(2) == 0;
    }
    return new PolicyHistory(versions);
  }

  private static ScoreWeights weights(RandomHistories random) {
    double[] parts = new double[5];
    double sum = 0;
    for (int i = 0; i < parts.length; i++) {
      parts[i] = random.nextInt(4);
      sum += parts[i];
    }
    double street = sum == 0 ? 1 : 0.2 + random.nextInt(30) / 100.0;
    for (int i = 0; i < parts.length; i++) {
      parts[i] = sum == 0 ? 0 : parts[i] / sum * (1 - street);
    }
    return new ScoreWeights(
        random.nextInt(4), parts[0], parts[1], parts[2], parts[3], parts[4], street);
  }

  /** Every event in any order, some again, and time in between. */
  @Property(tries = 50, seed = SEED)
  void afterEveryStepTheyAreWhatAPlainCountGives(@ForAll long seed) {
    Scene scene = new Scene(seed, 2 + new Random(seed).nextInt(3));
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

  private static void assertCountedRight(Scene scene, CountedTickets counted) {
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
    assertThat(counted.keptCount()).isEqualTo(kept);
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

  /** Whatever the way, with repeats and time in between: the same bytes in the end. */
  @Property(tries = 60, seed = SEED)
  void everyWayEndsInTheSameBytes(@ForAll long seed) {
    Scene scene = new Scene(seed, 4);
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
      }
      counted.advance(end);
      assertEndsAlike(counted, straight);
    }
  }

  /** All 720 orders of six events of two tickets. */
  @Property(tries = 2, seed = SEED)
  void everyOrderEndsInTheSameBytes(@ForAll long seed) {
    Scene scene = new Scene(seed, 2);
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
      order.forEach(counted::arrive);
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
    assertThat(counted.summed()).isEqualTo(straight.summed());
    for (Alias alias : KEPT) {
      assertThat(counted.published(alias)).isEqualTo(straight.published(alias));
    }
  }
}
