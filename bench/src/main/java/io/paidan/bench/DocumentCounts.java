package io.paidan.bench;

import io.paidan.document.Alias;
import io.paidan.document.Document;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * How many documents of each alias came out of the analytics job: those of tickets, which follow
 * each event, and those that are written about once a second however many events there were.
 */
public final class DocumentCounts {
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

  /** Rounds to no less than 0.001. */
  private static final double LEAST_SHOWN = 0.0005;

  private final CountingSink<Document> sink;

  /**
   * @param next where documents go; null: they are thrown away
   */
  public DocumentCounts(Sink<Document> next) {
    sink =
        CountingSink.sorting(next, Alias.values().length, document -> document.alias().ordinal());
  }

  /** The sink that counts. */
  public Sink<Document> sink() {
    return sink;
  }

  /** How many of all aliases. */
  public long all() {
    return sink.count();
  }

  /** How many events came out, each as its document. */
  public long events() {
    return of(Set.of(Alias.EVENTS));
  }

  /** How many of tickets and what belongs to them: assignments, clocks, alerts, events. */
  public long tickets() {
    return of(TICKETS);
  }

  /** How many of figures, marks and reference data. */
  public long figures() {
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
      List<String> each =
          FIGURES.stream()
              .filter(alias -> of(Set.of(alias)) >= events() * LEAST_SHOWN)
              .map(alias -> alias.alias().substring("paidan-".length()) + " " + share(alias))
              .toList();
      note.append(each.isEmpty() ? "" : " (" + String.join(", ", each) + ")");
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
