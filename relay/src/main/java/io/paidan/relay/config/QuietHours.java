package io.paidan.relay.config;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * Hours of every day in which only emergencies are told; half open, over midnight where the end
 * comes before the beginning.
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {
  /** Whether it is quiet at that instant. */
  public boolean contains(Instant instant) {
    LocalTime time = instant.atZone(zone).toLocalTime();
    return from.isBefore(to)
        ? !time.isBefore(from) && time.isBefore(to)
        : !time.isBefore(from) || time.isBefore(to);
  }
}
