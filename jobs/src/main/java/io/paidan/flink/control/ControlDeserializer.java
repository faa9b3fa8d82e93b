package io.paidan.flink.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.Instants;
import io.paidan.flink.control.ControlRecord.Kind;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/** Every record of some topics as it is; nothing throws, nothing is dropped. */
final class ControlDeserializer implements KafkaRecordDeserializationSchema<ControlRecord> {
  private static final long serialVersionUID = 1L;

  private final HashMap<String, Kind> kinds;

  /**
   * @param kinds of the records of each topic
   */
  ControlDeserializer(Map<String, Kind> kinds) {
    this.kinds = new HashMap<>(kinds);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ControlRecord> out) {
    out.collect(
        new ControlRecord(
            kinds.get(record.topic()),
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
