package io.paidan.bench;

/**
 * One thing that is measured. Each of its runs has a JVM of its own, so that no stage lives with
 * what the just-in-time compiler learnt from another.
 */
interface Stage {
  /** Short, for the table and the command line: {@code B0}. */
  String name();

  /** What runs, for the table. */
  String description();

  /** What is counted, for the table. */
  default String unit() {
    return "events";
  }

  /**
   * Runs to the end of the input. Servers and topics of its own are made before the clock starts,
   * through {@link StageContext#measure}.
   *
   * @param context the input, and where to leave the figures
   */
  void run(StageContext context) throws Exception;
}
