package io.paidan.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paidan.index.sink.IndexLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexOptionsTest {
  @Test
  void defaults() {
    IndexOptions options = IndexOptions.of("kafka:9092", "http://a:9200, https://b");
    assertThat(options.kafka()).containsEntry("bootstrap.servers", "kafka:9092");
    assertThat(options.elasticsearch().urls()).containsExactly("http://a:9200", "https://b");
    assertThat(options.elasticsearch().caFile()).isNull();
    assertThat(options.limits()).isEqualTo(IndexLimits.DEFAULTS);
    assertThat(options.group()).isEqualTo("paidan-index");
    assertThat(options.parallelism()).isZero();
  }

  @Test
  void everythingCanBeSaid() {
    IndexOptions options =
        IndexOptions.parse(
            ("--bootstrap-servers k:1 --elasticsearch http://e:1 --elasticsearch-ca ca.pem --group g"
                    + " --parallelism 2 --checkpoint-interval-ms 0 --batch-count 7 --batch-bytes 8"
                    + " --batch-age-ms 0 --in-flight 9 --unreachable-seconds 3")
                .split(" "));
    assertThat(options.elasticsearch().caFile()).isEqualTo("ca.pem");
    assertThat(options.parallelism()).isEqualTo(2);
    assertThat(options.checkpointEvery()).isEqualTo(Duration.ZERO);
    assertThat(options.limits().batchCount()).isEqualTo(7);
    assertThat(options.limits().batchBytes()).isEqualTo(8);
    assertThat(options.limits().batchAge()).isEqualTo(Duration.ZERO);
    assertThat(options.limits().inFlight()).isEqualTo(9);
    assertThat(options.limits().unreachable()).isEqualTo(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--bootstrap-servers k:1",
        "--elasticsearch http://e:1",
        "--bootstrap-servers k:1 --elasticsearch e:9200",
        "--bootstrap-servers k:1 --elasticsearch ftp://e",
        "--bootstrap-servers k:1 --elasticsearch http://",
        "--bootstrap-servers k:1 --elasticsearch ,",
        "--bootstrap-servers k:1 --elasticsearch http://e:1 --password x",
        "--bootstrap-servers k:1 --elasticsearch http://e:1 --in-flight 0"
      })
  void wrongUsageIsOneLine(String arguments) {
    assertThatThrownBy(
            () -> IndexOptions.parse(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  @Test
  void aUserInTheAddressIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> IndexOptions.of("k:1", "https://elastic:s3cret@e:9200"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PAIDAN_ES_USER")
        .hasMessageNotContaining("s3cret");
  }
}
