package io.paidan.importer;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A value taken from one field of a source's record or put together from several.
 *
 * @param parts fields and the text between them
 * @param kind what is made of it
 * @param map replaces texts; null: none is replaced
 * @param otherwise for texts that the map does not have; null: these cannot be mapped
 * @param whenEmpty for an empty text; null: the value is absent
 * @param dates reads instants; null for other kinds
 * @param noun what the source calls a field: column, attribute
 */
public record FieldValue(
    List<Part> parts,
    Kind kind,
    Map<String, String> map,
    String otherwise,
    String whenEmpty,
    DateReader dates,
    String noun) {

  /** What is made of the text. */
  public enum Kind {
    TEXT,
    ID,
    INSTANT,
    NUMBER,
    BOOLEAN
  }

  /** A field, or a text as it stands. */
  public record Part(String text, boolean field) {}

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** An instant as events write it. */
  public static String instant(long millis) {
    return UTC.format(Instant.ofEpochMilli(millis));
  }

  /** The fields that it reads, to be named in a message: {@code column 'Agency'}. */
  public String fields() {
    return noun
        + " "
        + String.join(
            ", ", parts.stream().filter(Part::field).map(part -> "'" + part.text() + "'").toList());
  }

  /**
   * A string, a number or a boolean; null: absent.
   *
   * @throws UnmappableException naming the field and the text that cannot be read
   */
  public Object read(SourceRow row) throws UnmappableException {
    String text = text(row);
    if (text == null) {
      return null;
    }
    try {
      return switch (kind) {
        case TEXT -> text;
        case ID -> IdText.of(text);
        case INSTANT -> instant(dates.read(text));
        case NUMBER -> number(text);
        case BOOLEAN -> bool(text);
      };
    } catch (UnmappableException e) {
      throw new UnmappableException(fields() + ": " + e.getMessage());
    }
  }

  /**
   * The same for an instant, in milliseconds since the epoch, UTC; null: absent.
   *
   * @throws UnmappableException naming the field and the text that is no date
   */
  public Long readInstant(SourceRow row) throws UnmappableException {
    String text = text(row);
    if (text == null) {
      return null;
    }
    try {
      return dates.read(text);
    } catch (UnmappableException e) {
      throw new UnmappableException(fields() + ": " + e.getMessage());
    }
  }

  private String text(SourceRow row) throws UnmappableException {
    StringBuilder joined = new StringBuilder();
    boolean empty = true;
    for (Part part : parts) {
      String value = part.field() ? row.get(part.text()) : part.text();
      empty &= !part.field() || value.isEmpty();
      joined.append(value);
    }
    if (empty) {
      return whenEmpty;
    }
    String text = joined.toString().strip();
    if (map == null) {
      return text;
    }
    String mapped = map.getOrDefault(text, otherwise);
    if (mapped == null) {
      throw new UnmappableException(
          fields() + ": '" + shorten(text) + "' is not in the mapping's map");
    }
    return mapped;
  }

  private static Double number(String text) throws UnmappableException {
    if (!text.matches("[+-]?[0-9]{1,15}(\\.[0-9]{1,20})?")) {
      throw new UnmappableException("'" + shorten(text) + "' is not a number like 3 or -3.5");
    }
    return Double.valueOf(text);
  }

  private static Boolean bool(String text) throws UnmappableException {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new UnmappableException(
              "'" + shorten(text) + "' is not true or false; give it a map");
    };
  }

  private static String shorten(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
