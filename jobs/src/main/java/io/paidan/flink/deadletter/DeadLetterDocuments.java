package io.paidan.flink.deadletter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.paidan.Instants;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.event.Masking;
import io.paidan.flink.source.ReadEvent.Origin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A dead letter as people see it in the index (contract, section 3, "dead-letters"): where it is,
 * why it is there, and a masked excerpt; the bytes themselves stay in {@code paidan.dead-letters}.
 */
public final class DeadLetterDocuments {
  /** How much of a value is shown, in characters. */
  static final int EXCERPT = 1_000;

  /** How much of a key is shown, in characters; the index's field takes no more. */
  static final int KEY_EXCERPT = 256;

  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** The first instant of the year 10000: what an instant of four-digit years cannot say. */
  private static final long YEAR_10000 = 253_402_300_800_000L;

  private DeadLetterDocuments() {}

  /** {@code _id} of a dead letter: topic/partition/offset. */
  public static String id(DeadLetter letter) {
    Origin origin = letter.origin();
    return origin.topic() + "/" + origin.partition() + "/" + origin.offset();
  }

  /**
   * The document. Its {@code @timestamp} is the record's timestamp; that of its reading when the
   * record has none, or one outside of the years 1970 to 9999.
   *
   * @param revision over 0
   */
  public static Document of(DeadLetter letter, long revision) {
    Origin origin = letter.origin();
    String stamp = instant(origin.timestamp());
    String readAt = instant(origin.readAt());
    ByteArrayOutputStream body = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(body)) {
      json.writeStartObject();
      json.writeStringField("@timestamp", stamp == null ? readAt : stamp);
      json.writeNumberField("revision", revision);
      json.writeStringField("reason", letter.reason().name());
      json.writeStringField("detail", letter.detail());
      json.writeStringField("topic", origin.topic());
      json.writeNumberField("partition", origin.partition());
      json.writeNumberField("offset", origin.offset());
      json.writeStringField("record_timestamp", stamp);
      json.writeStringField("read_at", readAt);
      json.writeStringField("key", excerpt(letter.key(), KEY_EXCERPT));
      if (letter.value() == null) {
        json.writeNullField("size");
      } else {
        json.writeNumberField("size", letter.value().length);
      }
      json.writeStringField("excerpt", excerpt(letter.value(), EXCERPT));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing JSON to memory failed.", e);
    }
    return Document.of(Alias.DEAD_LETTERS, id(letter), revision, body.toByteArray());
  }

  private static String excerpt(byte[] bytes, int max) {
    return bytes == null ? null : Masking.excerpt(bytes, max);
  }

  /** Null when there is none, or none that four digits of a year can say. */
  private static String instant(long millis) {
    return millis == Instants.NONE || millis < 0 || millis >= YEAR_10000
        ? null
        : INSTANT.format(Instant.ofEpochMilli(millis));
  }
}
