package io.paidan.kafka;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * What every Kafka client of Paidan is told: where the brokers are, and SASL and TLS settings from
 * a file, so that no credential is an argument. Kafka and Flink take it as the {@link Properties}
 * that it is; printed, it tells no value that may be a secret.
 */
public final class KafkaProperties extends Properties {
  /** The environment variable that names the file where no argument does. */
  public static final String FILE_VARIABLE = "PAIDAN_KAFKA_PROPERTIES";

  private static final long serialVersionUID = 1L;

  private final List<String> warnings;

  private KafkaProperties(Properties settings, String bootstrapServers, List<String> warnings) {
    putAll(settings);
    setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    this.warnings = List.copyOf(warnings);
  }

  /** Brokers that ask nobody who he is; no file is read, whatever the environment says. */
  public static KafkaProperties of(String bootstrapServers) {
    return new KafkaProperties(new Properties(), bootstrapServers, List.of());
  }

  /**
   * The settings of a file.
   *
   * @param file a Java properties file in UTF-8 with settings of Kafka's clients; null: the one
   *     that {@value #FILE_VARIABLE} names, if it does
   * @throws IllegalArgumentException with one line when the file cannot be read or has a bad
   *     setting
   */
  public static KafkaProperties of(String bootstrapServers, String file) {
    return of(bootstrapServers, file, System.getenv());
  }

  /**
   * The same with another environment than that of this process.
   *
   * @param environment where {@value #FILE_VARIABLE} may be
   */
  public static KafkaProperties of(
      String bootstrapServers, String file, Map<String, String> environment) {
    String named = file;
    String by = "--kafka-properties";
    if (named == null) {
      named = environment.get(FILE_VARIABLE);
      by = FILE_VARIABLE;
    }
    if (named == null || named.isBlank()) {
      return of(bootstrapServers);
    }
    KafkaPropertiesFile read = KafkaPropertiesFile.read(by, named);
    return new KafkaProperties(read.settings(), bootstrapServers, read.warnings());
  }

  /** What those who run this should know of the file, a line each. */
  public List<String> warnings() {
    return warnings;
  }

  /** Where the brokers are and how they are spoken to. */
  @Override
  public synchronized String toString() {
    return getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG) + " (" + protocol(this) + ")";
  }

  /** {@code security.protocol} of a client, in capitals. */
  static String protocol(Properties client) {
    return client
        .getProperty(
            CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
            CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL)
        .toUpperCase(java.util.Locale.ROOT);
  }
}
