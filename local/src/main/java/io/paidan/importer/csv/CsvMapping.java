package io.paidan.importer.csv;

import io.paidan.event.EventType;
import io.paidan.importer.FieldValue;
import io.paidan.importer.Template;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Set;

/**
 * How the rows of a CSV file become events; see {@code docs/import.md}. Immutable.
 *
 * @param empty texts that count as empty
 * @param source CloudEvents source of the events
 * @param ticket the ticket id
 * @param row tells several rows of one ticket apart; null: a ticket has one row
 * @param events in the order in which events of one instant are to be folded
 * @param columns all that the mapping reads
 */
public record CsvMapping(
    Charset charset,
    char delimiter,
    Set<String> empty,
    String source,
    FieldValue ticket,
    FieldValue row,
    List<EventMapping> events,
    Set<String> columns) {

  /**
   * An event that a row makes.
   *
   * @param name unique in the mapping; part of the event's id
   * @param time when it happened
   * @param when all must hold
   */
  record EventMapping(
      String name, EventType type, FieldValue time, List<Condition> when, Template.Members data) {}
}
