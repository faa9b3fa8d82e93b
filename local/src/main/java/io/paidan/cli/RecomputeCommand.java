package io.paidan.cli;

import io.paidan.core.recompute.Recompute;
import io.paidan.document.Alias;
import io.paidan.json.Problem;
import io.paidan.policy.DefaultPolicy;
import io.paidan.policy.PolicyHistory;
import io.paidan.policy.PolicyParser;
import io.paidan.policy.PolicyVersion;
import io.paidan.reference.DefaultReference;
import io.paidan.reference.ReferenceData;
import io.paidan.reference.ReferenceParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code paidan recompute}. */
@Command(
    name = "recompute",
    mixinStandardHelpOptions = true,
    description = {
      "Computes the documents of a recorded history, without any server.",
      "The same input gives the same bytes. Files of an earlier run are replaced.",
    })
final class RecomputeCommand implements Callable<Integer> {
  @Option(
      names = "--events",
      arity = "1..*",
      required = true,
      paramLabel = "FILE",
      description = "NDJSON, one CloudEvent a line, gzipped or not.")
  private List<Path> events;

  @Option(
      names = "--policy",
      arity = "1..*",
      paramLabel = "FILE",
      description = "A version of the policy, or all of its history; by default the project's own.")
  private List<Path> policies = List.of();

  @Option(
      names = "--reference",
      paramLabel = "FILE",
      description = "Streets, departments and their names; by default the project's own.")
  private Path reference;

  @Option(
      names = "--as-of",
      required = true,
      paramLabel = "INSTANT",
      converter = InstantConverter.class,
      description = {
        "Like 2026-11-20T00:00:00Z: later events are not read, and clocks that fall due later have",
        "not breached.",
      })
  private Instant asOf;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder for <alias>.ndjson and dead-letters.ndjson; made if missing.")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    InputFiles.requireReadable("--events", events);
    InputFiles.requireReadable("--policy", policies);
    if (reference != null) {
      InputFiles.requireReadable("--reference", reference);
    }
    Recompute.Summary summary =
        Recompute.run(
            new Recompute.Options(
                events, policyHistory(), referenceData(), asOf.toEpochMilli(), out));
    PrintWriter lines = spec.commandLine().getOut();
    lines.printf(
        Locale.ROOT,
        "recompute: %d lines: %d events of %d tickets, %d repeats, %d later than %s, %d dead letters%n",
        summary.lines(),
        summary.events(),
        summary.tickets(),
        summary.repeats(),
        summary.later(),
        asOf,
        summary.deadLetters());
    for (Map.Entry<Alias, Long> documents : summary.documents().entrySet()) {
      lines.printf(
          Locale.ROOT, "recompute: %s: %d%n", documents.getKey().alias(), documents.getValue());
    }
    if (summary.problems() > 0) {
      spec.commandLine()
          .getErr()
          .printf(
              Locale.ROOT,
              "paidan recompute: %d clocks could not be judged, first: %s%n",
              summary.problems(),
              summary.firstProblem());
    }
    return 0;
  }

  private PolicyHistory policyHistory() throws IOException {
    if (policies.isEmpty()) {
      return DefaultPolicy.load();
    }
    List<PolicyVersion> versions = new ArrayList<>();
    for (Path file : policies) {
      PolicyParser.Result result = PolicyParser.parse(Files.readAllBytes(file));
      requireSound(file, result.problems(), "; all of them: paidan policy check " + file);
      versions.addAll(result.versions());
    }
    return new PolicyHistory(versions);
  }

  private ReferenceData referenceData() throws IOException {
    if (reference == null) {
      return DefaultReference.load();
    }
    ReferenceParser.Result result = ReferenceParser.parse(Files.readAllBytes(reference));
    requireSound(reference, result.problems(), "");
    return result.data();
  }

  private static void requireSound(Path file, List<Problem> problems, String more) {
    if (!problems.isEmpty()) {
      throw new CommandException(
          file
              + ":"
              + problems.get(0)
              + (problems.size() == 1 ? "" : " (the first of " + problems.size() + " problems)")
              + more);
    }
  }
}
