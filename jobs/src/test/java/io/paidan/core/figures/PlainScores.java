package io.paidan.core.figures;

import io.paidan.core.figures.PlainRecords.Assignment;
import io.paidan.core.figures.PlainRecords.Ticket;
import io.paidan.policy.PolicyVersion;
import io.paidan.policy.ScoreWeights;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The marks of departments, for {@link PlainCount}. */
final class PlainScores {
  /**
   * A part of the mark.
   *
   * @param name in documents
   * @param inPolicy its name in a policy
   * @param value 0 to 1, null without data
   * @param sample of how many it is the share or the mean
   */
  private record Component(String name, String inPolicy, Double value, int sample, Double weight) {
    Double low() {
      return PlainMath.wilsonLow(value, sample);
    }
  }

  private record Key(String department, PlainPeriod period) {}

  private final List<Ticket> tickets;
  private final List<Assignment> assignments;
  private final Function<PlainPeriod, PolicyVersion> inForce;

  PlainScores(
      List<Ticket> tickets,
      List<Assignment> assignments,
      Function<PlainPeriod, PolicyVersion> inForce) {
    this.tickets = tickets;
    this.assignments = assignments;
    this.inForce = inForce;
  }

  /**
   * All documents, by {@code _id}.
   *
   * @param head begins the document of a department and a period
   */
  Map<String, Map<String, Object>> documents(
      BiFunction<String, PlainPeriod, Map<String, Object>> head) {
    Map<String, Map<String, Object>> documents = new TreeMap<>();
    for (Key key : keys()) {
      Map<String, Object> document = head.apply(key.department(), key.period());
      key.period().describe(document);
      if (score(document, key)) {
        documents.put(key.department() + "/" + key.period().name(), document);
      }
    }
    documents.values().forEach(document -> rank(document, documents.values()));
    return documents;
  }

  private Set<Key> keys() {
    Set<Key> keys = new LinkedHashSet<>();
    for (Assignment a : assignments) {
      for (PlainPeriod period : PlainPeriod.of(a.dispatched())) {
        keys.add(new Key(a.department(), period));
      }
    }
    for (Ticket t : tickets) {
      if (t.lead() != null && t.dispatched() != null) {
        for (PlainPeriod period : PlainPeriod.of(t.dispatched())) {
          keys.add(new Key(t.lead(), period));
        }
      }
    }
    keys.removeIf(key -> key.period().type() == PlainPeriod.Type.DAY);
    return keys;
  }

  /** Whether there is anything at all. */
  private boolean score(Map<String, Object> document, Key key) {
    List<Assignment> cohort =
        assignments.stream()
            .filter(a -> a.department().equals(key.department()))
            .filter(a -> key.period().has(a.dispatched()))
            .toList();
    List<Ticket> led =
        tickets.stream()
            .filter(t -> !t.isCancelled())
            .filter(t -> key.department().equals(t.lead()))
            .filter(t -> key.period().has(t.dispatched()))
            .toList();
    PolicyVersion policy = inForce.apply(key.period());
    ScoreWeights weights = policy == null ? null : policy.score();
    List<Component> components = components(cohort, led, weights);

    List<String> missing = new ArrayList<>();
    for (Component c : components) {
      document.put(c.name(), c.value());
      document.put(c.name() + "_weight", c.weight());
      document.put(c.name() + "_low", c.low());
      document.put(c.name() + "_sample", c.sample());
      if (c.value() == null) {
        missing.add(c.inPolicy());
      }
    }
    if (weights == null) {
      missing.add("policy");
    }
    boolean marked = weights != null && !missing.contains("street");
    document.put("mark", marked ? mark(components, Component::value) : null);
    document.put("mark_low", marked ? mark(components, Component::low) : null);
    document.put("missing", missing);
    document.put("sample_size", cohort.size());
    document.put("minimum_sample", weights == null ? null : (Integer) weights.minimumSample());
    document.put("sample_sufficient", weights != null && cohort.size() >= weights.minimumSample());
    // Whose weights these are.
    document.put("policy_id", weights == null ? null : policy.id());
    document.put("policy_version", weights == null ? null : (Integer) policy.version());
    return !cohort.isEmpty() || components.stream().anyMatch(c -> c.sample() > 0);
  }

  private static List<Component> components(
      List<Assignment> cohort, List<Ticket> led, ScoreWeights w) {
    int assigned = cohort.size();
    int given = PlainFigures.count(cohort, Assignment::isRefusedOrRecalled);
    int resolved = PlainFigures.count(cohort, Assignment::isResolved);
    int overturned = PlainFigures.count(cohort, Assignment::overturned);
    List<Double> marks = PlainFigures.marks(cohort);
    Double mean = PlainMath.mean(marks);
    return List.of(
        onTime("accept", "acceptOnTime", cohort, w == null ? null : (Double) w.acceptOnTime()),
        onTime("arrive", "arriveOnTime", cohort, w == null ? null : (Double) w.arriveOnTime()),
        onTime("resolve", "resolveOnTime", cohort, w == null ? null : (Double) w.resolveOnTime()),
        share(
            "resolved",
            resolved - overturned,
            assigned - given,
            w == null ? null : (Double) w.resolved()),
        share(
            "satisfaction",
            PlainFigures.count(led, Ticket::isSatisfied),
            PlainFigures.count(led, Ticket::isRated),
            w == null ? null : (Double) w.satisfaction()),
        new Component(
            "street",
            "street",
            mean == null ? null : (Double) (mean / 100),
            marks.size(),
            w == null ? null : (Double) w.street()));
  }

  private static Component onTime(
      String step, String inPolicy, List<Assignment> cohort, Double weight) {
    int decided = PlainFigures.decided(cohort, step);
    return new Component(
        step + "_on_time",
        inPolicy,
        PlainMath.rate(PlainFigures.onTime(cohort, step), decided),
        decided,
        weight);
  }

  private static Component share(String name, int part, int whole, Double weight) {
    return new Component(name, name, PlainMath.rate(part, whole), whole, weight);
  }

  private static double mark(List<Component> components, Function<Component, Double> value) {
    double sum = 0;
    double weights = 0;
    for (Component c : components) {
      if (c.value() != null) {
        sum += c.weight() * value.apply(c);
        weights += c.weight();
      }
    }
    return 100 * sum / weights;
  }

  /** One more than how many of the period's ranked departments are better; null when unranked. */
  private static void rank(Map<String, Object> document, Iterable<Map<String, Object>> all) {
    int ranked = 0;
    int better = 0;
    for (Map<String, Object> other : all) {
      if (other.get("period").equals(document.get("period")) && isRanked(other)) {
        ranked++;
        if (isRanked(document)
            && (Double) other.get("mark_low") > (Double) document.get("mark_low")) {
          better++;
        }
      }
    }
    document.put("rank", isRanked(document) ? (Integer) (better + 1) : null);
    document.put("ranked", ranked);
  }

  private static boolean isRanked(Map<String, Object> document) {
    return document.get("mark_low") != null && (Boolean) document.get("sample_sufficient");
  }
}
