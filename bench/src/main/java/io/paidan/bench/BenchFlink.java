package io.paidan.bench;

import io.paidan.flink.JobEnvironment;
import io.paidan.flink.JobEnvironment.Backend;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/** The jobs' own settings, but that a failure is the end. */
public final class BenchFlink {
  private BenchFlink() {}

  /** Where RocksDB has its files, in the folder of a run. */
  public static Path rocksdbFolder(Path folder) {
    return folder.resolve("rocksdb");
  }

  /**
   * The settings of a Flink in this JVM.
   *
   * @param checkpointEvery zero: no checkpoints
   * @param folder where checkpoints and RocksDB's files go
   * @param rocksdbMemory what RocksDB may use, all subtasks together, as Flink writes it: {@code
   *     1g}
   */
  public static Configuration configuration(
      Backend backend, Duration checkpointEvery, Path folder, String rocksdbMemory) {
    Configuration configuration = JobEnvironment.configuration(backend, checkpointEvery);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    // The plain object of the baseline has no serializer of its own, and needs none in one chain.
    configuration.set(PipelineOptions.GENERIC_TYPES, true);
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    if (backend == Backend.ROCKSDB) {
      configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.parse(rocksdbMemory));
      configuration.set(RocksDBOptions.LOCAL_DIRECTORIES, rocksdbFolder(folder).toString());
    }
    return configuration;
  }
}
