package io.paidan.policy;

import io.paidan.json.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks policy files, for {@code policy check F…} (contract, section 4). */
public final class PolicyCheck {
  private PolicyCheck() {}

  /**
   * All problems of the files, each document by itself.
   *
   * @return lines {@code file:line:column /pointer message}, or {@code file: message} for a file
   *     that cannot be read; empty when all is well
   */
  public static List<String> check(List<Path> files) {
    List<String> lines = new ArrayList<>();
    for (Path file : files) {
      byte[] bytes;
      try {
        bytes = Files.readAllBytes(file);
      } catch (IOException e) {
        lines.add(file + ": cannot be read: " + reason(file, e));
        continue;
      }
      for (Problem problem : PolicyParser.parse(bytes).problems()) {
        lines.add(file + ":" + problem);
      }
    }
    return lines;
  }

  private static String reason(Path file, IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    return Files.isDirectory(file) ? "it is a folder: name the files in it" : e.toString();
  }
}
