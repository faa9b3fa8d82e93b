package io.paidan.kafka;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paidan.analytics.AnalyticsOptions;
import io.paidan.index.IndexOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaPropertiesTest {
  private static final String SECRET = "Geheim7";
  private static final String SECURED =
      """
      security.protocol=SASL_SSL
      sasl.mechanism=SCRAM-SHA-512
      sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \\
        username="paidan" password="%s";
      ssl.truststore.password=%s
      """
          .formatted(SECRET, SECRET);

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("kafka.properties"), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private static KafkaProperties read(Path file) {
    return KafkaProperties.of("kafka:9093", file.toString());
  }

  @Test
  void theFileIsNamedByAnArgumentOrElseByTheEnvironment() throws Exception {
    String secured = file(SECURED).toString();
    String other = Files.writeString(folder.resolve("other"), "security.protocol=SSL\n").toString();
    Map<String, String> environment = Map.of(KafkaProperties.FILE_VARIABLE, secured);

    assertThat(KafkaProperties.of("kafka:9093", null, environment))
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("bootstrap.servers", "kafka:9093");
    assertThat(KafkaProperties.of("kafka:9093", other, environment))
        .containsEntry("security.protocol", "SSL")
        .doesNotContainKey("sasl.mechanism");
    assertThat(KafkaProperties.of("kafka:9092", null, Map.of()))
        .isEqualTo(Map.of("bootstrap.servers", "kafka:9092"));
    assertThatThrownBy(
            () ->
                KafkaProperties.of(
                    "kafka:9092", null, Map.of(KafkaProperties.FILE_VARIABLE, "/not/there")))
        .hasMessage("PAIDAN_KAFKA_PROPERTIES: no such file: /not/there");
  }

  @Test
  void noPasswordIsPrinted() throws Exception {
    String file = file(SECURED).toString();
    String[] arguments = {"--bootstrap-servers", "kafka:9093", "--kafka-properties", file};
    assertThat(AnalyticsOptions.parse(arguments).toString())
        .contains("kafka=kafka:9093 (SASL_SSL)")
        .doesNotContain(SECRET);
    assertThat(
            IndexOptions.parse(
                    new String[] {
                      arguments[0],
                      arguments[1],
                      arguments[2],
                      arguments[3],
                      "--elasticsearch",
                      "http://e:9200"
                    })
                .toString())
        .contains("kafka=kafka:9093 (SASL_SSL)")
        .doesNotContain(SECRET);
  }

  @Test
  void aPasswordThatOthersMayReadIsWarnedOf() throws Exception {
    Path file = file(SECURED);
    assertThat(read(file).warnings()).isEmpty();

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(read(file).warnings())
        .containsExactly(
            file
                + " holds a password and every user of this machine may read it: chmod 600 "
                + file);
    for (String harmless :
        new String[] {
          "security.protocol=SSL\nssl.truststore.location=/ca.p12\n",
          "security.protocol=SSL\nssl.truststore.certificates=-----BEGIN CERTIFICATE-----\n",
          "security.protocol=SSL\nssl.key.password=${file:/run/secrets/kafka:key}\n"
        }) {
      Files.writeString(file, harmless);
      assertThat(read(file).warnings()).as(harmless).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "security.protocol=SASL_SLL | Invalid value SASL_SLL for configuration security.protocol",
        "max.block.ms=soon | Invalid value soon for configuration max.block.ms",
        "sasl.jass.config=x | sasl.jass.config is no setting of Kafka's clients: correct its name",
        "sasl.mechanism=PLAIN | has sasl.mechanism but no security.protocol: add",
        "ssl.key.password=\\u12 | is no properties file: Malformed \\uxxxx encoding.",
      })
  void aBadSettingIsOneLine(String line, String words) throws Exception {
    Path file = file(line + "\n");
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--kafka-properties: " + file)
        .hasMessageContaining(words)
        .extracting(Throwable::getMessage)
        .asString()
        .hasLineCount(1);
  }

  @Test
  void whatKafkasClientReplacesLaterIsNotChecked() throws Exception {
    Path file =
        file(
            """
            security.protocol=${env:PROTOCOL}
            sasl.jaas.config=${file:/run/secrets/kafka:jaas}
            config.providers=env,file
            config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider
            """);
    assertThat(read(file)).containsEntry("security.protocol", "${env:PROTOCOL}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "org.example.Login required username=\"a\" password=\"x\" Geheim7;",
        "org.example.Login required username=\"a\" password=\"Geheim7\"",
        "org.example.Login Geheim7 username=\"a\";",
        "password=Geheim7",
      })
  void whatCannotBeReadOfAPasswordIsNotTold(String jaas) throws Exception {
    Path file = file("security.protocol=SASL_SSL\nsasl.jaas.config=" + jaas + "\n");
    assertThatThrownBy(() -> read(file))
        .hasMessageContaining("sasl.jaas.config cannot be read: write it in one line like")
        .satisfies(
            e -> {
              StringWriter all = new StringWriter();
              e.printStackTrace(new PrintWriter(all));
              assertThat(all.toString()).doesNotContain(SECRET);
            });
  }

  @Test
  void aFileThatCannotBeReadIsOneLine() throws Exception {
    assertThatThrownBy(() -> read(folder))
        .hasMessage("--kafka-properties: " + folder + " is a folder, a file is needed");
    Path file = folder.resolve("latin1");
    Files.write(file, "ssl.key.password=Schlüssel".getBytes(ISO_8859_1));
    assertThatThrownBy(() -> read(file))
        .hasMessage("--kafka-properties: " + file + " is not UTF-8");
    Files.write(file, "security.protocol=SSL\nssl.key.password=Schlüssel".getBytes(UTF_8));
    assertThat(read(file)).containsEntry("ssl.key.password", "Schlüssel");
  }
}
