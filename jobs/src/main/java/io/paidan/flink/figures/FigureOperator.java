package io.paidan.flink.figures;

import io.paidan.core.figures.Causes;
import io.paidan.core.figures.Cell;
import io.paidan.core.figures.CellKey;
import io.paidan.document.Document;
import io.paidan.flink.control.ControlRecord;
import io.paidan.flink.control.ControlView;
import io.paidan.flink.source.WallClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Adds up changes of figures by a key, a date or a year, and writes what has become of them: at
 * once where nothing was written for a second, else when the second is over, with all that has come
 * by then. So a busy document is written once a second and its last state always.
 *
 * <p>An own operator for the reasons that {@code TicketOperator} is one: other names or policies
 * must reach all keys, and the control input says by going idle that it was read to its end; no
 * document is written before, without names. Whatever is gathered is written before a barrier, so a
 * snapshot misses nothing.
 *
 * @param <I> what comes in
 */
abstract class FigureOperator<I> extends AbstractStreamOperator<Document>
    implements TwoInputStreamOperator<I, ControlRecord, Document> {
  private static final long serialVersionUID = 1L;
  private static final int CONTROL_INPUT = 1;

  /** A document that changes all the time is written this often. */
  static final Duration EVERY = Duration.ofSeconds(1);

  /** What comes together is written together. */
  private static final long FIRST_WAIT_MS = 20;

  /** What has come for one cell since the last writing. */
  static final class Gathered {
    final Cell cell;
    final Causes causes = new Causes();
    final Causes areaCauses = new Causes();

    Gathered(CellKey key) {
      cell = new Cell(key.kind());
    }
  }

  private final WallClock clock;

  private transient BroadcastState<String, byte[]> controls;
  private transient ListState<Long> time;
  private transient ValueState<Long> revisions;
  private transient long watermark;

  /**
   * Whether an attempt before this one may have written what its state did not come to hold: then
   * whatever is touched is written once more, though it came back to what it was.
   */
  transient boolean restored;

  transient ControlView control;
  transient boolean readToEnd;
  transient MapState<String, byte[]> figures;

  private transient Map<Integer, Map<CellKey, Gathered>> gathered;
  private transient Set<Integer> toWrite;
  private transient boolean scheduled;
  private transient long lastWritten;

  /**
   * @param clock the wall clock that revisions are read from
   */
  FigureOperator(WallClock clock) {
    this.clock = clock;
  }

  // ---- what each kind of figures says

  /** Brings the state of the current key up to date with what was gathered for it. */
  abstract void apply(int key, Map<CellKey, Gathered> changes) throws Exception;

  /** Writes what is not written of the current key. */
  abstract void write(int key) throws Exception;

  /**
   * Policies, or names where {@code before} has others, have changed; makes what stands on them.
   */
  abstract void controlsChanged() throws Exception;

  /**
   * The current key is to follow the change: to note what must be written anew.
   *
   * @param before null where nothing was written yet
   */
  abstract void followControls(int key, ControlView before) throws Exception;

  // ---- life

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    restored = context.isRestored();
    controls = context.getOperatorStateStore().getBroadcastState(FigureState.CONTROLS);
    time = context.getOperatorStateStore().getUnionListState(FigureState.TIME);
    figures = context.getKeyedStateStore().getMapState(FigureState.FIGURES);
    revisions = context.getKeyedStateStore().getState(FigureState.REVISION);
    watermark = Long.MIN_VALUE;
    for (long each : time.get()) {
      watermark = watermark == Long.MIN_VALUE ? each : Math.min(watermark, each);
    }
    control = ControlView.of(controls);
    readToEnd = controls.contains(FigureState.READ_TO_END);
  }

  @Override
  public void open() throws Exception {
    super.open();
    gathered = new LinkedHashMap<>();
    toWrite = new LinkedHashSet<>();
    lastWritten = Long.MIN_VALUE;
    controlsChanged();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    time.update(List.of(watermark));
    super.snapshotState(context);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    writeAll();
  }

  @Override
  public void finish() throws Exception {
    writeAll();
    super.finish();
  }

  // ---- changes

  final void gather(int key, FigureChange change) {
    Gathered cell =
        gathered
            .computeIfAbsent(key, k -> new LinkedHashMap<>())
            .computeIfAbsent(change.key(), Gathered::new);
    cell.cell.add(change.cell());
    if (change.causes() != null) {
      cell.causes.add(change.causes());
      cell.areaCauses.add(change.areaCauses());
    }
    writeLater();
  }

  /** Applies what was gathered for the current key, before anybody looks at its state. */
  final void applyGathered(int key) throws Exception {
    Map<CellKey, Gathered> changes = gathered.remove(key);
    if (changes != null) {
      toWrite.add(key);
      apply(key, changes);
    }
  }

  final void writeLater() {
    if (scheduled) {
      return;
    }
    scheduled = true;
    long now = getProcessingTimeService().getCurrentProcessingTime();
    long next = lastWritten == Long.MIN_VALUE ? now : lastWritten + EVERY.toMillis();
    getProcessingTimeService()
        .registerTimer(
            Math.max(now + FIRST_WAIT_MS, next),
            at -> {
              scheduled = false;
              lastWritten = getProcessingTimeService().getCurrentProcessingTime();
              writeAll();
            });
  }

  private void writeAll() throws Exception {
    for (Integer key : List.copyOf(gathered.keySet())) {
      setCurrentKey(key);
      applyGathered(key);
    }
    if (readToEnd) {
      for (Integer key : toWrite) {
        setCurrentKey(key);
        write(key);
      }
      toWrite.clear();
    }
  }

  /** The next revision of the current key's documents. */
  final long nextRevision() throws Exception {
    Long last = revisions.value();
    long next = Math.max(last == null ? 1 : last + 1, clock.millis());
    revisions.update(next);
    return next;
  }

  final long wallClock() {
    return clock.millis();
  }

  final void emit(Document document) {
    output.collect(new StreamRecord<>(document));
  }

  // ---- time

  /** The last watermark, of a restored operator at first that of the snapshot. */
  final long watermark() {
    return watermark;
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (mark.getTimestamp() == Watermark.MAX_WATERMARK.getTimestamp()) {
      // A job that is drained reads no more. That is not the end of time: no day is over by it.
      output.emitWatermark(mark);
      return;
    }
    long before = watermark;
    watermark = Math.max(watermark, mark.getTimestamp());
    timeGoesOn(before);
    super.processWatermark(mark);
  }

  /** Event time went on from there to {@link #watermark()}. */
  void timeGoesOn(long before) throws Exception {}

  // ---- policies and names

  @Override
  public void processElement2(StreamRecord<ControlRecord> element) throws Exception {
    ControlView before = ControlView.of(controls);
    // What is turned away the ticket engine says.
    if (control.accept(element.getValue(), controls).changed()) {
      controlsChanged();
      if (readToEnd) {
        followControls(before);
      }
    }
  }

  @Override
  protected void processWatermarkStatus(WatermarkStatus status, int index) throws Exception {
    if (index == CONTROL_INPUT && status.isIdle() && !readToEnd) {
      readToEnd = true;
      controls.put(FigureState.READ_TO_END, new byte[0]);
      followControls(null);
    }
    super.processWatermarkStatus(status, index);
  }

  private void followControls(ControlView before) throws Exception {
    forAllKeys(key -> followControls(key, before));
  }

  /** Whether the reference data is another one; also where nothing was written by it yet. */
  final boolean hasOtherNames(ControlView before) {
    return before == null || before.referenceStamp() != control.referenceStamp();
  }

  /** What is done for one key, which is the current one. */
  interface OfKey {
    void accept(int key) throws Exception;
  }

  /** Does something for every key that has figures, and writes what is to be written then. */
  final void forAllKeys(OfKey action) throws Exception {
    Set<Integer> keys = new TreeSet<>();
    this.<Integer>getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            FigureState.FIGURES,
            (key, state) -> keys.add(key));
    for (Integer key : keys) {
      setCurrentKey(key);
      action.accept(key);
      toWrite.add(key);
    }
    writeLater();
  }
}
