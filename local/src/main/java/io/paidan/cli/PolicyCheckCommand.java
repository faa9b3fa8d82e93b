package io.paidan.cli;

import io.paidan.policy.PolicyCheck;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code paidan policy check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Validates policy files and names every problem, a line each:",
      "FILE:LINE:COLUMN /pointer what is wrong.",
    })
final class PolicyCheckCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "A version of a policy, or all versions of its history, as JSON.")
  private List<Path> files;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<String> problems = PolicyCheck.check(files);
    if (problems.isEmpty()) {
      PrintWriter out = spec.commandLine().getOut();
      files.forEach(file -> out.println(file + ": sound"));
      return 0;
    }
    problems.forEach(spec.commandLine().getErr()::println);
    return 1;
  }
}
