package io.paidan.importer.xes;

import io.paidan.event.EventType;
import io.paidan.importer.EventMaker;
import io.paidan.importer.FieldValue;
import io.paidan.importer.MappedEvent;
import io.paidan.importer.SourceRow;
import io.paidan.importer.Template;
import io.paidan.importer.UnmappableException;
import io.paidan.importer.xes.WorkState.Happened;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes the events of one case. Not thread-safe. */
final class CaseMapper {
  /**
   * A log event that could not be mapped.
   *
   * @param line where it begins
   */
  record Rejected(long line, List<String> reasons) {}

  /**
   * What a case came to.
   *
   * @param ticket its id; null when that could not be read
   * @param events in order of time, those of one instant in the log's order
   * @param mapped the log events that were understood, by line, whether they told anything new or
   *     not
   * @param nothingNew how often which status told nothing new
   * @param repeated log events that repeat another one of the case word for word
   */
  record Mapped(
      String ticket,
      List<MappedEvent> events,
      List<Long> mapped,
      Map<String, Long> nothingNew,
      long repeated,
      List<Rejected> rejected) {}

  /**
   * A log event that the mapping understands.
   *
   * @param number its place among the case's different ones, from 1, in the order of the file
   * @param time milliseconds since the epoch, UTC
   * @param group null when no step needs one
   */
  private record Understood(
      long line,
      int number,
      long time,
      String status,
      List<Step> steps,
      String group,
      SourceRow row) {}

  private final XesMapping mapping;
  private final EventMaker maker;

  CaseMapper(XesMapping mapping) {
    this.mapping = mapping;
    maker = new EventMaker(mapping.source());
  }

  Mapped map(XesTrace trace) {
    List<Rejected> rejected = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    String ticket = ticket(trace, problems);
    if (ticket == null) {
      for (Attributes event : trace.events()) {
        rejected.add(new Rejected(event.line(), problems));
      }
      return new Mapped(null, List.of(), List.of(), Map.of(), 0, rejected);
    }
    Set<Map<String, String>> different = new HashSet<>();
    List<Understood> understood = new ArrayList<>();
    for (Attributes event : trace.events()) {
      if (different.add(event.values())) {
        Understood one = understand(trace.own(), event, different.size(), rejected);
        if (one != null) {
          understood.add(one);
        }
      }
    }
    understood.sort(Comparator.comparingLong(Understood::time));
    int repeated = trace.events().size() - different.size();
    List<MappedEvent> events = new ArrayList<>();
    List<Long> mapped = new ArrayList<>();
    Map<String, Long> nothingNew = new LinkedHashMap<>();
    WorkState state = WorkState.START;
    for (Understood one : understood) {
      WorkState.Move move = state.after(one.steps(), one.group());
      try {
        List<MappedEvent> made = make(ticket, one, move.happened(), events.size());
        state = move.state();
        events.addAll(made);
        mapped.add(one.line());
        if (made.isEmpty()) {
          nothingNew.merge(one.status(), 1L, Long::sum);
        }
      } catch (UnmappableException e) {
        rejected.add(new Rejected(one.line(), List.of(e.getMessage())));
      }
    }
    return new Mapped(ticket, events, mapped, nothingNew, repeated, rejected);
  }

  private String ticket(XesTrace trace, List<String> problems) {
    Attributes own = trace.own();
    doubled(own, XesRow.TRACE_PREFIX, problems);
    String ticket =
        text(
            mapping.ticket(),
            new XesRow(Map.of(), own.values(), mapping.empty()),
            "the case has no id",
            problems);
    return problems.isEmpty() ? ticket : null;
  }

  /** Returns null and adds to the rejected when it cannot be understood. */
  private Understood understand(
      Attributes trace, Attributes event, int number, List<Rejected> rejected) {
    List<String> problems = new ArrayList<>();
    doubled(event, "", problems);
    SourceRow row = new XesRow(event.values(), trace.values(), mapping.empty());
    Long time = null;
    try {
      time = mapping.time().readInstant(row);
      if (time == null) {
        problems.add("it has no time: " + mapping.time().fields() + " is empty");
      }
    } catch (UnmappableException e) {
      problems.add(e.getMessage());
    }
    String status = text(mapping.status(), row, "it has no status", problems);
    List<Step> steps = status == null ? List.of() : mapping.steps().get(status);
    if (steps == null) {
      problems.add("'" + status + "' is not among the mapping's steps");
      steps = List.of();
    }
    String group = null;
    if (steps.stream().anyMatch(Step::needsGroup)) {
      group = text(mapping.group(), row, "it has no group", problems);
    }
    if (!problems.isEmpty()) {
      rejected.add(new Rejected(event.line(), problems));
      return null;
    }
    return new Understood(event.line(), number, time, status, steps, group, row);
  }

  private static String text(
      FieldValue value, SourceRow row, String absent, List<String> problems) {
    try {
      String text = (String) value.read(row);
      if (text == null) {
        problems.add(absent + ": " + value.fields() + " is empty");
      }
      return text;
    } catch (UnmappableException e) {
      problems.add(e.getMessage());
      return null;
    }
  }

  private void doubled(Attributes attributes, String prefix, List<String> problems) {
    for (String key : attributes.doubled()) {
      if (mapping.attributes().contains(prefix + key)) {
        problems.add("attribute '" + prefix + key + "' is given twice, and not the same");
      }
    }
  }

  /** All events that a log event makes, or none and the reason. */
  private List<MappedEvent> make(
      String ticket, Understood from, List<Happened> happened, int before)
      throws UnmappableException {
    List<MappedEvent> made = new ArrayList<>();
    for (Happened one : happened) {
      made.add(event(ticket, from, one, before + made.size() + 1));
      if (one.type() == EventType.REPORTED && mapping.data().containsKey(EventType.ASSESSED)) {
        Happened assessed = new Happened(EventType.ASSESSED, null);
        made.add(event(ticket, from, assessed, before + made.size() + 1));
      }
    }
    return made;
  }

  private MappedEvent event(String ticket, Understood from, Happened happened, int position)
      throws UnmappableException {
    String name = happened.type().name().toLowerCase(Locale.ROOT);
    return maker.make(
        new EventMaker.Draft(
            name,
            ticket + "-" + from.number() + "-" + name,
            happened.type(),
            ticket,
            from.time(),
            // Events of one instant are folded in the order of the log.
            String.format(Locale.ROOT, "%06d", position),
            data(happened, from)));
  }

  private Map<String, Object> data(Happened happened, Understood from) throws UnmappableException {
    Map<String, Object> data = new LinkedHashMap<>();
    switch (happened.type()) {
      case DISPATCHED ->
          data.put("assignments", List.of(Map.of("department", happened.group(), "role", "LEAD")));
      case REOPENED -> data.put("departments", List.of(happened.group()));
      default -> {
        if (happened.group() != null) {
          data.put("department", happened.group());
        }
      }
    }
    switch (happened.type()) {
      case SUSPENDED, RECALLED, REOPENED, CANCELLED -> data.put("reason", from.status());
      default -> {
        // no reason to give
      }
    }
    Template.Members template = mapping.data().get(happened.type());
    if (template != null) {
      List<String> problems = new ArrayList<>();
      Map<String, Object> own = template.fillData(from.row(), problems);
      if (!problems.isEmpty()) {
        throw new UnmappableException(String.join("; ", problems));
      }
      data.putAll(own);
    }
    return data;
  }
}
