package io.paidan.flink.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.junit.jupiter.api.Test;

class TimedPartitionSplitTest {
  private final KafkaPartitionSplitSerializer connectors = new KafkaPartitionSplitSerializer();
  private final TimedPartitionSplit.Serializer serializer =
      new TimedPartitionSplit.Serializer(connectors);

  private KafkaPartitionSplit roundTrip(KafkaPartitionSplit split) throws IOException {
    return serializer.deserialize(serializer.getVersion(), serializer.serialize(split));
  }

  @Test
  void withAndWithoutATime() throws Exception {
    KafkaPartitionSplit plain = new KafkaPartitionSplit(Hand.partition(3), 17, 900);
    assertThat(roundTrip(plain)).isEqualTo(plain).isExactlyInstanceOf(KafkaPartitionSplit.class);
    KafkaPartitionSplit timed = new TimedPartitionSplit(plain, 1_795_000_000_000L);
    assertThat(roundTrip(timed)).isEqualTo(timed);
    assertThat(roundTrip(timed).getStoppingOffset()).hasValue(900L);
  }

  @Test
  void aMarkerComesBack() throws Exception {
    KafkaPartitionSplit earliest = Hand.split(0, KafkaPartitionSplit.EARLIEST_OFFSET);
    assertThat(roundTrip(earliest)).isEqualTo(earliest);
  }

  @Test
  void theConnectorsOwnStateIsReadToo() throws Exception {
    KafkaPartitionSplit plain = Hand.split(1, 17);
    assertThat(serializer.deserialize(0, connectors.serialize(plain))).isEqualTo(plain);
  }

  /** Bytes of format 1, kept: every later build reads them. */
  @Test
  void format1IsRead() throws Exception {
    byte[] kept =
        HexFormat.of()
            .parseHex(
                "000001a1ee565e00"
                    + "00000000"
                    + "0000002a"
                    + "00147061696461"
                    + "6e2e7469636b65742d6576656e7473"
                    + "00000003"
                    + "0000000000000011"
                    + "8000000000000000");
    assertThat(serializer.deserialize(1, kept))
        .isEqualTo(new TimedPartitionSplit(Hand.split(3, 17), 1_795_000_000_000L));
  }

  @Test
  void aLaterFormatIsRefusedInWords() {
    assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format 2");
  }
}
