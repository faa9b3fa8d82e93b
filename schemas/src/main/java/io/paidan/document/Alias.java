package io.paidan.document;

import java.util.Locale;

/** The kinds of documents and the alias each is found under (contract, section 3). */
public enum Alias {
  TICKETS,
  ASSIGNMENTS,
  CLOCKS,
  DISTRICT_DAILY,
  DEPARTMENT_DAILY,
  DEPARTMENT_DISTRICT_DAILY,
  DEPARTMENT_SCORES,
  CENTERS,
  REFERENCE_PROBLEMS,
  ALERTS,
  EVENTS,
  REPORTS,
  DEAD_LETTERS;

  private final String alias = "paidan-" + name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The Elasticsearch alias, for example {@code paidan-tickets}. */
  public String alias() {
    return alias;
  }
}
