package io.paidan.flink.ticket;

import io.paidan.Instants;
import io.paidan.Topics;
import io.paidan.core.ticket.EventDocuments;
import io.paidan.core.ticket.TicketDocuments;
import io.paidan.core.ticket.TicketFacts;
import io.paidan.core.ticket.TicketJudge;
import io.paidan.document.Document;
import io.paidan.event.EventPacker;
import io.paidan.event.Malformed;
import io.paidan.event.Reason;
import io.paidan.event.TicketEvent;
import io.paidan.flink.control.ControlRecord;
import io.paidan.flink.deadletter.DeadLetter;
import io.paidan.flink.deadletter.DeadLetterType;
import io.paidan.flink.source.ReadEvent;
import io.paidan.flink.source.WallClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
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
 *                                   ├─ fold, judge, compare ─┤
 *   policies, reference ─► input 2 ─┘    one timer a ticket  └─► {@link #DEAD_LETTERS}
 * </pre>
 *
 * <p>An operator and not a {@code KeyedBroadcastProcessFunction}, for two reasons: that has no
 * timers on the broadcast side, where a new policy must wake tickets; and it is not told that its
 * second input went idle, which is how the control input says that it has been read to its end.
 * Until then, and while there is no policy, tickets wait: nobody is judged by half-read policies.
 */
public final class TicketOperator extends AbstractStreamOperator<Document>
    implements TwoInputStreamOperator<ReadEvent, ControlRecord, Document>,
        Triggerable<String, VoidNamespace> {
  private static final long serialVersionUID = 1L;

  /** Records that are no part of the set of events, and policies that are none. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", DeadLetterType.INSTANCE);

  private static final int CONTROL_INPUT = 1;

  /** A few kilobytes each. */
  private static final int UNPACKED_TICKETS = 4096;

  /** A policy change is worked off over this much time, emergencies in its first quarter. */
  static final long REJUDGE_SPREAD_MS = Duration.ofSeconds(20).toMillis();

  private final WallClock clock;
  private final long expiryMs;

  private transient ValueState<byte[]> tickets;
  private transient ValueState<byte[]> wakings;
  private transient ListState<byte[]> events;
  private transient ListState<ReadEvent> early;
  private transient BroadcastState<String, byte[]> controls;
  private transient InternalTimerService<VoidNamespace> timers;

  private transient ControlView control;
  private transient TicketJudge judge;
  private transient TicketDocuments documents;
  private transient EventDocuments eventDocuments;
  private transient boolean readToEnd;

  private transient UnpackedTickets unpacked;
  private transient DataOutputSerializer packBuffer;
  private transient DataInputDeserializer unpackBuffer;

  private transient Counter accepted;
  private transient Counter repeats;
  private transient Counter refolds;
  private transient Counter waiting;
  private transient Counter rejectedControls;

  /**
   * @param clock the wall clock that revisions and {@code fired_at} are read from
   * @param expiry how long after a ticket's end, in event time, an event is still taken
   */
  public TicketOperator(WallClock clock, Duration expiry) {
    this.clock = clock;
    this.expiryMs = expiry.toMillis();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    tickets = context.getKeyedStateStore().getState(TicketState.TICKET);
    wakings = context.getKeyedStateStore().getState(TicketState.WAKING);
    events = context.getKeyedStateStore().getListState(TicketState.EVENTS);
    early = context.getKeyedStateStore().getListState(TicketState.EARLY);
    controls = context.getOperatorStateStore().getBroadcastState(TicketState.CONTROLS);
    control = ControlView.of(controls);
    readToEnd = controls.contains(TicketState.READ_TO_END);
  }

  @Override
  public void open() throws Exception {
    super.open();
    unpacked = new UnpackedTickets(UNPACKED_TICKETS);
    packBuffer = new DataOutputSerializer(1024);
    unpackBuffer = new DataInputDeserializer();
    timers = getInternalTimerService("waking", VoidNamespaceSerializer.INSTANCE, this);
    accepted = metrics.counter("events_accepted");
    repeats = metrics.counter("events_repeated");
    refolds = metrics.counter("tickets_folded_again");
    waiting = metrics.counter("events_waiting_for_policy");
    rejectedControls = metrics.counter("controls_rejected");
    rebuildJudge();
  }

  // ---- events

  @Override
  public void processElement1(StreamRecord<ReadEvent> element) throws Exception {
    ReadEvent read = element.getValue();
    byte[] stored = tickets.value();
    TicketEvent event = EventPacker.unpack(read.packed());
    LiveTicket live =
        stored == null ? new LiveTicket() : unpacked.unpack(event.ticketId(), stored, unpackBuffer);

    if (stored != null && mayBeHere(live, event)) {
      byte[] twin = find(event);
      if (twin != null) {
        if (Arrays.equals(twin, read.packed())) {
          repeats.inc();
        } else {
          reject(
              read,
              Reason.CONFLICTING_REPEAT,
              "the ticket has an event of this source and id with another content, which holds;"
                  + " give every event an id of its own");
        }
        return;
      }
    }
    if (live.ticket != null
        && live.ticket.endedAt() != Instants.NONE
        && event.time() - live.ticket.endedAt() > expiryMs) {
      reject(
          read,
          Reason.EXPIRED_TICKET,
          "the ticket ended over "
              + Duration.ofMillis(expiryMs).toDays()
              + " days before this event; report the matter as a new ticket");
      return;
    }

    accepted.inc();
    events.add(read.packed());
    boolean mayBeEarly = live.ticket == null && stored != null;
    TicketFacts before = live.ticket == null ? null : live.ticket.facts();
    if (judge == null) {
      waiting.inc();
      live.ticket = null;
      wakings.update(Waking.NEVER.pack());
    } else {
      judge(live, event);
    }
    live.nextRevision(clock.millis());
    if (readToEnd) {
      if (mayBeEarly) {
        emitEarly(live.revision);
      }
      emit(eventDocuments.document(event, live.revision, origin(read)));
    } else {
      early.add(read.withoutBytes());
    }
    if (live.ticket != null) {
      publish(live, before);
      wake(live.ticket.nextInstant(), live.ticket.emergency());
    }
    store(event.ticketId(), live);
  }

  private void store(String ticketId, LiveTicket live) throws Exception {
    byte[] packed = live.pack(packBuffer);
    tickets.update(packed);
    unpacked.remember(ticketId, packed, live);
  }

  private void judge(LiveTicket live, TicketEvent event) throws Exception {
    long asOf = timers.currentWatermark();
    boolean applied =
        live.ticket != null
            && live.ticket.policyStamp() == judge.policyStamp()
            && judge.apply(live.ticket, event, asOf);
    if (!applied) {
      foldAgain(live, event.ticketId(), asOf);
    }
  }

  /** A ticket that waits has no folded state that could rule a repeat out: its list decides. */
  private static boolean mayBeHere(LiveTicket live, TicketEvent event) {
    return live.ticket == null || live.ticket.mayContain(event);
  }

  private byte[] find(TicketEvent event) throws Exception {
    for (byte[] packed : events.get()) {
      if (EventPacker.unpack(packed).sameIdentity(event)) {
        return packed;
      }
    }
    return null;
  }

  private void foldAgain(LiveTicket live, String ticketId, long asOf) throws Exception {
    List<TicketEvent> all = new ArrayList<>();
    for (byte[] packed : events.get()) {
      all.add(EventPacker.unpack(packed));
    }
    if (live.ticket != null) {
      refolds.inc();
    }
    live.ticket = judge.fold(ticketId, all, asOf);
  }

  // ---- time

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    wakings.update(Waking.NEVER.pack());
    judgeNow(timer.getKey());
  }

  /** A slot that a change of policy or names gave to the ticket: nothing to do if it was met. */
  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    judgeNow(timer.getKey());
  }

  private void judgeNow(String ticketId) throws Exception {
    byte[] stored = tickets.value();
    if (stored == null) {
      return;
    }
    LiveTicket live = unpacked.unpack(ticketId, stored, unpackBuffer);
    live.nextRevision(clock.millis());
    if (live.ticket == null) {
      emitEarly(live.revision);
    }
    if (judge == null) {
      store(ticketId, live);
      return;
    }
    TicketFacts before = live.ticket == null ? null : live.ticket.facts();
    long asOf = timers.currentWatermark();
    if (live.ticket != null && live.ticket.policyStamp() == judge.policyStamp()) {
      judge.advance(live.ticket, asOf);
    } else {
      foldAgain(live, ticketId, asOf);
    }
    publish(live, before);
    store(ticketId, live);
    wake(live.ticket.nextInstant(), live.ticket.emergency());
  }

  private void wake(long instant, boolean emergency) throws Exception {
    byte[] stored = wakings.value();
    Waking present = Waking.unpack(stored);
    // Stored also when there is nothing to wake for: a change of policy finds tickets by it.
    if (stored != null && present.timer() == instant && present.emergency() == emergency) {
      return;
    }
    if (present.timer() != instant) {
      if (present.timer() != Long.MAX_VALUE) {
        timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, present.timer());
      }
      if (instant != Long.MAX_VALUE) {
        timers.registerEventTimeTimer(VoidNamespace.INSTANCE, instant);
      }
    }
    wakings.update(new Waking(instant, emergency).pack());
  }

  // ---- policies and reference data

  @Override
  public void processElement2(StreamRecord<ControlRecord> element) throws Exception {
    ControlView.Verdict verdict = control.accept(element.getValue(), controls);
    if (verdict.problem() != null) {
      rejectedControls.inc();
      if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
        LOG.warn("{}: the one before stays in force", verdict.problem());
        output.collect(
            DEAD_LETTERS,
            new StreamRecord<>(
                ControlView.deadLetter(element.getValue(), verdict.problem(), clock.millis())));
      }
    }
    if (verdict.changed() && readToEnd) {
      judgeAnew(REJUDGE_SPREAD_MS);
    }
  }

  @Override
  protected void processWatermarkStatus(WatermarkStatus status, int index) throws Exception {
    if (index == CONTROL_INPUT && status.isIdle() && !readToEnd) {
      readToEnd = true;
      controls.put(TicketState.READ_TO_END, new byte[0]);
      judgeAnew(0);
    }
    super.processWatermarkStatus(status, index);
  }

  private void rebuildJudge() {
    boolean ready = readToEnd && !control.policies().isEmpty();
    judge = ready ? TicketJudge.of(control.policies(), control.reference().zone()) : null;
    documents = new TicketDocuments(control.reference());
    eventDocuments = new EventDocuments(control.reference());
    if (readToEnd && !ready) {
      LOG.warn(
          "No policy on {}: tickets wait and no clock runs until one is published (paidan init)",
          Topics.POLICIES);
    }
  }

  /**
   * Gives every ticket a slot of its own at which it is judged anew: all at once would hold events
   * and checkpoints up for as long as that takes. The slots are timers, so they survive a crash; a
   * ticket whose event or own instant comes first is judged anew then.
   */
  private void judgeAnew(long spreadMs) throws Exception {
    rebuildJudge();
    if (judge == null && spreadMs > 0) {
      return; // with the first call the documents of early events get their names all the same
    }
    long start = timers.currentProcessingTime();
    this.<String>getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            TicketState.WAKING,
            (key, state) -> {
              long window = Waking.unpack(state.value()).emergency() ? spreadMs / 4 : spreadMs;
              long slot = window == 0 ? 0 : Math.floorMod(key.hashCode() * 0x9E3779B9L, window);
              timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, start + slot);
            });
  }

  // ---- documents

  private void publish(LiveTicket live, TicketFacts before) {
    TicketFacts after = live.ticket.facts();
    long now = clock.millis();
    // Before the documents: they show the breaches that the alerts find withdrawn.
    AlertBook.update(live, before, after, now)
        .forEach(change -> emit(change.document(documents, live.revision)));
    boolean otherNames = before != null && live.referenceStamp != control.referenceStamp();
    live.referenceStamp = control.referenceStamp();
    for (Document document : changed(live, before, after)) {
      if (!otherNames || document.isDeletion()) {
        emit(document);
      }
    }
    if (otherNames) {
      changed(live, null, after).forEach(this::emit);
    }
  }

  private List<Document> changed(LiveTicket live, TicketFacts before, TicketFacts after) {
    return documents.changed(before, after, live.revision, live::withdrawnBreaches);
  }

  /** The documents of events that came before the names were known: never written without them. */
  private void emitEarly(long revision) throws Exception {
    for (ReadEvent read : early.get()) {
      emit(eventDocuments.document(read.event(), revision, origin(read)));
    }
    early.clear();
  }

  private static EventDocuments.Origin origin(ReadEvent read) {
    return new EventDocuments.Origin(
        read.topic(), read.partition(), read.offset(), read.timestamp(), read.readAt());
  }

  private void emit(Document document) {
    output.collect(new StreamRecord<>(document));
  }

  private void reject(ReadEvent read, Reason reason, String detail) {
    output.collect(
        DEAD_LETTERS, new StreamRecord<>(DeadLetter.of(read, new Malformed(reason, detail))));
  }
}
