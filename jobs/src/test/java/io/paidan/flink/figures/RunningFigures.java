package io.paidan.flink.figures;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.Topics;
import io.paidan.analytics.AnalyticsTopology;
import io.paidan.core.figures.Cause;
import io.paidan.core.figures.Causes;
import io.paidan.core.figures.Cell;
import io.paidan.core.figures.CellKey;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.flink.control.ControlRecord;
import io.paidan.flink.control.ControlRecordType;
import io.paidan.flink.source.WallClock;
import io.paidan.flink.types.DocumentType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SnapshotType;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;

/** An operator of figures in Flink's harness: both inputs, time and the clock by hand. */
final class RunningFigures<I> implements AutoCloseable {
  /** The wall clock of every operator here. */
  static volatile long wallClock;

  private static final WallClock CLOCK = () -> wallClock;

  /** Which operator it is, and what it takes. */
  private record Kind<I>(
      Supplier<FigureOperator<I>> operator,
      Function<FigureChange, I> input,
      KeySelector<I, Integer> key,
      TypeInformation<I> type) {}

  private final Kind<I> kind;
  private final StateBackend backend;
  private final Map<String, Document> index = new TreeMap<>();
  private final List<Document> written = new ArrayList<>();
  private final List<byte[]> reports = new ArrayList<>();
  private KeyedTwoInputStreamOperatorTestHarness<Integer, I, ControlRecord, Document> harness;
  private FigureOperator<I> operator;
  private long offset;

  private RunningFigures(Kind<I> kind, boolean rocksDb) {
    this.kind = kind;
    this.backend = rocksDb ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend();
  }

  /** Daily figures, from nothing, with nothing read yet. */
  static RunningFigures<DayInput> daily(boolean rocksDb) throws Exception {
    RunningFigures<DayInput> running =
        new RunningFigures<>(
            new Kind<>(
                () -> new DailyFigures(CLOCK), DayInput::of, DayInput::day, DayInputType.INSTANCE),
            rocksDb);
    running.open(null);
    return running;
  }

  /** Figures of periods, from nothing, with nothing read yet. */
  static RunningFigures<FigureChange> periods(boolean rocksDb) throws Exception {
    RunningFigures<FigureChange> running =
        new RunningFigures<>(
            new Kind<>(
                () -> new PeriodFigures(CLOCK),
                Function.identity(),
                FigureChange::year,
                FigureChangeType.INSTANCE),
            rocksDb);
    running.open(null);
    return running;
  }

  private void open(OperatorSubtaskState snapshot) throws Exception {
    operator = kind.operator().get();
    harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            operator,
            kind.key(),
            record -> 0,
            Types.INT,
            AnalyticsTopology.MAX_PARALLELISM,
            1,
            0,
            kind.type().createSerializer(new SerializerConfigImpl()),
            ControlRecordType.INSTANCE.createSerializer(new SerializerConfigImpl()));
    harness.setStateBackend(backend);
    harness.setup(DocumentType.INSTANCE.createSerializer(new SerializerConfigImpl()));
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
  }

  /** Takes a snapshot, throws the operator away, restores another; the controls are read again. */
  void crash() throws Exception {
    crashBut(() -> {});
    controlsRead();
  }

  /** What happens after a snapshot and is written, but of which the state is lost. */
  interface Lost {
    void happens() throws Exception;
  }

  /** Takes a snapshot, lets something happen, and goes back; the controls have yet to be read. */
  void crashBut(Lost lost) throws Exception {
    OperatorSubtaskState snapshot = snapshot();
    lost.happens();
    harness.close();
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
   * From a snapshot in a file; the controls have yet to be read to their end.
   *
   * @param before one that has done what had been done when the snapshot was taken
   */
  static <I> RunningFigures<I> restore(boolean rocksDb, Path file, RunningFigures<I> before)
      throws Exception {
    RunningFigures<I> running = new RunningFigures<>(before.kind, rocksDb);
    running.index.putAll(before.index);
    running.reports.addAll(before.reports);
    running.offset = before.offset;
    running.open(OperatorSnapshotUtil.readStateHandle(file.toString()));
    return running;
  }

  void reference(String json) throws Exception {
    control(ControlRecord.Kind.REFERENCE, "changji", json);
  }

  void policy(String key, String json) throws Exception {
    control(ControlRecord.Kind.POLICY, key, json);
  }

  private void control(ControlRecord.Kind controlKind, String key, String json) throws Exception {
    harness.processElement2(
        new StreamRecord<>(
            new ControlRecord(
                controlKind,
                key,
                json.getBytes(UTF_8),
                controlKind == ControlRecord.Kind.POLICY ? Topics.POLICIES : Topics.REFERENCE,
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

  /**
   * A change of figures.
   *
   * @param causes none: nobody asked for them
   */
  void change(CellKey key, Cell cell, Cause... causes) throws Exception {
    FigureChange change =
        causes.length == 0
            ? new FigureChange(key, cell, null, null)
            : new FigureChange(
                key, cell, new Causes().add(List.of(causes)), new Causes().add(List.of(causes)));
    harness.processElement1(new StreamRecord<>(kind.input().apply(change)));
    collect();
  }

  /** Something else that comes in. */
  void input(I input) throws Exception {
    harness.processElement1(new StreamRecord<>(input));
    collect();
  }

  void watermark(long instant) throws Exception {
    harness.processWatermark1(new Watermark(instant));
    collect();
  }

  /** Lets time pass, on both clocks. */
  void passTime(long millis) throws Exception {
    wallClock += millis;
    harness.setProcessingTime(harness.getProcessingTime() + millis);
    collect();
  }

  /** Lets time pass until what changed has been written. */
  void settle() throws Exception {
    passTime(2 * FigureOperator.EVERY.toMillis());
  }

  void finish() throws Exception {
    operator.finish();
    collect();
  }

  int eventTimeTimers() {
    return harness.numEventTimeTimers();
  }

  private void collect() {
    for (Object out = harness.getOutput().poll(); out != null; out = harness.getOutput().poll()) {
      if (out instanceof StreamRecord<?> record && record.getValue() instanceof Document document) {
        written.add(document);
        if (document.alias() == Alias.REPORTS) {
          reports.add(document.body());
        }
        String key = document.alias().alias() + "/" + document.id();
        Document earlier = index.get(key);
        if (earlier != null && earlier.revision() >= document.revision()) {
          throw new AssertionError("The revision of " + key + " did not grow");
        }
        index.put(key, document);
      }
    }
  }

  /** All reports in the order in which they were published, as the topic holds them. */
  List<byte[]> reports() {
    return List.copyOf(reports);
  }

  /**
   * What was written, sorted, and forgets it: {@code +} or {@code -}, the alias without {@code
   * paidan-} and the {@code _id}.
   */
  List<String> takeWritten() {
    List<String> all =
        written.stream()
            .map(
                d ->
                    (d.isDeletion() ? "-" : "+")
                        + d.alias().alias().substring("paidan-".length())
                        + "/"
                        + d.id())
            .sorted()
            .toList();
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
