package io.paidan.flink.source;

import io.paidan.Instants;
import io.paidan.event.Decoded;
import io.paidan.event.EventDecoder;
import io.paidan.event.Malformed;
import io.paidan.event.TicketEvent;
import io.paidan.flink.source.ReadEvent.Origin;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;

/**
 * Decodes inside the source: one {@link ReadEvent} for every Kafka record, whatever is in it. A
 * tombstone, an empty record, one that is too large or in no shape at all comes out as malformed
 * with its bytes; nothing throws, nothing is dropped (contract, section 1).
 */
public final class EventDeserializer implements KafkaRecordDeserializationSchema<ReadEvent> {
  private static final long serialVersionUID = 1L;

  private final WallClock clock;
  private transient EventDecoder decoder;

  public EventDeserializer(WallClock clock) {
    this.clock = clock;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    decoder = new EventDecoder();
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ReadEvent> out) {
    boolean stamped = record.timestampType() != TimestampType.NO_TIMESTAMP_TYPE;
    Headers headers = record.headers();
    Decoded decoded =
        decoder.decode(
            record.value(),
            name -> last(headers, name),
            stamped ? record.timestamp() : EventDecoder.NO_TIMESTAMP);
    Origin origin =
        new Origin(
            record.topic(),
            record.partition(),
            record.offset(),
            stamped ? record.timestamp() : Instants.NONE,
            clock.millis());
    if (decoded instanceof TicketEvent event) {
      out.collect(
          ReadEvent.accepted(
              origin, event, record.key(), record.value(), RecordHeader.of(headers)));
    } else {
      out.collect(
          ReadEvent.malformed(
              origin, (Malformed) decoded, record.key(), record.value(), RecordHeader.of(headers)));
    }
  }

  private static byte[] last(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null ? null : header.value();
  }

  @Override
  public TypeInformation<ReadEvent> getProducedType() {
    return ReadEventType.INSTANCE;
  }
}
