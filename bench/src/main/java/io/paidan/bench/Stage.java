package io.paidan.bench;

/**
 * One thing that is measured. Each of its runs has a JVM of its own, so that no stage lives with
 * what the just-in-time compiler learnt from another.
 */
interface Stage extends AutoCloseable {
  /** Short, for the table and the command line: {@code B0}. */
  String name();

  /** What runs, for the table. */
  String description();

  /** What is counted, for the table. */
  default String unit() {
    return "events";
  }

  /** Whether it reads the documents of {@link DocumentLog}. */
  default boolean readsDocuments() {
    return false;
  }

  /** Whether it writes to the {@link BenchIndex}. */
  default boolean writesIndex() {
    return false;
  }

  /**
   * Runs to the end of the input. Servers and topics of its own are made before it measures, and
   * stay from the warm-up to the measured pass.
   *
   * @param context the input, and the meter to measure with
   */
  void run(StageContext context) throws Exception;

  /** Stops what it started. */
  @Override
  default void close() {}
}
