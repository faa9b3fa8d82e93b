package io.paidan.bench;

import picocli.CommandLine.Option;

/** What stages and experiments are told alike. */
public final class RunOptions {
  @Option(
      names = "--parallelism",
      defaultValue = "2",
      description = "of the jobs, and partitions of their topics (default: ${DEFAULT-VALUE})")
  public int parallelism;

  @Option(
      names = "--rocksdb-memory",
      defaultValue = "1g",
      description = "that RocksDB may use, beside the heap (default: ${DEFAULT-VALUE})")
  public String rocksdbMemory;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "of tickets and traffic (default: ${DEFAULT-VALUE})")
  public long seed;
}
