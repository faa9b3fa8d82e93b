package io.paidan.policy;

import io.paidan.event.Rfc3339;
import io.paidan.json.Fields;
import io.paidan.json.JsonReader;
import io.paidan.json.JsonValue;
import io.paidan.json.JsonWriter;
import io.paidan.json.Problem;
import io.paidan.json.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads policies as people write them (contract, section 2) and names every problem at once.
 *
 * <p>A document is one version of a policy, or all versions of its history: an array of versions,
 * or {@code {"id": …, "versions": [ … ]}}, where a version may leave its {@code id} out. The form
 * is that of {@code policy.schema.json}; this class also checks what a schema cannot say. Ids of
 * districts and departments are not checked against the reference data.
 */
public final class PolicyParser {
  private enum AppliesTo {
    NEW,
    OPEN
  }

  /**
   * What a document gives.
   *
   * @param versions those without a problem, in the order of the document
   * @param problems in the order of the document; empty when all is well
   */
  public record Result(List<PolicyVersion> versions, List<Problem> problems) {
    public Result {
      versions = List.copyOf(versions);
      problems = List.copyOf(problems);
    }
  }

  private final Problems problems = new Problems();
  private final List<PolicyVersion> sound = new ArrayList<>();

  /** Where each number was first given. */
  private final Map<Integer, JsonValue> numbers = new HashMap<>();

  private final Set<Integer> repeated = new HashSet<>();

  private PolicyParser() {}

  /** Reads a document in UTF-8. Never throws for what is in it. */
  public static Result parse(byte[] utf8) {
    PolicyParser parser = new PolicyParser();
    return parser.result(JsonReader.read(utf8, parser.problems));
  }

  /** Reads a document. Never throws for what is in it. */
  public static Result parse(String json) {
    PolicyParser parser = new PolicyParser();
    return parser.result(JsonReader.read(json, parser.problems));
  }

  private Result result(JsonValue document) {
    if (document != null) {
      document(document);
    }
    sound.removeIf(version -> repeated.contains(version.version()));
    return new Result(sound, problems.list());
  }

  private void document(JsonValue document) {
    if (document.kind() == JsonValue.Kind.ARRAY) {
      versions(document.items(), null);
    } else if (document.get("versions") != null) {
      history(document);
    } else {
      version(document, null);
    }
  }

  private void history(JsonValue document) {
    Fields fields = Fields.of(document, problems);
    String id = fields.requiredId("id");
    List<JsonValue> items = fields.requiredItems("versions");
    fields.noOthers();
    boolean usable = problems.count() == 0;
    versions(items, id);
    if (!usable) {
      sound.clear(); // nobody can tell what the whole was meant to be
    }
  }

  private void versions(List<JsonValue> items, String historyId) {
    String id = historyId;
    for (JsonValue item : items) {
      PolicyVersion version = version(item, id);
      if (id == null && version != null) {
        id = version.id();
      }
    }
  }

  /**
   * Reads one version.
   *
   * @param historyId the id of the history that it stands in; null where none is known
   */
  private PolicyVersion version(JsonValue value, String historyId) {
    int before = problems.count();
    Fields fields = Fields.of(value, problems);
    if (fields == null) {
      return null;
    }
    String id = historyId == null || fields.get("id") != null ? fields.requiredId("id") : historyId;
    if (historyId != null && id != null && !id.equals(historyId)) {
      problems.add(
          fields.get("id"),
          "a document holds the versions of one policy, here of " + Fields.quote(historyId));
    }
    Integer number = fields.requiredInteger("version", 1);
    if (number != null) {
      noteNumber(number, fields.get("version"));
    }
    Long effectiveFrom = instant(fields);
    AppliesTo appliesTo = fields.oneOf("appliesTo", AppliesTo.class, "appliesTo");
    CalendarsParser calendars = new CalendarsParser(problems);
    calendars.read(fields.items("calendars"));
    List<Target> targets = new ArrayList<>();
    for (JsonValue item : fields.requiredItems("targets")) {
      Target target = TargetParser.read(item, calendars.ids(), problems);
      if (target != null) {
        targets.add(target);
      }
    }
    JsonValue score = fields.get("score");
    ScoreWeights weights = score == null ? null : ScoreParser.read(score, problems);
    long reportAfterMs = ReportAfterParser.read(fields, problems);
    fields.noOthers();
    if (problems.count() > before) {
      return null;
    }
    PolicyVersion version =
        new PolicyVersion(
            id,
            number,
            effectiveFrom,
            appliesTo == AppliesTo.OPEN,
            targets,
            calendars.sound(),
            weights,
            reportAfterMs,
            JsonWriter.compact(fields.get("id") == null ? withId(value, id) : value));
    sound.add(version);
    return version;
  }

  private void noteNumber(int number, JsonValue at) {
    JsonValue first = numbers.putIfAbsent(number, at);
    if (first != null) {
      repeated.add(number);
      problems.add(at, "version " + number + " is given twice: before at line " + first.line());
    }
  }

  private Long instant(Fields fields) {
    String text = fields.requiredString("effectiveFrom");
    if (text == null) {
      return null;
    }
    long instant = Rfc3339.parse(text);
    if (instant != Rfc3339.INVALID) {
      return instant;
    }
    problems.add(
        fields.get("effectiveFrom"),
        "unreadable instant "
            + Fields.quote(text)
            + ": write it like \"2026-07-01T00:00:00+08:00\" (RFC 3339)");
    return null;
  }

  private static JsonValue withId(JsonValue version, String id) {
    JsonValue idValue =
        new JsonValue(
            JsonValue.Kind.STRING,
            id,
            List.of(),
            List.of(),
            version.pointer() + "/id",
            version.line(),
            version.column());
    List<JsonValue.Member> members = new ArrayList<>();
    members.add(new JsonValue.Member("id", idValue, version.line(), version.column()));
    members.addAll(version.members());
    return new JsonValue(
        version.kind(),
        null,
        List.of(),
        List.copyOf(members),
        version.pointer(),
        version.line(),
        version.column());
  }
}
