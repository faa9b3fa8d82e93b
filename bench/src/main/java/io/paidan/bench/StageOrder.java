package io.paidan.bench;

import io.paidan.Topics;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What the JVM of a run is told.
 *
 * @param stage its name
 * @param pass tells this run from others of the stage
 * @param events of the measured pass, all partitions
 * @param warmup events of the pass before it; 0: none
 * @param indexed how many documents the measured pass of the index job reads
 * @param checkpointEvery of the jobs; zero: no checkpoints
 * @param rocksdbMemory what RocksDB may use beside the heap
 * @param broker the broker's processes
 * @param index where stages write documents to; null: this one does not
 * @param folder for files of its own
 * @param result where the figures go
 * @param recording where a flight recording of the measured pass goes; null: none
 */
record StageOrder(
    String stage,
    String pass,
    String bootstrapServers,
    int parallelism,
    long events,
    long warmup,
    long indexed,
    Duration checkpointEvery,
    String rocksdbMemory,
    List<Long> broker,
    BenchIndex index,
    Path folder,
    Path result,
    Path recording) {
  /** The events of warm-up passes, in a topic of their own. */
  static final String WARMUP_TOPIC = "bench-warmup-events";

  void write(Path file) throws IOException {
    Properties p = new Properties();
    p.setProperty("stage", stage);
    p.setProperty("pass", pass);
    p.setProperty("bootstrapServers", bootstrapServers);
    p.setProperty("parallelism", Integer.toString(parallelism));
    p.setProperty("events", Long.toString(events));
    p.setProperty("warmup", Long.toString(warmup));
    p.setProperty("indexed", Long.toString(indexed));
    p.setProperty("checkpointEvery", checkpointEvery.toString());
    p.setProperty("rocksdbMemory", rocksdbMemory);
    p.setProperty("broker", text(broker));
    if (index != null) {
      p.setProperty("index", index.url());
      p.setProperty("indexProcesses", text(index.processes()));
    }
    p.setProperty("folder", folder.toString());
    p.setProperty("result", result.toString());
    if (recording != null) {
      p.setProperty("recording", recording.toString());
    }
    try (Writer out = Files.newBufferedWriter(file)) {
      p.store(out, null);
    }
  }

  static StageOrder read(Path file) throws IOException {
    Properties p = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      p.load(in);
    }
    return new StageOrder(
        p.getProperty("stage"),
        p.getProperty("pass"),
        p.getProperty("bootstrapServers"),
        Integer.parseInt(p.getProperty("parallelism")),
        Long.parseLong(p.getProperty("events")),
        Long.parseLong(p.getProperty("warmup")),
        Long.parseLong(p.getProperty("indexed")),
        Duration.parse(p.getProperty("checkpointEvery")),
        p.getProperty("rocksdbMemory"),
        processes(p.getProperty("broker")),
        p.getProperty("index") == null
            ? null
            : new BenchIndex(p.getProperty("index"), processes(p.getProperty("indexProcesses"))),
        Path.of(p.getProperty("folder")),
        Path.of(p.getProperty("result")),
        p.getProperty("recording") == null ? null : Path.of(p.getProperty("recording")));
  }

  private static String text(List<Long> processes) {
    return String.join(",", processes.stream().map(String::valueOf).toList());
  }

  private static List<Long> processes(String text) {
    return Stream.of(text.split(",", -1)).map(Long::valueOf).toList();
  }

  StageContext warmupPass() {
    return pass("warmup", WARMUP_TOPIC, warmup, Math.min(indexed, warmup));
  }

  StageContext measuredPass() {
    return pass("measured", Topics.TICKET_EVENTS, events, indexed);
  }

  private StageContext pass(String kind, String topic, long count, long documents) {
    List<ProcessHandle> servers =
        Stream.concat(broker.stream(), index == null ? Stream.of() : index.processes().stream())
            .flatMap(pid -> ProcessHandle.of(pid).stream())
            .toList();
    return new StageContext(
        stage + "-" + pass + "-" + kind,
        bootstrapServers,
        topic,
        count,
        documents,
        parallelism,
        checkpointEvery,
        rocksdbMemory,
        index,
        folder,
        new Meter(servers));
  }
}
