package io.paidan.importer;

import io.paidan.importer.DateReader.Ambiguous;
import io.paidan.importer.FieldValue.Kind;
import io.paidan.importer.FieldValue.Part;
import io.paidan.json.Fields;
import io.paidan.json.JsonValue;
import io.paidan.json.Problems;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what the mappings of all formats have in common: how dates are written, values taken from a
 * record's fields, constants around them. What is wrong becomes a problem and is given as null. Not
 * thread-safe.
 */
public final class ValueParser {
  private final Problems problems;
  private final String noun;
  private final Set<String> read = new LinkedHashSet<>();
  private ZoneId zone = ZoneOffset.UTC;
  private List<String> dateFormats;
  private Ambiguous ambiguous = Ambiguous.EARLIER;

  /**
   * @param problems gets what is wrong
   * @param noun what the format calls a field, also in the mapping: column, attribute
   * @param dateFormats where the mapping names none
   */
  public ValueParser(Problems problems, String noun, List<String> dateFormats) {
    this.problems = problems;
    this.noun = noun;
    this.dateFormats = dateFormats;
  }

  /** The fields that all values so far read, in the order of the mapping. */
  public Set<String> read() {
    return Collections.unmodifiableSet(read);
  }

  /** Takes {@code zone}, {@code dateFormats} and {@code ambiguousTimes}; before any value. */
  public void dateSettings(Fields mapping) {
    ZoneId given = mapping.requiredZone("zone");
    zone = given == null ? zone : given;
    if (mapping.get("dateFormats") != null) {
      dateFormats = strings(mapping, "dateFormats");
      checkFormats(mapping.get("dateFormats"), dateFormats);
    }
    Ambiguous which = mapping.oneOf("ambiguousTimes", Ambiguous.class, "choice");
    ambiguous = which == null ? ambiguous : which;
  }

  /** The member's texts; empty where there is no such member. */
  public List<String> strings(Fields fields, String name) {
    List<String> strings = new ArrayList<>();
    for (JsonValue item : fields.items(name)) {
      String text = Fields.string(item, problems);
      if (text != null) {
        strings.add(text);
      }
    }
    return strings;
  }

  /** The CloudEvents source of all events, which a mapping must name. */
  public String source(Fields mapping) {
    String source = mapping.requiredString("source");
    if (source != null && source.isBlank()) {
      problems.add(mapping.get("source"), "is empty");
    }
    return source;
  }

  /** A part of an event's data: constants, and values from the record. */
  public Template template(JsonValue value) {
    return switch (value.kind()) {
      case OBJECT ->
          value.get(noun) != null || value.get("text") != null
              ? new Template.FromRecord(value(value, Kind.TEXT))
              : members(value);
      case ARRAY -> new Template.Items(value.items().stream().map(this::template).toList());
      case STRING -> new Template.Constant(value.text());
      case NUMBER -> new Template.Constant(Double.valueOf(value.text()));
      case TRUE -> new Template.Constant(true);
      case FALSE -> new Template.Constant(false);
      case NULL -> new Template.Constant(null);
    };
  }

  /** An object in an event's data; empty, and a problem, when it is none. */
  public Template.Members members(JsonValue object) {
    Fields fields = Fields.of(object, problems);
    if (fields == null) {
      return new Template.Members(Map.of());
    }
    fields.noRepeats();
    Map<String, Template> members = new LinkedHashMap<>();
    for (JsonValue.Member member : object.members()) {
      members.put(member.name(), template(member.value()));
    }
    return new Template.Members(members);
  }

  /** A value that the mapping must give. */
  public FieldValue required(Fields fields, String name, Kind kind) {
    JsonValue value = fields.required(name);
    return value == null ? null : value(value, kind);
  }

  /**
   * A value from the record.
   *
   * @param usual its kind where it names none; an id and an instant stay what they are
   */
  public FieldValue value(JsonValue value, Kind usual) {
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
    return new FieldValue(parts, kind, map, otherwise, whenEmpty, dates, noun);
  }

  private List<Part> parts(Fields fields) {
    JsonValue text = fields.get("text");
    if (text == null) {
      String field = fieldName(fields);
      return field == null ? List.of() : List.of(new Part(field, true));
    }
    if (fields.get(noun) != null) {
      problems.add(fields.object(), "has both \"" + noun + "\" and \"text\": one is needed");
    }
    String template = Fields.string(text, problems);
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (template != null && at < template.length()) {
      int open = template.indexOf('{', at);
      int close = open < 0 ? -1 : template.indexOf('}', open);
      if (open >= 0 && close < 0) {
        problems.add(text, "a \"{\" is not closed: " + noun + "s stand like {Agency}");
        return parts;
      }
      if (open != at) {
        parts.add(new Part(template.substring(at, open < 0 ? template.length() : open), false));
      }
      if (open < 0) {
        break;
      }
      String field = template.substring(open + 1, close).strip();
      read.add(field);
      parts.add(new Part(field, true));
      at = close + 1;
    }
    if (template != null && parts.stream().noneMatch(Part::field)) {
      problems.add(
          text,
          "names no " + noun + ": " + noun + "s stand like {Agency}; a constant needs no \"text\"");
    }
    return parts;
  }

  /** The field that is named there, which is read then. */
  public String fieldName(Fields fields) {
    String field = fields.requiredString(noun);
    if (field == null) {
      return null;
    }
    read.add(field.strip());
    return field.strip();
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
}
