package io.paidan.bench;

import io.paidan.event.Decoded;
import io.paidan.event.EventDecoder;
import io.paidan.event.Malformed;
import java.io.IOException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What the stages make of a record. */
final class Deserializers {
  private Deserializers() {}

  /** Nothing: the value's bytes. */
  static final class Bytes implements KafkaRecordDeserializationSchema<byte[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<byte[]> out) {
      out.collect(record.value());
    }

    @Override
    public TypeInformation<byte[]> getProducedType() {
      return PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
    }
  }

  /** {@link PlainJacksonDecode}. */
  static final class Plain implements KafkaRecordDeserializationSchema<PlainEvent> {
    private static final long serialVersionUID = 1L;

    private transient PlainJacksonDecode decoder;

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
      decoder = new PlainJacksonDecode();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<PlainEvent> out)
        throws IOException {
      out.collect(decoder.decode(record.value()));
    }

    @Override
    public TypeInformation<PlainEvent> getProducedType() {
      return TypeInformation.of(PlainEvent.class);
    }
  }

  /** The project's {@link EventDecoder}, headers and record timestamp included. */
  static final class Project implements KafkaRecordDeserializationSchema<Decoded> {
    private static final long serialVersionUID = 1L;

    private transient EventDecoder decoder;

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
      decoder = new EventDecoder();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Decoded> out) {
      Decoded decoded =
          decoder.decode(
              record.value(),
              name -> {
                Header header = record.headers().lastHeader(name);
                return header == null ? null : header.value();
              },
              record.timestamp());
      if (decoded instanceof Malformed malformed) {
        throw new IllegalStateException("the traffic has a malformed event: " + malformed);
      }
      out.collect(decoded);
    }

    @Override
    public TypeInformation<Decoded> getProducedType() {
      return TypeInformation.of(Decoded.class);
    }
  }
}
