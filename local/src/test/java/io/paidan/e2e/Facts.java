package io.paidan.e2e;

import io.paidan.document.Alias;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What documents say beside what only the live run can know (contract, section 1): the texts of
 * their fields, in their order, by alias and {@code _id}.
 *
 * <p>A dead letter says in its {@code _id} where the record was read, which no other run can know:
 * here it goes by what it says, and by which one it is of those that say the same.
 */
final class Facts {
  private static final Set<String> READING =
      Set.of("topic", "partition", "offset", "record_timestamp", "read_at");

  private final Map<Alias, TreeMap<String, Map<String, String>>> documents = new HashMap<>();
  private final Map<String, Integer> letters = new HashMap<>();

  /** What a document of this alias says that every run must say alike. */
  private static boolean counts(Alias alias, String field) {
    if (field.equals("revision")) {
      return false;
    }
    return switch (alias) {
      case CLOCKS -> !field.equals("withdrawn_breaches");
      // The status of an alert that the events give is no secret of the live run: it stays.
      case ALERTS -> !field.equals("fired_at");
      // Since when the reference data says so, and as of when.
      case CENTERS -> !field.equals("@timestamp");
      case EVENTS -> !READING.contains(field);
      // The timestamp is that of the record, and a line has no key.
      case DEAD_LETTERS ->
          !READING.contains(field) && !field.equals("@timestamp") && !field.equals("key");
      default -> true;
    };
  }

  /** Adds a document by its whole text, an object with or without {@code _id}. */
  void add(Alias alias, String id, String json) {
    Map<String, String> fields = RawJson.members(json);
    fields.remove("_id");
    fields.keySet().removeIf(field -> !counts(alias, field));
    String key = id;
    if (alias == Alias.DEAD_LETTERS) {
      key = fields.toString();
      key += " #" + letters.merge(key, 1, Integer::sum);
    }
    documents.computeIfAbsent(alias, a -> new TreeMap<>()).put(key, fields);
  }

  Map<String, Map<String, String>> of(Alias alias) {
    return documents.getOrDefault(alias, new TreeMap<>());
  }

  /** How many documents there are, of all aliases. */
  int size() {
    return documents.values().stream().mapToInt(Map::size).sum();
  }

  /**
   * Every difference of the live run's documents to these, one a line; empty when there is none.
   * Alerts that were withdrawn are the live run's alone, and are none.
   */
  List<String> differences(Facts live, List<Alias> aliases) {
    List<String> differences = new ArrayList<>();
    for (Alias alias : aliases) {
      Map<String, Map<String, String>> expected = of(alias);
      Map<String, Map<String, String>> actual = live.of(alias);
      expected.forEach(
          (id, fields) -> compare(alias.alias() + "/" + id, fields, actual.get(id), differences));
      actual.forEach(
          (id, fields) -> {
            boolean withdrawn =
                alias == Alias.ALERTS && "\"WITHDRAWN\"".equals(fields.get("status"));
            if (!expected.containsKey(id) && !withdrawn) {
              differences.add(alias.alias() + "/" + id + " is in the live run only: " + fields);
            }
          });
    }
    return differences;
  }

  private static void compare(
      String name, Map<String, String> expected, Map<String, String> actual, List<String> to) {
    if (actual == null) {
      to.add(name + " is missing in the live run: " + expected);
      return;
    }
    if (!expected.keySet().equals(actual.keySet())) {
      to.add(name + " has other fields: " + expected.keySet() + ", live " + actual.keySet());
      return;
    }
    expected.forEach(
        (field, value) -> {
          if (!value.equals(actual.get(field))) {
            to.add(name + ": " + field + " is " + value + ", live " + actual.get(field));
          }
        });
    if (!List.copyOf(expected.keySet()).equals(List.copyOf(actual.keySet()))) {
      to.add(name + " has its fields in another order: " + actual.keySet());
    }
  }
}
