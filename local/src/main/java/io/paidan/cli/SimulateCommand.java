package io.paidan.cli;

import io.paidan.reference.DefaultReference;
import io.paidan.replay.DataFiles;
import io.paidan.simulator.Delivery;
import io.paidan.simulator.Simulator;
import io.paidan.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code paidan simulate}. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the history of a simulated prefecture: invented tickets of the default reference data.",
      "The same seed, start and rate give the same bytes.",
    })
final class SimulateCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where to: NDJSON in the order of arrival; gzipped if the name ends in .gz.")
  private Path file;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "INSTANT",
      converter = InstantConverter.class,
      description = "When the first ticket may be reported, like 2026-11-20T00:00:00Z.")
  private Instant from;

  @Option(
      names = "--for",
      defaultValue = "PT24H",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long, like PT24H (the default) or P30D.")
  private Duration duration;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "What is drawn follows from it; 1 by default.")
  private long seed;

  @Option(
      names = "--rate",
      defaultValue = "0.05",
      paramLabel = "N",
      description = "Records per second on the average of a day; 0.05 by default.")
  private double rate;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (!(rate > 0)) {
      throw new ParameterException(spec.commandLine(), "--rate must be over 0");
    }
    Simulator simulator =
        new Simulator(DefaultReference.load(), SimulatorSettings.history(seed, from, rate));
    long end = from.plus(duration).toEpochMilli();
    long records = 0;
    try (OutputStream out = DataFiles.write(file)) {
      for (Delivery next = simulator.next(); next.at() < end; next = simulator.next()) {
        out.write(next.value());
        out.write('\n');
        records++;
      }
    }
    spec.commandLine().getOut().printf(Locale.ROOT, "simulate: %d records in %s%n", records, file);
    return 0;
  }

  /** An ISO 8601 duration over 0. */
  private static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      try {
        Duration duration = Duration.parse(value);
        if (duration.isNegative() || duration.isZero()) {
          throw new TypeConversionException("'" + value + "' is not over 0");
        }
        return duration;
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "'" + value + "' is not a duration, write it like PT24H or P30D");
      }
    }
  }
}
