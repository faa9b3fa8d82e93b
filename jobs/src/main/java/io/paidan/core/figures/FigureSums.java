package io.paidan.core.figures;

import io.paidan.document.Document;
import io.paidan.policy.PolicyHistory;
import io.paidan.reference.ReferenceData;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * All figures of a bounded run, in memory: their number goes with districts, departments and dates,
 * not with tickets. Not thread-safe.
 */
public final class FigureSums {
  private final ReferenceData reference;
  private final Rollup rollup;
  private final Map<Integer, Map<Scope, Figures>> byDay = new TreeMap<>();
  private final Map<Integer, Map<Scope, Figures>> byMonth = new TreeMap<>();

  public FigureSums(ReferenceData reference) {
    this.reference = reference;
    this.rollup = new Rollup(reference);
  }

  /** Adds the differences of a book, which is left as it is. */
  public void add(FigureBook book) {
    for (FigureBook.Entry entry : book.entries()) {
      if (!entry.cell().isZero()) {
        CellKey key = entry.key();
        add(byDay, key.day(), rollup.ofDay(key), entry.cell());
        add(byMonth, Period.monthOf(key.day()), rollup.ofMonth(key), entry.cell());
      }
    }
  }

  private static void add(
      Map<Integer, Map<Scope, Figures>> sums, int number, Iterable<Scope> scopes, Cell cell) {
    Map<Scope, Figures> figures = sums.computeIfAbsent(number, n -> new HashMap<>());
    for (Scope scope : scopes) {
      figures.computeIfAbsent(scope, s -> new Figures()).add(cell);
    }
  }

  /**
   * All documents, each once, in no order to rely on.
   *
   * @param asOf milliseconds since the epoch: of a period that is not over, the policy in force
   *     then weighs
   */
  public void documents(
      PolicyHistory policies, long asOf, long revision, Consumer<Document> output) {
    FigureDocuments documents = new FigureDocuments(reference);
    ScoreSheet scores = new ScoreSheet(reference);
    byDay.forEach(
        (day, scopes) ->
            scopes.forEach(
                (scope, figures) ->
                    write(documents, scope, Period.day(day), figures, revision, output)));
    Set<Period> periods = new LinkedHashSet<>();
    byMonth.keySet().forEach(month -> periods.addAll(Period.of(month)));
    for (Period period : periods) {
      Map<String, Figures> departments = new HashMap<>();
      of(period)
          .forEach(
              (scope, figures) -> {
                if (scope.kind() != Scope.Kind.DEPARTMENT) {
                  write(documents, scope, period, figures, revision, output);
                } else if (!figures.isZero()) {
                  departments.put(scope.id(), figures);
                }
              });
      scores.documents(period, departments, policies, asOf, revision).forEach(output);
    }
  }

  private Map<Scope, Figures> of(Period period) {
    Map<Scope, Figures> sums = new HashMap<>();
    for (int month : period.months()) {
      byMonth
          .getOrDefault(month, Map.of())
          .forEach(
              (scope, figures) -> sums.computeIfAbsent(scope, s -> new Figures()).add(figures));
    }
    return sums;
  }

  private static void write(
      FigureDocuments documents,
      Scope scope,
      Period period,
      Figures figures,
      long revision,
      Consumer<Document> output) {
    if (!figures.isZero()) {
      output.accept(documents.document(scope, period, figures, revision));
    }
  }
}
