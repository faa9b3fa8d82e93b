package io.paidan;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Material that lies beside the project and is not part of it. */
public final class SharedFiles {
  private SharedFiles() {}

  /** The file or folder under {@code ../shared}; without it the test is skipped, and says so. */
  public static Path get(String name) {
    String root = System.getProperty("paidan.root", ".");
    Path path = Path.of(root).resolve("../shared").resolve(name).normalize();
    assumeTrue(
        Files.exists(path), () -> "skipped: ../shared/" + name + " is not beside the project");
    return path;
  }
}
