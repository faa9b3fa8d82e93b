package io.paidan.it.kibana;

import io.paidan.it.kibana.Counting.Figure;
import io.paidan.it.kibana.Counting.Span;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** The rows that a layer must show, counted from known documents. */
final class PlainRows {
  private final List<Doc> documents;
  private final List<Function<Doc, List<String>>> keys = new ArrayList<>();
  private final Map<String, Figure> figures = new LinkedHashMap<>();

  private PlainRows(List<Doc> documents) {
    this.documents = documents;
  }

  static PlainRows of(List<Doc> documents) {
    return new PlainRows(documents);
  }

  PlainRows where(Predicate<Doc> which) {
    return new PlainRows(documents.stream().filter(which).toList());
  }

  List<Doc> documents() {
    return documents;
  }

  /** Divided by the values of a field; without one, a document is in no row. */
  PlainRows by(String field) {
    return by(doc -> doc.texts(field));
  }

  PlainRows by(Function<Doc, List<String>> key) {
    keys.add(key);
    return this;
  }

  PlainRows byDay(String field) {
    return by(
        doc ->
            doc.has(field)
                ? List.of(doc.instant(field).atZone(Scene.ZONE).toLocalDate().toString())
                : List.of());
  }

  PlainRows byHour(String field) {
    DateTimeFormatter hour = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH");
    return by(
        doc ->
            doc.has(field)
                ? List.of(hour.format(doc.instant(field).atZone(Scene.ZONE)))
                : List.of());
  }

  PlainRows byMonth(String field) {
    return by(
        doc ->
            List.of(
                doc.instant(field).atZone(Scene.ZONE).toLocalDate().withDayOfMonth(1).toString()));
  }

  PlainRows shows(String column, Figure figure) {
    figures.put(column, figure);
    return this;
  }

  /** Figures by row and column. */
  Map<List<String>, Map<String, Span>> rows() {
    Map<List<String>, List<Doc>> groups = new TreeMap<>(PlainRows::compare);
    if (keys.isEmpty()) {
      groups.put(List.of(), documents);
    }
    for (Doc doc : documents) {
      List<List<String>> paths = new ArrayList<>();
      paths.add(List.of());
      for (Function<Doc, List<String>> key : keys) {
        List<List<String>> longer = new ArrayList<>();
        for (List<String> path : paths) {
          for (String value : key.apply(doc).stream().distinct().toList()) {
            List<String> one = new ArrayList<>(path);
            one.add(value);
            longer.add(one);
          }
        }
        paths = longer;
      }
      if (!keys.isEmpty()) {
        paths.forEach(path -> groups.computeIfAbsent(path, p -> new ArrayList<>()).add(doc));
      }
    }
    Map<List<String>, Map<String, Span>> rows = new LinkedHashMap<>();
    groups.forEach(
        (path, docs) -> {
          Map<String, Span> row = new LinkedHashMap<>();
          figures.forEach((column, figure) -> row.put(column, figure.apply(docs)));
          rows.put(path, row);
        });
    return rows;
  }

  private static int compare(List<String> a, List<String> b) {
    return String.join("\u0000", a).compareTo(String.join("\u0000", b));
  }
}
