package io.paidan.index.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  @TempDir Path folder;

  @Test
  void comesFromTheEnvironmentOrFromAFileThatItNames() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "from-file\n");
    assertThat(new Secrets(Map.of("A", " from-env ")).get("A")).isEqualTo("from-env");
    assertThat(new Secrets(Map.of("A_FILE", file.toString())).get("A")).isEqualTo("from-file");
    assertThat(new Secrets(Map.of("A", "x", "A_FILE", file.toString())).get("A")).isEqualTo("x");
    assertThat(new Secrets(Map.of("A", " ")).get("A")).isNull();
    assertThat(new Secrets(Map.of()).get("A")).isNull();
  }

  @Test
  void aFileThatCannotBeReadIsNamed() {
    String file = folder.resolve("none").toString();
    assertThatThrownBy(() -> new Secrets(Map.of("A_FILE", file)).get("A"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("A_FILE")
        .hasMessageContaining(file);
  }

  @Test
  void halfAnAccountIsNamed() {
    ElasticsearchConnection connection = ElasticsearchConnection.of("http://127.0.0.1:1", null);
    assertThatThrownBy(
            () ->
                ElasticsearchClients.open(
                    connection, Duration.ofSeconds(1), Map.of("PAIDAN_ES_USER", "u")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("PAIDAN_ES_PASSWORD");
  }

  @Test
  void aCaFileThatIsNoneIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("ca.pem"), "no certificate\n");
    for (String ca : new String[] {file.toString(), folder.resolve("none").toString()}) {
      ElasticsearchConnection connection = ElasticsearchConnection.of("https://127.0.0.1:1", ca);
      assertThatThrownBy(
              () -> ElasticsearchClients.open(connection, Duration.ofSeconds(1), Map.of()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(ca)
          .hasMessageContaining("--elasticsearch-ca");
    }
  }
}
