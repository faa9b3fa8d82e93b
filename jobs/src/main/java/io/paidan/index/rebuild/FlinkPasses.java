package io.paidan.index.rebuild;

import io.paidan.Topics;
import io.paidan.document.Alias;
import io.paidan.flink.JobEnvironment;
import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.index.DocumentSource;
import io.paidan.index.IndexTopology;
import io.paidan.index.elasticsearch.ElasticsearchConnection;
import io.paidan.index.sink.IndexLimits;
import io.paidan.index.sink.IndexSink;
import io.paidan.index.sink.IndexingFailedException;
import io.paidan.index.sink.RejectedDocuments;
import io.paidan.index.sink.RestBulkTransport;
import io.paidan.index.sink.Targets;
import io.paidan.kafka.KafkaWords;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.common.TopicPartition;

/**
 * Each pass is a job of its own with the topology of the index job, on the cluster that it is
 * submitted to, else inside this JVM. Without checkpoints: a pass that fails begins again, and what
 * it had indexed are conflicts.
 */
public final class FlinkPasses implements Passes {
  private static final int TRIES = 3;

  private final Properties kafka;
  private final ElasticsearchConnection connection;
  private final IndexLimits limits;
  private final int parallelism;

  /**
   * @param kafka {@code bootstrap.servers} and what else a client needs
   * @param parallelism 0: as the cluster says
   */
  public FlinkPasses(
      Properties kafka, ElasticsearchConnection connection, IndexLimits limits, int parallelism) {
    this.kafka = kafka;
    this.connection = connection;
    this.limits = limits;
    this.parallelism = parallelism;
  }

  @Override
  public void run(
      String name,
      Map<TopicPartition, Long> from,
      Map<TopicPartition, Long> to,
      Set<Alias> aliases,
      Targets targets,
      Collection<String> indices)
      throws RebuildException {
    StreamExecutionEnvironment env = JobEnvironment.of(Backend.HEAP, Duration.ZERO);
    env.configure(
        new Configuration()
            .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
            .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, TRIES - 1)
            .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(2)));
    if (parallelism > 0) {
      env.setParallelism(parallelism);
    }
    IndexTopology.build(
        env,
        DocumentSource.between(
            kafka, Topics.DOCUMENTS, RejectedDocuments.TOPICS, "paidan-rebuild", from, to),
        aliases,
        new IndexSink(
            limits,
            targets,
            RestBulkTransport.to(connection, indices),
            RejectedDocuments.toKafka(kafka, Topics.DEAD_LETTERS, Topics.DOCUMENTS)));
    try {
      env.execute(name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RebuildException(name + " was interrupted; nothing was switched.", e);
    } catch (Exception e) {
      throw new RebuildException(
          ExceptionUtils.findThrowable(e, IndexingFailedException.class)
              .map(Throwable::getMessage)
              .orElseGet(() -> name + " failed (" + KafkaWords.of(e) + "); nothing was switched."),
          e);
    }
  }
}
