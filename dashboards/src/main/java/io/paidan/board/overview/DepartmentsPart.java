package io.paidan.board.overview;

import static io.paidan.board.source.Documents.decimal;
import static io.paidan.board.source.Documents.number;
import static io.paidan.board.source.Documents.text;
import static io.paidan.board.source.Documents.texts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.board.overview.Overview.DepartmentRow;
import io.paidan.board.source.Aggregations;
import io.paidan.board.source.Batch;
import io.paidan.board.source.Body;
import io.paidan.board.source.Query;
import io.paidan.document.Alias;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The departments that ever had an assignment: of the prefecture with marks and ranks as published
 * ({@code paidan-department-scores}); in a district, where there are no marks, ranked by what they
 * keep on time there ({@code paidan-department-district-daily}).
 */
final class DepartmentsPart {
  private static final int MOST = 10_000;

  /** Where no policy in force says how much is enough. */
  private static final long MINIMUM_SAMPLE = 10;

  /** Why there is no mark where a district is picked. */
  private static final List<String> OF_A_DISTRICT = List.of("district");

  private static final List<String> SUMS =
      List.of(
          "assigned",
          "refused",
          "recalled",
          "resolved",
          "overturned",
          "resolve_decided",
          "resolve_on_time");

  private static final Comparator<DepartmentRow> BEST_FIRST =
      Comparator.comparing(DepartmentRow::rank, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(DepartmentRow::id);

  private final boolean ofDistrict;
  private final Batch.Slot known;
  private final Batch.Slot scores;
  private final Batch.Slot overdue;
  private final Batch.Slot daily;

  DepartmentsPart(ViewAt at, Batch batch) {
    ofDistrict = at.district() != null;
    known =
        batch.add(Alias.DEPARTMENT_SCORES, Body.ofAll().with("departments", departments()).json());
    scores =
        batch.add(
            Alias.DEPARTMENT_SCORES,
            Body.of(Query.term("period", at.period().text()))
                .documents(
                    MOST,
                    "department",
                    "mark",
                    "mark_low",
                    "missing",
                    "rank",
                    "sample_size",
                    "minimum_sample",
                    "sample_sufficient",
                    "resolved",
                    "resolved_sample",
                    "resolve_on_time",
                    "resolve_on_time_sample")
                .json());
    overdue =
        batch.add(
            Alias.ASSIGNMENTS,
            Body.of(Counted.overdueAssignments(at)).with("departments", departments()).json());
    daily = ofDistrict ? batch.add(Alias.DEPARTMENT_DISTRICT_DAILY, sums(at)) : null;
  }

  private static ObjectNode departments() {
    return Aggregations.with(
        Aggregations.terms("department"), "name", Aggregations.terms("department_name", 1));
  }

  private static ObjectNode sums(ViewAt at) {
    ObjectNode departments = departments();
    SUMS.forEach(field -> Aggregations.with(departments, field, Aggregations.sum(field)));
    return Body.of(
            Query.all(
                Query.term("district", at.district()),
                Query.dates("date", at.period().from(), at.period().to())))
        .with("departments", departments)
        .json();
  }

  /** How much a rate must be of: what the policy that weighs the period says. */
  long minimumSample() {
    return scores.documents().stream()
        .mapToLong(score -> number(score, "minimum_sample"))
        .filter(sample -> sample > 0)
        .max()
        .orElse(MINIMUM_SAMPLE);
  }

  String rankedBy() {
    return ofDistrict ? "on_time" : "mark";
  }

  /** The best first. */
  List<DepartmentRow> ranking(long minimumSample) {
    Map<String, String> names = new TreeMap<>();
    Map<String, Long> over = Aggregations.counts(overdue.aggregation("departments"));
    for (Batch.Slot slot : ofDistrict ? List.of(overdue, daily, known) : List.of(overdue, known)) {
      for (JsonNode bucket : slot.buckets("departments")) {
        JsonNode name = bucket.path("name").path("buckets").path(0).path("key");
        names.put(bucket.path("key").asText(), name.isTextual() ? name.textValue() : null);
      }
    }
    List<DepartmentRow> rows =
        ofDistrict ? inDistrict(names, over, minimumSample) : marked(names, over, minimumSample);
    rows.sort(BEST_FIRST);
    return rows;
  }

  private List<DepartmentRow> marked(
      Map<String, String> names, Map<String, Long> over, long minimumSample) {
    Map<String, JsonNode> byDepartment = new TreeMap<>();
    scores.documents().forEach(score -> byDepartment.put(text(score, "department"), score));
    List<DepartmentRow> rows = new ArrayList<>();
    for (Map.Entry<String, String> entry : names.entrySet()) {
      String id = entry.getKey();
      JsonNode score = byDepartment.getOrDefault(id, MissingNode.getInstance());
      Double rank = decimal(score, "rank");
      rows.add(
          new DepartmentRow(
              id,
              entry.getValue(),
              rank == null ? null : (Integer) rank.intValue(),
              decimal(score, "mark"),
              decimal(score, "mark_low"),
              texts(score, "missing"),
              number(score, "sample_size"),
              component(score, "resolved", minimumSample),
              component(score, "resolve_on_time", minimumSample),
              over.getOrDefault(id, 0L),
              score.path("sample_sufficient").asBoolean()));
    }
    return rows;
  }

  /** A component is given as the share with what it is a share of. */
  private static Rate component(JsonNode score, String name, long minimumSample) {
    Double share = decimal(score, name);
    long sample = number(score, name + "_sample");
    return Rate.of(share == null ? 0 : Math.round(share * sample), sample, minimumSample);
  }

  private List<DepartmentRow> inDistrict(
      Map<String, String> names, Map<String, Long> over, long minimumSample) {
    Map<String, JsonNode> byDepartment = new TreeMap<>();
    daily
        .buckets("departments")
        .forEach(bucket -> byDepartment.put(bucket.path("key").asText(), bucket));
    Set<String> ids = names.keySet();
    List<Rate> onTime = new ArrayList<>();
    for (String id : ids) {
      JsonNode sums = byDepartment.getOrDefault(id, MissingNode.getInstance());
      onTime.add(
          Rate.of(
              Aggregations.sum(sums, "resolve_on_time"),
              Aggregations.sum(sums, "resolve_decided"),
              minimumSample));
    }
    List<Integer> ranks = Ranking.ranks(onTime.stream().map(Ranking::bound).toList());
    List<DepartmentRow> rows = new ArrayList<>();
    int i = 0;
    for (String id : ids) {
      JsonNode sums = byDepartment.getOrDefault(id, MissingNode.getInstance());
      long assigned = Aggregations.sum(sums, "assigned");
      long countable =
          assigned - Aggregations.sum(sums, "refused") - Aggregations.sum(sums, "recalled");
      long resolved = Aggregations.sum(sums, "resolved") - Aggregations.sum(sums, "overturned");
      rows.add(
          new DepartmentRow(
              id,
              names.get(id),
              ranks.get(i),
              null,
              null,
              OF_A_DISTRICT,
              assigned,
              Rate.of(resolved, countable, minimumSample),
              onTime.get(i),
              over.getOrDefault(id, 0L),
              assigned >= minimumSample));
      i++;
    }
    return rows;
  }
}
