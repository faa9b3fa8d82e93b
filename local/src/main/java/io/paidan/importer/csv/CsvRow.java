package io.paidan.importer.csv;

import io.paidan.importer.SourceRow;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One row of a CSV file, by column name. */
final class CsvRow implements SourceRow {
  private final Map<String, Integer> columns;
  private final List<String> values;
  private final Set<String> empty;

  /**
   * @param columns where each column of the header stands
   * @param values as many as the header has columns
   * @param empty what counts as an empty value besides the empty text
   */
  CsvRow(Map<String, Integer> columns, List<String> values, Set<String> empty) {
    this.columns = columns;
    this.values = values;
    this.empty = empty;
  }

  @Override
  public String get(String column) {
    String value = values.get(columns.get(column)).strip();
    return empty.contains(value) ? "" : value;
  }
}
