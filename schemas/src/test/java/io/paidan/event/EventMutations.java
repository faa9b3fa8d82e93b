package io.paidan.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Changes events, as JSON trees, in ways that may break them or may not. */
final class EventMutations {
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "3",
          "3.5",
          "-1",
          "1e2",
          "\"\"",
          "\"x\"",
          "\" \"",
          "[]",
          "{}",
          "[null]",
          "[{}]",
          "[\"water\"]",
          "{\"a\":1}",
          "\"DISPATCH\"",
          "\"2026-01-01T00:00:00Z\"");
  private static final List<String> IDS =
      List.of(
          quote("a/b"),
          quote("/"),
          quote(""),
          quote("a".repeat(100)),
          quote("a".repeat(101)),
          quote("镇".repeat(33) + "a"),
          quote("镇".repeat(34)),
          quote("𠮷".repeat(25)),
          quote("𠮷".repeat(26)),
          quote("é".repeat(50)),
          quote("é".repeat(50) + "a"),
          "\"a\\u0000b\"",
          "\"a\\n\"",
          "\"a\\u0085b\"",
          "\"a\\u007f\"",
          "\"a\\u00a0b\"",
          "\"\\u2028\"",
          "\"\\u002f\"",
          quote(" two words "),
          quote("a\\\\b"),
          "5",
          "null");
  private static final List<String> INSTANTS =
      List.of(
          quote("2026-11-20T03:04:05Z"),
          quote("2026-11-20t03:04:05.123456789z"),
          quote("2026-11-20 03:04:05+08:00"),
          quote("2026-11-20T03:04:05-23:59"),
          quote("2026-11-20T03:04:05+24:00"),
          quote("2026-11-20T03:04:05+08:60"),
          quote("2026-11-20T03:04:05+0800"),
          quote("2026-11-20T03:04:05+08"),
          quote("2026-11-20T03:04:05"),
          quote("2026-11-20T03:04:05 Z"),
          quote("2026-11-20T03:04:05.Z"),
          quote("2026-11-20T03:04:05,5Z"),
          quote("2026-11-20T03:04Z"),
          quote("2026-11-20"),
          quote("2026-11-20T24:00:00Z"),
          quote("2026-11-20T23:60:00Z"),
          quote("2026-11-20T23:59:60Z"),
          quote("2016-12-31T23:59:60Z"),
          quote("2017-01-01T07:59:60.5+08:00"),
          quote("2016-12-31T23:59:61Z"),
          quote("2015-06-30T23:59:60Z"),
          quote("2016-12-31T23:58:60Z"),
          quote("2026-02-29T00:00:00Z"),
          quote("2024-02-29T00:00:00Z"),
          quote("2000-02-29T00:00:00Z"),
          quote("2026-04-31T00:00:00Z"),
          quote("2026-13-01T00:00:00Z"),
          quote("2026-00-01T00:00:00Z"),
          quote("2026-01-00T00:00:00Z"),
          quote("1999-12-31T23:59:59.999Z"),
          quote("2000-01-01T00:00:00Z"),
          quote("2000-01-01T00:00:00+00:01"),
          quote("2099-12-31T23:59:59.9999Z"),
          quote("2100-01-01T00:00:00Z"),
          quote("2100-01-01T07:59:59+08:00"),
          quote("1900-01-01T00:00:00Z"),
          quote("2200-01-01T00:00:00Z"),
          quote("0000-01-01T00:00:00Z"),
          quote("9999-12-31T23:59:59Z"),
          quote("+2026-11-20T03:04:05Z"),
          quote("12026-11-20T03:04:05Z"),
          quote("２026-11-20T03:04:05Z"),
          quote("2026-11-20T03:04:05Z "),
          quote("2026-11-20T03:04:05Z\\n"),
          quote(""),
          "1767225600000",
          "null");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "3",
          "5",
          "6",
          "3.0",
          "3e0",
          "30e-1",
          "0.3e1",
          "3.5",
          "1.0000000000000000001",
          "5.0000000000000000001",
          "-0",
          "-0.0",
          "-1",
          "100",
          "100.0",
          "1e2",
          "100.0000000001",
          "100.00000000000000000001",
          "99.99999999999999999999",
          "90",
          "-90",
          "90.000001",
          "180",
          "180.5",
          "-180",
          "1e400",
          "1e-400",
          "-1e-400",
          "12345678901234567890",
          "\"3\"",
          "null",
          "0.1",
          "42.123456789012345678");
  private static final List<String> WORDS =
      List.of(
          "\"HOTLINE\"",
          "\"hotline\"",
          "\"EMERGENCY\"",
          "\"KEY\"",
          "\"KEY \"",
          "\"\"",
          "null",
          "\"ENFORCEMENT\"",
          "\"SOLVED\"",
          "\"LEAD\"",
          "\"REJECT\"",
          "\"LE\\u0041D\"",
          "\"应急单\"",
          "\"PARTLY_SOLVED\"",
          "1",
          "[\"LEAD\"]",
          "\"SUPPORT\"");
  private static final List<String> CONTENT_TYPES =
      List.of(
          quote("application/json"),
          quote("application/json; charset=utf-8"),
          quote("Application/JSON"),
          quote("application/vnd.paidan+json"),
          quote("application/vnd.paidan+json ;a=b"),
          quote("text/json"),
          quote("text/plain"),
          quote("application/xml"),
          quote("application/jsonx"),
          quote("application/a b+json"),
          quote("json"),
          quote("/json"),
          quote("application/json\\n"),
          quote(""),
          "null",
          "1");
  private static final List<String> TYPES =
      List.of(
          quote("paidan.ticket.unknown"),
          quote("paidan.ticket.Reported"),
          quote("paidan.ticket.reported "),
          quote("reported"),
          "\"paidan.ticket.c\\u006cosed\"",
          quote("paidan.ticket.closed"),
          quote(""),
          "null",
          "7");
  private static final List<String> VERSIONS =
      List.of(
          quote("1.0"), quote("1"), quote("0.3"), quote("1.00"), "1.0", "null", "\"1\\u002e0\"");

  private final SplittableRandom random;

  EventMutations(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Changes the event in up to three places. */
  void mutate(ObjectNode event) {
    int times = random.nextInt(4);
    for (int i = 0; i < times; i++) {
      List<ObjectNode> objects = new ArrayList<>();
      collect(event, objects);
      ObjectNode object = pick(objects);
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      if (names.isEmpty()) {
        addUnknown(object);
      } else {
        change(object, pick(names));
      }
    }
  }

  private void change(ObjectNode object, String name) {
    switch (random.nextInt(12)) {
      case 0 -> object.remove(name);
      case 1 -> object.putNull(name);
      case 2 -> object.set(name, json(pick(VALUES)));
      case 3 -> addUnknown(object);
      case 4 -> addKnown(object);
      case 5 -> changeList(object.get(name));
      default -> object.set(name, json(pick(pool(name))));
    }
  }

  private static List<String> pool(String name) {
    return switch (name) {
      case "subject", "district", "department" -> IDS;
      case "time", "until", "due" -> INSTANTS;
      case "satisfaction", "level", "score", "lat", "lon", "solved" -> NUMBERS;
      case "channel", "category", "ticketClass", "decision", "outcome", "role" -> WORDS;
      case "datacontenttype" -> CONTENT_TYPES;
      case "type" -> TYPES;
      case "specversion" -> VERSIONS;
      case "id", "source", "sequence" -> IDS;
      default -> VALUES;
    };
  }

  private void changeList(JsonNode node) {
    if (node instanceof ArrayNode list) {
      if (list.isEmpty() || random.nextBoolean()) {
        list.add(json(pick(random.nextBoolean() ? IDS : VALUES)));
      } else if (random.nextBoolean()) {
        list.remove(random.nextInt(list.size()));
      } else {
        list.set(random.nextInt(list.size()), json(pick(VALUES)));
      }
    }
  }

  private void addUnknown(ObjectNode object) {
    object.set(pick(List.of("note", "traceparent", "Id", "data2", "")), json(pick(VALUES)));
  }

  /** A field that another type has, or this one without requiring it. */
  private void addKnown(ObjectNode object) {
    String name =
        pick(
            List.of(
                "reason",
                "department",
                "departments",
                "departmentScores",
                "level",
                "location",
                "reporter",
                "category",
                "ticketClass",
                "due",
                "data_base64",
                "sequence",
                "title",
                "datacontenttype",
                "name",
                "phone",
                "assignments",
                "decision"));
    object.set(name, json(pick(random.nextBoolean() ? pool(name) : VALUES)));
  }

  private static void collect(JsonNode node, List<ObjectNode> objects) {
    if (node instanceof ObjectNode object) {
      objects.add(object);
    }
    node.forEach(child -> collect(child, objects));
  }

  private static JsonNode json(String text) {
    try {
      return EventSchema.MAPPER.readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static String quote(String text) {
    return '"' + text + '"';
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
