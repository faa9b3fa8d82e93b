package io.paidan.index.rebuild;

import io.paidan.document.Alias;
import io.paidan.index.sink.Targets;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Brings a stretch of the documents topic into indices. */
public interface Passes {
  /**
   * Returns when all of it is there.
   *
   * @param name for people
   * @param from the first offset of each partition
   * @param to behind the last one
   * @param aliases which documents
   * @param targets where they go
   * @param indices what must be there to go to
   * @throws RebuildException when it cannot be done, with one line that says why
   */
  void run(
      String name,
      Map<TopicPartition, Long> from,
      Map<TopicPartition, Long> to,
      Set<Alias> aliases,
      Targets targets,
      Collection<String> indices)
      throws RebuildException;
}
