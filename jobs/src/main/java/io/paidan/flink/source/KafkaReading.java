package io.paidan.flink.source;

import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** How Paidan's sources read from Kafka. */
public final class KafkaReading {
  private KafkaReading() {}

  /**
   * Consumer properties: committed records only, prompt return after a broker was away, new
   * partitions looked for every minute. What {@code kafka} says goes before.
   *
   * @param group consumer group and prefix of the clients' names
   */
  public static Properties properties(Properties kafka, String group) {
    Properties properties = new Properties();
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    // Prompt enough, and not ten lines of log a second while a broker is away.
    properties.setProperty(ConsumerConfig.RECONNECT_BACKOFF_MS_CONFIG, "500");
    properties.setProperty(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
    properties.setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "60000");
    properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, group);
    for (String name : kafka.stringPropertyNames()) {
      properties.setProperty(name, kafka.getProperty(name));
    }
    return properties;
  }

  /** Asks the ends of the logs with the reading consumer's properties. */
  public static LogEnd.Factory logEnd(Properties consumer, String group) {
    return subtask -> new KafkaLogEnd(consumer, group + "-log-end-" + subtask);
  }
}
