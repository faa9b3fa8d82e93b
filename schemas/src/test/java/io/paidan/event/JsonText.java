package io.paidan.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes JSON trees in the many ways that mean the same: fields in any order, white space anywhere,
 * characters escaped or not, and fields given before with another value.
 */
final class JsonText {
  private static final List<String> SPACES = List.of("", "", "", "", " ", "\n", "\t ", "\r\n");
  private static final List<String> JUNK =
      List.of("null", "1", "\"x\"", "[1,{\"a\":[]}]", "{\"id\":{}}", "-0.5e+3", "false");

  private final Random random;
  private final boolean odd;
  private final StringBuilder out = new StringBuilder();

  private JsonText(long seed, boolean odd) {
    this.random = new Random(seed);
    this.odd = odd;
  }

  static String of(JsonNode node, long seed) {
    JsonText text = new JsonText(seed, seed % 3 != 0);
    text.value(node);
    text.space();
    return text.out.toString();
  }

  private void value(JsonNode node) {
    space();
    if (node.isObject()) {
      object(node);
    } else if (node.isArray()) {
      out.append('[');
      String comma = "";
      for (JsonNode element : node) {
        out.append(comma);
        value(element);
        space();
        comma = ",";
      }
      out.append(']');
    } else if (node.isTextual()) {
      string(node.textValue());
    } else {
      out.append(node.isBigDecimal() ? node.decimalValue().toString() : node.toString());
    }
  }

  private void object(JsonNode node) {
    List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(node.properties());
    if (odd) {
      Collections.shuffle(fields, random);
    }
    out.append('{');
    String comma = "";
    for (Map.Entry<String, JsonNode> field : fields) {
      if (odd && random.nextInt(20) == 0) {
        out.append(comma);
        name(field.getKey());
        out.append(JUNK.get(random.nextInt(JUNK.size())));
        comma = ",";
      }
      out.append(comma);
      name(field.getKey());
      value(field.getValue());
      space();
      comma = ",";
    }
    space();
    out.append('}');
  }

  private void name(String name) {
    space();
    string(name);
    space();
    out.append(':');
  }

  private void string(String text) {
    boolean escapes = odd && random.nextInt(5) == 0;
    out.append('"');
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
              } else if (c < ' ' || escapes && random.nextInt(3) == 0) {
                for (char unit : Character.toChars(c)) {
                  out.append("\\u%04x".formatted((int) unit));
                }
              } else {
                out.appendCodePoint(c);
              }
            });
    out.append('"');
  }

  private void space() {
    if (odd) {
      out.append(SPACES.get(random.nextInt(SPACES.size())));
    }
  }
}
