package io.paidan.it.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prometheus' rules in {@code deploy/prometheus}, as text: what they are called and ask for. */
public final class RuleFile {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** Strings, ranges, lists of labels and durations; and what else begins with a letter. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "\"[^\"]*\"|\\[[^]]*]|\\d[\\w.]*"
              + "|\\b(?:by|without|on|ignoring)\\s*\\((?<labels>[^)]*)\\)"
              + "|(?<name>[a-zA-Z_:][\\w:]*)\\s*(?<matchers>\\{[^}]*})?(?<call>\\s*\\()?");

  private static final Pattern MATCHER =
      Pattern.compile("(?<label>\\w+)\\s*(?<sign>=~|!~|!=|=)\\s*\"(?<value>[^\"]*)\"");

  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "offset", "bool", "sum", "min", "max", "count");

  private final List<JsonNode> rules = new ArrayList<>();

  private RuleFile() {}

  /** The folder with all that is for Prometheus and Alertmanager. */
  public static Path folder() {
    return Path.of(System.getProperty("paidan.root")).resolve("deploy/prometheus");
  }

  /** Reads {@code paidan-rules.yml}. */
  public static RuleFile read() throws IOException {
    RuleFile file = new RuleFile();
    JsonNode root = YAML.readTree(folder().resolve("paidan-rules.yml").toFile());
    root.path("groups").forEach(group -> group.path("rules").forEach(file.rules::add));
    return file;
  }

  /** All rules, as they are written. */
  public List<JsonNode> rules() {
    return List.copyOf(rules);
  }

  /** What is recorded. */
  public Set<String> recorded() {
    Set<String> names = new LinkedHashSet<>();
    rules.forEach(
        rule -> {
          if (rule.has("record")) {
            names.add(rule.path("record").asText());
          }
        });
    return names;
  }

  /** Which series of a metric a rule asks for, and which labels it goes by. */
  public record Asked(String metric, Map<String, String> equal, Map<String, String> like) {
    /** Whether a series with these labels is one of them. */
    public boolean takes(String name, Map<String, String> labels) {
      return metric.equals(name)
          && equal.entrySet().stream().allMatch(e -> e.getValue().equals(labels.get(e.getKey())))
          && like.entrySet().stream()
              .allMatch(e -> Pattern.matches(e.getValue(), labels.getOrDefault(e.getKey(), "")));
    }
  }

  /** All that the rules ask for, of metrics and of what is recorded. */
  public Set<Asked> asked() {
    Set<Asked> all = new LinkedHashSet<>();
    for (JsonNode rule : rules) {
      String expression = rule.path("expr").asText();
      List<String> by = new ArrayList<>();
      List<Asked> here = new ArrayList<>();
      Matcher token = TOKEN.matcher(expression);
      while (token.find()) {
        if (token.group("labels") != null) {
          Arrays.stream(token.group("labels").split(",")).map(String::strip).forEach(by::add);
        } else if (token.group("name") != null
            && token.group("call") == null
            && !WORDS.contains(token.group("name"))) {
          here.add(asked(token.group("name"), token.group("matchers")));
        }
      }
      for (Asked each : here) {
        by.forEach(label -> each.like().putIfAbsent(label, ".+"));
        all.add(each);
      }
    }
    return all;
  }

  private static Asked asked(String metric, String matchers) {
    Asked asked = new Asked(metric, new LinkedHashMap<>(), new LinkedHashMap<>());
    Matcher each = MATCHER.matcher(matchers == null ? "" : matchers);
    while (each.find()) {
      switch (each.group("sign")) {
        case "=" -> asked.equal().put(each.group("label"), each.group("value"));
        case "=~" -> asked.like().put(each.group("label"), each.group("value"));
        default ->
            throw new AssertionError("a rule that says which series it does not want: " + matchers);
      }
    }
    return asked;
  }
}
