package io.paidan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.cli.Paidan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;

/** The {@code paidan} command, run inside the test's JVM. */
final class Command {
  private Command() {}

  /** Runs it, which must go well; what it said on standard output. */
  static String run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        Paidan.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    assertThat(err.toString()).isEmpty();
    assertThat(exit).isZero();
    return out.toString();
  }
}
