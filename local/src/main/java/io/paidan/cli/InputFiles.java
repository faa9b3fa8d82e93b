package io.paidan.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks on files named on the command line, before any work is done. */
final class InputFiles {
  private InputFiles() {}

  /**
   * All of them can be read.
   *
   * @throws CommandException naming the first that cannot
   */
  static void requireReadable(String option, List<Path> files) {
    for (Path file : files) {
      requireReadable(option, file);
    }
  }

  /**
   * It can be read.
   *
   * @throws CommandException when it cannot
   */
  static void requireReadable(String option, Path file) {
    if (!Files.exists(file)) {
      throw new CommandException(option + ": no such file: " + file);
    }
    if (Files.isDirectory(file)) {
      throw new CommandException(option + ": " + file + " is a folder, a file is needed");
    }
    if (!Files.isReadable(file)) {
      throw new CommandException(option + ": no permission to read " + file);
    }
  }
}
