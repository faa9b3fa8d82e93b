package io.paidan.flink.ticket;

import io.paidan.Instants;
import io.paidan.Topics;
import io.paidan.core.ticket.TicketJudge;
import io.paidan.document.Document;
import io.paidan.event.EventPacker;
import io.paidan.event.Malformed;
import io.paidan.event.Reason;
import io.paidan.event.TicketEvent;
import io.paidan.flink.control.ControlRecord;
import io.paidan.flink.control.ControlView;
import io.paidan.flink.deadletter.DeadLetter;
import io.paidan.flink.deadletter.DeadLetterType;
import io.paidan.flink.figures.FigureChange;
import io.paidan.flink.figures.FigureChangeType;
import io.paidan.flink.reference.ReferenceOperator;
import io.paidan.flink.source.ReadEvent;
import io.paidan.flink.source.WallClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/**
 * The ticket engine in the running job: keyed by ticket, it keeps each ticket's events and folded
 * state, judges it with every event and when its next instant has come, and tells the documents
 * that changed.
 *
 * <pre>
 *   events, by ticket ──► input 1 ──┐                        ┌─► documents (main output)
 *                                   ├─ fold, judge, compare ─┼─► {@link #FIGURES}, {@link ReferenceOperator#USES}
 *   policies, reference ─► input 2 ─┘    one timer a ticket  └─► {@link #DEAD_LETTERS}
 * </pre>
 *
 * <p>An operator and not a {@code KeyedBroadcastProcessFunction}, for three reasons: that has no
 * timers on the broadcast side, where a new policy must wake tickets; it is not told that its
 * second input went idle, which is how the control input says that it has been read to its end
 * (until then, and while there is no policy, tickets wait: nobody is judged by half-read policies);
 * and it cannot stop half-way through the timers of one watermark.
 *
 * <p>A ticket that an event changed is written when the linger is over, with whatever else has come
 * for it by then ({@link WorkingTickets}); what time changes is written at once.
 */
