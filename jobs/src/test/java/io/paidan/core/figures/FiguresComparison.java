package io.paidan.core.figures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares documents of figures with what they should be: counts and texts exactly, rates and marks
 * to a relative 1e-9, percentiles to the 2 % of the contract (section 3), {@code missing} in any
 * order.
 */
public final class FiguresComparison {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double RELATIVE = 1e-9;

  /** For what is zero but for rounding, as Wilson's lower bound of nothing out of many. */
  private static final double ABSOLUTE = 1e-12;

  private static final double PERCENTILE = 0.02;

  /** What a document has and {@link PlainCount} does not give. */
  private static final Set<String> BESIDE = Set.of("_id", "revision");

  private FiguresComparison() {}

  /**
   * What differs, one line each: every document and field must be there with its value, and no
   * document and field more.
   *
   * @param expected as {@link PlainCount} gives them
   * @param actual by {@code _id}
   */
  public static List<String> differences(
      Map<String, Map<String, Object>> expected, Map<String, JsonNode> actual) {
    return compare(expected, actual, true);
  }

  /** The same but for fields that are not expected: they may be there. */
  public static List<String> differencesInGiven(
      Map<String, Map<String, Object>> expected, Map<String, JsonNode> actual) {
    return compare(expected, actual, false);
  }

  private static List<String> compare(
      Map<String, Map<String, Object>> expected, Map<String, JsonNode> actual, boolean noMore) {
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, Map<String, Object>> document : new TreeMap<>(expected).entrySet()) {
      JsonNode is = actual.get(document.getKey());
      if (is == null) {
        differences.add(document.getKey() + ": missing, expected " + document.getValue());
      } else {
        compare(
            document.getKey() + ": ",
            JSON.valueToTree(document.getValue()),
            is,
            noMore,
            differences);
      }
    }
    for (Map.Entry<String, JsonNode> document : new TreeMap<>(actual).entrySet()) {
      if (!expected.containsKey(document.getKey())) {
        differences.add(document.getKey() + ": not expected, is " + document.getValue());
      }
    }
    return differences;
  }

  private static void compare(
      String path, JsonNode expected, JsonNode actual, boolean noMore, List<String> differences) {
    for (Map.Entry<String, JsonNode> field : expected.properties()) {
      String name = field.getKey();
      JsonNode should = field.getValue();
      JsonNode is = actual.get(name);
      if (should.isObject() && is != null && is.isObject()) {
        compare(path + name + ".", should, is, noMore, differences);
      } else if (!same(name, should, is)) {
        differences.add(
            path + name + " should be " + should + (is == null ? ", is missing" : ", is " + is));
      }
    }
    if (noMore) {
      for (Map.Entry<String, JsonNode> field : actual.properties()) {
        if (!expected.has(field.getKey()) && !BESIDE.contains(field.getKey())) {
          differences.add(path + field.getKey() + " is not expected, is " + field.getValue());
        }
      }
    }
  }

  private static boolean same(String name, JsonNode should, JsonNode is) {
    if (is == null) {
      return false;
    }
    if (name.equals("missing")) {
      return is.isArray() && texts(should).equals(texts(is));
    }
    if (!should.isNumber() || !is.isNumber()) {
      return should.equals(is);
    }
    if (should.isIntegralNumber()) {
      return is.isIntegralNumber()
          && (name.endsWith("_p50_ms") || name.endsWith("_p90_ms")
              ? Math.abs(should.longValue() - is.longValue()) <= PERCENTILE * should.longValue()
              : should.longValue() == is.longValue());
    }
    return Math.abs(should.doubleValue() - is.doubleValue())
        <= Math.max(ABSOLUTE, RELATIVE * Math.abs(should.doubleValue()));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    texts.sort(null);
    return texts;
  }

  /** The documents of a file of lines that each have their {@code _id}. */
  public static Map<String, JsonNode> documents(Path ndjson) throws IOException {
    Map<String, JsonNode> documents = new TreeMap<>();
    for (String line : Files.readAllLines(ndjson)) {
      JsonNode document = JSON.readTree(line);
      if (documents.put(document.required("_id").asText(), document) != null) {
        throw new IOException(ndjson + " has " + document.get("_id") + " twice");
      }
    }
    return documents;
  }

  /** Documents from their bytes. */
  public static Map<String, JsonNode> documents(Map<String, byte[]> bodies) throws IOException {
    Map<String, JsonNode> documents = new TreeMap<>();
    for (Map.Entry<String, byte[]> body : bodies.entrySet()) {
      documents.put(body.getKey(), JSON.readTree(body.getValue()));
    }
    return documents;
  }
}
