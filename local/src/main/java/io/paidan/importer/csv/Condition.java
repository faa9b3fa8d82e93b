package io.paidan.importer.csv;

import io.paidan.importer.SourceRow;
import java.util.Set;

/**
 * When a row makes an event.
 *
 * @param values those that the column must have, or must not have; null: whether it is empty
 * @param negated whether it must not
 */
record Condition(String column, Set<String> values, boolean negated) {
  boolean holds(SourceRow row) {
    String value = row.get(column);
    boolean matches = values == null ? value.isEmpty() : values.contains(value);
    return matches != negated;
  }
}
