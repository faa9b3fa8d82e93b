package io.paidan.document;

/**
 * The indices behind the aliases: an alias points to one index at a time, a generation ({@code
 * paidan-tickets-000001}), so that a rebuilt one can take its place; documents kept by month lie in
 * one index a month ({@code paidan-events-2026.11}), each under the alias by its template. An index
 * that takes the place of a month's ({@code paidan-events-2026.11-000002}) has the month's name as
 * an alias besides.
 */
public final class IndexNames {
  private IndexNames() {}

  /**
   * The index that is a generation of an alias.
   *
   * @param generation 1 to 999999
   */
  public static String generation(Alias alias, int generation) {
    if (alias.byMonth() || generation < 1 || generation > 999_999) {
      throw new IllegalArgumentException(
          "There is no generation " + generation + " of " + alias.alias() + ".");
    }
    return String.format("%s-%06d", alias.alias(), generation);
  }

  /**
   * The index of a month.
   *
   * @param month {@code yyyy.MM}, UTC
   */
  public static String month(Alias alias, String month) {
    if (!alias.byMonth()) {
      throw new IllegalArgumentException(alias.alias() + " is not kept by month.");
    }
    return alias.alias() + "-" + month;
  }

  /**
   * The index that takes the place of a month's.
   *
   * @param monthIndex what {@link #month} gives
   * @param generation 2 to 999999: the first one has the month's own name
   */
  public static String generationOfMonth(String monthIndex, int generation) {
    if (generation < 2 || generation > 999_999) {
      throw new IllegalArgumentException(
          "There is no generation " + generation + " of " + monthIndex + ".");
    }
    return String.format("%s-%06d", monthIndex, generation);
  }

  /** What a document is written to: the alias, or the index of its month. */
  public static String target(Document document) {
    return document.alias().byMonth()
        ? month(document.alias(), document.month())
        : document.alias().alias();
  }
}
