package io.paidan.index;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One {@link IndexRecord} for every Kafka record, whatever is in it; nothing throws. */
public final class IndexRecordDeserializer
    implements KafkaRecordDeserializationSchema<IndexRecord> {
  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<IndexRecord> out) {
    out.collect(IndexRecord.of(record, System.currentTimeMillis()));
  }

  @Override
  public TypeInformation<IndexRecord> getProducedType() {
    return IndexRecordType.INSTANCE;
  }
}
