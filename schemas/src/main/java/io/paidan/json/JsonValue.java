package io.paidan.json;

import java.util.List;

/**
 * A JSON value that knows where it stands, so that people can be told. Immutable.
 *
 * @param kind what it is
 * @param text the characters of a string or, as written, of a number; else null
 * @param items of an array; else empty
 * @param members of an object, in order, repeated names too; else empty
 * @param pointer JSON pointer (RFC 6901), "" for the whole document
 * @param line of its first character, from 1
 * @param column of its first character, in characters, from 1
 */
public record JsonValue(
    Kind kind,
    String text,
    List<JsonValue> items,
    List<Member> members,
    String pointer,
    int line,
    int column) {
  /** What a value is. */
  public enum Kind {
    OBJECT("an object"),
    ARRAY("an array"),
    STRING("a string"),
    NUMBER("a number"),
    TRUE("true"),
    FALSE("false"),
    NULL("null");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** As a message names it. */
    public String words() {
      return words;
    }
  }

  /** A name and its value; line and column are those of the name. */
  public record Member(String name, JsonValue value, int line, int column) {}

  /** The first member of that name, or null. */
  public JsonValue get(String name) {
    for (Member member : members) {
      if (member.name().equals(name)) {
        return member.value();
      }
    }
    return null;
  }
}
