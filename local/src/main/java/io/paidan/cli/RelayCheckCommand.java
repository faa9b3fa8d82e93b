package io.paidan.cli;

import io.paidan.json.Problem;
import io.paidan.relay.config.RelayConfigParser;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code paidan relay check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Validates configurations of the relay and names every problem, a line each:",
      "FILE:LINE:COLUMN /pointer what is wrong. Secrets are not read.",
    })
final class RelayCheckCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "A configuration, as JSON.")
  private List<Path> files;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    InputFiles.requireReadable("FILE", files);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    int exit = 0;
    for (Path file : files) {
      Path folder = file.toAbsolutePath().getParent();
      List<Problem> problems = RelayConfigParser.parse(Files.readAllBytes(file), folder).problems();
      if (problems.isEmpty()) {
        out.println(file + ": sound");
      } else {
        problems.forEach(problem -> err.println(file + ":" + problem));
        exit = 1;
      }
    }
    return exit;
  }
}
