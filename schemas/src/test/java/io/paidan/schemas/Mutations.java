package io.paidan.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** All documents that differ from a good one in one place. */
public final class Mutations {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What every value is replaced by, once each: wrong types, edges, and near misses. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "[]",
          "{}",
          "[[]]",
          "[{}]",
          "[\"\"]",
          "[1]",
          "\"\"",
          "\"x\"",
          "\"a/b\"",
          "\"a\\u0000\"",
          "\"always\"",
          "-1",
          "0",
          "1",
          "1.0",
          "1.5",
          "0.2",
          "0.19",
          "2147483648",
          "1e3",
          "\"PT1M\"",
          "\"PT0S\"",
          "\"PT1.5S\"",
          "\"PT1.5555S\"",
          "\"PT1M1H\"",
          "\"PT\"",
          "\"P1D\"",
          "\"1 working day\"",
          "\"0 working days\"",
          "\"007 working days\"",
          "\"working days\"",
          "\"2026-02-28\"",
          "\"2026-13-01\"",
          "\"2026-1-1\"",
          "\"02-29\"",
          "\"13-01\"",
          "\"2-29\"",
          "\"2026-01-01T00:00:00Z\"",
          "\"2026-01-01T00:00:00.123+18:00\"",
          "\"2026-01-01T00:00:00\"",
          "\"2026-01-01T25:00:00Z\"",
          "\"2026-01-01T00:00:00-23:59\"",
          "\"2026-01-01T00:00:00+24:00\"",
          "\"2026-01-01 00:00:00Z\"",
          "[\"09:00-17:00\"]",
          "[\"09:00-24:00\"]",
          "[\"24:00-24:00\"]",
          "[\"09:00-24:01\"]",
          "[\"9:00-17:00\"]",
          "[\"09:60-17:00\"]",
          "[\"2024\",\"2027\"]",
          "[\"2024\"]",
          "[\"1899\",\"2027\"]",
          "[2024,2027]",
          "[0.1]",
          "[1.1]",
          "[0]");

  private Mutations() {}

  /** The documents; the good one is not among them. */
  public static List<String> of(String good) throws Exception {
    List<String> mutations = new ArrayList<>();
    JsonNode root = JSON.readTree(good);
    for (String value : VALUES) {
      mutations.add(value);
    }
    mutate(root, root, mutations);
    return mutations;
  }

  private static void mutate(JsonNode root, JsonNode at, List<String> mutations) throws Exception {
    if (at instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      for (Iterator<String> i = object.fieldNames(); i.hasNext(); ) {
        names.add(i.next());
      }
      for (String name : names) {
        JsonNode before = object.remove(name);
        mutations.add(root.toString());
        // The same value under a name nobody knows.
        object.set(name + "x", before);
        mutations.add(root.toString());
        object.remove(name + "x");
        for (String value : VALUES) {
          object.set(name, JSON.readTree(value));
          mutations.add(root.toString());
        }
        object.set(name, before);
        mutate(root, before, mutations);
      }
      object.put("unknown", 1);
      mutations.add(root.toString());
      object.remove("unknown");
    } else if (at instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode before = array.get(i);
        for (String value : VALUES) {
          array.set(i, JSON.readTree(value));
          mutations.add(root.toString());
        }
        array.set(i, before);
        mutate(root, before, mutations);
      }
    }
  }
}
