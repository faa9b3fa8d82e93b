package io.paidan.bench.open;

import java.util.List;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.CheckpointStatsStatus;

/**
 * Checkpoints of a job.
 *
 * @param all in no order
 */
record Checkpoints(List<Checkpoint> all) {
  /**
   * One checkpoint. Instants in milliseconds since the epoch.
   *
   * @param end of one under way: now
   * @param bytes of the state that it holds
   */
  record Checkpoint(long begin, long end, CheckpointStatsStatus status, long bytes) {
    static Checkpoint of(AbstractCheckpointStats stats, long now) {
      boolean underWay = stats.getStatus() == CheckpointStatsStatus.IN_PROGRESS;
      long begin = stats.getTriggerTimestamp();
      long end = underWay ? now : begin + Math.max(0, stats.getEndToEndDuration());
      return new Checkpoint(begin, end, stats.getStatus(), stats.getStateSize());
    }
  }

  /** Those that were under way at some moment between two instants. */
  Checkpoints between(long from, long to) {
    return new Checkpoints(all.stream().filter(c -> c.begin() <= to && c.end() >= from).toList());
  }

  /** How many were under way, failed, and how long the longest took. */
  void into(Figures figures) {
    figures.put("checkpoints meanwhile", all.size());
    figures.put(
        "of them failed",
        all.stream().filter(c -> c.status() == CheckpointStatsStatus.FAILED).count());
    figures.put(
        "the longest, s", all.stream().mapToLong(c -> c.end() - c.begin()).max().orElse(0) / 1e3);
    figures.put("the largest, MB", all.stream().mapToLong(Checkpoint::bytes).max().orElse(0) / 1e6);
  }
}
