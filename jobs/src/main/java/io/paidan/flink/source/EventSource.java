package io.paidan.flink.source;

import io.paidan.Topics;
import io.paidan.kafka.TopicAccess;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * The ticket events, from the first one kept: a ticket is a function of the set of its events, so a
 * job without state begins at the beginning. Reads what is committed only.
 *
 * <p>Give it to {@code env.fromSource(source, WatermarkStrategy.noWatermarks(), name)}, see {@link
 * ReadToEndSource}.
 */
public final class EventSource {
  private EventSource() {}

  /**
   * Ticket events of {@link Topics#TICKET_EVENTS}.
   *
   * @param kafka {@code bootstrap.servers} and what else a client needs, for example security
   * @param group consumer group under which offsets are committed, for people to look at; the job
   *     itself goes by its checkpoints
   * @param bound how far time stays behind what has been read; zero by default elsewhere
   */
  public static ReadToEndSource<ReadEvent> of(
      Properties kafka, String group, TimeMode mode, Duration bound, WallClock clock) {
    return of(kafka, Topics.TICKET_EVENTS, List.of(), group, mode, bound, clock);
  }

  /** The same from a topic of another name. */
  public static ReadToEndSource<ReadEvent> of(
      Properties kafka,
      String topic,
      String group,
      TimeMode mode,
      Duration bound,
      WallClock clock) {
    return of(kafka, topic, List.of(), group, mode, bound, clock);
  }

  /**
   * The same.
   *
   * @param written topics that the job writes: it does not begin when it may not
   */
  public static ReadToEndSource<ReadEvent> of(
      Properties kafka,
      String topic,
      List<String> written,
      String group,
      TimeMode mode,
      Duration bound,
      WallClock clock) {
    Properties properties = KafkaReading.properties(kafka, group);
    KafkaSource<ReadEvent> source =
        KafkaSource.<ReadEvent>builder()
            .setProperties(properties)
            .setKafkaSubscriber(
                new RequiredTopics(
                    TopicAccess.reading(List.of(topic))
                        .andWriting(written)
                        .inGroup(properties.getProperty(ConsumerConfig.GROUP_ID_CONFIG)),
                    properties))
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new EventDeserializer(clock))
            .build();
    return ReadToEndSource.of(
        source,
        View.INSTANCE,
        mode,
        bound,
        KafkaReading.logEnd(properties, group),
        clock,
        ReadToEndSource.ASK_EVERY);
  }

  private enum View implements RecordView<ReadEvent> {
    INSTANCE;

    @Override
    public long offset(ReadEvent event) {
      return event.offset();
    }

    @Override
    public long eventTime(ReadEvent event) {
      return event.eventTime();
    }
  }
}
