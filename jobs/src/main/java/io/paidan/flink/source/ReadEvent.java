package io.paidan.flink.source;

import io.paidan.Instants;
import io.paidan.Topics;
import io.paidan.event.EventPacker;
import io.paidan.event.Malformed;
import io.paidan.event.Reason;
import io.paidan.event.TicketEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What became of one Kafka record of ticket events: an accepted event, packed and with personal
 * data masked, or a malformed record; the record's bytes as they were; and where and when it was
 * read. Or a record of {@link Topics#ALERTS}, read back for the ticket that it is about.
 *
 * <p>One flat class for all, so that one record type runs through the job. Nobody changes it or its
 * arrays once it is made.
 */
public final class ReadEvent {
  private final String topic;
  private final int partition;
  private final long offset;
  private final long timestamp;
  private final long readAt;

  private final String ticketId;
  private final byte[] packed;
  private final long eventTime;

  private final Reason reason;
  private final String detail;
  private final byte[] key;
  private final byte[] value;
  private final List<RecordHeader> headers;

  private ReadEvent(
      Origin origin,
      String ticketId,
      byte[] packed,
      long eventTime,
      Reason reason,
      String detail,
      byte[] key,
      byte[] value,
      List<RecordHeader> headers) {
    this.topic = origin.topic();
    this.partition = origin.partition();
    this.offset = origin.offset();
    this.timestamp = origin.timestamp();
    this.readAt = origin.readAt();
    this.ticketId = ticketId;
    this.packed = packed;
    this.eventTime = eventTime;
    this.reason = reason;
    this.detail = detail;
    this.key = key;
    this.value = value;
    this.headers = headers;
  }

  /**
   * Where and when a record was read.
   *
   * @param timestamp the record's own, milliseconds since the epoch, UTC; {@link Instants#NONE}
   *     when it has none
   * @param readAt wall clock, milliseconds since the epoch, UTC
   */
  public record Origin(String topic, int partition, long offset, long timestamp, long readAt) {
    public Origin {
      Objects.requireNonNull(topic, "topic");
    }
  }

  /**
   * A record that is an event.
   *
   * @param key of the record; null is kept
   * @param value of the record: an event that turns out to be no part of the ticket (a conflicting
   *     repeat, one for an expired ticket) is a dead letter byte for byte, and only the ticket
   *     engine finds that out
   */
  public static ReadEvent accepted(
      Origin origin, TicketEvent event, byte[] key, byte[] value, List<RecordHeader> headers) {
    return accepted(
        origin, event.ticketId(), event.time(), EventPacker.pack(event), key, value, headers);
  }

  /**
   * A record that is an event, packed already.
   *
   * @param eventTime when it happened, milliseconds since the epoch, UTC
   * @param packed as {@link EventPacker#pack} gives it
   */
  public static ReadEvent accepted(
      Origin origin,
      String ticketId,
      long eventTime,
      byte[] packed,
      byte[] key,
      byte[] value,
      List<RecordHeader> headers) {
    return new ReadEvent(
        origin,
        Objects.requireNonNull(ticketId, "ticketId"),
        Objects.requireNonNull(packed, "packed"),
        eventTime,
        null,
        null,
        key,
        value,
        List.copyOf(headers));
  }

  /**
   * A record that is no event.
   *
   * @param key null is kept
   * @param value null is kept: a tombstone is not an empty record
   */
  public static ReadEvent malformed(
      Origin origin, Malformed why, byte[] key, byte[] value, List<RecordHeader> headers) {
    return new ReadEvent(
        origin,
        null,
        null,
        Instants.NONE,
        Objects.requireNonNull(why.reason(), "reason"),
        Objects.requireNonNull(why.detail(), "detail"),
        key,
        value,
        List.copyOf(headers));
  }

  /**
   * An alert that was told before.
   *
   * @param origin on the topic {@link Topics#ALERTS}, which tells it from an event
   * @param packed what is said of it, in a form of the caller's
   */
  public static ReadEvent alert(Origin origin, String ticketId, byte[] packed) {
    if (!origin.topic().equals(Topics.ALERTS)) {
      throw new IllegalArgumentException("an alert of the topic " + origin.topic());
    }
    return accepted(origin, ticketId, Instants.NONE, packed, null, null, List.of());
  }

  /** The same accepted event without the record's bytes, which may hold what no state should. */
  public ReadEvent withoutBytes() {
    return new ReadEvent(
        origin(), ticketId, packed, eventTime, reason, detail, null, null, List.of());
  }

  /** Whether the record is an event, or an alert. */
  public boolean isAccepted() {
    return packed != null;
  }

  /** Whether it is an alert that was told before, and no event. */
  public boolean isAlert() {
    return topic.equals(Topics.ALERTS);
  }

  public String topic() {
    return topic;
  }

  public int partition() {
    return partition;
  }

  public long offset() {
    return offset;
  }

  /**
   * The Kafka record's timestamp, milliseconds since the epoch, UTC; {@link Instants#NONE}: none.
   */
  public long timestamp() {
    return timestamp;
  }

  /** When the record was read, by wall clock: milliseconds since the epoch, UTC. */
  public long readAt() {
    return readAt;
  }

  public Origin origin() {
    return new Origin(topic, partition, offset, timestamp, readAt);
  }

  /** The ticket that the event or alert is about; null when malformed. */
  public String ticketId() {
    return ticketId;
  }

  /** The packed event or alert; null when malformed. */
  public byte[] packed() {
    return packed;
  }

  /** The event; made anew by every call. Not to be called on a malformed record. */
  public TicketEvent event() {
    return EventPacker.unpack(packed);
  }

  /** When the event happened, milliseconds since the epoch; {@link Instants#NONE} if malformed. */
  public long eventTime() {
    return eventTime;
  }

  /** Why the record is malformed; null when it is not. */
  public Reason reason() {
    return reason;
  }

  /** What is wrong in words, without personal data; null when nothing is. */
  public String detail() {
    return detail;
  }

  /** The key of the record as it was; null when there was none. */
  public byte[] key() {
    return key;
  }

  /** The value of the record as it was; null: a tombstone. */
  public byte[] value() {
    return value;
  }

  /** The headers of the record; empty when there were none. */
  public List<RecordHeader> headers() {
    return headers;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReadEvent that
        && origin().equals(that.origin())
        && eventTime == that.eventTime
        && Objects.equals(ticketId, that.ticketId)
        && Arrays.equals(packed, that.packed)
        && reason == that.reason
        && Objects.equals(detail, that.detail)
        && Arrays.equals(key, that.key)
        && Arrays.equals(value, that.value)
        && headers.equals(that.headers);
  }

  @Override
  public int hashCode() {
    return Objects.hash(topic, partition, offset);
  }

  /** Coordinates only: the bytes may hold what no log should. */
  @Override
  public String toString() {
    return topic
        + "/"
        + partition
        + "/"
        + offset
        + (isAccepted() ? " of ticket " + ticketId : " " + reason);
  }
}
