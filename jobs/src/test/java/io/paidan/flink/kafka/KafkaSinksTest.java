package io.paidan.flink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaSinksTest {
  private static Properties kafka() {
    Properties kafka = new Properties();
    kafka.setProperty("bootstrap.servers", "127.0.0.1:9092");
    return kafka;
  }

  @Test
  void whatTheCallerSaysGoesBefore() {
    Properties kafka = kafka();
    kafka.setProperty("linger.ms", "0");
    kafka.setProperty("security.protocol", "SSL");
    assertThat(KafkaSinks.properties(kafka))
        .containsEntry("linger.ms", "0")
        .containsEntry("security.protocol", "SSL")
        .containsEntry("acks", "all")
        .containsEntry("bootstrap.servers", "127.0.0.1:9092");
  }

  @Test
  void kafkaTakesTheProperties() {
    Properties properties = KafkaSinks.properties(kafka());
    properties.setProperty("key.serializer", ByteArraySerializer.class.getName());
    properties.setProperty("value.serializer", ByteArraySerializer.class.getName());
    ProducerConfig config = new ProducerConfig(properties);
    assertThat(config.getLong(ProducerConfig.LINGER_MS_CONFIG)).isLessThanOrEqualTo(5);
    assertThat(config.getLong(ProducerConfig.BUFFER_MEMORY_CONFIG))
        .isGreaterThanOrEqualTo(KafkaSinks.MAX_RECORD_BYTES);
    // Kafka's own rule: a record's life is longer than one try of it.
    assertThat(config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG))
        .isGreaterThan(config.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG));
  }

  @Test
  void sinksCanBeSentToACluster() throws Exception {
    assertThat(InstantiationUtil.clone(KafkaSinks.documents(kafka(), "d"))).isNotNull();
    assertThat(InstantiationUtil.clone(KafkaSinks.alerts(kafka(), "a"))).isNotNull();
    assertThat(InstantiationUtil.clone(KafkaSinks.deadLetters(kafka(), "x"))).isNotNull();
  }
}
