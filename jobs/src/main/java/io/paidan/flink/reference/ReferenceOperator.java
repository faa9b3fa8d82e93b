package io.paidan.flink.reference;

import io.paidan.Instants;
import io.paidan.core.reference.ReferenceUse;
import io.paidan.document.Document;
import io.paidan.flink.control.ControlRecord;
import io.paidan.flink.control.ControlView;
import io.paidan.flink.source.WallClock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/**
 * What the reference data says and what it lacks, as documents: districts' enforcement centres, and
 * ids that tickets use and it does not know (contract, section 2, "Reference data").
 *
 * <pre>
 *   uses, by {@link ReferenceUse#key} ──► input 1 ──┐
 *                                       ├─► centres, reference problems
 *   reference data ────────────► input 2 ──┘
 * </pre>
 *
 * <p>Nothing is written until input 2 has said that it was read to its end, by going idle. A
 * problem is written when {@link #LINGER} is over, with whatever else became of it by then; centres
 * are written at once, by the first subtask. Records of other kinds, and reference data that is
 * none, are passed over: the ticket engine turns them away.
 *
 * <p>An attempt that crashed may have written what the state of the next one does not hold. So for
 * {@link #REPLAY} after a restore every id of which a word comes is written, though nothing of it
 * has changed: the engine tells of each use again, or that it is gone. And centres are not
 * gathered, as reference data that comes after a restore may have been read before.
 */
public final class ReferenceOperator extends AbstractStreamOperator<Document>
    implements TwoInputStreamOperator<ReferenceUse, ControlRecord, Document> {
  private static final long serialVersionUID = 1L;

  /** Uses of unknown ids that came or went, as the ticket engine tells them. */
  public static final OutputTag<ReferenceUse> USES =
      new OutputTag<>("reference-uses", ReferenceUseType.INSTANCE);

  /** How long a problem's changes are gathered before it is written. */
  static final Duration LINGER = Duration.ofSeconds(1);

  /** How long after a restore what was read before may still be read again. */
  static final Duration REPLAY = Duration.ofHours(1);

  private static final Duration BETWEEN_DROPS = Duration.ofHours(1);
  private static final int CONTROL_INPUT = 1;

  private final WallClock clock;

  private transient BroadcastState<String, byte[]> controls;
  private transient ControlView control;
  private transient boolean readToEnd;

  private transient ProblemBook problems;
  private transient Set<String> toBeWritten;
  private transient boolean writing;
  private transient long droppedAt;

  /** Wall clock, ms; {@link Instants#NONE}: it started from nothing. */
  private transient long replayedBy;

  private transient ListState<byte[]> centerState;

  /** Null for all subtasks but the first. */
  private transient CenterBook centers;

  /**
   * @param clock the wall clock that revisions are read from
   */
  public ReferenceOperator(WallClock clock) {
    this.clock = clock;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    controls = context.getOperatorStateStore().getBroadcastState(ReferenceState.CONTROLS);
    control = ControlView.of(controls);
    readToEnd = controls.contains(ReferenceState.READ_TO_END);
    problems = new ProblemBook(context.getKeyedStateStore(), control.reference());
    toBeWritten = new LinkedHashSet<>();
    droppedAt = clock.millis();
    replayedBy = context.isRestored() ? droppedAt + REPLAY.toMillis() : Instants.NONE;
    // A union: whoever was the first before, the first one now reads it.
    centerState = context.getOperatorStateStore().getUnionListState(ReferenceState.CENTERS);
    if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
      centers = new CenterBook();
      for (byte[] packed : centerState.get()) {
        centers = CenterBook.unpack(packed);
      }
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    if (readToEnd) {
      // Another build may say more of a centre.
      getProcessingTimeService()
          .registerTimer(
              getProcessingTimeService().getCurrentProcessingTime(), time -> writeCenters());
    }
  }

  // ---- uses

  @Override
  public void processElement1(StreamRecord<ReferenceUse> element) throws Exception {
    ReferenceUse use = element.getValue();
    long now = clock.millis();
    boolean changed = problems.apply(use, now);
    if (readToEnd && (changed || now < replayedBy)) {
      toBeWritten.add(use.key());
      writeLater();
    }
  }

  private void writeLater() {
    if (writing || toBeWritten.isEmpty()) {
      return;
    }
    writing = true;
    getProcessingTimeService()
        .registerTimer(
            getProcessingTimeService().getCurrentProcessingTime() + LINGER.toMillis(),
            time -> {
              writing = false;
              writeProblems();
            });
  }

  private void writeProblems() throws Exception {
    for (String key : toBeWritten) {
      setCurrentKey(key);
      emit(problems.write(key, clock.millis()));
    }
    toBeWritten.clear();
  }

  // ---- reference data

  @Override
  public void processElement2(StreamRecord<ControlRecord> element) throws Exception {
    ControlRecord record = element.getValue();
    if (record.kind() != ControlRecord.Kind.REFERENCE
        || !control.accept(record, controls).changed()) {
      return;
    }
    long at = record.timestamp() == Instants.NONE ? clock.millis() : record.timestamp();
    controls.put(ReferenceState.REFERENCE_AT, ByteBuffer.allocate(Long.BYTES).putLong(at).array());
    problems.changeTo(control.reference());
    if (readToEnd) {
      showReference();
    }
  }

  @Override
  protected void processWatermarkStatus(WatermarkStatus status, int index) throws Exception {
    if (index == CONTROL_INPUT && status.isIdle() && !readToEnd) {
      readToEnd = true;
      controls.put(ReferenceState.READ_TO_END, new byte[0]);
      showReference();
    }
    super.processWatermarkStatus(status, index);
  }

  private void showReference() throws Exception {
    toBeWritten.addAll(problems.outdated(ids()));
    writeLater();
    writeCenters();
  }

  private void writeCenters() throws Exception {
    if (centers == null) {
      return;
    }
    byte[] at = controls.get(ReferenceState.REFERENCE_AT);
    if (at == null) {
      return; // there was no reference data yet
    }
    centers
        .update(control.reference(), ByteBuffer.wrap(at).getLong(), clock.millis())
        .forEach(this::emit);
  }

  // ---- snapshots

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    writeProblems();
    long now = clock.millis();
    if (readToEnd && now - droppedAt >= BETWEEN_DROPS.toMillis()) {
      droppedAt = now;
      problems.dropIdle(ids(), now);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    if (!toBeWritten.isEmpty()) {
      throw new IllegalStateException("Problems have changes that the snapshot would miss");
    }
    centerState.update(centers == null ? List.of() : List.of(centers.pack()));
    super.snapshotState(context);
  }

  @Override
  public void finish() throws Exception {
    writeProblems();
    super.finish();
  }

  private KeyedStateBackend<String> ids() {
    return getKeyedStateBackend();
  }

  private void emit(Document document) {
    output.collect(new StreamRecord<>(document));
  }
}
