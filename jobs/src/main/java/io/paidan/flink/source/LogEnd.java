package io.paidan.flink.source;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks Kafka how far its logs reach. Nothing here blocks. Every future completes within a few
 * seconds, exceptionally when Kafka does not answer: whoever asks keeps one question open and asks
 * again.
 */
public interface LogEnd extends AutoCloseable {

  /** Makes the one of a source's subtask; part of the job graph. */
  interface Factory extends Serializable {
    LogEnd open(int subtask);
  }

  /**
   * The end of each log: the offset after the last record that a reader may see (with {@code
   * read_committed}: before the first open transaction).
   */
  CompletableFuture<Map<TopicPartition, Long>> ends(Set<TopicPartition> partitions);

  /**
   * The offsets that the connector's markers stand for: where a reader that has read nothing yet
   * will begin.
   *
   * @param markers {@code KafkaPartitionSplit.EARLIEST_OFFSET}, {@code LATEST_OFFSET} or {@code
   *     COMMITTED_OFFSET} of each partition
   */
  CompletableFuture<Map<TopicPartition, Long>> starts(Map<TopicPartition, Long> markers);

  /**
   * The next record at or after an offset: its offset, or, when there is none, an offset behind all
   * that no reader ever gets to see (transaction markers, aborted records, what compaction or
   * retention took away). Never less than {@code offset}. It reads the log, so it is for offsets
   * behind which nothing seems to come.
   */
  CompletableFuture<Long> nextRecord(TopicPartition partition, long offset);

  /** Gives up open questions and connections; does not throw. */
  @Override
  void close();
}
