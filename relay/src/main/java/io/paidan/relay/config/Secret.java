package io.paidan.relay.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a secret is: in a variable of the environment or in a file; one of the two is null. The
 * secret itself is never in the configuration, which is copied, printed and kept under version
 * control.
 */
public record Secret(String env, Path file) {
  /**
   * The secret, without white space around it.
   *
   * @throws RelayConfigException when it is not there, with one line that says where it should be
   */
  public String read(Map<String, String> environment) throws RelayConfigException {
    String value = env != null ? environment.get(env) : readFile();
    if (value == null || value.isBlank()) {
      throw new RelayConfigException(
          env != null
              ? "the secret in the environment variable " + env + " is missing: set it"
              : "the file " + file + " is empty: write the secret into it",
          null);
    }
    return value.strip();
  }

  private String readFile() throws RelayConfigException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new RelayConfigException(
          "the secret in " + file + " cannot be read: check that the file is there and readable",
          e);
    }
  }
}
