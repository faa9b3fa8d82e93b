package io.paidan.importer.xes;

import io.paidan.event.EventType;
import io.paidan.importer.FieldValue;
import io.paidan.importer.FieldValue.Kind;
import io.paidan.importer.Template;
import io.paidan.importer.ValueParser;
import io.paidan.json.Fields;
import io.paidan.json.JsonReader;
import io.paidan.json.JsonValue;
import io.paidan.json.Problem;
import io.paidan.json.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads mappings as people write them and names every problem at once. */
public final class XesMappingParser {
  /**
   * What a document gives.
   *
   * @param mapping null when there is a problem
   * @param problems in the order of the document
   */
  public record Result(XesMapping mapping, List<Problem> problems) {}

  /** The events that steps lead to, with the data that they need besides what steps give. */
  private static final Map<EventType, List<String>> DATA = new EnumMap<>(EventType.class);

  static {
    DATA.put(EventType.REPORTED, List.of("district", "channel"));
    DATA.put(EventType.ASSESSED, List.of("ticketClass", "category"));
    DATA.put(EventType.DISPATCHED, List.of("district"));
    DATA.put(EventType.ACCEPTED, List.of());
    DATA.put(EventType.SUSPENDED, List.of());
    DATA.put(EventType.RESUMED, List.of());
    DATA.put(EventType.RECALLED, List.of());
    DATA.put(EventType.RESOLVED, List.of("outcome"));
    DATA.put(EventType.REOPENED, List.of());
    DATA.put(EventType.CLOSED, List.of());
    DATA.put(EventType.CANCELLED, List.of());
  }

  private final Problems problems = new Problems();
  private final ValueParser values = new ValueParser(problems, "attribute", List.of("iso"));

  private XesMappingParser() {}

  /** Reads a mapping in UTF-8. Never throws for what is in it. */
  public static Result parse(byte[] utf8) {
    XesMappingParser parser = new XesMappingParser();
    JsonValue document = JsonReader.read(utf8, parser.problems);
    XesMapping mapping = document == null ? null : parser.mapping(document);
    List<Problem> problems = parser.problems.list();
    return new Result(problems.isEmpty() ? mapping : null, problems);
  }

  private XesMapping mapping(JsonValue document) {
    Fields fields = Fields.of(document, problems);
    if (fields == null) {
      return null;
    }
    fields.string("description");
    values.dateSettings(fields);
    Set<String> empty = Set.copyOf(new HashSet<>(values.strings(fields, "empty")));
    String source = values.source(fields);
    FieldValue ticket = ticket(fields);
    FieldValue status = values.required(fields, "status", Kind.TEXT);
    FieldValue group = values.required(fields, "group", Kind.ID);
    FieldValue time = values.required(fields, "time", Kind.INSTANT);
    Map<String, List<Step>> steps = steps(fields);
    Map<EventType, Template.Members> data = data(fields, steps.values());
    fields.noOthers();
    return new XesMapping(empty, source, ticket, status, group, time, steps, data, values.read());
  }

  private FieldValue ticket(Fields fields) {
    FieldValue ticket = values.required(fields, "ticket", Kind.ID);
    if (ticket != null
        && ticket.parts().stream()
            .anyMatch(part -> part.field() && !part.text().startsWith(XesRow.TRACE_PREFIX))) {
      problems.add(
          fields.get("ticket"),
          "is of the trace, not of its events: write it like \""
              + XesRow.TRACE_PREFIX
              + "concept:name\"");
    }
    return ticket;
  }

  private Map<String, List<Step>> steps(Fields fields) {
    JsonValue value = fields.required("steps");
    Fields entries = value == null ? null : Fields.of(value, problems);
    Map<String, List<Step>> steps = new LinkedHashMap<>();
    if (entries == null) {
      return steps;
    }
    entries.noRepeats();
    if (value.members().isEmpty()) {
      problems.add(value, "must name at least one status");
    }
    for (JsonValue.Member member : value.members()) {
      JsonValue words = member.value();
      List<JsonValue> items = words.kind() == JsonValue.Kind.ARRAY ? words.items() : List.of(words);
      List<Step> found = new ArrayList<>();
      for (JsonValue item : items) {
        step(item, found);
      }
      if (items.isEmpty()) {
        problems.add(words, "is empty: a status that says nothing is \"nothing\"");
      }
      steps.put(member.name(), List.copyOf(found));
    }
    return steps;
  }

  private void step(JsonValue value, List<Step> found) {
    String word = Fields.string(value, problems);
    if (word == null) {
      return;
    }
    Step step = Step.ofWord(word);
    if (step != null) {
      found.add(step);
      return;
    }
    problems.add(
        value,
        "unknown step "
            + Fields.quote(word)
            + ": one of "
            + Arrays.stream(Step.values()).map(Step::word).collect(Collectors.joining(", ")));
  }

  private Map<EventType, Template.Members> data(Fields fields, Collection<List<Step>> steps) {
    JsonValue value = fields.required("data");
    Fields events = value == null ? null : Fields.of(value, problems);
    Map<EventType, Template.Members> data = new EnumMap<>(EventType.class);
    if (events == null) {
      return data;
    }
    Set<EventType> made = EnumSet.of(EventType.REPORTED);
    steps.stream()
        .flatMap(List::stream)
        .filter(Step::needsGroup)
        .map(Step::type)
        .forEach(made::add);
    if (made.size() > 1) {
      made.add(EventType.DISPATCHED);
    }
    for (Map.Entry<EventType, List<String>> event : DATA.entrySet()) {
      String name = event.getKey().name().toLowerCase(Locale.ROOT);
      boolean required = !event.getValue().isEmpty() && made.contains(event.getKey());
      JsonValue own = required ? events.required(name) : events.get(name);
      if (own != null) {
        data.put(event.getKey(), values.members(own));
        event.getValue().stream()
            .filter(member -> own.get(member) == null)
            .forEach(member -> problems.add(own, "\"" + member + "\" is missing"));
      }
    }
    events.noOthers();
    return data;
  }
}
