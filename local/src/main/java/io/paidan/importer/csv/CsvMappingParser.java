package io.paidan.importer.csv;

import io.paidan.event.EventType;
import io.paidan.importer.FieldValue;
import io.paidan.importer.FieldValue.Kind;
import io.paidan.importer.Template;
import io.paidan.importer.ValueParser;
import io.paidan.importer.csv.CsvMapping.EventMapping;
import io.paidan.json.Fields;
import io.paidan.json.JsonReader;
import io.paidan.json.JsonValue;
import io.paidan.json.Problem;
import io.paidan.json.Problems;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads mappings as people write them and names every problem at once. */
public final class CsvMappingParser {
  /**
   * What a document gives.
   *
   * @param mapping null when there is a problem
   * @param problems in the order of the document
   */
  public record Result(CsvMapping mapping, List<Problem> problems) {}

  private final Problems problems = new Problems();
  private final ValueParser values = new ValueParser(problems, "column", List.of());

  private CsvMappingParser() {}

  /** Reads a mapping in UTF-8. Never throws for what is in it. */
  public static Result parse(byte[] utf8) {
    CsvMappingParser parser = new CsvMappingParser();
    JsonValue document = JsonReader.read(utf8, parser.problems);
    CsvMapping mapping = document == null ? null : parser.mapping(document);
    List<Problem> problems = parser.problems.list();
    return new Result(problems.isEmpty() ? mapping : null, problems);
  }

  private CsvMapping mapping(JsonValue document) {
    Fields fields = Fields.of(document, problems);
    if (fields == null) {
      return null;
    }
    fields.string("description");
    Charset charset = StandardCharsets.UTF_8;
    char delimiter = ',';
    JsonValue csv = fields.get("csv");
    Fields csvFields = csv == null ? null : Fields.of(csv, problems);
    if (csvFields != null) {
      charset = charset(csvFields);
      delimiter = delimiter(csvFields);
      csvFields.noOthers();
    }
    values.dateSettings(fields);
    Set<String> empty = Set.copyOf(new HashSet<>(values.strings(fields, "empty")));
    String source = values.source(fields);
    FieldValue ticket = values.required(fields, "ticket", Kind.ID);
    FieldValue row = fields.get("row") == null ? null : values.value(fields.get("row"), Kind.ID);
    List<EventMapping> events = events(fields);
    fields.noOthers();
    return new CsvMapping(charset, delimiter, empty, source, ticket, row, events, values.read());
  }

  private Charset charset(Fields csv) {
    String name = csv.string("encoding");
    try {
      return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
    } catch (IllegalArgumentException e) {
      problems.add(
          csv.get("encoding"),
          "unknown encoding " + Fields.quote(name) + ": write it like \"UTF-8\" or \"GB18030\"");
      return StandardCharsets.UTF_8;
    }
  }

  private char delimiter(Fields csv) {
    String text = csv.string("delimiter");
    if (text == null) {
      return ',';
    }
    if (text.length() != 1 || "\"\r\n".contains(text)) {
      problems.add(csv.get("delimiter"), "must be one character like \",\", \";\" or \"\\t\"");
      return ',';
    }
    return text.charAt(0);
  }

  private List<EventMapping> events(Fields fields) {
    List<EventMapping> events = new ArrayList<>();
    Map<String, JsonValue> names = new HashMap<>();
    List<JsonValue> items = fields.requiredItems("events");
    if (items.isEmpty() && fields.get("events") != null) {
      problems.add(fields.get("events"), "must name at least one event");
    }
    for (JsonValue item : items) {
      EventMapping event = event(item);
      if (event != null && names.putIfAbsent(event.name(), item) != null) {
        problems.add(
            item,
            "there is another event named "
                + Fields.quote(event.name())
                + ": give this one a \"name\" of its own");
      }
      events.add(event);
    }
    return events;
  }

  private EventMapping event(JsonValue value) {
    Fields fields = Fields.of(value, problems);
    if (fields == null) {
      return null;
    }
    EventType type = type(fields);
    String name = fields.id("name");
    FieldValue time = values.required(fields, "time", Kind.INSTANT);
    List<Condition> when = new ArrayList<>();
    for (JsonValue condition : fields.items("when")) {
      when.add(condition(condition));
    }
    JsonValue data = fields.get("data");
    Template.Members template = new Template.Members(Map.of());
    if (data != null) {
      template = values.members(data);
    }
    fields.noOthers();
    if (type == null) {
      return null;
    }
    String typeName = type.name().toLowerCase(Locale.ROOT);
    return new EventMapping(name == null ? typeName : name, type, time, when, template);
  }

  private EventType type(Fields fields) {
    String text = fields.requiredString("type");
    if (text == null) {
      return null;
    }
    EventType type = EventType.ofWireName(EventType.PREFIX + text);
    if (type == null) {
      problems.add(
          fields.get("type"),
          "unknown event "
              + Fields.quote(text)
              + ": one of "
              + Arrays.stream(EventType.values())
                  .map(known -> known.name().toLowerCase(Locale.ROOT))
                  .collect(Collectors.joining(", ")));
    }
    return type;
  }

  private Condition condition(JsonValue value) {
    Fields fields = Fields.of(value, problems);
    if (fields == null) {
      return null;
    }
    String column = values.fieldName(fields);
    JsonValue in = fields.get("in");
    JsonValue notIn = fields.get("notIn");
    JsonValue empty = fields.get("empty");
    fields.noOthers();
    if ((in == null ? 0 : 1) + (notIn == null ? 0 : 1) + (empty == null ? 0 : 1) != 1) {
      problems.add(value, "needs one of \"in\", \"notIn\" and \"empty\"");
      return null;
    }
    if (empty != null) {
      if (empty.kind() != JsonValue.Kind.TRUE && empty.kind() != JsonValue.Kind.FALSE) {
        problems.add(empty, "must be true or false");
      }
      return new Condition(column, null, empty.kind() == JsonValue.Kind.FALSE);
    }
    List<String> texts = values.strings(fields, in == null ? "notIn" : "in");
    return new Condition(column, Set.copyOf(new HashSet<>(texts)), in == null);
  }
}
