package io.paidan.bench;

import io.paidan.document.Alias;
import io.paidan.document.Document;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * How many documents of each alias came out of the analytics job: those of tickets, which follow
 * each event, and those that are written about once a second however many events there were.
 */
final class DocumentCounts {
  private static final Set<Alias> FIGURES =
      EnumSet.of(
          Alias.DISTRICT_DAILY,
          Alias.DEPARTMENT_DAILY,
          Alias.DEPARTMENT_DISTRICT_DAILY,
          Alias.DEPARTMENT_SCORES,
          Alias.AREA_FIGURES,
          Alias.CENTERS,
          Alias.REFERENCE_PROBLEMS);

  private static final Set<Alias> TICKETS =
      EnumSet.of(Alias.TICKETS, Alias.ASSIGNMENTS, Alias.CLOCKS, Alias.ALERTS, Alias.EVENTS);

  private final CountingSink<Document> sink;

  /**
   * @param next where documents go; null: they are thrown away
   */
  DocumentCounts(Sink<Document> next) {
    sink =
        CountingSink.sorting(next, Alias.values().length, document -> document.alias().ordinal());
  }

  /** The sink that counts. */
  Sink<Document> sink() {
    return sink;
  }

  /** How many of all aliases. */
  long all() {
    return sink.count();
  }

  /** How many events came out, each as its document. */
  long events() {
    return of(Set.of(Alias.EVENTS));
  }

  /** How many of tickets and what belongs to them: assignments, clocks, alerts, events. */
  long tickets() {
    return of(TICKETS);
  }

  /** How many of figures, marks and reference data. */
  long figures() {
    return of(FIGURES);
  }

  private long of(Set<Alias> aliases) {
    return aliases.stream().mapToLong(alias -> sink.count(alias.ordinal())).sum();
  }

  /**
   * What came out by now, for the table: documents an event, all and of figures, and reports an
   * event.
   *
   * @param reports how many were published
   */
  String note(long reports) {
    StringBuilder note = new StringBuilder();
    note.append(String.format(Locale.ROOT, "%,d documents, %s", all(), anEvent(all())));
    if (figures() > 0) {
      note.append(", of figures ").append(anEvent(figures()));
      List<Alias> written = FIGURES.stream().filter(alias -> of(Set.of(alias)) > 0).toList();
      note.append(
          written.stream()
              .map(alias -> alias.alias().substring("paidan-".length()) + " " + share(alias))
              .collect(Collectors.joining(", ", " (", ")")));
    }
    if (reports > 0) {
      note.append(String.format(Locale.ROOT, "; %,d reports, %s", reports, anEvent(reports)));
    }
    return note.toString();
  }

  private String anEvent(long count) {
    return String.format(Locale.ROOT, "%.3f an event", (double) count / events());
  }

  private String share(Alias alias) {
    return String.format(Locale.ROOT, "%.3f", (double) of(Set.of(alias)) / events());
  }
}
