package io.paidan.flink.control;

import io.paidan.Instants;
import io.paidan.Topics;
import io.paidan.flink.control.ControlRecord.Kind;
import io.paidan.flink.source.KafkaReading;
import io.paidan.flink.source.ReadToEndSource;
import io.paidan.flink.source.RecordView;
import io.paidan.flink.source.RequiredTopics;
import io.paidan.kafka.TopicAccess;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Policies and reference data, what was published and what was told, from the first record kept.
 *
 * <p>It never says a watermark. Its output is active, and so holds the time of every operator that
 * it is an input of, until all that the topics held when the job started has been handed on; then
 * it is idle for good, though it hands on what comes later. So {@code WatermarkStatus.IDLE} on that
 * input means "read to its end", and nobody is judged by policies that have been read by half. The
 * same after a restore. While Kafka does not answer it is not idle.
 *
 * <p>Give it to {@code env.fromSource(source, WatermarkStrategy.noWatermarks(), name)} with
 * parallelism 1: a second reader might get no partition, and would never be idle.
 */
public final class ControlSource {
  private ControlSource() {}

  /**
   * The records of {@link Topics#POLICIES} and {@link Topics#REFERENCE}.
   *
   * @param kafka {@code bootstrap.servers} and what else a client needs, for example security
   * @param group consumer group under which offsets are committed, for people to look at
   */
  public static ReadToEndSource<ControlRecord> of(Properties kafka, String group) {
    return of(kafka, Topics.POLICIES, Topics.REFERENCE, group);
  }

  /** The same from topics of other names. */
  public static ReadToEndSource<ControlRecord> of(
      Properties kafka, String policies, String reference, String group) {
    return of(kafka, Map.of(policies, Kind.POLICY, reference, Kind.REFERENCE), group);
  }

  /**
   * The records of {@link Topics#REPORTS}: what was published before, for a job that starts from
   * nothing. While they are being read nothing is published.
   *
   * @param kafka as above
   * @param group as above
   */
  public static ReadToEndSource<ControlRecord> reports(Properties kafka, String group) {
    return reports(kafka, Topics.REPORTS, group);
  }

  /** The same from a topic of another name. */
  public static ReadToEndSource<ControlRecord> reports(
      Properties kafka, String topic, String group) {
    return of(kafka, Map.of(topic, Kind.REPORT), group);
  }

  /**
   * The records of {@link Topics#ALERTS}: what was told before, by an attempt that crashed or for a
   * job that starts from nothing. While they are being read time stands still, so nothing is told.
   *
   * @param kafka as above
   * @param group as above
   */
  public static ReadToEndSource<ControlRecord> alerts(Properties kafka, String group) {
    return alerts(kafka, Topics.ALERTS, group);
  }

  /** The same from a topic of another name. */
  public static ReadToEndSource<ControlRecord> alerts(
      Properties kafka, String topic, String group) {
    return of(kafka, Map.of(topic, Kind.ALERT), group);
  }

  private static ReadToEndSource<ControlRecord> of(
      Properties kafka, Map<String, Kind> topics, String group) {
    Properties properties = KafkaReading.properties(kafka, group);
    KafkaSource<ControlRecord> source =
        KafkaSource.<ControlRecord>builder()
            .setProperties(properties)
            .setKafkaSubscriber(
                new RequiredTopics(
                    TopicAccess.reading(topics.keySet())
                        .inGroup(properties.getProperty(ConsumerConfig.GROUP_ID_CONFIG)),
                    properties))
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new ControlDeserializer(topics))
            .build();
    return ReadToEndSource.idleOnceRead(
        source, View.INSTANCE, KafkaReading.logEnd(properties, group));
  }

  private enum View implements RecordView<ControlRecord> {
    INSTANCE;

    @Override
    public long offset(ControlRecord record) {
      return record.offset();
    }

    @Override
    public long eventTime(ControlRecord record) {
      return Instants.NONE;
    }
  }
}
