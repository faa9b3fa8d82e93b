package io.paidan.importer.xes;

import io.paidan.importer.SourceRow;
import java.util.Map;
import java.util.Set;

/**
 * A log event's attributes by their keys, its trace's with {@value #TRACE_PREFIX} before the key.
 *
 * @param empty what counts as an empty value besides the empty text
 */
record XesRow(Map<String, String> event, Map<String, String> trace, Set<String> empty)
    implements SourceRow {
  /** As process-mining tools name a trace's attributes in tables. */
  static final String TRACE_PREFIX = "case:";

  @Override
  public String get(String field) {
    String value = event.get(field);
    if (value == null && field.startsWith(TRACE_PREFIX)) {
      value = trace.get(field.substring(TRACE_PREFIX.length()));
    }
    String text = value == null ? "" : value.strip();
    return empty.contains(text) ? "" : text;
  }
}
