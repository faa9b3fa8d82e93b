package io.paidan.relay.config;

import io.paidan.json.Fields;
import io.paidan.json.JsonValue;
import io.paidan.json.Problems;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one receiver. */
final class ReceiverParser {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern URL = Pattern.compile("https?://[^/@\\s]+(/\\S*)?");
  private static final Pattern PROXY = Pattern.compile("http://[^/@\\s]+:[0-9]{1,5}/?");
  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
  private static final Pattern DURATION =
      Pattern.compile("PT(?=[0-9])([0-9]{1,4}H)?([0-9]{1,5}M)?([0-9]{1,6}(\\.[0-9]{1,3})?S)?");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration RESEND = Duration.ofMinutes(1);
  private static final Duration KEEP = Duration.ofMinutes(15);
  private static final int STORM_OVER = 10;

  /** The labels that the relay gives itself. */
  private static final Set<String> OWN_LABELS =
      Set.of(
          "alertname",
          "severity",
          "level",
          "clock",
          "cycle",
          "ticket",
          "ticket_class",
          "category",
          "department",
          "district",
          "county");

  private final Problems problems;
  private final Path folder;

  ReceiverParser(Problems problems, Path folder) {
    this.problems = problems;
    this.folder = folder;
  }

  ReceiverConfig parse(Fields fields, ZoneId zone) {
    String name = fields.requiredString("name");
    if (name != null && !NAME.matcher(name).matches()) {
      problems.add(
          fields.get("name"),
          "a receiver's name is of small letters, digits and dashes, 63 at most, not "
              + Fields.quote(name));
    }
    ReceiverType type = fields.requiredOneOf("type", ReceiverType.class, "type");
    ReceiverType known = type == null ? ReceiverType.WEBHOOK : type;
    boolean states = type == ReceiverType.ALERTMANAGER;
    List<String> urls = states ? urls(fields) : url(fields, type);
    Secret token = secret(fields, "token");
    requireTokenWhereUsed(fields, urls, token);
    boolean signs = type == ReceiverType.DINGTALK || type == ReceiverType.FEISHU;
    Duration resendEvery = states ? duration(fields, "resendEvery", RESEND, null) : RESEND;
    Duration keepFiring = states ? duration(fields, "keepFiring", KEEP, null) : KEEP;
    if (keepFiring.compareTo(resendEvery.multipliedBy(3)) < 0) {
      problems.add(
          fields.object(),
          "keepFiring must be three times resendEvery or more, or alerts end by a lost message");
    }
    ReceiverConfig parsed =
        new ReceiverConfig(
            name,
            type,
            urls,
            token,
            signs ? secret(fields, "signingSecret") : null,
            known.isRobot() ? null : secret(fields, "authorization"),
            path(fields, "caFile"),
            proxy(fields),
            duration(fields, "timeout", TIMEOUT, LONGEST_TIMEOUT),
            quietHours(fields, zone),
            states ? 0 : stormOver(fields, known),
            states || flag(fields, "tellEnd", true),
            known.isRobot() && flag(fields, "mentionAll", false),
            states ? labels(fields) : Map.of(),
            resendEvery,
            keepFiring,
            type == ReceiverType.WEBHOOK ? template(fields) : null);
    if (type != null) {
      fields.noOthers();
    }
    return parsed;
  }

  private List<String> urls(Fields fields) {
    List<String> urls = new ArrayList<>();
    for (JsonValue item : fields.requiredItems("urls")) {
      String url = Fields.string(item, problems);
      checkUrl(item, url);
      urls.add(url);
    }
    if (urls.isEmpty() && fields.get("urls") != null) {
      problems.add(fields.get("urls"), "must name at least one address");
    }
    return urls;
  }

  private List<String> url(Fields fields, ReceiverType type) {
    boolean hasUsual = type != null && type.url() != null;
    String url = hasUsual ? fields.string("url") : fields.requiredString("url");
    if (url == null) {
      return hasUsual ? List.of(type.url()) : List.of();
    }
    checkUrl(fields.get("url"), url);
    return List.of(url);
  }

  private void checkUrl(JsonValue value, String url) {
    if (url != null && !isUrl(url)) {
      // Not quoted: people put tokens and passwords into addresses.
      problems.add(value, "must be like \"https://host/path\", without a user or password in it");
    }
  }

