package io.paidan.relay.config;

import io.paidan.event.Ids;
import io.paidan.json.Fields;
import io.paidan.json.JsonReader;
import io.paidan.json.JsonValue;
import io.paidan.json.Problem;
import io.paidan.json.Problems;
import io.paidan.policy.ClockType;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a configuration and names every problem with its place. */
public final class RelayConfigParser {
  private static final ZoneId DEFAULT_ZONE = ZoneId.of("Asia/Shanghai");
  private static final Pattern LINK = Pattern.compile("https?://.*\\{ticket}.*");
  private static final Pattern TICKET_CLASS = Pattern.compile("EMERGENCY|ROUTINE|KEY|UNKNOWN");
  private static final Pattern LEVEL =
      Pattern.compile("WARNING|BREACH|ESCALATION(-[1-9][0-9]{0,2})?");

  /** What was read; the configuration is null when there are problems. */
  public record Result(RelayConfig config, List<Problem> problems) {}

  private final Problems problems = new Problems();
  private final ReceiverParser receiverParser;

  private RelayConfigParser(Path folder) {
    this.receiverParser = new ReceiverParser(problems, folder);
  }

  /**
   * Reads a configuration.
   *
   * @param folder what relative paths in it start from
   */
  public static Result parse(byte[] utf8, Path folder) {
    return new RelayConfigParser(folder).parse(utf8);
  }

  private Result parse(byte[] utf8) {
    JsonValue document = JsonReader.read(utf8, problems);
    Fields fields = document == null ? null : Fields.of(document, problems);
    RelayConfig config = fields == null ? null : config(fields);
    List<Problem> found = problems.list();
    return new Result(found.isEmpty() ? config : null, found);
  }

  private RelayConfig config(Fields fields) {
    Language language = fields.oneOf("language", Language.class, "language");
    ZoneId zone = fields.zone("zone");
    ZoneId used = zone == null ? DEFAULT_ZONE : zone;
    String link = fields.string("ticketLink");
    if (link != null && !LINK.matcher(link).matches()) {
      problems.add(
          fields.get("ticketLink"),
          "must be like \"https://board.example/#ticket={ticket}\", not " + Fields.quote(link));
    }
    List<ReceiverConfig> receivers = receivers(fields, used);
    List<Route> routes = routes(fields, receivers);
    fields.noOthers();
    return new RelayConfig(
        language == null ? Language.ZH : language, used, link, receivers, routes);
  }

  private List<ReceiverConfig> receivers(Fields fields, ZoneId zone) {
    List<JsonValue> items = fields.requiredItems("receivers");
    List<ReceiverConfig> receivers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonValue item : items) {
      Fields receiver = Fields.of(item, problems);
      if (receiver == null) {
        continue;
      }
      ReceiverConfig parsed = receiverParser.parse(receiver, zone);
      if (parsed.name() != null && !names.add(parsed.name())) {
        problems.add(item, "receiver " + parsed.name() + " is given twice");
      }
      receivers.add(parsed);
    }
    if (items.isEmpty() && fields.get("receivers") != null) {
      problems.add(fields.get("receivers"), "must name at least one receiver");
    }
    return List.copyOf(receivers);
  }

  private List<Route> routes(Fields fields, List<ReceiverConfig> receivers) {
    Set<String> known = new HashSet<>();
    receivers.forEach(receiver -> known.add(receiver.name()));
    Set<String> routed = new HashSet<>();
    List<Route> routes = new ArrayList<>();
    for (JsonValue item : fields.items("routes")) {
      Fields route = Fields.of(item, problems);
      if (route == null) {
        continue;
      }
      Set<String> names = new HashSet<>();
      for (JsonValue name : route.requiredItems("receivers")) {
        String text = Fields.string(name, problems);
        if (text != null && !known.contains(text)) {
          problems.add(name, "unknown receiver " + Fields.quote(text));
        }
        names.add(text);
      }
      if (names.isEmpty() && route.get("receivers") != null) {
        problems.add(route.get("receivers"), "must name at least one receiver");
      }
      routed.addAll(names);
      routes.add(
          new Route(
              names,
              matching(route, "ticketClass", TICKET_CLASS, "EMERGENCY, ROUTINE, KEY, UNKNOWN"),
              clocks(route),
              matching(route, "level", LEVEL, "WARNING, BREACH, ESCALATION, ESCALATION-n"),
              ids(route, "district"),
              ids(route, "department")));
      route.noOthers();
    }
    if (!routes.isEmpty()) {
      for (ReceiverConfig receiver : receivers) {
        if (receiver.name() != null && !routed.contains(receiver.name())) {
          problems.add(fields.get("routes"), "no route leads to the receiver " + receiver.name());
        }
      }
    } else if (fields.get("routes") != null) {
      problems.add(
          fields.get("routes"), "must not be empty: leave it out to send everything to everybody");
    }
    return List.copyOf(routes);
  }

  private Set<String> matching(Fields route, String name, Pattern pattern, String all) {
    Set<String> values = new HashSet<>();
    for (JsonValue item : some(route, name)) {
      String text = Fields.string(item, problems);
      if (text != null && !pattern.matcher(text).matches()) {
        problems.add(item, "unknown " + name + " " + Fields.quote(text) + ": one of " + all);
      }
      values.add(text);
    }
    return values;
  }

  private Set<ClockType> clocks(Fields route) {
    Set<ClockType> clocks = new HashSet<>();
    String all = "DISPATCH|ACCEPT|ARRIVE|RESOLVE|FEEDBACK|TOTAL";
    for (String name : matching(route, "clock", Pattern.compile(all), all.replace("|", ", "))) {
      if (name != null && name.matches(all)) {
        clocks.add(ClockType.valueOf(name));
      }
    }
    return clocks;
  }

  private Set<String> ids(Fields route, String name) {
    Set<String> ids = new HashSet<>();
    for (JsonValue item : some(route, name)) {
      String id = Fields.string(item, problems);
      String wrong = id == null ? null : Ids.problem(id);
      if (wrong != null) {
        problems.add(item, "the id " + wrong);
      }
      ids.add(id);
    }
    return ids;
  }

  /** An empty list would let nothing pass, or all: nobody can know which is meant. */
  private List<JsonValue> some(Fields route, String name) {
    List<JsonValue> items = route.items(name);
    if (items.isEmpty()
        && route.get(name) != null
        && route.get(name).kind() == JsonValue.Kind.ARRAY) {
      problems.add(route.get(name), "must not be empty: leave it out to let all pass");
    }
    return items;
  }
}
