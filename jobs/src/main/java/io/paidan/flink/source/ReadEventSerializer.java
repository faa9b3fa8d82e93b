package io.paidan.flink.source;

import io.paidan.Topics;
import io.paidan.event.Malformed;
import io.paidan.event.Reason;
import io.paidan.flink.source.ReadEvent.Origin;
import io.paidan.flink.types.Fields;
import io.paidan.flink.types.RecordSerializer;
import io.paidan.flink.types.RecordSerializerSnapshot;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Format 1 of a {@link ReadEvent}: flags (byte: {@value #ACCEPTED} accepted, {@value #OTHER_TOPIC}
 * a topic other than {@link Topics#TICKET_EVENTS}), topic if it is another, partition (int),
 * offset, timestamp, read-at (long each); then of an event ticket id, event time (long) and packed
 * bytes, of a malformed record the name of the reason and detail; of both key, value and headers.
 */
public final class ReadEventSerializer extends RecordSerializer<ReadEvent> {
  static final ReadEventSerializer INSTANCE = new ReadEventSerializer();

  private static final long serialVersionUID = 1L;
  private static final int ACCEPTED = 1;
  private static final int OTHER_TOPIC = 2;

  private ReadEventSerializer() {}

  @Override
  public void serialize(ReadEvent e, DataOutputView out) throws IOException {
    boolean otherTopic = !e.topic().equals(Topics.TICKET_EVENTS);
    out.writeByte((e.isAccepted() ? ACCEPTED : 0) | (otherTopic ? OTHER_TOPIC : 0));
    if (otherTopic) {
      Fields.writeText(e.topic(), out);
    }
    out.writeInt(e.partition());
    out.writeLong(e.offset());
    out.writeLong(e.timestamp());
    out.writeLong(e.readAt());
    if (e.isAccepted()) {
      Fields.writeText(e.ticketId(), out);
      out.writeLong(e.eventTime());
      Fields.writeBytes(e.packed(), out);
    } else {
      Fields.writeText(e.reason().name(), out);
      Fields.writeText(e.detail(), out);
    }
    Fields.writeBytes(e.key(), out);
    Fields.writeBytes(e.value(), out);
    RecordHeader.write(e.headers(), out);
  }

  @Override
  public ReadEvent deserialize(DataInputView in) throws IOException {
    int flags = in.readUnsignedByte();
    String topic = (flags & OTHER_TOPIC) == 0 ? Topics.TICKET_EVENTS : Fields.readText(in);
    Origin origin = new Origin(topic, in.readInt(), in.readLong(), in.readLong(), in.readLong());
    if ((flags & ACCEPTED) != 0) {
      String ticketId = Fields.readText(in);
      long eventTime = in.readLong();
      byte[] packed = Fields.readBytes(in);
      byte[] key = Fields.readBytes(in);
      byte[] value = Fields.readBytes(in);
      return ReadEvent.accepted(
          origin, ticketId, eventTime, packed, key, value, RecordHeader.read(in));
    }
    Malformed why = new Malformed(Reason.valueOf(Fields.readText(in)), Fields.readText(in));
    byte[] key = Fields.readBytes(in);
    byte[] value = Fields.readBytes(in);
    return ReadEvent.malformed(origin, why, key, value, RecordHeader.read(in));
  }

  @Override
  public ReadEvent createInstance() {
    return ReadEvent.malformed(
        new Origin(Topics.TICKET_EVENTS, 0, 0, 0, 0),
        new Malformed(Reason.EMPTY, ""),
        null,
        null,
        List.of());
  }

  private Object readResolve() {
    return INSTANCE;
  }

  @Override
  public TypeSerializerSnapshot<ReadEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format of read events in a snapshot. */
  public static final class Snapshot extends RecordSerializerSnapshot<ReadEvent> {
    public Snapshot() {
      super("read events", 1, INSTANCE);
    }
  }
}
