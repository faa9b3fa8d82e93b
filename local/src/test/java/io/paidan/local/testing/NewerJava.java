package io.paidan.local.testing;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** A newer Java beside the one that runs the tests, if there is one. */
public final class NewerJava {
  private static final Path DEBIAN = Path.of("/usr/lib/jvm");

  private NewerJava() {}

  /**
   * The home of the newest Java of at least that version: of the system property {@code
   * paidan.newer.java} alone, if it is set, else of those that Debian keeps in one folder.
   */
  public static Optional<Path> home(int version) {
    return candidates().stream()
        .filter(home -> version(home) >= version)
        .max(Comparator.comparingInt(NewerJava::version));
  }

  private static List<Path> candidates() {
    String given = System.getProperty("paidan.newer.java");
    if (given != null) {
      return List.of(Path.of(given));
    }
    if (!Files.isDirectory(DEBIAN)) {
      return List.of();
    }
    try (Stream<Path> homes = Files.list(DEBIAN)) {
      return new ArrayList<>(homes.toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** 0: no Java that can be run. */
  private static int version(Path home) {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin").resolve("java"))) {
      return 0;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(release)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
    return Integer.parseInt(version.split("[.+_-]")[0]);
  }
}
