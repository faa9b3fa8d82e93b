package io.paidan.index.sink;

import java.io.Serializable;
import java.time.Duration;

/**
 * How much the sink holds, gathers and sends, for each of its subtasks.
 *
 * @param batchCount a bulk request has at most so many entries
 * @param batchBytes a bulk request of more than one entry has at most so many bytes
 * @param batchAge an entry waits at most so long for others to share its request
 * @param inFlight at most so many bulk requests are unanswered
 * @param heldCount at most so many entries wait or are in flight; then reading stops
 * @param heldBytes at most so many bytes wait or are in flight; then reading stops; this is also
 *     what a checkpoint may hold
 * @param documentBytes a larger document is a dead letter
 * @param firstBackOff after the first try that Elasticsearch put off, about so long; doubled by
 *     each further one
 * @param longestBackOff the longest wait before another try
 * @param unreachable after so long without any answer the job fails, and Flink starts it again
 */
public record IndexLimits(
    int batchCount,
    int batchBytes,
    Duration batchAge,
    int inFlight,
    int heldCount,
    int heldBytes,
    int documentBytes,
    Duration firstBackOff,
    Duration longestBackOff,
    Duration unreachable)
    implements Serializable {

  /** What fits one node on one machine as well as a small cluster. */
  public static final IndexLimits DEFAULTS =
      new IndexLimits(
          2_000,
          4 << 20,
          Duration.ofMillis(200),
          2,
          20_000,
          24 << 20,
          8 << 20,
          Duration.ofMillis(100),
          Duration.ofSeconds(15),
          Duration.ofMinutes(2));

  public IndexLimits {
    require(batchCount >= 1, "batchCount");
    require(batchBytes >= 1, "batchBytes");
    require(!batchAge.isNegative(), "batchAge");
    require(inFlight >= 1, "inFlight");
    require(heldCount >= 1, "heldCount");
    require(heldBytes >= 1, "heldBytes");
    require(documentBytes >= 1, "documentBytes");
    require(firstBackOff.toMillis() >= 1, "firstBackOff");
    require(longestBackOff.compareTo(firstBackOff) >= 0, "longestBackOff");
    require(!unreachable.isNegative(), "unreachable");
  }

  private static void require(boolean holds, String limit) {
    if (!holds) {
      throw new IllegalArgumentException("The limit " + limit + " of the index sink is too small.");
    }
  }
}
