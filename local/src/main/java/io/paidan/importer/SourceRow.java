package io.paidan.importer;

/** One record of a source, by the names of its fields: a row's columns, an event's attributes. */
@FunctionalInterface
public interface SourceRow {
  /** The value without white space around it; "" where there is none. */
  String get(String field);
}
