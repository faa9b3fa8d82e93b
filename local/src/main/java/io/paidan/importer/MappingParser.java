package io.paidan.importer;

import io.paidan.event.EventType;
import io.paidan.importer.ColumnValue.Kind;
import io.paidan.importer.ColumnValue.Part;
import io.paidan.importer.DateReader.Ambiguous;
import io.paidan.importer.Mapping.EventMapping;
import io.paidan.json.Fields;
import io.paidan.json.JsonReader;
import io.paidan.json.JsonValue;
import io.paidan.json.Problem;
import io.paidan.json.Problems;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads mappings as people write them and names every problem at once. */
public final class MappingParser {
  /**
   * What a document gives.
   *
   * @param mapping null when there is a problem
   * @param problems in the order of the document
   */
  public record Result(Mapping mapping, List<Problem> problems) {}

  private final Problems problems = new Problems();
  private final Set<String> columns = new LinkedHashSet<>();
  private ZoneId zone = ZoneOffset.UTC;
  private List<String> dateFormats = List.of();
  private Ambiguous ambiguous = Ambiguous.EARLIER;

  private MappingParser() {}

  /** Reads a mapping in UTF-8. Never throws for what is in it. */
  public static Result parse(byte[] utf8) {
    MappingParser parser = new MappingParser();
    JsonValue document = JsonReader.read(utf8, parser.problems);
    Mapping mapping = document == null ? null : parser.mapping(document);
    List<Problem> problems = parser.problems.list();
    return new Result(problems.isEmpty() ? mapping : null, problems);
  }

