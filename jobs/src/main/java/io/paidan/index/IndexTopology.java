package io.paidan.index;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * From the documents topic into the index. Source and sink are parameters: tests run this very
 * topology.
 *
 * <pre>
 *   documents ─► by document ─► index ─┬─► Elasticsearch
 *                                      └─► dead letters (acknowledged before they are forgotten)
 * </pre>
 */
public final class IndexTopology {
  /** Chosen once: a savepoint can be spread over at most this many subtasks. */
  public static final int MAX_PARALLELISM = 720;

  static final String SOURCE_UID = "source-documents";
  static final String SINK_UID = "sink-index";

  private IndexTopology() {}

  /** Adds the topology to an environment. */
  public static void build(
      StreamExecutionEnvironment env,
      Source<IndexRecord, ?, ?> documents,
      Sink<IndexRecord> index) {
    env.setMaxParallelism(MAX_PARALLELISM);
    env.fromSource(
            documents, WatermarkStrategy.noWatermarks(), "documents", IndexRecordType.INSTANCE)
        .uid(SOURCE_UID)
        .keyBy(IndexRecord::key, Types.STRING)
        .sinkTo(index)
        .name("index")
        .uid(SINK_UID);
  }
}
