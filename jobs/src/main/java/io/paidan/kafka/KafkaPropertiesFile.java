package io.paidan.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

/**
 * A file with settings of Kafka's clients, checked before anybody connects: a client would tell of
 * a mistake late, deep in a stack, and of one in {@code sasl.jaas.config} with a piece of the
 * password.
 *
 * @param settings as they stand there: {@code ${…}} is for Kafka's client to replace, where it runs
 * @param warnings a line each
 */
record KafkaPropertiesFile(Properties settings, List<String> warnings) {
  private static final List<ConfigDef> CLIENTS =
      List.of(
          AdminClientConfig.configDef(), ConsumerConfig.configDef(), ProducerConfig.configDef());

  /** Kafka treats these as passwords, though everybody may know them. */
  private static final Set<String> PUBLIC =
      Set.of(
          SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG,
          SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG);

  private static final String REPLACED_LATER = "${";

  /**
   * Reads and checks it.
   *
   * @param by what names the file, for the error that says so
   * @throws IllegalArgumentException with one line
   */
  static KafkaPropertiesFile read(String by, String file) {
    Path path = Path.of(file);
    Properties settings = load(by, path);
    for (String name : new TreeSet<>(settings.stringPropertyNames())) {
      check(by, file, name, settings.getProperty(name));
    }
    requireProtocol(by, file, settings);
    return new KafkaPropertiesFile(settings, warnings(path, settings));
  }

  private static Properties load(String by, Path path) {
    Properties settings = new Properties();
    try (Reader reader = Files.newBufferedReader(path)) {
      settings.load(reader);
      return settings;
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(by + ": no such file: " + path, e);
    } catch (AccessDeniedException e) {
      throw new IllegalArgumentException(by + ": no permission to read " + path, e);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(by + ": " + path + " is not UTF-8", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          by
              + ": "
              + path
              + (Files.isDirectory(path)
                  ? " is a folder, a file is needed"
                  : " is no properties file: " + e.getMessage()),
          e);
    }
  }

  private static void check(String by, String file, String name, String value) {
    List<ConfigDef> knowing = CLIENTS.stream().filter(c -> key(c, name) != null).toList();
    if (knowing.isEmpty() && isAboutSecurity(name)) {
      throw new IllegalArgumentException(
          by + ": " + file + ": " + name + " is no setting of Kafka's clients: correct its name");
    }
    if (value.contains(REPLACED_LATER)) {
      return;
    }
    for (ConfigDef client : knowing) {
      for (ConfigValue checked : client.validate(Map.of(name, value))) {
        if (checked.name().equals(name) && !checked.errorMessages().isEmpty()) {
          throw new IllegalArgumentException(
              by + ": " + file + ": " + checked.errorMessages().get(0));
        }
      }
    }
    if (name.equals(SaslConfigs.SASL_JAAS_CONFIG)) {
      checkJaas(by, file, value);
    }
  }

  private static ConfigKey key(ConfigDef client, String name) {
    return client.configKeys().get(name);
  }

  private static boolean isAboutSecurity(String name) {
    return name.startsWith("sasl.") || name.startsWith("ssl.") || name.startsWith("security.");
  }

  /** What Kafka says of it may quote the password, so it is neither told nor kept as a cause. */
  private static void checkJaas(String by, String file, String value) {
    boolean readable;
    try {
      JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(value)));
      readable = true;
    } catch (IllegalArgumentException e) {
      readable = false;
    }
    if (!readable) {
      throw new IllegalArgumentException(
          by
              + ": "
              + file
              + ": sasl.jaas.config cannot be read: write it in one line like"
              + " org.apache.kafka.common.security.scram.ScramLoginModule required"
              + " username=\"…\" password=\"…\"; (with \\\\ before a quote in the password)");
    }
  }

  /** Without it the client would speak in clear, and to no broker that wants more. */
  private static void requireProtocol(String by, String file, Properties settings) {
    if (settings.getProperty(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG) != null) {
      return;
    }
    settings.stringPropertyNames().stream()
        .filter(KafkaPropertiesFile::isAboutSecurity)
        .sorted()
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  by
                      + ": "
                      + file
                      + " has "
                      + name
                      + " but no security.protocol: add security.protocol=SASL_SSL, or SSL where"
                      + " no user is asked for");
            });
  }

  private static List<String> warnings(Path path, Properties settings) {
    if (settings.stringPropertyNames().stream().anyMatch(n -> isSecret(n, settings))
        && othersMayRead(path)) {
      return List.of(
          path + " holds a password and every user of this machine may read it: chmod 600 " + path);
    }
    return List.of();
  }

  private static boolean isSecret(String name, Properties settings) {
    return !PUBLIC.contains(name)
        && !settings.getProperty(name).contains(REPLACED_LATER)
        && CLIENTS.stream()
            .map(c -> key(c, name))
            .anyMatch(k -> k != null && k.type() == ConfigDef.Type.PASSWORD);
  }

  private static boolean othersMayRead(Path path) {
    try {
      return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      return false; // a file system that knows no such permissions
    }
  }
}
