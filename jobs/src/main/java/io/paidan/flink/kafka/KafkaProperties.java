package io.paidan.flink.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Kafka client properties from a file, so that credentials are no arguments. */
public final class KafkaProperties {
  private KafkaProperties() {}

  /**
   * The properties.
   *
   * @param file a Java properties file with SASL and TLS settings; null: none
   * @throws IllegalArgumentException when the file cannot be read
   */
  public static Properties of(String bootstrapServers, String file) {
    Properties properties = new Properties();
    if (file != null) {
      try (Reader reader = Files.newBufferedReader(Path.of(file))) {
        properties.load(reader);
      } catch (IOException e) {
        throw new IllegalArgumentException(
            "--kafka-properties: cannot read " + file + ": " + e.getMessage(), e);
      }
    }
    properties.setProperty("bootstrap.servers", bootstrapServers);
    return properties;
  }
}
