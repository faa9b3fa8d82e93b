package io.paidan.board.overview;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.board.source.Query;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * A view at a moment.
 *
 * @param district null: all of the prefecture
 * @param date the local day that "today" is
 */
public record ViewAt(String district, ViewPeriod period, LocalDate date, Instant now, ZoneId zone) {
  /** The view now, by the dates of a zone. */
  public static ViewAt of(View view, Instant now, ZoneId zone) {
    LocalDate date = LocalDate.ofInstant(now, zone);
    ViewPeriod period =
        view.period() != null ? view.period() : ViewPeriod.containing(date, ViewPeriod.Type.MONTH);
    return new ViewAt(view.district(), period, date, now, zone);
  }

  /** The filter by district, on the field that holds it; none for all of the prefecture. */
  List<ObjectNode> in(String field) {
    return district == null ? List.of() : List.of(Query.term(field, district));
  }

  /** Whether an instant's local date is one of these, both included. */
  ObjectNode onDates(String field, LocalDate from, LocalDate to) {
    return Query.range(field, start(from), start(to.plusDays(1)));
  }

  private Instant start(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }
}
