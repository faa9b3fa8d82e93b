package io.paidan.cli;

import io.paidan.importer.ImportFiles;
import io.paidan.importer.csv.CsvImport;
import io.paidan.importer.csv.CsvMappings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code paidan import csv}. */
@Command(
    name = "csv",
    mixinStandardHelpOptions = true,
    description = {
      "Turns the rows of a CSV file into events, in order of time.",
      "Rows that cannot be mapped are listed with line and reasons in FILE.rejected.ndjson.",
    })
final class ImportCsvCommand implements Callable<Integer> {
  @Option(
      names = "--mapping",
      required = true,
      paramLabel = "M",
      description = "Which column makes what: a file (see docs/import.md), or nyc311.")
  private String mapping;

  @Option(
      names = "--in",
      required = true,
      paramLabel = "FILE",
      description = "The CSV file, gzipped or not, with a header.")
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
    CsvImport.Report report = new CsvImport(CsvMappings.load(mapping)).run(in, out);
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "import: %d rows gave %d events; %d rows repeat others, %d could not be mapped%s%n",
            report.rows(),
            report.events(),
            report.repeated(),
            report.rejected(),
            report.rejected() == 0 ? "" : ", see " + ImportFiles.rejectedFile(out));
    if (report.rows() > 0 && report.rejected() == report.rows()) {
      throw new CommandException(
          "none of the rows could be mapped: does this mapping belong to this file? See "
              + ImportFiles.rejectedFile(out));
    }
    return 0;
  }
}
