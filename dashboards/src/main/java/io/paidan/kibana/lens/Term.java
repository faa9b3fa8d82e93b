package io.paidan.kibana.lens;

import java.util.List;

/** A formula as a tree: {@link Formula} turns it into text and into the columns that Lens runs. */
public sealed interface Term {
  /**
   * What one aggregation gives.
   *
   * @param operation as formulas name it: sum, count, max, now
   * @param field null: none
   * @param kql null: over all documents
   */
  record Leaf(String operation, String field, String kql) implements Term {}

  /** A constant, as it is written. */
  record Constant(String text) implements Term {}

  /**
   * Mathematics.
   *
   * @param function as tinymath names it: divide, subtract, sqrt
   */
  record Calculation(String function, List<Term> arguments) implements Term {
    public Calculation {
      arguments = List.copyOf(arguments);
    }
  }

  static Term sum(String field) {
    return new Leaf("sum", field, null);
  }

  static Term sum(String field, String kql) {
    return new Leaf("sum", field, kql);
  }

  static Term max(String field) {
    return new Leaf("max", field, null);
  }

  static Term count(String kql) {
    return new Leaf("count", null, kql);
  }

  /** The present instant, in milliseconds. */
  static Term now() {
    return new Leaf("now", null, null);
  }

  static Term number(String text) {
    return new Constant(text);
  }

  static Term sqrt(Term of) {
    return new Calculation("sqrt", List.of(of));
  }

  default Term plus(Term other) {
    return new Calculation("add", List.of(this, other));
  }

  default Term minus(Term other) {
    return new Calculation("subtract", List.of(this, other));
  }

  default Term times(Term other) {
    return new Calculation("multiply", List.of(this, other));
  }

  default Term over(Term other) {
    return new Calculation("divide", List.of(this, other));
  }
}
