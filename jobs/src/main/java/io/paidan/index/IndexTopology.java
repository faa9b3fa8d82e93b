package io.paidan.index;

import io.paidan.document.Alias;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
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
  private static final String FILTER_UID = "some-documents";

  private IndexTopology() {}

  /** Adds the topology to an environment. */
  public static void build(
      StreamExecutionEnvironment env,
      Source<IndexRecord, ?, ?> documents,
      Sink<IndexRecord> index) {
    index(source(env, documents), index);
  }

  /** The same of some aliases only, and without records that are no documents. */
  public static void build(
      StreamExecutionEnvironment env,
      Source<IndexRecord, ?, ?> documents,
      Set<Alias> aliases,
      Sink<IndexRecord> index) {
    Set<Alias> wanted = Set.copyOf(aliases);
    index(
        source(env, documents)
            .filter(r -> r.document() != null && wanted.contains(r.document().alias()))
            .name("some documents")
            .uid(FILTER_UID),
        index);
  }

  private static DataStream<IndexRecord> source(
      StreamExecutionEnvironment env, Source<IndexRecord, ?, ?> documents) {
    env.setMaxParallelism(MAX_PARALLELISM);
    return env.fromSource(
            documents, WatermarkStrategy.noWatermarks(), "documents", IndexRecordType.INSTANCE)
        .uid(SOURCE_UID);
  }

  private static void index(DataStream<IndexRecord> documents, Sink<IndexRecord> index) {
    documents.keyBy(IndexRecord::key, Types.STRING).sinkTo(index).name("index").uid(SINK_UID);
  }
}
