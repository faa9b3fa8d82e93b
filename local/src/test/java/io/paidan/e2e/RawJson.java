package io.paidan.e2e;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes JSON apart without reading what is in it, so that texts can be compared character by
 * character: a parser would make {@code 1.0} of {@code 1.00}. For JSON that is known to be sound.
 */
final class RawJson {
  private final String text;
  private int at;

  private RawJson(String text) {
    this.text = text;
  }

  /** The members of an object: names as they are written between the quotes, values as written. */
  static Map<String, String> members(String object) {
    Map<String, String> members = new LinkedHashMap<>();
    RawJson json = new RawJson(object);
    for (boolean more = json.enter('{', '}'); more; more = json.next('}')) {
      String name = json.value();
      json.take(':');
      members.put(name.substring(1, name.length() - 1), json.value());
    }
    return members;
  }

  /** The elements of an array as they are written. */
  static List<String> elements(String array) {
    List<String> elements = new ArrayList<>();
    RawJson json = new RawJson(array);
    for (boolean more = json.enter('[', ']'); more; more = json.next(']')) {
      elements.add(json.value());
    }
    return elements;
  }

  private boolean enter(char open, char close) {
    take(open);
    if (peek() == close) {
      at++;
      return false;
    }
    return true;
  }

  private boolean next(char close) {
    if (peek() == ',') {
      at++;
      return true;
    }
    take(close);
    return false;
  }

  private char peek() {
    while (Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return text.charAt(at);
  }

  private void take(char expected) {
    if (peek() != expected) {
      throw new IllegalArgumentException("no '" + expected + "' at " + at + " in " + text);
    }
    at++;
  }

  private String value() {
    peek();
    int start = at;
    int depth = 0;
    do {
      char c = text.charAt(at);
      if (c == '"') {
        skipString();
        continue;
      }
      if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      }
      at++;
    } while (depth > 0 || !isEnd());
    return text.substring(start, at);
  }

  private boolean isEnd() {
    return at == text.length()
        || ",:]}".indexOf(text.charAt(at)) >= 0
        || Character.isWhitespace(text.charAt(at));
  }

  private void skipString() {
    at++;
    while (text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
  }
}
