package io.paidan.board.overview;

/**
 * What somebody looks at.
 *
 * @param district only what belongs to it; null: all of the prefecture
 * @param period null: the present month, which changes by itself
 */
public record View(String district, ViewPeriod period) {
  /** All of the prefecture in the present month. */
  public static final View ALL = new View(null, null);
}
