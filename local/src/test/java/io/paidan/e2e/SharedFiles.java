package io.paidan.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Material that lies beside the project and is no part of it. */
public final class SharedFiles {
  private SharedFiles() {}

  /** A file or folder of it; the test is skipped where it is not there. */
  public static Path require(String name) {
    Path root = Path.of(System.getProperty("paidan.root", "."));
    Path file = root.resolve("../shared").resolve(name).toAbsolutePath().normalize();
    Assumptions.assumeTrue(
        Files.exists(file), () -> "skipped: this test reads " + file + ", which is not there");
    return file;
  }
}
