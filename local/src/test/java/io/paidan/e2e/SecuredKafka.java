package io.paidan.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.local.EmbeddedKafka;
import io.paidan.local.testing.Certificates;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.tools.AclCommand;

/**
 * A broker that speaks SCRAM over TLS and allows nothing that no ACL allows, with the ACLs that are
 * shipped, given by Kafka's own command.
 */
final class SecuredKafka implements AutoCloseable {
  /** In every password: where it turns up, one has leaked. */
  static final String SECRET = "Geheim!7";

  static final String ADMIN = "admin";

  /**
   * The user whose password is the value of {@link #VARIABLE}, for Kafka's own provider of those.
   */
  static final String BY_VARIABLE = "paidan-rebuild";

  /** An environment variable that is always there. */
  static final String VARIABLE = "PATH";

  private static final List<String> USERS =
      List.of(ADMIN, "paidan-init", "paidan-events", "paidan-analytics", "paidan-index");

  private final EmbeddedKafka kafka;
  private final Path folder;
  private final Path authority;

  private SecuredKafka(EmbeddedKafka kafka, Path folder, Path authority) {
    this.kafka = kafka;
    this.folder = folder;
    this.authority = authority;
  }

  /**
   * Starts one without ACLs.
   *
   * @param authority whose certificate clients are to trust
   * @param broker the broker's certificate
   */
  static SecuredKafka start(Path folder, Path authority, Certificates.Server broker)
      throws IOException {
    Files.createDirectories(folder);
    Map<String, String> passwords = new HashMap<>();
    USERS.forEach(user -> passwords.put(user, password(user)));
    passwords.put(BY_VARIABLE, System.getenv(VARIABLE));
    return new SecuredKafka(
        EmbeddedKafka.start(
            folder.resolve("kafka"),
            0,
            new EmbeddedKafka.Security(broker.store(), broker.password(), ADMIN, passwords)),
        folder,
        authority);
  }

  static String password(String user) {
    return SECRET + user;
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** Settings of a user in a file that he alone may read. */
  Path properties(String user) throws IOException {
    return properties(user, password(user), Map.of());
  }

  /**
   * The same.
   *
   * @param password as it stands in the file
   * @param more settings that go before; an empty value: none
   */
  Path properties(String user, String password, Map<String, String> more) throws IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put("security.protocol", "SASL_SSL");
    settings.put("sasl.mechanism", "SCRAM-SHA-512");
    settings.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\""
                .formatted(user)
            + " password=\"%s\";".formatted(password));
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.location", authority.toString());
    settings.putAll(more);
    return secret(
        settings.entrySet().stream()
            .filter(setting -> !setting.getValue().isEmpty())
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .toList());
  }

  /** Lines in a new file that nobody else may read. */
  Path secret(List<String> lines) throws IOException {
    Path file =
        Files.createTempFile(
            folder,
            "secret",
            ".properties",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.write(file, lines);
  }

  /** Runs {@code deploy/kafka/acls} as the admin; Kafka's command runs in this JVM. */
  void applyShippedAcls() throws Exception {
    Path calls = folder.resolve("acls.calls");
    Path recorder = folder.resolve("kafka-acls");
    Files.writeString(recorder, "#!/bin/bash\nprintf '%s\\n' \"$@\" '' >>\"" + calls + "\"\n");
    assertThat(recorder.toFile().setExecutable(true)).isTrue();
    ProcessBuilder script =
        new ProcessBuilder(
                Path.of(System.getProperty("paidan.root"), "deploy", "kafka", "acls").toString(),
                bootstrapServers(),
                properties(ADMIN).toString())
            .redirectErrorStream(true);
    script.environment().put("KAFKA_ACLS", recorder.toString());
    Process run = script.start();
    String said = new String(run.getInputStream().readAllBytes(), UTF_8);
    assertThat(run.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).as(said).isZero();
    List<String> arguments = new ArrayList<>();
    PrintStream out = System.out;
    // It prints every ACL of every topic.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    try {
      for (String line : Files.readAllLines(calls)) {
        if (line.isEmpty()) {
          AclCommand.main(arguments.toArray(String[]::new));
          arguments.clear();
        } else {
          arguments.add(line);
        }
      }
    } finally {
      System.setOut(out);
    }
  }

  @Override
  public void close() {
    kafka.close();
  }
}
