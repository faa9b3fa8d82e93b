package io.paidan.cli;

import io.paidan.core.recompute.RecomputeException;
import io.paidan.index.IndexSetupException;
import io.paidan.index.rebuild.RebuildException;
import io.paidan.local.LocalServerException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** One line on standard error for everything that goes wrong (contract, section 4). */
final class Errors {
  private Errors() {}

  /** Wrong usage: exit 2. */
  static int wrongUsage(ParameterException error, String[] arguments) {
    CommandLine command = error.getCommandLine();
    print(command, error, oneLine(error.getMessage()) + "; see '" + name(command) + " --help'");
    return CommandLine.ExitCode.USAGE;
  }

  /** Failed: exit 1. */
  static int failed(Exception error, CommandLine command, ParseResult parsed) {
    print(command, error, describe(error));
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static void print(CommandLine command, Exception error, String line) {
    command.getErr().println(name(command) + ": " + line);
    if ("1".equals(System.getenv("PAIDAN_DEBUG"))) {
      error.printStackTrace(command.getErr());
    }
    command.getErr().flush();
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName();
  }

  private static String describe(Throwable error) {
    if (error instanceof UncheckedIOException unchecked) {
      return describe(unchecked.getCause());
    }
    if (error instanceof NoSuchFileException || error instanceof FileNotFoundException) {
      return "no such file: " + error.getMessage();
    }
    if (error instanceof AccessDeniedException) {
      return "no permission: " + error.getMessage();
    }
    if (error instanceof NotDirectoryException) {
      return "not a folder: " + error.getMessage();
    }
    if (error instanceof FileAlreadyExistsException) {
      return "in the way: " + error.getMessage() + " is there already and is not a folder";
    }
    if (error instanceof CommandException
        || error instanceof LocalServerException
        || error instanceof RecomputeException
        || error instanceof IndexSetupException
        || error instanceof RebuildException
        || error instanceof IOException
        || error instanceof IllegalArgumentException) {
      return oneLine(error.getMessage() == null ? error.toString() : error.getMessage());
    }
    return "unexpected: "
        + oneLine(error.toString())
        + " (a defect; PAIDAN_DEBUG=1 shows where it happened)";
  }

  private static String oneLine(String message) {
    return String.valueOf(message).strip().replaceAll("\\s*[\\r\\n]+\\s*", "; ");
  }
}
