package io.paidan.board.overview;

import io.paidan.board.overview.CohortPart.Cohort;
import io.paidan.board.overview.Overview.ByClass;
import io.paidan.board.overview.Overview.Figures;
import io.paidan.board.overview.Overview.OverdueList;
import io.paidan.board.overview.Overview.Place;
import io.paidan.board.overview.Overview.Rankings;
import io.paidan.board.overview.Overview.ViewInfo;
import io.paidan.board.source.Batch;
import io.paidan.board.source.SourceClient;
import io.paidan.board.source.SourceException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * Asks Elasticsearch for an overview. Figures of cohorts come from the documents that hold them,
 * those of now from tickets, assignments and clocks with filters that touch few; two requests, a
 * third for a district. Thread-safe.
 */
public final class OverviewQueries {
  private final SourceClient source;
  private final ZoneId zone;

  /**
   * @param zone by whose dates and hours is counted
   */
  public OverviewQueries(SourceClient source, ZoneId zone) {
    this.source = source;
    this.zone = zone;
  }

  /**
   * The overview as of now.
   *
   * @throws SourceException when it cannot be had whole: a part of it would mislead
   */
  public Overview overview(View view, Instant now) throws SourceException {
    ViewAt at = ViewAt.of(view, now, zone);
    Batch batch = new Batch();
    PresentPart present = new PresentPart(at, batch);
    CohortPart cohorts = new CohortPart(at, batch);
    HoursPart hours = new HoursPart(at, batch);
    FunnelPart funnel = new FunnelPart(at, batch);
    DistrictsPart districts = new DistrictsPart(batch);
    DepartmentsPart departments = new DepartmentsPart(at, batch);
    OverdueSearches overdue = new OverdueSearches(at, source, batch);
    source.ask(batch);

    long minimumSample = departments.minimumSample();
    List<Place> places = districts.places(cohorts, present);
    ByClass overdueByClass = present.overdue();
    return new Overview(
        info(at, places, cohorts),
        minimumSample,
        places,
        figures(cohorts, present, overdueByClass, minimumSample),
        new OverdueList(overdueByClass.total(), overdue.rows()),
        new Rankings(
            DistrictsPart.RANKED_BY,
            districts.ranking(places, cohorts, present, minimumSample),
            departments.rankedBy(),
            departments.ranking(minimumSample)),
        hours.hours(),
        funnel.steps(present),
        present.freshness());
  }

  private static ViewInfo info(ViewAt at, List<Place> places, CohortPart cohorts) {
    String name = null;
    for (Place place : places) {
      name = place.id().equals(at.district()) ? place.name() : name;
    }
    return new ViewInfo(
        at.district(),
        name,
        at.period().text(),
        at.period().type(),
        at.period().from(),
        at.period().to(),
        at.date(),
        cohorts.periods());
  }

  private static Figures figures(
      CohortPart cohorts, PresentPart present, ByClass overdue, long minimumSample) {
    Cohort cohort = cohorts.cohort();
    return new Figures(
        cohort.dispatched(),
        cohort.resolved(),
        cohort.dispatched() - cohort.resolved(),
        cohort.decided() - cohort.onTime(),
        Rate.of(cohort.resolved(), cohort.dispatched(), minimumSample),
        Rate.of(cohort.onTime(), cohort.decided(), minimumSample),
        cohorts.today(minimumSample),
        present.open(),
        overdue);
  }
}
