package io.paidan.flink.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.Topics;
import io.paidan.analytics.AnalyticsTopology;
import io.paidan.core.reference.ReferenceUse;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.flink.control.ControlRecord;
import io.paidan.flink.control.ControlRecordType;
import io.paidan.flink.types.DocumentType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SnapshotType;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;

/** The operator of reference data in Flink's harness: both inputs and the clock by hand. */
final class RunningReference implements AutoCloseable {
  /** The wall clock of every operator here. */
  static volatile long wallClock;

  private final StateBackend backend;
  private final Map<String, Document> index = new TreeMap<>();
  private final List<Document> written = new ArrayList<>();
  private KeyedTwoInputStreamOperatorTestHarness<String, ReferenceUse, ControlRecord, Document>
      harness;
  private ReferenceOperator operator;
  private int parallelism;
  private int subtask;
  private long offset;

  private RunningReference(boolean rocksDb) {
    backend = rocksDb ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend();
  }

  /** From nothing, with nothing read yet. */
  static RunningReference start(boolean rocksDb) throws Exception {
    return start(rocksDb, 1, 0);
  }

  /** One of several subtasks, from nothing. */
  static RunningReference start(boolean rocksDb, int parallelism, int subtask) throws Exception {
    RunningReference running = new RunningReference(rocksDb);
    running.parallelism = parallelism;
    running.subtask = subtask;
    running.open(null);
    return running;
  }

  /** From nothing, with this reference data read to its end. */
  static RunningReference with(boolean rocksDb, String reference) throws Exception {
    RunningReference running = start(rocksDb);
    running.reference(reference);
    running.controlsRead();
    return running;
  }

  private void open(OperatorSubtaskState snapshot) throws Exception {
    operator = new ReferenceOperator(() -> wallClock);
    harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            operator,
            ReferenceUse::key,
            ControlRecord::key,
            Types.STRING,
            AnalyticsTopology.MAX_PARALLELISM,
            parallelism,
            subtask,
            ReferenceUseType.INSTANCE.createSerializer(new SerializerConfigImpl()),
            ControlRecordType.INSTANCE.createSerializer(new SerializerConfigImpl()));
    harness.setStateBackend(backend);
    harness.setup(DocumentType.INSTANCE.createSerializer(new SerializerConfigImpl()));
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
  }

  /** Takes a snapshot, throws the operator away and restores another from it. */
  void crash() throws Exception {
    crashBut(() -> {});
  }

  /** What happens after a snapshot and is written, but of which the state is lost. */
  interface Lost {
    void happens() throws Exception;
  }

  /** Takes a snapshot, lets something happen, and goes back to the snapshot. */
  void crashBut(Lost lost) throws Exception {
    OperatorSubtaskState snapshot = snapshot();
    long offsetThen = offset;
    lost.happens();
    harness.close();
    offset = offsetThen;
    open(snapshot);
    collect();
  }

  OperatorSubtaskState snapshot() throws Exception {
    harness.prepareSnapshotPreBarrier(1);
    collect();
    return harness.snapshot(1, 1);
  }

  /** Writes a snapshot, taken as the job takes it, to a file. */
  void snapshot(SnapshotType type, Path file) throws Exception {
    harness.prepareSnapshotPreBarrier(1);
    collect();
    OperatorSnapshotUtil.writeStateHandle(
        harness.snapshotWithLocalState(1, 1, type).getJobManagerOwnedState(), file.toString());
  }

  /**
   * From a snapshot in a file.
   *
   * @param before one that has done what had been done when the snapshot was taken
   */
  static RunningReference restore(boolean rocksDb, Path file, RunningReference before)
      throws Exception {
    RunningReference running = new RunningReference(rocksDb);
    running.parallelism = before.parallelism;
    running.subtask = before.subtask;
    running.index.putAll(before.index);
    running.offset = before.offset;
    running.open(OperatorSnapshotUtil.readStateHandle(file.toString()));
    return running;
  }

  void reference(String json) throws Exception {
    control(ControlRecord.Kind.REFERENCE, json);
  }

  void policy(String json) throws Exception {
    control(ControlRecord.Kind.POLICY, json);
  }

  private void control(ControlRecord.Kind kind, String json) throws Exception {
    harness.processElement2(
        new StreamRecord<>(
            new ControlRecord(
                kind,
                "changji",
                json == null ? null : json.getBytes(UTF_8),
                kind == ControlRecord.Kind.POLICY ? Topics.POLICIES : Topics.REFERENCE,
                0,
                offset++,
                wallClock - 1)));
    collect();
  }

  /** What the control source says when it has read its topics to their end. */
  void controlsRead() throws Exception {
    harness.processWatermarkStatus2(WatermarkStatus.IDLE);
    collect();
  }

  void uses(List<ReferenceUse> uses) throws Exception {
    for (ReferenceUse use : uses) {
      harness.processElement1(new StreamRecord<>(use));
    }
    collect();
  }

  void use(ReferenceUse use) throws Exception {
    uses(List.of(use));
  }

  /** Lets time pass, on both clocks. */
  void passTime(long millis) throws Exception {
    wallClock += millis;
    harness.setProcessingTime(harness.getProcessingTime() + millis);
    collect();
  }

  /** Lets time pass until what changed has been written. */
  void settle() throws Exception {
    passTime(ReferenceOperator.LINGER.toMillis());
  }

  void finish() throws Exception {
    operator.finish();
    collect();
  }

  int keyedEntries() {
    return harness.numKeyedStateEntries();
  }

  private void collect() {
    for (Object out = harness.getOutput().poll(); out != null; out = harness.getOutput().poll()) {
      if (out instanceof StreamRecord<?> record && record.getValue() instanceof Document document) {
        written.add(document);
        String key = document.alias().alias() + "/" + document.id();
        Document earlier = index.get(key);
        if (earlier != null && earlier.revision() >= document.revision()) {
          throw new AssertionError("The revision of " + key + " did not grow");
        }
        index.put(key, document);
      }
    }
  }

  /** What was written, in order, and forgets it: {@code +} or {@code -} and the {@code _id}. */
  List<String> takeWritten() {
    List<String> all =
        written.stream().map(d -> (d.isDeletion() ? "-" : "+") + d.id()).sorted().toList();
    written.clear();
    return all;
  }

  /** What the index would hold now: {@code _id} → JSON. */
  Map<String, String> index(Alias alias) {
    Map<String, String> documents = new TreeMap<>();
    index
        .values()
        .forEach(
            document -> {
              if (document.alias() == alias && !document.isDeletion()) {
                documents.put(document.id(), new String(document.body(), UTF_8));
              }
            });
    return documents;
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
