package io.paidan.flink.figures;

import io.paidan.core.figures.Causes;
import io.paidan.core.figures.Cell;
import io.paidan.core.figures.CellKey;
import io.paidan.core.figures.Period;

/**
 * What many ticket changes together come to in one cell, on its way to the figures. Made once and
 * changed by nobody.
 *
 * @param causes null where nobody asks for them: the figures of the date are not published yet
 */
public record FigureChange(CellKey key, Cell cell, Causes causes) {
  /** The local date, as the key of daily figures. */
  public Integer day() {
    return key.day();
  }

  /** The year, as the key of figures of periods. */
  public Integer year() {
    return Period.yearOf(Period.monthOf(key.day()));
  }
}