public final class TicketOperator extends AbstractStreamOperator<Document>
    implements TwoInputStreamOperator<ReadEvent, ControlRecord, Document> {
  private static final long serialVersionUID = 1L;

  /** Records that are no part of the set of events, and policies that are none. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", DeadLetterType.INSTANCE);

  /** What the changes of tickets make of the figures. */
  public static final OutputTag<FigureChange> FIGURES =
      new OutputTag<>("figures", FigureChangeType.INSTANCE);

  private static final int CONTROL_INPUT = 1;

  /** A few kilobytes each. */
  private static final int REMEMBERED_TICKETS = 8192;

  /**
   * An ended ticket's state stays at least this long after its last event came, on the job's own
   * clock: where an old history is read into a job whose time is today, all of it ended long ago,
   * and what comes out of order a moment later must still find it.
   */
  static final Duration STAYS_AFTER_LAST_EVENT = Duration.ofDays(7);

  /** For so long changes of figures are gathered: a quarter of how often they are written. */
  private static final long FIGURES_EVERY_MS = 250;

  /** The same where they are many, as in a replay. */
  private static final long MANY_FIGURES_EVERY_MS = 1000;

  private static final int MANY_FIGURES = 500;

  private static final long SHORT_STEP_MS = Duration.ofMinutes(1).toMillis();

  private final WallClock clock;
  private final boolean countsFigures;
  private final long expiryMs;
  private final long lingerMs;
  private final Slices.Ticker ticker;

  private transient TicketStore store;
  private transient ToldAlerts told;
  private transient BroadcastState<String, byte[]> controls;
  private transient Deadlines deadlines;
  private transient Rejudging rejudging;
  private transient Slices waking;
  private transient Slices judgingAnew;
  private transient WorkingTickets working;
  private transient boolean settling;
  private transient ListState<Long> time;

  /** The job's own time; of a restored one at first that of the snapshot: it does not go back. */
  private transient long watermark;

  /** When this attempt started, wall clock. */
  private transient long startedAt;

  /** Whether it was restored from a snapshot; else it started from nothing. */
  private transient boolean restored;

  private transient ControlView control;
  private transient TicketJudge judge;
  private transient Publisher publisher;
  private transient boolean readToEnd;

  /** Null while nobody is judged, and where figures are not asked for. */
  private transient TicketFigures figures;

  /** A watermark that waits to be passed on, and the last one that came after it. */
  private transient Watermark held;

  private transient Watermark heldNext;
  private transient long heldSince;

  /** The last watermark that was passed on. */
  private transient long passedOn;

  /** Whether every ticket has met the present policies and names. */
  private transient boolean allJudged;

  private transient boolean passingOn;
  private transient boolean passedOnMany;
  private transient long passedOnAt;

  private transient TicketMetrics counts;

  /**
   * @param clock the wall clock that revisions and {@code fired_at} are read from
   * @param expiry how long after a ticket's end, in event time, an event is still taken
   * @param linger for how long events of a ticket are gathered before its documents are written;
   *     zero: they are written with every event
   * @param countsFigures whether {@link #FIGURES} is given
   */
  public TicketOperator(WallClock clock, Duration expiry, Duration linger, boolean countsFigures) {
    this(clock, expiry, linger, countsFigures, System::nanoTime);
  }

  TicketOperator(
      WallClock clock,
      Duration expiry,
      Duration linger,
      boolean countsFigures,
      Slices.Ticker ticker) {
    this.clock = clock;
    this.countsFigures = countsFigures;
    this.ticker = ticker;
    this.expiryMs = expiry.toMillis();
    this.lingerMs = linger.toMillis();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    store = new TicketStore(context.getKeyedStateStore());
    startedAt = clock.millis();
    told = new ToldAlerts(context.getKeyedStateStore(), startedAt);
    controls = context.getOperatorStateStore().getBroadcastState(TicketState.CONTROLS);
    time = context.getOperatorStateStore().getUnionListState(TicketState.TIME);
    watermark = earliest(time.get());
    restored = context.isRestored();
    control = ControlView.of(controls);
    readToEnd = controls.contains(TicketState.READ_TO_END);
  }

  private static long earliest(Iterable<Long> watermarks) {
    long earliest = Long.MAX_VALUE;
    for (long each : watermarks) {
      earliest = Math.min(earliest, each);
    }
    return earliest == Long.MAX_VALUE ? Long.MIN_VALUE : earliest;
  }

  @Override
  public void open() throws Exception {
    super.open();
    told.restored(getKeyedStateBackend());
    working = new WorkingTickets(REMEMBERED_TICKETS);
    deadlines =
        new Deadlines(
            timers(TicketState.EMERGENCIES, this::wake), timers(TicketState.DEADLINES, this::wake));
    rejudging = new Rejudging(timers(TicketState.REJUDGING, this::judgeAnew));
    waking = new Slices(getProcessingTimeService(), ticker, this::goOnWaking);
    judgingAnew = new Slices(getProcessingTimeService(), ticker, this::goOnJudgingAnew);
    passedOn = watermark;
    allJudged = true;
    counts = new TicketMetrics(metrics, clock, watermark);
    passedOnAt = Long.MIN_VALUE;
    rebuildJudge();
    if (readToEnd && countsFigures && !controls.contains(TicketState.IN_FIGURES)) {
      judgeAllAnew(); // a snapshot of a build without figures: none of its tickets is in them
    } else if (readToEnd) {
      allJudged = false;
      judgingAnew.later(); // the turns that a crash left over
    }
  }

  // ---- events

  @Override
  public void processElement1(StreamRecord<ReadEvent> element) throws Exception {
    ReadEvent read = element.getValue();
    if (read.isAlert()) {
      note(ToldAlert.unpack(read.packed()));
      return;
    }
    counts.read(read);
    TicketEvent event = EventPacker.unpack(read.packed());
    WorkingTicket ticket = ticket(event.ticketId());
    LiveTicket live = ticket.live;
    if (turnsAwayRepeat(ticket, event, read) || turnsAwayExpired(live, event, read)) {
      return;
    }

    counts.accepted();
    ticket.newEvents.add(read.packed());
    if (isNews(read)) {
      ticket.newCauses.add(event);
    }
    ticket.mayHaveBeenWritten |= mayHaveBeenWritten(read);
    boolean mayBeEarly = live.ticket == null && ticket.stored;
    if (judge == null) {
      counts.waits();
      live.ticket = null;
    } else {
      judge(ticket, event);
    }
    live.nextRevision(clock.millis());
    if (readToEnd) {
      if (mayBeEarly) {
        publishEarly(live.revision);
      }
      publisher.event(event, read, live.revision);
    } else {
      store.addEarly(read);
    }
    if (judge == null || lingerMs == 0 || ticket.mayHaveBeenWritten) {
      settle(ticket);
      working.remember(ticket);
    } else {
      working.changed(ticket, getProcessingTimeService().getCurrentProcessingTime());
      settleLater();
    }
    settle(working.takeOverflow());
  }

  private void note(ToldAlert alert) throws Exception {
    WorkingTicket ticket = ticket(alert.ticketId());
    if (told.note(alert, ticket.live, watermark) && ticket.live.ticket != null) {
      working.changed(ticket, getProcessingTimeService().getCurrentProcessingTime());
      settleLater(); // so that it wakes when this is to be decided
    }
  }

  /**
   * Whether an attempt that crashed may have written documents with this event already. It may have
   * written one that the next event takes away again. Gathering both would never tell: each event
   * is written by itself, so that what was given in passing is given, and taken away, once more.
   */
  private boolean mayHaveBeenWritten(ReadEvent read) {
    return restored && read.timestamp() <= startedAt;
  }

  /**
   * Whether the event can be why a published figure changes. An attempt that starts from nothing
   * reads all events again, and most of them are in what was published: until it knows what time it
   * is, only what was written since it started is news.
   */
  private boolean isNews(ReadEvent read) {
    return watermark != Long.MIN_VALUE || read.timestamp() >= startedAt;
  }

  private WorkingTicket ticket(String ticketId) throws Exception {
    WorkingTicket ticket = working.get(ticketId);
    return ticket == null ? store.load(ticketId) : ticket;
  }

  private boolean turnsAwayRepeat(WorkingTicket ticket, TicketEvent event, ReadEvent read)
      throws Exception {
    if (ticket.live.expired) {
      boolean had = ticket.live.had(event); // its content is gone: the first one holds
      if (had) {
        counts.repeated();
      }
      return had;
    }
    // A ticket that waits has no folded state that could rule a repeat out: its list decides.
    if (!ticket.isKnown() || ticket.live.ticket != null && !ticket.live.ticket.mayContain(event)) {
      return false;
    }
    byte[] twin = store.find(ticket, event);
    if (twin == null) {
      return false;
    }
    if (Arrays.equals(twin, read.packed())) {
      counts.repeated();
    } else {
      reject(
          read,
          Reason.CONFLICTING_REPEAT,
          "the ticket has an event of this source and id with another content, which holds;"
              + " give every event an id of its own");
    }
    return true;
  }

  private boolean turnsAwayExpired(LiveTicket live, TicketEvent event, ReadEvent read) {
    long endedAt = live.ticket == null ? Instants.NONE : live.ticket.endedAt();
    if (!live.expired && (endedAt == Instants.NONE || event.time() - endedAt <= expiryMs)) {
      return false;
    }
    reject(
        read,
        Reason.EXPIRED_TICKET,
        "the ticket ended over "
            + Duration.ofMillis(expiryMs).toDays()
            + (live.expired ? " days ago" : " days before this event")
            + "; report the matter as a new ticket");
    return true;
  }

  private void judge(WorkingTicket ticket, TicketEvent event) throws Exception {
    if (ticket.live.ticket == null || !judge.apply(ticket.live.ticket, event, watermark)) {
      foldAgain(ticket);
    }
  }

  private void foldAgain(WorkingTicket ticket) throws Exception {
    long asOf = watermark;
    if (ticket.live.ticket != null) {
      counts.foldedAgain();
      // Time does not go back, also where a snapshot of an older build holds none.
      asOf = Math.max(asOf, ticket.live.ticket.judgedAt());
      ticket.judgedByOthers |= !isJudgedByThesePolicies(ticket.live);
    }
    ticket.live.ticket = judge.fold(ticket.id, store.events(ticket), asOf);
  }

  // ---- what has changed is written and stored

  /** Writes the documents that changed and stores the ticket. Its key must be the current one. */
  private void settle(WorkingTicket ticket) throws Exception {
    LiveTicket live = ticket.live;
    if (live.ticket != null) {
      long now = clock.millis();
      live.nextRevision(now);
      ToldAlerts.Settled settled =
          told.settle(live, live.ticket.facts(), isJudgedByThesePolicies(live), watermark, now);
      settled.withdrawn().forEach(this::emit);
      publisher.publish(live, ticket.published, settled, now);
      if (figures != null) {
        figures.count(ticket);
        passOnLater();
      }
      ticket.published = live.ticket.facts();
      ticket.judgedByOthers = false;
      deadlines.move(live, Math.min(wakesAt(ticket), settled.wakesAt()), live.ticket.emergency());
    }
    ticket.newCauses.clear();
    ticket.mayHaveBeenWritten = false;
    store.save(ticket);
    working.settled(ticket);
  }

  private void settle(List<WorkingTicket> tickets) throws Exception {
    for (WorkingTicket ticket : tickets) {
      setCurrentKey(ticket.id);
      settle(ticket);
    }
  }

  private void settleAll() throws Exception {
    settle(working.takeChangedBy(Long.MAX_VALUE));
  }

  private long wakesAt(WorkingTicket ticket) {
    long endedAt = ticket.live.ticket.endedAt();
    if (endedAt == Instants.NONE) {
      return ticket.live.ticket.nextInstant();
    }
    long leaves = endedAt + expiryMs + 1;
    if (ticket.newEvents.isEmpty()) {
      return Math.max(leaves, ticket.live.wakesAt == Long.MAX_VALUE ? leaves : ticket.live.wakesAt);
    }
    long stays = STAYS_AFTER_LAST_EVENT.toMillis();
    return Math.max(leaves, watermark + stays);
  }

  private void settleLater() {
    if (settling || !working.hasChanged()) {
      return;
    }
    settling = true;
    long now = getProcessingTimeService().getCurrentProcessingTime();
    // A few at a time, and not all of a linger in one go: events pass between.
    long at = Math.max(working.changedSince() + lingerMs, now + Math.max(1, lingerMs / 8));
    getProcessingTimeService()
        .registerTimer(
            at,
            time -> {
              settling = false;
              settle(
                  working.takeChangedBy(
                      getProcessingTimeService().getCurrentProcessingTime() - lingerMs));
              releaseHeld();
              settleLater();
            });
  }

  private void passOnLater() {
    if (passingOn || figures.isEmpty()) {
      return;
    }
    passingOn = true;
    long now = getProcessingTimeService().getCurrentProcessingTime();
    long every = passedOnMany ? MANY_FIGURES_EVERY_MS : FIGURES_EVERY_MS;
    long next = passedOnAt == Long.MIN_VALUE ? now : passedOnAt + every;
    getProcessingTimeService()
        .registerTimer(
            Math.max(now + 1, next),
            at -> {
              passingOn = false;
              passedOnAt = getProcessingTimeService().getCurrentProcessingTime();
              passedOnMany = figures != null && figures.size() > MANY_FIGURES;
              passOnFigures();
              releaseHeld();
            });
  }

  private void passOnFigures() {
    if (figures != null) {
      figures.passOn(change -> output.collect(FIGURES, new StreamRecord<>(change)));
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    settleAll();
    passOnFigures();
    releaseHeld();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    if (working.hasChanged()) {
      throw new IllegalStateException("Tickets have changes that the snapshot would miss");
    }
    time.update(List.of(watermark));
    super.snapshotState(context);
  }

  @Override
  public void finish() throws Exception {
    settleAll();
    passOnFigures();
    releaseHeld();
    super.finish();
  }

  // ---- time

  /** Passed on when all timers up to it have fired, which may be some slices later. */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (mark.getTimestamp() == Watermark.MAX_WATERMARK.getTimestamp()) {
      // A job that is drained reads no more. That is not the end of time: nothing is overdue by it.
      output.emitWatermark(mark);
      return;
    }
    watermark = Math.max(watermark, mark.getTimestamp());
    counts.time(watermark);
    for (WorkingTicket ticket : working.takeDueBy(watermark)) {
      setCurrentKey(ticket.id);
      judgeNow(ticket);
    }
    waking.run();
  }

  private boolean goOnWaking(BooleanSupplier spent) throws Exception {
    boolean done = deadlines.wake(watermark, spent);
    if (done) {
      passOn(new Watermark(watermark));
    }
    return done;
  }

  /**
   * What happened before a date is published, or corrected, is in its figures: a watermark that may
   * do so waits until what is gathered now has been settled by itself and, where it is much, passed
   * on. To settle and to pass it on at once would undo the gathering: a replay goes through days in
   * milliseconds. A job that starts from nothing would else take back all that was ever published.
   */
  private void passOn(Watermark mark) throws Exception {
    if (held != null) {
      heldNext = mark;
    } else if (countsFigures && mayPublish(mark.getTimestamp())) {
      held = mark;
      heldSince = getProcessingTimeService().getCurrentProcessingTime();
      releaseHeld();
    } else {
      output.emitWatermark(mark);
      passedOn = mark.getTimestamp();
    }
  }

  /** Corrections wait for minutes without a change: a short step cannot outrun what made one. */
  private boolean mayPublish(long mark) {
    return figures == null
        || !allJudged
        || figures.publishesBy(mark)
        || passedOn == Long.MIN_VALUE
        || mark - passedOn > SHORT_STEP_MS;
  }

  private void releaseHeld() throws Exception {
    while (held != null
        && figures != null
        && allJudged
        && (!working.hasChanged() || working.changedSince() > heldSince)
        && figures.size() <= MANY_FIGURES) {
      passOnFigures();
      figures.passedOn(held.getTimestamp());
      output.emitWatermark(held);
      passedOn = held.getTimestamp();
      Watermark next = heldNext;
      held = null;
      heldNext = null;
      if (next != null) {
        passOn(next);
      }
    }
  }

  private void wake(InternalTimer<String, VoidNamespace> timer) throws Exception {
    WorkingTicket ticket = ticket(timer.getKey());
    ticket.live.wakesAt = Long.MAX_VALUE;
    if (isOver(ticket)) {
      if (figures != null && ticket.live.countedIn == null) {
        figures.count(ticket); // of a build without figures
        passOnLater();
      }
      counts.expired();
      store.expire(ticket);
      working.forget(ticket);
    } else {
      judgeNow(ticket);
    }
  }

  /**
   * Whether the ticket wakes to leave. A change that waits to be written comes first, and what was
   * told before is decided.
   */
  private boolean isOver(WorkingTicket ticket) throws Exception {
    return ticket.live.ticket != null
        && ticket.newEvents.isEmpty()
        && ticket.live.ticket.endedAt() != Instants.NONE
        && watermark - ticket.live.ticket.endedAt() > expiryMs
        && !told.hasAny();
  }

  private boolean goOnJudgingAnew(BooleanSupplier spent) throws Exception {
    allJudged = rejudging.goOn(spent);
    releaseHeld();
    return allJudged;
  }

  /** A turn after a change of policies or names: nothing to do if the ticket met it already. */
  private void judgeAnew(InternalTimer<String, VoidNamespace> turn) throws Exception {
    WorkingTicket ticket = ticket(turn.getKey());
    LiveTicket live = ticket.live;
    boolean met =
        live.expired
            || isJudgedByThesePolicies(live)
                && publisher.namesAreThoseOf(live)
                && (figures == null || live.countedIn != null);
    if (!met) {
      judgeNow(ticket);
    }
  }

  private boolean isJudgedByThesePolicies(LiveTicket live) {
    return live.ticket != null && judge != null && live.ticket.policyStamp() == judge.policyStamp();
  }

  private void judgeNow(WorkingTicket ticket) throws Exception {
    LiveTicket live = ticket.live;
    if (live.ticket == null) {
      live.nextRevision(clock.millis());
      publishEarly(live.revision);
    }
    if (judge != null) {
      if (isJudgedByThesePolicies(live)) {
        judge.advance(live.ticket, watermark);
      } else {
        foldAgain(ticket);
      }
    }
    settle(ticket);
  }

  // ---- policies and reference data

  @Override
  public void processElement2(StreamRecord<ControlRecord> element) throws Exception {
    ControlView.Verdict verdict = control.accept(element.getValue(), controls);
    if (verdict.problem() != null) {
      counts.controlRejected();
      if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
        LOG.warn("{}: the one before stays in force", verdict.problem());
        output.collect(
            DEAD_LETTERS,
            new StreamRecord<>(
                ControlView.deadLetter(element.getValue(), verdict.problem(), clock.millis())));
      }
    }
    if (verdict.changed() && readToEnd) {
      judgeAllAnew();
    }
  }

  @Override
  protected void processWatermarkStatus(WatermarkStatus status, int index) throws Exception {
    if (index == CONTROL_INPUT && status.isIdle() && !readToEnd) {
      readToEnd = true;
      controls.put(TicketState.READ_TO_END, new byte[0]);
      judgeAllAnew();
    }
    super.processWatermarkStatus(status, index);
  }

  private void judgeAllAnew() throws Exception {
    settleAll();
    passOnFigures();
    rebuildJudge();
    if (countsFigures) {
      controls.put(TicketState.IN_FIGURES, new byte[0]);
    }
    rejudging.all(getKeyedStateBackend());
    allJudged = false;
    judgingAnew.later();
  }

  private void rebuildJudge() {
    boolean ready = readToEnd && !control.policies().isEmpty();
    judge = ready ? TicketJudge.of(control.policies(), control.reference().zone()) : null;
    publisher =
        new Publisher(
            control.reference(),
            control.referenceStamp(),
            this::emit,
            use -> output.collect(ReferenceOperator.USES, new StreamRecord<>(use)));
    figures =
        ready && countsFigures
            ? new TicketFigures(
                control.policies(), control.reference().zone(), watermark, startedAt, restored)
            : null;
    if (readToEnd && !ready) {
      LOG.warn(
          "No policy on {}: tickets wait and no clock runs until one is published (paidan init)",
          Topics.POLICIES);
    }
  }

  // ---- outputs and timers

  /** The documents of events that came before the names were known: never written without them. */
  private void publishEarly(long revision) throws Exception {
    for (ReadEvent read : store.takeEarly()) {
      publisher.event(read.event(), read, revision);
    }
  }

  private void emit(Document document) {
    counts.written(document);
    output.collect(new StreamRecord<>(document));
  }

  private void reject(ReadEvent read, Reason reason, String detail) {
    counts.rejected();
    output.collect(
        DEAD_LETTERS, new StreamRecord<>(DeadLetter.of(read, new Malformed(reason, detail))));
  }

  private interface OnTimer {
    void fire(InternalTimer<String, VoidNamespace> timer) throws Exception;
  }

  private Timers timers(String name, OnTimer onTimer) {
    return new Timers(
        getInternalTimerService(
            name,
            VoidNamespaceSerializer.INSTANCE,
            new Triggerable<String, VoidNamespace>() {
              @Override
              public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
                onTimer.fire(timer);
              }

              @Override
              public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
                throw new IllegalStateException("No timer of " + name + " is of processing time");
              }
            }));
  }
}
