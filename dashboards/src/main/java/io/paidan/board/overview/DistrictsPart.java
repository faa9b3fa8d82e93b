package io.paidan.board.overview;

import static io.paidan.board.source.Documents.text;

import io.paidan.board.overview.CohortPart.Cohort;
import io.paidan.board.overview.CohortPart.Due;
import io.paidan.board.overview.Overview.DistrictRow;
import io.paidan.board.overview.Overview.Place;
import io.paidan.board.source.Batch;
import io.paidan.board.source.Body;
import io.paidan.board.source.Query;
import io.paidan.document.Alias;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The districts: those of the reference data, and those that figures are of. */
final class DistrictsPart {
  static final String RANKED_BY = "due_on_time";
  private static final int MOST = 10_000;

  private final Batch.Slot centers;

  DistrictsPart(Batch batch) {
    // One document for each district of the reference data. One that somebody else put there,
    // without a district, left the whole wall without figures.
    centers =
        batch.add(
            Alias.CENTERS,
            Body.of(Query.exists("district")).documents(MOST, "district", "district_name").json());
  }

  /** All, by id. */
  List<Place> places(CohortPart cohorts, PresentPart present) {
    Map<String, String> names = new TreeMap<>();
    present.overdueByDistrict().keySet().forEach(id -> names.put(id, null));
    cohorts.due().keySet().forEach(id -> names.put(id, null));
    cohorts.districts().forEach((id, cohort) -> names.put(id, cohort.name()));
    centers
        .documents()
        .forEach(center -> names.put(text(center, "district"), text(center, "district_name")));
    return names.entrySet().stream().map(e -> new Place(e.getKey(), e.getValue())).toList();
  }

  List<DistrictRow> ranking(
      List<Place> places, CohortPart cohorts, PresentPart present, long minimumSample) {
    Map<String, Cohort> byDistrict = cohorts.districts();
    Map<String, Due> due = cohorts.due();
    Map<String, Long> overdue = present.overdueByDistrict();
    Cohort none = new Cohort(null, 0, 0, 0, 0);
    List<Rate> dueOnTime = new ArrayList<>();
    for (Place place : places) {
      Due fell = due.getOrDefault(place.id(), Due.NONE);
      dueOnTime.add(Rate.of(fell.met(), fell.due(), minimumSample));
    }
    List<Integer> ranks = Ranking.ranks(dueOnTime.stream().map(Ranking::bound).toList());
    List<DistrictRow> rows = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      Cohort cohort = byDistrict.getOrDefault(place.id(), none);
      rows.add(
          new DistrictRow(
              place.id(),
              place.name(),
              ranks.get(i),
              cohort.dispatched(),
              cohort.resolved(),
              Rate.of(cohort.resolved(), cohort.dispatched(), minimumSample),
              Rate.of(cohort.onTime(), cohort.decided(), minimumSample),
              dueOnTime.get(i),
              overdue.getOrDefault(place.id(), 0L)));
    }
    rows.sort(
        Comparator.comparing(DistrictRow::rank, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(DistrictRow::id));
    return rows;
  }
}
