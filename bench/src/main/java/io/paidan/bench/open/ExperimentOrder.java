package io.paidan.bench.open;

import io.paidan.flink.JobEnvironment.Backend;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * What the JVM of a run is told.
 *
 * @param arguments the command line, as it was given
 * @param open how many tickets are open in this run
 */
record ExperimentOrder(
    List<String> arguments, Backend backend, long open, String bootstrapServers, Path folder) {

  /** Where the run's figures go. */
  Path figures() {
    return folder.resolve("figures.tsv");
  }

  /** Where the run has files that nobody needs afterwards. */
  Path work() {
    return folder.resolve("work");
  }

  void write(Path file) throws IOException {
    Properties p = new Properties();
    p.setProperty("arguments", String.join("\n", arguments));
    p.setProperty("backend", backend.name());
    p.setProperty("open", Long.toString(open));
    p.setProperty("bootstrapServers", bootstrapServers);
    p.setProperty("folder", folder.toString());
    try (Writer out = Files.newBufferedWriter(file)) {
      p.store(out, null);
    }
  }

  static ExperimentOrder read(Path file) throws IOException {
    Properties p = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      p.load(in);
    }
    return new ExperimentOrder(
        List.of(p.getProperty("arguments").split("\n", -1)),
        Backend.valueOf(p.getProperty("backend")),
        Long.parseLong(p.getProperty("open")),
        p.getProperty("bootstrapServers"),
        Path.of(p.getProperty("folder")));
  }
}
