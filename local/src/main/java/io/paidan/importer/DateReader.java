package io.paidan.importer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads dates as others write them. A local time that a clock change repeats is the earlier of the
 * two unless told otherwise; one that it skips is none; a date without a time is its first instant.
 */
public final class DateReader {
  /** Which of two instants with the same local time is meant. */
  public enum Ambiguous {
    EARLIER,
    LATER
  }

  private record Format(String pattern, DateTimeFormatter formatter) {}

  private static final String EPOCH_SECONDS = "epoch-seconds";
  private static final String EPOCH_MILLIS = "epoch-millis";
  private static final String ISO = "iso";

  private final List<Format> formats = new ArrayList<>();
  private final ZoneId zone;
  private final Ambiguous ambiguous;

  /**
   * @param patterns tried in this order: {@link DateTimeFormatter}'s letters, {@code iso}, {@code
   *     epoch-seconds} or {@code epoch-millis}
   * @param zone of dates that name none
   * @throws IllegalArgumentException when a pattern is none
   */
  public DateReader(List<String> patterns, ZoneId zone, Ambiguous ambiguous) {
    for (String pattern : patterns) {
      formats.add(new Format(pattern, formatter(pattern)));
    }
    this.zone = zone;
    this.ambiguous = ambiguous;
  }

  private static DateTimeFormatter formatter(String pattern) {
    return switch (pattern) {
      case EPOCH_SECONDS, EPOCH_MILLIS -> null;
      case ISO -> DateTimeFormatter.ISO_DATE_TIME;
      default ->
          // Strict: 31 February is a mistake, not the 28th. "yyyy" then needs to be told the era.
          new DateTimeFormatterBuilder()
              .parseCaseInsensitive()
              .appendPattern(pattern)
              .parseDefaulting(ChronoField.ERA, 1)
              .toFormatter(Locale.ENGLISH)
              .withResolverStyle(ResolverStyle.STRICT);
    };
  }

  /** Milliseconds since the epoch, UTC. */
  public long read(String text) throws UnmappableException {
    for (Format format : formats) {
      if (format.formatter() == null) {
        if (text.matches("-?[0-9]{1,14}")) {
          long number = Long.parseLong(text);
          return format.pattern().equals(EPOCH_MILLIS) ? number : Math.multiplyExact(number, 1000);
        }
        continue;
      }
      TemporalAccessor parsed;
      try {
        parsed = format.formatter().parse(text);
      } catch (DateTimeException e) {
        continue; // perhaps the next format
      }
      return instant(text, parsed);
    }
    throw new UnmappableException(
        "'"
            + shorten(text)
            + "' is not a date like "
            + String.join(" or ", formats.stream().map(Format::pattern).toList()));
  }

  private long instant(String text, TemporalAccessor parsed) throws UnmappableException {
    LocalDate date = parsed.query(TemporalQueries.localDate());
    if (date == null) {
      if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
        return Instant.from(parsed).toEpochMilli();
      }
      throw new UnmappableException("'" + shorten(text) + "' has no full date");
    }
    ZoneId own = parsed.query(TemporalQueries.zone());
    LocalTime time = parsed.query(TemporalQueries.localTime());
    if (time == null) {
      return date.atStartOfDay(own == null ? zone : own).toInstant().toEpochMilli();
    }
    LocalDateTime local = LocalDateTime.of(date, time);
    ZoneId in = own == null ? zone : own;
    List<ZoneOffset> offsets = in.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      throw new UnmappableException(
          "'" + shorten(text) + "' does not exist in " + in + ": the clocks were put forward");
    }
    int which = ambiguous == Ambiguous.LATER ? offsets.size() - 1 : 0;
    return local.toInstant(offsets.get(which)).toEpochMilli();
  }

  private static String shorten(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
