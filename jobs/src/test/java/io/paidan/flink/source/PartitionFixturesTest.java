package io.paidan.flink.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.fixtures.HexFixtures;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.junit.jupiter.api.Test;

/** Kafka partitions as the state of a source holds them: version, length, bytes. */
class PartitionFixturesTest {
  /** Part of the fixtures: new ones may be added under new names. */
  private static final Map<String, KafkaPartitionSplit> SPLITS =
      Map.of(
          "timed", new TimedPartitionSplit(Hand.split(3, 17), 1_795_000_000_000L),
          "untimed", Hand.split(0, KafkaPartitionSplit.EARLIEST_OFFSET),
          "bounded", new KafkaPartitionSplit(Hand.partition(1), 5, 900));

  @Test
  void partitions() throws Exception {
    TimedPartitionSplit.Serializer serializer =
        new TimedPartitionSplit.Serializer(new KafkaPartitionSplitSerializer());
    Map<String, byte[]> written = new TreeMap<>();
    for (Map.Entry<String, KafkaPartitionSplit> entry : SPLITS.entrySet()) {
      written.put(
          entry.getKey(),
          SimpleVersionedSerialization.writeVersionAndSerialize(serializer, entry.getValue()));
    }
    for (Map<String, byte[]> version : HexFixtures.of("partitions", written).versions()) {
      for (Map.Entry<String, byte[]> entry : version.entrySet()) {
        assertThat(
                SimpleVersionedSerialization.readVersionAndDeSerialize(
                    serializer, entry.getValue()))
            .isEqualTo(SPLITS.get(entry.getKey()));
      }
    }
  }
}
