package io.paidan.policy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;

/**
 * The fingerprint of a set of versions: the first 64 bits of SHA-256 over what they say, each value
 * with its length or count before it, sets and maps sorted (their own order differs between JVMs).
 *
 * <p>Left out is {@link PolicyVersion#reportAfterMs}, which says when figures are published: no
 * ticket is judged anew because of it.
 */
final class PolicyStamp {
  private final DataOutputStream out;

  private PolicyStamp(DataOutputStream out) {
    this.out = out;
  }

  static long of(List<PolicyVersion> sortedVersions) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (DataOutputStream out =
          new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
        PolicyStamp stamp = new PolicyStamp(out);
        out.writeInt(sortedVersions.size());
        for (PolicyVersion version : sortedVersions) {
          stamp.add(version);
        }
      }
      return ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a null stream cannot fail to be written
    }
  }

  private void add(PolicyVersion version) throws IOException {
    add(version.id());
    out.writeInt(version.version());
    out.writeLong(version.effectiveFrom());
    out.writeBoolean(version.open());
    out.writeInt(version.targets().size());
    for (Target target : version.targets()) {
      add(target);
    }
    out.writeInt(version.calendars().size());
    for (CalendarSpec calendar : version.calendars()) {
      add(calendar);
    }
    // A record of numbers: its text is the same everywhere.
    add(String.valueOf(version.score()));
  }

  private void add(Target target) throws IOException {
    add(target.clock().name());
    add(String.valueOf(target.ticketClass()));
    add(String.valueOf(target.category()));
    add(target.district());
    add(target.department());
    add(target.limit().text());
    add(target.calendar());
    add(target.warnAt().toString());
    add(target.escalateAt().toString());
  }

  private void add(CalendarSpec calendar) throws IOException {
    add(calendar.id());
    add(calendar.zone().getId());
    out.writeInt(calendar.firstYear());
    out.writeInt(calendar.lastYear());
    out.writeInt(calendar.seasons().size());
    for (CalendarSpec.Season season : calendar.seasons()) {
      add(season.from().toString());
      add(season.to().toString());
      for (DayOfWeek day : DayOfWeek.values()) {
        add(season.hours().getOrDefault(day, List.of()));
      }
    }
    List<LocalDate> holidays = calendar.holidays().stream().sorted().toList();
    add(holidays.toString());
    List<LocalDate> workdays = calendar.workdays().keySet().stream().sorted().toList();
    out.writeInt(workdays.size());
    for (LocalDate date : workdays) {
      CalendarSpec.Workday workday = calendar.workdays().get(date);
      add(date.toString());
      add(String.valueOf(workday.hoursOf()));
      add(workday.hoursOf() == null ? workday.hours() : List.of());
    }
  }

  private void add(List<CalendarSpec.Hours> hours) throws IOException {
    out.writeInt(hours.size());
    for (CalendarSpec.Hours interval : hours) {
      out.writeInt(interval.startMinute());
      out.writeInt(interval.endMinute());
    }
  }

  private void add(String text) throws IOException {
    if (text == null) {
      out.writeInt(-1);
      return;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }
}
