package io.paidan.flink.ticket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.Topics;
import io.paidan.analytics.AnalyticsOptions;
import io.paidan.analytics.AnalyticsTopology;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.event.EventWriter;
import io.paidan.event.TicketEvent;
import io.paidan.flink.control.ControlRecord;
import io.paidan.flink.control.ControlRecordType;
import io.paidan.flink.deadletter.DeadLetter;
import io.paidan.flink.figures.FigureChange;
import io.paidan.flink.source.ReadEvent;
import io.paidan.flink.source.ReadEventType;
import io.paidan.flink.types.DocumentType;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.checkpoint.SnapshotType;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;

/** The ticket engine in Flink's operator harness: time, clock and both inputs by hand. */
final class RunningOperator implements AutoCloseable {
  /** What passes at least between a crash and the first work of the next attempt. */
  private static final long RESTART_MS = 5_000;

  /** The wall clock of every operator here: as the harness is, by hand. */
  static volatile long wallClock;

  /** By how much the clock for lengths of time goes on each time that it is looked at. */
  static volatile long nanosALook;

  private static volatile long nanos;

  private final StateBackend backend;
  private final Duration linger;
  private boolean countsFigures = true;
  private KeyedTwoInputStreamOperatorTestHarness<String, ReadEvent, ControlRecord, Document>
      harness;
  private final Map<String, Document> index = new TreeMap<>();
  private final List<Document> written = new ArrayList<>();
  private final List<FigureChange> figures = new ArrayList<>();
  private long lastWatermark = Long.MIN_VALUE;
  private final List<ControlRecord> controls = new ArrayList<>();
  private long offset;
  private long controlOffset;

  private RunningOperator(StateBackend backend, Duration linger) {
    this.backend = backend;
    this.linger = linger;
  }

  /** From nothing, with nothing read yet; documents are written with every event. */
  static RunningOperator start(boolean rocksDb) throws Exception {
    return start(rocksDb, Duration.ZERO);
  }

  /** From nothing, with nothing read yet. */
  static RunningOperator start(boolean rocksDb, Duration linger) throws Exception {
    RunningOperator running = new RunningOperator(backend(rocksDb), linger);
    running.open(null);
    return running;
  }

  /** From nothing, with nothing read yet, and without figures until it is restored with them. */
  static RunningOperator startWithoutFigures(boolean rocksDb) throws Exception {
    RunningOperator running = new RunningOperator(backend(rocksDb), Duration.ZERO);
    running.countsFigures = false;
    running.open(null);
    return running;
  }

  /** Counts figures from the next restore on. */
  void countFigures() {
    countsFigures = true;
  }

  private static StateBackend backend(boolean rocksDb) {
    return rocksDb ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend();
  }

  /** From nothing, with one policy read to its end. */
  static RunningOperator with(boolean rocksDb, String policy) throws Exception {
    RunningOperator running = start(rocksDb);
    running.policy("p", policy);
    running.controlsRead();
    return running;
  }

  private void open(OperatorSubtaskState snapshot) throws Exception {
    harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new TicketOperator(
                () -> wallClock,
                AnalyticsOptions.DEFAULT_EXPIRY,
                linger,
                countsFigures,
                () -> nanos += nanosALook),
            ReadEvent::ticketId,
            ControlRecord::key,
            Types.STRING,
            AnalyticsTopology.MAX_PARALLELISM,
            1,
            0,
            ReadEventType.INSTANCE.createSerializer(new SerializerConfigImpl()),
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
    harness.prepareSnapshotPreBarrier(1);
    collect();
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    open(snapshot);
  }

  /** What happens after a snapshot and is written, but of which the state is lost. */
  interface Lost {
    void happens() throws Exception;
  }

