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
 * @param areaCauses those among them that no other cell of the same district and date tells; null
 *     likewise
 */
public record FigureChange(CellKey key, Cell cell, Causes causes, Causes areaCauses) {
  /** The local date, as the key of daily figures. */
  public Integer day() {
    return key.day();
  }

  /** The year, as the key of figures of periods. */
  public Integer year() {
    return Period.yearOf(Period.monthOf(key.day()));
  }
}