  private static boolean isUrl(String url) {
    if (!URL.matcher(url).matches()) {
      return false;
    }
    try {
      return URI.create(url.replace("{token}", "token")).getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void requireTokenWhereUsed(Fields fields, List<String> urls, Secret token) {
    boolean used = urls.stream().anyMatch(url -> url != null && url.contains("{token}"));
    if (used && fields.get("token") == null) {
      problems.add(fields.object(), "\"token\" is missing: the address needs it");
    } else if (!used && token != null) {
      problems.add(
          fields.get("token"), "is not used: write {token} where it belongs in the address");
    }
  }

  private Secret secret(Fields fields, String name) {
    JsonValue value = fields.get(name);
    if (value == null) {
      return null;
    }
    if (value.kind() != JsonValue.Kind.OBJECT) {
      problems.add(
          value,
          "a secret does not stand in this file: write {\"file\": \"path\"} or {\"env\":"
              + " \"VARIABLE\"}");
      return null;
    }
    Fields where = Fields.of(value, problems);
    String env = where.get("env") == null ? null : where.requiredName("env");
    Path file = path(where, "file");
    if ((where.get("env") == null) == (where.get("file") == null)) {
      problems.add(value, "needs either \"file\" or \"env\"");
    }
    where.noOthers();
    return new Secret(env, file);
  }

  private Path path(Fields fields, String name) {
    String file = fields.get(name) == null ? null : fields.requiredName(name);
    if (file != null && file.indexOf('\0') >= 0) {
      problems.add(fields.get(name), "is no path of a file");
      return null;
    }
    return file == null ? null : folder.resolve(file);
  }

  private URI proxy(Fields fields) {
    String proxy = fields.string("proxy");
    if (proxy == null) {
      return null;
    }
    if (!PROXY.matcher(proxy).matches()) {
      problems.add(fields.get("proxy"), "must be like \"http://proxy:3128\"");
      return null;
    }
    return URI.create(proxy);
  }

  private Duration duration(Fields fields, String name, Duration usual, Duration longest) {
    String text = fields.string(name);
    if (text == null) {
      return usual;
    }
    if (!DURATION.matcher(text).matches()) {
      problems.add(
          fields.get(name), "must be like \"PT30S\" or \"PT15M\", not " + Fields.quote(text));
      return usual;
    }
    Duration duration = Duration.parse(text);
    if (duration.toMillis() < 1000 || (longest != null && duration.compareTo(longest) > 0)) {
      problems.add(
          fields.get(name),
          name + " must be from PT1S" + (longest == null ? " on" : " to " + longest));
      return usual;
    }
    return duration;
  }

  private QuietHours quietHours(Fields fields, ZoneId zone) {
    Fields hours = fields.object("quietHours");
    if (hours == null) {
      return null;
    }
    LocalTime from = time(hours, "from");
    LocalTime to = time(hours, "to");
    hours.noOthers();
    if (from == null || to == null) {
      return null;
    }
    if (from.equals(to)) {
      problems.add(hours.object(), "quiet hours must end at another time than they begin");
    }
    return new QuietHours(from, to, zone);
  }

  private LocalTime time(Fields fields, String name) {
    String text = fields.requiredString(name);
    if (text != null && !TIME.matcher(text).matches()) {
      problems.add(fields.get(name), "must be like \"21:30\", not " + Fields.quote(text));
      return null;
    }
    return text == null ? null : LocalTime.parse(text);
  }

  private int stormOver(Fields fields, ReceiverType type) {
    if (fields.get("stormOver") == null) {
      return type == ReceiverType.WEBHOOK ? 0 : STORM_OVER;
    }
    Integer over = fields.requiredInteger("stormOver", 1);
    if (over != null && over > type.mostSingles()) {
      problems.add(
          fields.get("stormOver"),
          "stormOver is "
              + type.mostSingles()
              + " at most for "
              + type
              + ", or its limit a minute is passed");
    }
    return over == null ? STORM_OVER : over;
  }

  private boolean flag(Fields fields, String name, boolean usual) {
    JsonValue value = fields.get(name);
    if (value == null) {
      return usual;
    }
    if (value.kind() != JsonValue.Kind.TRUE && value.kind() != JsonValue.Kind.FALSE) {
      problems.add(value, "must be true or false, not " + value.kind().words());
    }
    return value.kind() == JsonValue.Kind.TRUE;
  }

  private Map<String, String> labels(Fields fields) {
    Fields labels = fields.object("labels");
    Map<String, String> parsed = new LinkedHashMap<>();
    if (labels == null) {
      return parsed;
    }
    for (JsonValue.Member member : labels.object().members()) {
      if (!LABEL.matcher(member.name()).matches()) {
        problems.add(member, "a label's name is of letters, digits and _");
      } else if (OWN_LABELS.contains(member.name())) {
        problems.add(member, "the label " + member.name() + " is given by the relay itself");
      }
      parsed.put(member.name(), Fields.string(member.value(), problems));
    }
    labels.noRepeats();
    return parsed;
  }

  private JsonValue template(Fields fields) {
    Fields template = fields.object("template");
    return template == null ? null : template.object();
  }
}
