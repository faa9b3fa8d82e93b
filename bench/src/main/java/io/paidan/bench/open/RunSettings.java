package io.paidan.bench.open;

import io.paidan.flink.JobEnvironment.Backend;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What one run of an experiment is made with.
 *
 * @param name begins the names of the run's topics
 * @param open how many tickets are open before anything is measured
 * @param parallelism of the job, and partitions of its topics
 * @param checkpointEvery zero: only when the experiment asks for one
 * @param rocksdbMemory what RocksDB may use beside the heap
 * @param rate events a second of the steady traffic
 * @param folder for files of its own
 */
record RunSettings(
    String name,
    Backend backend,
    long open,
    int parallelism,
    Duration checkpointEvery,
    String rocksdbMemory,
    int rate,
    long seed,
    String bootstrapServers,
    Path folder) {

  /** The same with so many events a second of steady traffic. */
  RunSettings withRate(int other) {
    return new RunSettings(
        name,
        backend,
        open,
        parallelism,
        checkpointEvery,
        rocksdbMemory,
        other,
        seed,
        bootstrapServers,
        folder);
  }
}