  /**
   * Takes a snapshot, lets something happen, and goes back to the snapshot. The clock goes on
   * meanwhile, as a restart takes its time: that revisions grow beyond those that the lost attempt
   * gave out rests on it (contract, section 3: max(previous + 1, wall clock)). Controls that came
   * meanwhile are read again, and what they make to do is yet to be done.
   */
  void crashBut(Lost lost) throws Exception {
    harness.prepareSnapshotPreBarrier(3);
    OperatorSubtaskState snapshot = harness.snapshot(3, 3);
    int controlsBefore = controls.size();
    lost.happens();
    collect();
    harness.close();
    wallClock += RESTART_MS;
    open(snapshot);
    if (controls.size() == controlsBefore) {
      controlsRead();
    } else {
      for (ControlRecord control : controls.subList(controlsBefore, controls.size())) {
        harness.processElement2(new StreamRecord<>(control));
      }
      harness.processWatermarkStatus2(WatermarkStatus.IDLE);
    }
  }

  /**
   * Throws the operator away and starts another one from nothing, as {@link #crashBut} does it: its
   * documents stay, and what it had read of policies and reference data is read again.
   */
  void startFromNothing() throws Exception {
    collect();
    harness.close();
    wallClock += RESTART_MS;
    open(null);
    for (ControlRecord control : controls) {
      harness.processElement2(new StreamRecord<>(control));
    }
  }

