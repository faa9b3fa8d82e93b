package io.paidan.core.figures;

import io.paidan.core.ticket.RandomHistories;
import io.paidan.event.TicketEvent;
import io.paidan.policy.PolicyHistory;
import io.paidan.policy.PolicyVersion;
import io.paidan.policy.ScoreWeights;
import io.paidan.reference.ReferenceData;
import io.paidan.reference.ReferenceData.District;
import io.paidan.reference.ReferenceData.Place;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Random histories of some tickets under one random set of policies, in a prefecture whose
 * reference data may know more or less. The same for the same seed.
 */
final class FigureScene {
  /** An hour is skipped at midnight of 8 March 2026 in Havana. */
  private static final List<ZoneId> ZONES =
      List.of(ZoneId.of("Asia/Shanghai"), ZoneId.of("America/Havana"));

  final RandomHistories random;
  final PolicyHistory policies;
  final ReferenceData reference;
  final List<TicketEvent> events = new ArrayList<>();

  FigureScene(long seed, int tickets) {
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

  /** The tickets, of which nothing is known yet. */
  CountedTickets counted() {
    return new CountedTickets(policies, reference);
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
}
