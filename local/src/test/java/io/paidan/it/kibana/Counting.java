package io.paidan.it.kibana;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Figures counted from known documents, plainly, by nothing that knows of Kibana. */
final class Counting {
  /** What a figure may be; a single number but for percentiles. Null: there is none. */
  record Span(double least, double most) {
    static Span of(double value) {
      return new Span(value, value);
    }
  }

  /** A figure of some documents. */
  interface Figure extends Function<List<Doc>, Span> {}

  private Counting() {}

  static Figure count() {
    return docs -> Span.of(docs.size());
  }

  static Figure count(Predicate<Doc> which) {
    return docs -> Span.of((double) docs.stream().filter(which).count());
  }

  static Figure sum(String field) {
    return docs -> Span.of(total(docs, field));
  }

  /** A share of sums. */
  static Figure share(String part, String whole) {
    return quotient(docs -> total(docs, part), docs -> total(docs, whole));
  }

  /** A share of numbers of documents. */
  static Figure share(Predicate<Doc> part, Predicate<Doc> whole) {
    return quotient(
        docs -> docs.stream().filter(part).count(), docs -> docs.stream().filter(whole).count());
  }

  static Figure quotient(ToDoubleFunction<List<Doc>> part, ToDoubleFunction<List<Doc>> whole) {
    return docs -> {
      double of = whole.applyAsDouble(docs);
      return of == 0 ? null : Span.of(part.applyAsDouble(docs) / of);
    };
  }

  /** Wilson, E. B. (1927): the lower bound for x of n at 95 %. */
  static Figure lowerBound(ToDoubleFunction<List<Doc>> part, ToDoubleFunction<List<Doc>> whole) {
    return docs -> {
      double x = part.applyAsDouble(docs);
      double n = whole.applyAsDouble(docs);
      if (n == 0) {
        return null;
      }
      double z = 1.96;
      double root = Math.sqrt(x * (n - x) / n + z * z / 4);
      return Span.of((x + z * z / 2 - z * root) / (n + z * z));
    };
  }

  static Figure lowerBound(String part, String whole) {
    return lowerBound(docs -> total(docs, part), docs -> total(docs, whole));
  }

  static Figure mean(String field) {
    return docs -> {
      List<Double> values = values(docs, field);
      return values.isEmpty() ? null : Span.of(total(docs, field) / values.size());
    };
  }

  static Figure max(String field) {
    return docs -> {
      List<Double> values = values(docs, field);
      return values.isEmpty() ? null : Span.of(Collections.max(values));
    };
  }

  static Figure latest(String field) {
    return docs ->
        docs.stream()
            .filter(doc -> doc.has(field))
            .map(doc -> Span.of((double) doc.instant(field).toEpochMilli()))
            .max((a, b) -> Double.compare(a.most(), b.most()))
            .orElse(null);
  }

  /**
   * Between the neighbours of the rank: how a percentile is interpolated is Elasticsearch's own.
   */
  static Figure percentile(String field, int percent) {
    return docs -> {
      List<Double> values = new ArrayList<>(values(docs, field));
      if (values.isEmpty()) {
        return null;
      }
      Collections.sort(values);
      double rank = percent / 100.0 * (values.size() - 1);
      int below = Math.max(0, (int) Math.floor(rank) - 1);
      int above = Math.min(values.size() - 1, (int) Math.ceil(rank) + 1);
      return new Span(values.get(below), values.get(above));
    };
  }

  private static List<Double> values(List<Doc> docs, String field) {
    return docs.stream().filter(doc -> doc.has(field)).map(doc -> doc.number(field)).toList();
  }

  static double total(List<Doc> docs, String field) {
    return values(docs, field).stream().mapToDouble(value -> value).sum();
  }
}
