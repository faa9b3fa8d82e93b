package io.paidan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.cli.Paidan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;

/** The {@code paidan} command, run inside the test's JVM. */
final class Command {
  private Command() {}

  /** What became of a run. */
  record Run(int exit, String out, String err) {}

  /** Runs it, which must go well; what it said on standard output. */
  static String run(Object... arguments) {
    Run run = tryRun(arguments);
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    return run.out();
  }

  /** Runs it. */
  static Run tryRun(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        Paidan.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    return new Run(exit, out.toString(), err.toString());
  }
}
