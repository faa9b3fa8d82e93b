package io.paidan.importer;

import io.paidan.json.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where mappings are found: those that ship with the project by name, others by their file. */
public final class MappingFiles {
  private static final int SHOWN_PROBLEMS = 10;

  private MappingFiles() {}

  /**
   * The text of a mapping.
   *
   * @param nameOrFile one of those that ship, or the path of a file
   * @param shipped names of those that ship
   * @throws IOException when there is none, naming those that ship
   */
  public static byte[] read(String nameOrFile, List<String> shipped) throws IOException {
    if (shipped.contains(nameOrFile)) {
      try (InputStream in =
          MappingFiles.class.getResourceAsStream("/io/paidan/import/" + nameOrFile + ".json")) {
        return in.readAllBytes();
      }
    }
    Path file = Path.of(nameOrFile);
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "no mapping '"
              + nameOrFile
              + "': give a file, or one that ships with paidan: "
              + String.join(", ", shipped));
    }
    return Files.readAllBytes(file);
  }

  /**
   * Nothing is wrong with the mapping.
   *
   * @throws IOException naming the problems, when there are any
   */
  public static void requireSound(String nameOrFile, List<Problem> problems) throws IOException {
    if (problems.isEmpty()) {
      return;
    }
    String shown =
        String.join("; ", problems.stream().limit(SHOWN_PROBLEMS).map(Problem::toString).toList());
    int more = problems.size() - SHOWN_PROBLEMS;
    throw new IOException(
        "mapping " + nameOrFile + ": " + shown + (more > 0 ? "; and " + more + " more" : ""));
  }
}
