package io.paidan.board.stream;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.paidan.board.overview.Overview;
import io.paidan.board.source.SourceException;
import io.paidan.board.source.SourceStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What the board's clients read, as JSON in UTF-8 on one line, names in snake_case. Instants as
 * everywhere: UTC, {@code yyyy-MM-ddTHH:mm:ss.SSSZ}; what is not known is null.
 */
public final class BoardJson {
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final ObjectMapper JSON = mapper();

  private BoardJson() {}

  private static ObjectMapper mapper() {
    SimpleModule times = new SimpleModule();
    times.addSerializer(Instant.class, text(INSTANT::format));
    times.addSerializer(LocalDate.class, text(LocalDate::toString));
    return new ObjectMapper()
        .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .registerModule(times);
  }

  private interface Words<T> {
    String of(T value);
  }

  private static <T> JsonSerializer<T> text(Words<T> words) {
    return new JsonSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator json, SerializerProvider provider)
          throws IOException {
        json.writeString(words.of(value));
      }
    };
  }

  private record Source(
      SourceStatus.State state,
      Instant since,
      SourceException.Reason reason,
      String subject,
      Instant readAt,
      Instant newestChange,
      Instant newestEvent) {
    static Source of(Snapshot snapshot) {
      SourceStatus status = snapshot.source();
      Overview.Freshness freshness = snapshot.freshness();
      return new Source(
          status.state(),
          status.since(),
          status.reason(),
          status.subject(),
          snapshot.readAt(),
          freshness.newestChange(),
          freshness.newestEvent());
    }
  }

  private record Whole(String zone, Source source, @JsonUnwrapped Overview overview) {}

  private record Status(Source source) {}

  /** Everything but {@code now}, for {@link #at}. */
  static byte[] overview(Snapshot snapshot, ZoneId zone) {
    Overview overview = snapshot.overview() == null ? Overview.NOTHING : snapshot.overview();
    return bytes(new Whole(zone.getId(), Source.of(snapshot), overview));
  }

  /** How the source is, without {@code now}, for {@link #at}. */
  public static byte[] status(Snapshot snapshot) {
    return bytes(new Status(Source.of(snapshot)));
  }

  /**
   * A value as JSON.
   *
   * @param value an object, not a text, number or list
   */
  public static byte[] bytes(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the board cannot write its own JSON", e);
    }
  }

  /**
   * With {@code now} as the first field: what was written once goes to many, at its own time each.
   */
  public static byte[] at(Instant now, byte[] object) {
    byte[] head = ("{\"now\":\"" + INSTANT.format(now) + "\",").getBytes(StandardCharsets.US_ASCII);
    byte[] whole = new byte[head.length + object.length - 1];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(object, 1, whole, head.length, object.length - 1);
    return whole;
  }
}
