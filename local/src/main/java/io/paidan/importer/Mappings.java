package io.paidan.importer;

import io.paidan.json.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where mappings are found: those that ship with the project by name, others by their file. */
public final class Mappings {
  /** Names of the mappings that ship with the project. */
  public static final List<String> SHIPPED = List.of("nyc311");

  private static final int SHOWN_PROBLEMS = 10;

  private Mappings() {}

  /**
   * Loads a mapping.
   *
   * @param nameOrFile one of {@link #SHIPPED}, or the path of a file
   * @throws IOException when there is none or it has problems, naming all of them
   */
  public static Mapping load(String nameOrFile) throws IOException {
    MappingParser.Result result = MappingParser.parse(read(nameOrFile));
    if (result.mapping() == null) {
      List<Problem> problems = result.problems();
      String shown =
          String.join(
              "; ", problems.stream().limit(SHOWN_PROBLEMS).map(Problem::toString).toList());
      int more = problems.size() - SHOWN_PROBLEMS;
      throw new IOException(
          "mapping " + nameOrFile + ": " + shown + (more > 0 ? "; and " + more + " more" : ""));
    }
    return result.mapping();
  }

  private static byte[] read(String nameOrFile) throws IOException {
    if (SHIPPED.contains(nameOrFile)) {
      try (InputStream in =
          Mappings.class.getResourceAsStream("/io/paidan/import/" + nameOrFile + ".json")) {
        return in.readAllBytes();
      }
    }
    Path file = Path.of(nameOrFile);
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "no mapping '"
              + nameOrFile
              + "': give a file, or one that ships with paidan: "
              + String.join(", ", SHIPPED));
    }
    return Files.readAllBytes(file);
  }
}
