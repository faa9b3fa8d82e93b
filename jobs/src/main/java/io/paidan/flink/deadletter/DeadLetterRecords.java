package io.paidan.flink.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.Instants;
import io.paidan.flink.source.RecordHeader;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * A dead letter as a record of {@code paidan.dead-letters} (contract, section 1): key, value and
 * headers of the record as they were, and behind them {@value #REASON}, {@value #DETAIL}, {@value
 * #TOPIC}, {@value #PARTITION}, {@value #OFFSET} and {@value #TIMESTAMP} (decimal, milliseconds
 * since the epoch; empty when the record had none), all in UTF-8. Where the record brings a header
 * of such a name along, the last one is ours.
 */
public final class DeadLetterRecords implements KafkaRecordSerializationSchema<DeadLetter> {
  public static final String REASON = "paidan.reason";
  public static final String DETAIL = "paidan.detail";
  public static final String TOPIC = "paidan.topic";
  public static final String PARTITION = "paidan.partition";
  public static final String OFFSET = "paidan.offset";
  public static final String TIMESTAMP = "paidan.timestamp";

  private static final long serialVersionUID = 1L;

  private final String topic;

  /**
   * @param topic the topic that dead letters go to
   */
  public DeadLetterRecords(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      DeadLetter letter, KafkaSinkContext context, Long timestamp) {
    return toRecord(topic, letter);
  }

  /** The record of a dead letter; key and value are the letter's own arrays. */
  public static ProducerRecord<byte[], byte[]> toRecord(String topic, DeadLetter letter) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, null, null, letter.key(), letter.value());
    Headers headers = record.headers();
    for (RecordHeader header : letter.headers()) {
      headers.add(header.name(), header.value());
    }
    long stamp = letter.origin().timestamp();
    add(headers, REASON, letter.reason().name());
    add(headers, DETAIL, letter.detail());
    add(headers, TOPIC, letter.origin().topic());
    add(headers, PARTITION, Integer.toString(letter.origin().partition()));
    add(headers, OFFSET, Long.toString(letter.origin().offset()));
    add(headers, TIMESTAMP, stamp == Instants.NONE ? "" : Long.toString(stamp));
    return record;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}
