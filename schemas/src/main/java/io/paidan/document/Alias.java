package io.paidan.document;

import java.util.Locale;

/** The kinds of documents and the alias each is found under (contract, section 3, and one more). */
public enum Alias {
  TICKETS(1),
  ASSIGNMENTS(2),
  CLOCKS(3),
  DISTRICT_DAILY(4),
  DEPARTMENT_DAILY(5),
  DEPARTMENT_DISTRICT_DAILY(6),
  DEPARTMENT_SCORES(7),
  CENTERS(8),
  REFERENCE_PROBLEMS(9),
  ALERTS(10),
  EVENTS(11),
  REPORTS(12),
  DEAD_LETTERS(13),

  /** Beside those of the contract: figures by area and period that are no sum of daily ones. */
  AREA_FIGURES(14);

  private static final Alias[] VALUES = values();

  private final int code;
  private final String alias = "paidan-" + name().toLowerCase(Locale.ROOT).replace('_', '-');

  Alias(int code) {
    this.code = code;
  }

  /** The Elasticsearch alias, for example {@code paidan-tickets}. */
  public String alias() {
    return alias;
  }

  /** What stands for this alias in binary state; never given to another one. */
  public int code() {
    return code;
  }

  /** Whether its documents are spread over one index a month instead of lying in one. */
  public boolean byMonth() {
    return this == EVENTS;
  }

  /** The alias of that name, for example {@code paidan-tickets}, or null when there is none. */
  public static Alias ofAlias(String alias) {
    for (Alias candidate : VALUES) {
      if (candidate.alias.equals(alias)) {
        return candidate;
      }
    }
    return null;
  }

  /**
   * The alias with that {@link #code}.
   *
   * @throws IllegalArgumentException when there is none: the bytes are of a newer build, or no
   *     document at all
   */
  public static Alias ofCode(int code) {
    for (Alias candidate : VALUES) {
      if (candidate.code == code) {
        return candidate;
      }
    }
    throw new IllegalArgumentException("No document alias has the code " + code + ".");
  }
}
