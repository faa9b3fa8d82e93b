package io.paidan.bench.open;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.policy.PolicyParser;
import io.paidan.policy.PolicyVersion;
import io.paidan.policy.Target;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BenchPolicyTest {
  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

  @Test
  void isSoundAndEachVersionHasOtherLimits() {
    PolicyVersion first = version(1, "NEW");
    PolicyVersion second = version(2, "OPEN");

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.version()).isEqualTo(2);
    assertThat(first.targets()).hasSize(18).hasSameSizeAs(second.targets());
    for (int i = 0; i < first.targets().size(); i++) {
      Target before = first.targets().get(i);
      assertThat(second.targets().get(i).limit()).isNotEqualTo(before.limit());
    }
    assertThat(BenchPolicy.key(2)).isEqualTo("bench/2");
  }

  private static PolicyVersion version(int version, String appliesTo) {
    PolicyParser.Result result = PolicyParser.parse(BenchPolicy.version(version, NOW, appliesTo));
    assertThat(result.problems()).isEmpty();
    assertThat(result.versions()).hasSize(1);
    return result.versions().get(0);
  }
}
