package io.paidan.cli;

import io.paidan.importer.ImportFiles;
import io.paidan.importer.xes.XesImport;
import io.paidan.importer.xes.XesMappings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code paidan import xes}. */
@Command(
    name = "xes",
    mixinStandardHelpOptions = true,
    description = {
      "Turns an event log of process mining into events, in order of time.",
      "Log events that cannot be mapped are listed with line and reasons in FILE.rejected.ndjson.",
    })
final class ImportXesCommand implements Callable<Integer> {
  @Option(
      names = "--mapping",
      required = true,
      paramLabel = "M",
      description = "Which status makes what: a file (see docs/import.md), bpic2013 or helpdesk.")
  private String mapping;

  @Option(
      names = "--in",
      required = true,
      paramLabel = "FILE",
      description = "The XES event log, gzipped or not.")
  private Path in;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where to: NDJSON, one event a line; gzipped if the name ends in .gz.")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    InputFiles.requireReadable("--in", in);
    XesImport.Report report = new XesImport(XesMappings.load(mapping)).run(in, out);
    PrintWriter lines = spec.commandLine().getOut();
    lines.printf(
        Locale.ROOT,
        "import: %d log events of %d cases gave %d events; %d told nothing new, %d repeat others,"
            + " %d could not be mapped%s%n",
        report.rows(),
        report.cases(),
        report.events(),
        report.nothingNewInAll(),
        report.repeated(),
        report.rejected(),
        report.rejected() == 0 ? "" : ", see " + ImportFiles.rejectedFile(out));
    if (!report.nothingNew().isEmpty()) {
      lines.printf(
          Locale.ROOT,
          "import: nothing new: %s%n",
          report.nothingNew().entrySet().stream()
              .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
              .map(status -> status.getValue() + " '" + status.getKey() + "'")
              .collect(Collectors.joining(", ")));
    }
    if (report.rows() > 0 && report.rejected() == report.rows()) {
      throw new CommandException(
          "none of the log events could be mapped: does this mapping belong to this log? See "
              + ImportFiles.rejectedFile(out));
    }
    return 0;
  }
}