  private Mapping mapping(JsonValue document) {
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
    ZoneId given = fields.requiredZone("zone");
    zone = given == null ? zone : given;
    dateFormats = strings(fields, "dateFormats");
    Ambiguous which = fields.oneOf("ambiguousTimes", Ambiguous.class, "choice");
    ambiguous = which == null ? ambiguous : which;
    checkFormats(fields.get("dateFormats"), dateFormats);
    Set<String> empty = Set.copyOf(new HashSet<>(strings(fields, "empty")));
    String source = fields.requiredString("source");
    if (source != null && source.isBlank()) {
      problems.add(fields.get("source"), "is empty");
    }
    ColumnValue ticket = required(fields, "ticket", Kind.ID);
    ColumnValue row = fields.get("row") == null ? null : column(fields.get("row"), Kind.ID);
    List<EventMapping> events = events(fields);
    fields.noOthers();
    return new Mapping(charset, delimiter, empty, source, ticket, row, events, columns);
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
    ColumnValue time = required(fields, "time", Kind.INSTANT);
    List<Condition> when = new ArrayList<>();
    for (JsonValue condition : fields.items("when")) {
      when.add(condition(condition));
    }
    JsonValue data = fields.get("data");
    Template.Members template = new Template.Members(Map.of());
    if (data != null && Fields.of(data, problems) != null) {
      template = members(data);
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
    String column = columnName(fields);
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
    List<String> values = strings(fields, in == null ? "notIn" : "in");
    return new Condition(column, Set.copyOf(new HashSet<>(values)), in == null);
  }

  private Template template(JsonValue value) {
    return switch (value.kind()) {
      case OBJECT ->
          value.get("column") != null || value.get("text") != null
              ? new Template.FromRow(column(value, Kind.TEXT))
              : members(value);
      case ARRAY -> new Template.Items(value.items().stream().map(this::template).toList());
      case STRING -> new Template.Constant(value.text());
      case NUMBER -> new Template.Constant(Double.valueOf(value.text()));
      case TRUE -> new Template.Constant(true);
      case FALSE -> new Template.Constant(false);
      case NULL -> new Template.Constant(null);
    };
  }

  private Template.Members members(JsonValue object) {
    Fields.of(object, problems).noRepeats();
    Map<String, Template> members = new LinkedHashMap<>();
    for (JsonValue.Member member : object.members()) {
      members.put(member.name(), template(member.value()));
    }
    return new Template.Members(members);
  }

  private ColumnValue required(Fields fields, String name, Kind kind) {
    JsonValue value = fields.required(name);
    return value == null ? null : column(value, kind);
  }

  /**
   * A value from the row.
   *
   * @param usual its kind where it names none; an id and an instant stay what they are
   */
  private ColumnValue column(JsonValue value, Kind usual) {
    Fields fields = Fields.of(value, problems);
    if (fields == null) {
      return null;
    }
    List<Part> parts = parts(fields);
    Kind kind = usual;
    if (usual == Kind.TEXT) {
      Kind given = fields.oneOf("as", Kind.class, "kind of value");
      kind = given == null ? usual : given;
    }
    Map<String, String> map = map(fields);
    String otherwise = fields.string("otherwise");
    if (otherwise != null && map == null) {
      problems.add(fields.get("otherwise"), "is for a \"map\", and there is none");
    }
    String whenEmpty = fields.string("default");
    DateReader dates = kind == Kind.INSTANT ? dates(fields) : null;
    fields.noOthers();
    return new ColumnValue(parts, kind, map, otherwise, whenEmpty, dates);
  }

  private List<Part> parts(Fields fields) {
    JsonValue text = fields.get("text");
    if (text == null) {
      String column = columnName(fields);
      return column == null ? List.of() : List.of(new Part(column, true));
    }
    if (fields.get("column") != null) {
      problems.add(fields.object(), "has both \"column\" and \"text\": one is needed");
    }
    String template = Fields.string(text, problems);
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (template != null && at < template.length()) {
      int open = template.indexOf('{', at);
      int close = open < 0 ? -1 : template.indexOf('}', open);
      if (open >= 0 && close < 0) {
        problems.add(text, "a \"{\" is not closed: columns stand like {Agency}");
        return parts;
      }
      if (open != at) {
        parts.add(new Part(template.substring(at, open < 0 ? template.length() : open), false));
      }
      if (open < 0) {
        break;
      }
      String column = template.substring(open + 1, close).strip();
      columns.add(column);
      parts.add(new Part(column, true));
      at = close + 1;
    }
    if (template != null && parts.stream().noneMatch(Part::column)) {
      problems.add(
          text, "names no column: columns stand like {Agency}; a constant needs no \"text\"");
    }
    return parts;
  }

  private String columnName(Fields fields) {
    String column = fields.requiredString("column");
    if (column == null) {
      return null;
    }
    columns.add(column.strip());
    return column.strip();
  }

  private Map<String, String> map(Fields fields) {
    JsonValue value = fields.get("map");
    Fields entries = value == null ? null : Fields.of(value, problems);
    if (entries == null) {
      return null;
    }
    entries.noRepeats();
    Map<String, String> map = new HashMap<>();
    for (JsonValue.Member member : value.members()) {
      map.put(member.name(), Fields.string(member.value(), problems));
    }
    return map;
  }

  private DateReader dates(Fields fields) {
    List<String> own = strings(fields, "formats");
    ZoneId ownZone = fields.zone("zone");
    List<String> patterns = own.isEmpty() ? dateFormats : own;
    if (patterns.isEmpty()) {
      problems.add(
          fields.object(), "is an instant, and neither \"formats\" nor \"dateFormats\" say how");
      return null;
    }
    checkFormats(fields.get("formats"), own);
    try {
      return new DateReader(patterns, ownZone == null ? zone : ownZone, ambiguous);
    } catch (IllegalArgumentException e) {
      return null; // the pattern is a problem already
    }
  }

  private void checkFormats(JsonValue array, List<String> patterns) {
    for (String pattern : patterns) {
      try {
        var unused = new DateReader(List.of(pattern), zone, ambiguous);
      } catch (IllegalArgumentException e) {
        problems.add(
            array,
            "bad date format " + Fields.quote(pattern) + ": write it like \"uuuu-MM-dd HH:mm:ss\"");
      }
    }
  }

  private List<String> strings(Fields fields, String name) {
    List<String> strings = new ArrayList<>();
    for (JsonValue item : fields.items(name)) {
      String text = Fields.string(item, problems);
      if (text != null) {
        strings.add(text);
      }
    }
    return strings;
  }
}