  /** The same, and the controls are read to their end again. */
  void crashAndRestore() throws Exception {
    crash();
    controlsRead();
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
   * @param before one that has done what had been done when the snapshot was taken: the index and
   *     the offsets go on from there
   */
  static RunningOperator restore(boolean rocksDb, Path file, RunningOperator before)
      throws Exception {
    RunningOperator running = new RunningOperator(backend(rocksDb), before.linger);
    running.index.putAll(before.index);
    running.offset = before.offset;
    running.controlOffset = before.controlOffset;
    running.open(OperatorSnapshotUtil.readStateHandle(file.toString()));
    return running;
  }

  /**
   * All bytes of keyed state in a savepoint, as Latin-1 text to look through. A checkpoint of
   * RocksDB would be its files, compressed.
   */
  String snapshotText() throws Exception {
    harness.prepareSnapshotPreBarrier(2);
    OperatorSubtaskState savepoint =
        harness
            .snapshotWithLocalState(2, 2, SavepointType.savepoint(SavepointFormatType.CANONICAL))
            .getJobManagerOwnedState();
    StringBuilder text = new StringBuilder();
    for (KeyedStateHandle handle : savepoint.getManagedKeyedState()) {
      try (InputStream in = ((KeyGroupsStateHandle) handle).openInputStream()) {
        text.append(new String(in.readAllBytes(), ISO_8859_1));
      }
    }
    return text.toString();
  }

  void policy(String key, String json) throws Exception {
    control(
        new ControlRecord(
            ControlRecord.Kind.POLICY,
            key,
            json == null ? null : json.getBytes(UTF_8),
            Topics.POLICIES,
            0,
            controlOffset++,
            wallClock));
  }

  void reference(String json) throws Exception {
    control(
        new ControlRecord(
            ControlRecord.Kind.REFERENCE,
            "changji",
            json.getBytes(UTF_8),
            Topics.REFERENCE,
            0,
            controlOffset++,
            wallClock));
  }

  private void control(ControlRecord record) throws Exception {
    controls.add(record);
    harness.processElement2(new StreamRecord<>(record));
  }

  /** What the control source says when it has read its topics to their end. */
  void controlsRead() throws Exception {
    harness.processWatermarkStatus2(WatermarkStatus.IDLE);
    settle();
  }

  void event(TicketEvent event) throws Exception {
    event(event, EventWriter.write(event));
  }

  /** An event whose record held these bytes. */
  void event(TicketEvent event, byte[] raw) throws Exception {
    ReadEvent.Origin origin =
        new ReadEvent.Origin(Topics.TICKET_EVENTS, 0, offset++, event.time(), wallClock);
    harness.processElement1(
        new StreamRecord<>(
            ReadEvent.accepted(origin, event, event.ticketId().getBytes(UTF_8), raw, List.of())));
    collect();
  }

  /** An alert that was told, as it is read back from its topic. */
  void told(Document alert) throws Exception {
    ToldAlert told = ToldAlert.read(alert.id(), alert.body());
    ReadEvent.Origin origin =
        new ReadEvent.Origin(Topics.ALERTS, 0, offset++, wallClock, wallClock);
    harness.processElement1(
        new StreamRecord<>(ReadEvent.alert(origin, told.ticketId(), told.pack())));
    collect();
  }

  void watermark(long instant) throws Exception {
    harness.processWatermark1(new Watermark(instant));
    collect();
  }

  /** The same, and as much time as the work that it makes takes. */
  void watermarkAndSettle(long instant) throws Exception {
    watermark(instant);
    settle();
  }

  /** Lets processing time pass until nothing waits for it. */
  void settle() throws Exception {
    while (harness.getProcessingTimeService().getNumActiveTimers() > 0) {
      passTime(1);
    }
  }

  /** Lets processing time pass. */
  void passTime(long millis) throws Exception {
    harness.setProcessingTime(harness.getProcessingTime() + millis);
    collect();
  }

  int eventTimeTimers() {
    return harness.numEventTimeTimers();
  }

  /** What comes before a barrier; the snapshot itself is not taken. */
  void barrier() throws Exception {
    harness.prepareSnapshotPreBarrier(4);
    collect();
  }

  private void collect() {
    Queue<StreamRecord<FigureChange>> changes = harness.getSideOutput(TicketOperator.FIGURES);
    if (changes != null) {
      for (StreamRecord<FigureChange> c = changes.poll(); c != null; c = changes.poll()) {
        figures.add(c.getValue());
      }
    }
    for (Object out = harness.getOutput().poll(); out != null; out = harness.getOutput().poll()) {
      if (out instanceof Watermark mark) {
        lastWatermark = mark.getTimestamp();
      }
      if (out instanceof StreamRecord<?> record && record.getValue() instanceof Document document) {
        written.add(document);
        String key = document.alias().alias() + "/" + document.id();
        Document earlier = index.get(key);
        if (earlier != null && earlier.revision() > document.revision()) {
          throw new AssertionError("The revision of " + key + " went back");
        }
        // The index would keep the first, compaction the second.
        if (earlier != null
            && earlier.revision() == document.revision()
            && !earlier.equals(document)) {
          throw new AssertionError("Two documents of one revision: " + earlier + ", " + document);
        }
        if (document.isDeletion()) {
          index.remove(key);
        } else {
          index.put(key, document);
        }
      }
    }
  }

  /** The alerts among what was written since that was taken last, in order. */
  List<Document> writtenAlerts() {
    return written.stream().filter(document -> document.alias() == Alias.ALERTS).toList();
  }

  /** Everything that was written, in order, and forgets it. */
  List<Document> takeWritten() {
    List<Document> all = List.copyOf(written);
    written.clear();
    return all;
  }

  /** The last watermark that was passed on. */
  long lastWatermark() {
    return lastWatermark;
  }

  /** Lets processing time pass until that watermark is passed on, and no longer. */
  void passUntilWatermark(long instant) throws Exception {
    while (lastWatermark < instant) {
      passTime(1);
    }
  }

  /** The changes of figures that came out, in order, and forgets them. */
  List<FigureChange> takeFigures() {
    List<FigureChange> all = List.copyOf(figures);
    figures.clear();
    return all;
  }

  /** What the index would hold now: {@code alias/_id} → JSON. */
  Map<String, String> index(Alias alias) {
    Map<String, String> documents = new TreeMap<>();
    index.forEach(
        (key, document) -> {
          if (document.alias() == alias) {
            documents.put(document.id(), new String(document.body(), UTF_8));
          }
        });
    return documents;
  }

  List<DeadLetter> deadLetters() {
    Queue<StreamRecord<DeadLetter>> letters = harness.getSideOutput(TicketOperator.DEAD_LETTERS);
    return letters == null ? List.of() : letters.stream().map(StreamRecord::getValue).toList();
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
