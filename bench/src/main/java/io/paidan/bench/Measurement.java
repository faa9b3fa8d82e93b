package io.paidan.bench;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.function.ToDoubleFunction;

/**
 * The figures of one pass of a stage.
 *
 * @param items how many events or documents
 * @param seconds from the job's start to its end
 * @param jvmCpuSeconds processor time of the stage's JVM
 * @param serverCpuSeconds processor time of the servers that it uses
 * @param gcSeconds in which the collector worked
 * @param note what else came of it
 */
record Measurement(
    long items,
    double seconds,
    double jvmCpuSeconds,
    double serverCpuSeconds,
    double gcSeconds,
    String note) {

  double itemsPerSecond() {
    return items / seconds;
  }

  /** Each figure's median over the passes; the last pass's note. */
  static Measurement median(List<Measurement> passes) {
    return new Measurement(
        (long) median(passes, Measurement::items),
        median(passes, Measurement::seconds),
        median(passes, Measurement::jvmCpuSeconds),
        median(passes, Measurement::serverCpuSeconds),
        median(passes, Measurement::gcSeconds),
        passes.get(passes.size() - 1).note());
  }

  private static double median(List<Measurement> passes, ToDoubleFunction<Measurement> figure) {
    double[] sorted = passes.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
  }

  void write(Path file) throws IOException {
    Properties p = new Properties();
    p.setProperty("items", Long.toString(items));
    p.setProperty("seconds", Double.toString(seconds));
    p.setProperty("jvmCpuSeconds", Double.toString(jvmCpuSeconds));
    p.setProperty("serverCpuSeconds", Double.toString(serverCpuSeconds));
    p.setProperty("gcSeconds", Double.toString(gcSeconds));
    p.setProperty("note", note);
    try (Writer out = Files.newBufferedWriter(file)) {
      p.store(out, null);
    }
  }

  static Measurement read(Path file) throws IOException {
    Properties p = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      p.load(in);
    }
    return new Measurement(
        Long.parseLong(p.getProperty("items")),
        Double.parseDouble(p.getProperty("seconds")),
        Double.parseDouble(p.getProperty("jvmCpuSeconds")),
        Double.parseDouble(p.getProperty("serverCpuSeconds")),
        Double.parseDouble(p.getProperty("gcSeconds")),
        p.getProperty("note"));
  }
}
