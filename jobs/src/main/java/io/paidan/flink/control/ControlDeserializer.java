package io.paidan.flink.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.Instants;
import io.paidan.flink.control.ControlRecord.Kind;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/** Every record of the two topics as it is; nothing throws, nothing is dropped. */
final class ControlDeserializer implements KafkaRecordDeserializationSchema<ControlRecord> {
  private static final long serialVersionUID = 1L;

  private final String policies;

  /**
   * @param policies the policies' topic; the other one is the reference data's
   */
  ControlDeserializer(String policies) {
    this.policies = policies;
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ControlRecord> out) {
    out.collect(
        new ControlRecord(
            record.topic().equals(policies) ? Kind.POLICY : Kind.REFERENCE,
            record.key() == null ? null : new String(record.key(), UTF_8),
            record.value(),
            record.topic(),
            record.partition(),
            record.offset(),
            record.timestampType() == TimestampType.NO_TIMESTAMP_TYPE
                ? Instants.NONE
                : record.timestamp()));
  }

  @Override
  public TypeInformation<ControlRecord> getProducedType() {
    return ControlRecordType.INSTANCE;
  }
}
