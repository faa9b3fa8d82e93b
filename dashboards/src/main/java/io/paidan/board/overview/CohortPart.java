package io.paidan.board.overview;

import static io.paidan.board.source.Documents.number;
import static io.paidan.board.source.Documents.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.paidan.board.overview.Overview.Today;
import io.paidan.board.source.Aggregations;
import io.paidan.board.source.Batch;
import io.paidan.board.source.Body;
import io.paidan.board.source.Documents;
import io.paidan.board.source.Query;
import io.paidan.document.Alias;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The figures of cohorts, from the documents that hold them ({@code paidan-area-figures}, {@code
 * paidan-district-daily}): what is not there counts nothing. Of a rate only the counts are read.
 */
final class CohortPart {
  private static final int MOST = 10_000;
  private static final String[] COUNTS = {
    "revision",
    "scope_kind",
    "scope",
    "scope_name",
    "dispatched",
    "resolved",
    "resolved_on_time",
    "decided"
  };

  private final ViewAt at;
  private final Batch.Slot areas;
  private final Batch.Slot today;
  private final Batch.Slot periods;
  private final Batch.Slot due;

  CohortPart(ViewAt at, Batch batch) {
    this.at = at;
    areas =
        batch.add(
            Alias.AREA_FIGURES,
            Body.of(
                    Query.all(
                        Query.terms("scope_kind", "PREFECTURE", "DISTRICT"),
                        Query.term("period", at.period().text())))
                .documents(MOST, COUNTS)
                .json());
    String date = at.date().toString();
    today =
        at.district() == null
            ? batch.add(
                Alias.AREA_FIGURES,
                Body.of(
                        Query.all(
                            Query.term("scope_kind", "PREFECTURE"), Query.term("period", date)))
                    .documents(MOST, COUNTS)
                    .json())
            : batch.add(
                Alias.DISTRICT_DAILY,
                Body.of(Query.all(Query.term("district", at.district()), Query.term("date", date)))
                    .documents(1, COUNTS)
                    .json());
    periods =
        batch.add(
            Alias.AREA_FIGURES,
            Body.of(
                    Query.all(
                        Query.term("scope_kind", "PREFECTURE"),
                        Query.terms("period_type", "MONTH", "QUARTER", "YEAR")))
                .with("periods", Aggregations.terms("period"))
                .json());
    LocalDate last = Counted.lastDue(at);
    due =
        last.isBefore(at.period().from())
            ? null
            : batch.add(
                Alias.DISTRICT_DAILY,
                Body.of(Query.dates("date", at.period().from(), last))
                    .with(
                        "districts",
                        Aggregations.with(
                            Aggregations.with(
                                Aggregations.terms("district"),
                                "due",
                                Aggregations.sum("due_flow")),
                            "met",
                            Aggregations.sum("due_met_flow")))
                    .json());
  }

  /** What is counted of a cohort. */
  record Cohort(String name, long dispatched, long resolved, long onTime, long decided) {
    static Cohort of(JsonNode document) {
      return new Cohort(
          text(document, "scope_name"),
          number(document, "dispatched"),
          number(document, "resolved"),
          number(document, "resolved_on_time"),
          number(document, "decided"));
    }
  }

  /** What fell due, and of it what was met. */
  record Due(long met, long due) {
    static final Due NONE = new Due(0, 0);
  }

  /** The cohort of the view. */
  Cohort cohort() {
    Cohort none = Cohort.of(MissingNode.getInstance());
    return at.district() == null
        ? Cohort.of(prefecture(areas))
        : districts().getOrDefault(at.district(), none);
  }

  Today today(long minimumSample) {
    Cohort cohort =
        Cohort.of(
            at.district() == null
                ? prefecture(today)
                : today.documents().stream().findFirst().orElse(MissingNode.getInstance()));
    return new Today(
        cohort.dispatched(),
        cohort.resolved(),
        Rate.of(cohort.resolved(), cohort.dispatched(), minimumSample));
  }

  /** The cohorts of the districts in the period, by id. */
  Map<String, Cohort> districts() {
    Map<String, Cohort> districts = new TreeMap<>();
    for (JsonNode document : areas.documents()) {
      if ("DISTRICT".equals(text(document, "scope_kind"))) {
        districts.put(text(document, "scope"), Cohort.of(document));
      }
    }
    return districts;
  }

  /** What fell due in the districts, by id. */
  Map<String, Due> due() {
    Map<String, Due> byDistrict = new TreeMap<>();
    if (due != null) {
      for (JsonNode bucket : due.buckets("districts")) {
        byDistrict.put(
            bucket.path("key").asText(),
            new Due(Aggregations.sum(bucket, "met"), Aggregations.sum(bucket, "due")));
      }
    }
    return byDistrict;
  }

  /** The periods that there are figures of, up to the present ones, and these. */
  List<String> periods() {
    TreeSet<ViewPeriod> known = new TreeSet<>(ViewPeriod.LATEST_FIRST);
    for (JsonNode bucket : periods.buckets("periods")) {
      ViewPeriod period = ViewPeriod.parse(bucket.path("key").asText());
      // Of those to come, figures tell what will fall due.
      if (period != null && !period.from().isAfter(at.date())) {
        known.add(period);
      }
    }
    for (ViewPeriod.Type type : ViewPeriod.Type.values()) {
      known.add(ViewPeriod.containing(at.date(), type));
    }
    return known.stream().map(ViewPeriod::text).toList();
  }

  /** Under another name in the reference data a prefecture's former document may still be there. */
  private static JsonNode prefecture(Batch.Slot slot) {
    return slot.documents().stream()
        .filter(document -> "PREFECTURE".equals(Documents.text(document, "scope_kind")))
        .max(Comparator.comparingLong(document -> number(document, "revision")))
        .orElse(MissingNode.getInstance());
  }
}
