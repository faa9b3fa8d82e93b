package io.paidan.index.elasticsearch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Secrets from the environment, or from a file that the environment names: {@code NAME}, or {@code
 * NAME_FILE}, as container platforms mount them. Never from arguments, which everyone on the
 * machine can read.
 */
public final class Secrets {
  private final Map<String, String> environment;

  /**
   * @param environment where the secrets are, or the names of their files
   */
  public Secrets(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * The secret, or null when it is not given.
   *
   * @throws ConnectionSettingsException when its file cannot be read, with one line that names it
   */
  public String get(String name) throws ConnectionSettingsException {
    String value = environment.get(name);
    if (value != null && !value.isBlank()) {
      return value.strip();
    }
    String file = environment.get(name + "_FILE");
    if (file == null || file.isBlank()) {
      return null;
    }
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new ConnectionSettingsException(
          name + "_FILE names " + file + ", which cannot be read: check that it is there.", e);
    }
  }
}
