package io.paidan.flink.deadletter;

import io.paidan.event.Malformed;
import io.paidan.event.Reason;
import io.paidan.flink.source.ReadEvent;
import io.paidan.flink.source.ReadEvent.Origin;
import io.paidan.flink.source.RecordHeader;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A record that is no part of any ticket, byte for byte, with the reason (contract, section 1).
 *
 * @param why the stable code, and what is wrong in words without personal data
 * @param origin where and when the record was read
 * @param key of the record; null is kept
 * @param value of the record; null is kept
 * @param headers of the record
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content, and changed by nobody
public record DeadLetter(
    Malformed why, Origin origin, byte[] key, byte[] value, List<RecordHeader> headers) {

  public DeadLetter {
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(origin, "origin");
    headers = List.copyOf(headers);
  }

  /** The dead letter of a record that was malformed when it was read. */
  public static DeadLetter of(ReadEvent malformed) {
    return of(malformed, new Malformed(malformed.reason(), malformed.detail()));
  }

  /** The dead letter of a record for a reason that was found later. */
  public static DeadLetter of(ReadEvent read, Malformed why) {
    return new DeadLetter(why, read.origin(), read.key(), read.value(), read.headers());
  }

  public Reason reason() {
    return why.reason();
  }

  public String detail() {
    return why.detail();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DeadLetter that
        && why.equals(that.why)
        && origin.equals(that.origin)
        && Arrays.equals(key, that.key)
        && Arrays.equals(value, that.value)
        && headers.equals(that.headers);
  }

  @Override
  public int hashCode() {
    return origin.hashCode();
  }

  /** Coordinates and reason only: the bytes may hold what no log should. */
  @Override
  public String toString() {
    return reason() + " at " + origin.topic() + "/" + origin.partition() + "/" + origin.offset();
  }
}
