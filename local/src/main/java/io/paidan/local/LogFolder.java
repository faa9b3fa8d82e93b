package io.paidan.local;

import java.nio.file.Path;

/**
 * Where this JVM writes its logs: system property {@value #PROPERTY}, which the logging
 * configuration reads, too.
 */
public final class LogFolder {
  /** System property: the folder of this JVM's log files. */
  public static final String PROPERTY = "paidan.log.dir";

  private LogFolder() {}

  /** The folder; that of the logging configuration's default if the property is not set. */
  public static Path current() {
    return Path.of(
            System.getProperty(
                PROPERTY,
                System.getProperty("java.io.tmpdir")
                    + "/paidan-logs-"
                    + System.getProperty("user.name")))
        .toAbsolutePath();
  }
}
