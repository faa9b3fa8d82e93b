package io.paidan.core.figures;

import io.paidan.core.ticket.JsonBuffer;
import io.paidan.core.ticket.JsonBuffer.Name;
import io.paidan.core.ticket.PlaceFields;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.policy.PolicyHistory;
import io.paidan.policy.PolicyVersion;
import io.paidan.policy.ScoreWeights;
import io.paidan.reference.ReferenceData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The marks of all departments in a period, ranked (contract, section 3, "department-scores"). Not
 * thread-safe.
 *
 * <p>Ranked are those that have a mark and a sufficient sample, by the mark's lower bound, so that
 * nobody leads by a handful of lucky tickets; equal ones share a rank.
 */
public final class ScoreSheet {
  private static final Name TIMESTAMP = new Name("@timestamp");
  private static final Name REVISION = new Name("revision");
  private static final Name MARK = new Name("mark");
  private static final Name MARK_LOW = new Name("mark_low");
  private static final Name RANK = new Name("rank");
  private static final Name RANKED = new Name("ranked");
  private static final Name SAMPLE_SIZE = new Name("sample_size");
  private static final Name MINIMUM_SAMPLE = new Name("minimum_sample");
  private static final Name SAMPLE_SUFFICIENT = new Name("sample_sufficient");
  private static final Name MISSING = new Name("missing");
  private static final Name POLICY_ID = new Name("policy_id");
  private static final Name POLICY_VERSION = new Name("policy_version");
  private static final List<ComponentNames> COMPONENTS = new ArrayList<>();

  static {
    for (ScoreComponent component : ScoreComponent.values()) {
      COMPONENTS.add(
          new ComponentNames(
              component,
              new Name(component.field),
              new Name(component.field + "_weight"),
              new Name(component.field + "_low"),
              new Name(component.field + "_sample")));
    }
  }

  private record ComponentNames(
      ScoreComponent component, Name share, Name weight, Name low, Name sample) {}

  private final PlaceFields places;
  private final LocalDays days;
  private final JsonBuffer json = new JsonBuffer();

  public ScoreSheet(ReferenceData reference) {
    this.places = new PlaceFields(reference);
    this.days = new LocalDays(reference.zone());
  }

  /**
   * The documents of a period.
   *
   * @param departments what is counted of each, by its id; none of them zero
   * @param now milliseconds since the epoch: while the period runs, the policy in force then weighs
   * @param revision of all of them
   */
  public List<Document> documents(
      Period period,
      Map<String, Figures> departments,
      PolicyHistory policies,
      long now,
      long revision) {
    PolicyVersion policy = weighing(policies, Math.min(now, days.end(period.lastDay()) - 1));
    ScoreWeights weights = policy == null ? null : policy.score();
    Map<String, Score> scores = new TreeMap<>();
    departments.forEach((id, figures) -> scores.put(id, Score.of(figures, weights)));
    List<Long> ranking =
        scores.values().stream()
            .filter(Score::isRanked)
            .map(ScoreSheet::rankedBy)
            .sorted(Comparator.reverseOrder())
            .toList();
    List<Document> documents = new ArrayList<>(scores.size());
    scores.forEach(
        (id, score) ->
            documents.add(
                Document.of(
                    Alias.DEPARTMENT_SCORES,
                    id(id, period),
                    revision,
                    body(id, period, score, ranking, policy, revision))));
    return documents;
  }

  /** The deletion of a document. */
  public static Document deletion(String id, long revision) {
    return Document.deletion(Alias.DEPARTMENT_SCORES, id, revision);
  }

  /** The {@code _id} of a department's document. */
  public static String id(String department, Period period) {
    return department + "/" + period.text();
  }

  /** Billionths: equal marks of other sums may differ in their last bit, and share a rank. */
  private static long rankedBy(Score score) {
    return Math.round(score.low() * 1e9);
  }

  /**
   * The last version in force at an instant that gives weights, or null: one without leaves them as
   * they were.
   */
  private static PolicyVersion weighing(PolicyHistory policies, long at) {
    PolicyVersion found = null;
    for (PolicyVersion version : policies.versions()) {
      if (version.effectiveFrom() <= at && version.score() != null) {
        found = version;
      }
    }
    return found;
  }

  private byte[] body(
      String department,
      Period period,
      Score score,
      List<Long> ranking,
      PolicyVersion policy,
      long revision) {
    ScoreWeights weights = policy == null ? null : policy.score();
    json.begin().instant(TIMESTAMP, days.start(period.firstDay())).number(REVISION, revision);
    places.department(json, department);
    FigureDocuments.period(json, period);
    json.decimal(MARK, score.mark()).decimal(MARK_LOW, score.low());
    if (score.isRanked()) {
      json.number(RANK, ranking.indexOf(rankedBy(score)) + 1L);
    } else {
      json.nothing(RANK);
    }
    json.number(RANKED, ranking.size()).number(SAMPLE_SIZE, score.size());
    if (weights == null) {
      json.nothing(MINIMUM_SAMPLE);
    } else {
      json.number(MINIMUM_SAMPLE, weights.minimumSample());
    }
    json.bool(SAMPLE_SUFFICIENT, score.sufficient());
    for (ComponentNames names : COMPONENTS) {
      ScoreComponent component = names.component();
      json.decimal(names.share(), score.shares().get(component))
          .decimal(names.weight(), weights == null ? null : (Double) component.weight(weights))
          .decimal(names.low(), score.lows().get(component))
          .number(names.sample(), score.samples().get(component));
    }
    json.array(MISSING);
    score.missing().forEach(json::string);
    json.endArray().string(POLICY_ID, policy == null ? null : policy.id());
    if (policy == null) {
      json.nothing(POLICY_VERSION);
    } else {
      json.number(POLICY_VERSION, policy.version());
    }
    return json.end();
  }
}
