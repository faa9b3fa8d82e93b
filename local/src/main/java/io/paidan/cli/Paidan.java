package io.paidan.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code paidan} command (contract, section 4). Exit 0: done; 1: failed; 2: wrong usage. Every
 * error is one line on standard error.
 */
@Command(
    name = "paidan",
    description = "Live analytics of government service tickets.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = PaidanVersion.class,
    subcommands = {
      UpCommand.class,
      BoardCommand.class,
      RecomputeCommand.class,
      ReplayCommand.class,
      InitCommand.class,
      RebuildCommand.class,
      ImportCommand.class,
      PolicyCommand.class,
      SimulateCommand.class,
      RelayCommand.class,
    },
    footer = {
      "",
      "'paidan COMMAND --help' tells more. Exit status: 0 done, 1 failed, 2 wrong usage.",
      "Environment: JAVA_HOME, PAIDAN_JAVA_OPTS, PAIDAN_DEBUG=1 (stack traces).",
    })
public final class Paidan implements Runnable {
  @Spec private CommandSpec spec;

  /** Runs the command and ends the process. */
  public static void main(String[] arguments) {
    // Not System.out: its encoding is the locale's, and Chinese text comes out as ??? in a bare
    // one.
    CommandLine commandLine =
        commandLine()
            .setOut(utf8(new FileOutputStream(FileDescriptor.out)))
            .setErr(utf8(new FileOutputStream(FileDescriptor.err)));
    System.exit(commandLine.execute(arguments));
  }

  /** The command as picocli knows it, for {@link #main} and for tests. */
  public static CommandLine commandLine() {
    return new CommandLine(new Paidan())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(Errors::wrongUsage)
        .setExecutionExceptionHandler(Errors::failed);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which COMMAND?");
  }

  private static PrintWriter utf8(OutputStream out) {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }
}
