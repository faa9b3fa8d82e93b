package io.paidan.importer.csv;

import io.paidan.importer.EventMaker;
import io.paidan.importer.FieldValue;
import io.paidan.importer.MappedEvent;
import io.paidan.importer.SourceRow;
import io.paidan.importer.UnmappableException;
import io.paidan.importer.csv.CsvMapping.EventMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes the events of a row: all of them, or none and the reasons. Not thread-safe. */
final class RowMapper {
  /**
   * What a row came to.
   *
   * @param ticket its id; null when that could not be read
   * @param row what tells it from other rows of the ticket; "" where the mapping says nothing
   * @param events none when there are problems
   */
  record Mapped(String ticket, String row, List<MappedEvent> events, List<String> problems) {}

  private final CsvMapping mapping;
  private final EventMaker maker;

  RowMapper(CsvMapping mapping) {
    this.mapping = mapping;
    maker = new EventMaker(mapping.source());
  }

  Mapped map(SourceRow row) {
    List<String> problems = new ArrayList<>();
    String ticket = identity(mapping.ticket(), row, "the ticket has no id", problems);
    String rowId =
        mapping.row() == null
            ? ""
            : identity(mapping.row(), row, "nothing tells this row from others", problems);
    List<MappedEvent> events = new ArrayList<>();
    for (int i = 0; i < mapping.events().size(); i++) {
      EventMapping event = mapping.events().get(i);
      if (event.when().stream().allMatch(condition -> condition.holds(row))) {
        MappedEvent mapped = event(event, i + 1, ticket, rowId, row, problems);
        if (mapped != null) {
          events.add(mapped);
        }
      }
    }
    if (events.isEmpty() && problems.isEmpty()) {
      problems.add("no event of the mapping applies to this row");
    }
    return new Mapped(ticket, rowId, problems.isEmpty() ? events : List.of(), problems);
  }

  private static String identity(
      FieldValue value, SourceRow row, String absent, List<String> problems) {
    try {
      Object id = value.read(row);
      if (id == null) {
        problems.add(absent + ": " + value.fields() + " is empty");
      }
      return (String) id;
    } catch (UnmappableException e) {
      problems.add(e.getMessage());
      return null;
    }
  }

  /** Returns null and adds to the problems when it cannot be made. */
  private MappedEvent event(
      EventMapping event,
      int position,
      String ticket,
      String rowId,
      SourceRow row,
      List<String> problems) {
    int before = problems.size();
    Long time = null;
    try {
      time = event.time().readInstant(row);
      if (time == null) {
        problems.add(event.name() + " has no time: " + event.time().fields() + " is empty");
      }
    } catch (UnmappableException e) {
      problems.add(e.getMessage());
    }
    Map<String, Object> data = event.data().fillData(row, problems);
    if (ticket == null || rowId == null || problems.size() > before) {
      return null;
    }
    String id = ticket + (rowId.isEmpty() ? "-" : "-" + rowId + "-") + event.name();
    // Events of one instant are folded in the order of the mapping.
    String sequence = String.format(Locale.ROOT, "%02d", position);
    try {
      return maker.make(
          new EventMaker.Draft(event.name(), id, event.type(), ticket, time, sequence, data));
    } catch (UnmappableException e) {
      problems.add(e.getMessage());
      return null;
    }
  }
}
