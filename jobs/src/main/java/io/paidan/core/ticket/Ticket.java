package io.paidan.core.ticket;

import io.paidan.Instants;
import io.paidan.event.Category;
import io.paidan.event.Channel;
import io.paidan.event.CodePointOrder;
import io.paidan.event.Decision;
import io.paidan.event.EventData.Location;
import io.paidan.event.EventPacker;
import io.paidan.event.EventType;
import io.paidan.event.TicketClass;
import io.paidan.event.TicketEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The folded state of one ticket: what its events, the policies and the time that it was judged at
 * come to. Mutable, not thread-safe; {@link TicketJudge} makes and changes it.
 *
 * <p>It holds all that {@link #facts()} needs, also when the policies have changed since; to be
 * changed further it takes a judge of the same {@link #policyStamp()}.
 */
public final class Ticket {
  private static final long[] NO_IDENTITIES = {};

  final String id;
  final long policyStamp;

  long judgedAt = Instants.NONE;
  long nextInstant = Long.MAX_VALUE;

  /** How many of the policies' OPEN versions have re-targeted it, or could have. */
  int openPassed;

  /** The latest instant of these, {@link Instants#NONE} when there was none. */
  long openPassedAt = Instants.NONE;

  // The last event in the order: what comes after it can be applied without folding again.
  long lastTime = Instants.NONE;
  String lastSequence = "";
  EventType lastType;
  String lastSource;
  String lastId;

  long firstEventAt = Instants.NONE;
  int eventCount;
  long[] identities = NO_IDENTITIES;

  TicketState state = TicketState.REPORTED;
  boolean suspended;
  boolean reported;
  boolean closed;
  boolean cancelled;

  /** A feedback was applied and nothing was reopened or dispatched since. */
  boolean fedBack;

  Decision decision;

  /** Assessed once with a decision other than to dispatch. */
  boolean assessedOtherwise;

  Category category;
  TicketClass ticketClass;
  String district;
  String firstDistrict;
  String reportedDistrict;
  String community;
  Channel channel;
  Text title;
  Location location;
  long reportedAt = Instants.NONE;
  long assessedAt = Instants.NONE;
  long dispatchedAt = Instants.NONE;
  long acceptedAt = Instants.NONE;
  long arrivedAt = Instants.NONE;
  long fedBackAt = Instants.NONE;
  long closedAt = Instants.NONE;
  long cancelledAt = Instants.NONE;
  int satisfaction;
  Boolean solved;
  int reopenCount;
  int refusalCount;
  int extensionCount;
  int urgeCount;

  /** How often the ticket became RETURNED. */
  int returns;

  final List<Assignment> assignments = new ArrayList<>(2);

  /** In the order in which they began; those that were stopped without ever a limit are gone. */
  final List<Clock> clocks = new ArrayList<>(6);

  final List<Anomaly> anomalies = new ArrayList<>(0);
  final List<Resolution> resolutions = new ArrayList<>(1);

  private TicketFacts facts;

  Ticket(String id, long policyStamp) {
    this.id = id;
    this.policyStamp = policyStamp;
  }

  /** The ticket's id. */
  public String id() {
    return id;
  }

  /** The instant as of which the facts hold: no earlier than the last event. */
  public long judgedAt() {
    return judgedAt;
  }

  /** The {@link TicketJudge#policyStamp()} of the judge that folded it. */
  public long policyStamp() {
    return policyStamp;
  }

  /** The time of the last event in the order, {@link Instants#NONE} without events. */
  public long lastEventTime() {
    return lastTime;
  }

  /** How many events it is folded from, repeats not counted. */
  public int eventCount() {
    return eventCount;
  }

  /**
   * The earliest instant after {@link #judgedAt()} at which the facts change without an event: a
   * due, a warning or escalation, an OPEN policy while clocks run; {@link Long#MAX_VALUE} when
   * there is none.
   */
  public long nextInstant() {
    return nextInstant;
  }

  /** Whether it goes before others when many must be judged at once. */
  public boolean emergency() {
    return ticketClass == TicketClass.EMERGENCY;
  }

  /** Since when it is closed or cancelled, {@link Instants#NONE} while it is neither. */
  public long endedAt() {
    return cancelled ? cancelledAt : closed ? closedAt : Instants.NONE;
  }

  /**
   * False: certainly no event with this source and id is in it. True: there probably is; only the
   * events themselves can tell.
   */
  public boolean mayContain(TicketEvent event) {
    long hash = EventPacker.identityHash(event.source(), event.id());
    for (int i = 0; i < eventCount; i++) {
      if (identities[i] == hash) {
        return true;
      }
    }
    return false;
  }

  /**
   * The {@link EventPacker#identityHash}es of its events, in the order that they were folded in.
   */
  public long[] identityHashes() {
    return Arrays.copyOf(identities, eventCount);
  }

  /** The state in few bytes, with the version of their format. */
  public byte[] pack() {
    return TicketCodec.pack(this);
  }

  /**
   * The ticket that {@link #pack()} packed.
   *
   * @throws IllegalArgumentException when the bytes are no packed ticket, or one of a format that
   *     this build does not know
   */
  public static Ticket unpack(byte[] bytes) {
    return TicketCodec.unpack(bytes);
  }

  /** What is known as of {@link #judgedAt()}; the same object until the ticket changes. */
  public TicketFacts facts() {
    if (facts == null) {
      facts = FactsBuilder.build(this);
    }
    return facts;
  }

  void changed() {
    facts = null;
  }

  /** Whether the event follows, in the order, all that were applied. */
  boolean isAfterLast(TicketEvent event) {
    if (lastType == null || event.time() != lastTime) {
      return lastType == null || event.time() > lastTime;
    }
    int order = CodePointOrder.INSTANCE.compare(event.sequence(), lastSequence);
    if (order == 0) {
      order = event.type().compareTo(lastType);
    }
    if (order == 0) {
      order = CodePointOrder.INSTANCE.compare(event.source(), lastSource);
    }
    if (order == 0) {
      order = CodePointOrder.INSTANCE.compare(event.id(), lastId);
    }
    return order > 0;
  }

  void countEvent(TicketEvent event) {
    if (eventCount == 0) {
      firstEventAt = event.time();
    }
    if (eventCount == identities.length) {
      identities = Arrays.copyOf(identities, Math.max(8, eventCount * 2));
    }
    identities[eventCount++] = EventPacker.identityHash(event.source(), event.id());
    lastTime = event.time();
    lastSequence = event.sequence();
    lastType = event.type();
    lastSource = event.source();
    lastId = event.id();
  }

  /** The department's latest assignment, null when it never had one. */
  Assignment latest(String department) {
    for (int i = assignments.size() - 1; i >= 0; i--) {
      Assignment assignment = assignments.get(i);
      if (assignment.latest && assignment.department.equals(department)) {
        return assignment;
      }
    }
    return null;
  }

  /** The department's open assignment, null when it has none. */
  Assignment open(String department) {
    Assignment latest = latest(department);
    return latest != null && latest.isOpen() ? latest : null;
  }

  /** Whether at least one assignment stands and all that do are resolved. */
  boolean isAllResolved() {
    boolean any = false;
    for (int i = 0; i < assignments.size(); i++) {
      Assignment assignment = assignments.get(i);
      if (assignment.isStanding()) {
        if (assignment.state != AssignmentState.RESOLVED) {
          return false;
        }
        any = true;
      }
    }
    return any;
  }

  /** The first that holds (contract, section 1, "Ticket state"). */
  TicketState currentState() {
    if (cancelled) {
      return TicketState.CANCELLED;
    }
    if (closed) {
      return TicketState.CLOSED;
    }
    boolean standing = false;
    boolean allResolved = true;
    boolean onSite = false;
    boolean accepted = false;
    for (int i = 0; i < assignments.size(); i++) {
      Assignment assignment = assignments.get(i);
      if (!assignment.isStanding()) {
        continue;
      }
      standing = true;
      switch (assignment.state) {
        case RESOLVED -> onSite = true;
        case ON_SITE -> {
          onSite = true;
          allResolved = false;
        }
        case ACCEPTED -> {
          accepted = true;
          allResolved = false;
        }
        default -> allResolved = false;
      }
    }
    if (standing) {
      if (allResolved) {
        return fedBack ? TicketState.FED_BACK : TicketState.RESOLVED;
      }
      return onSite
          ? TicketState.ON_SITE
          : accepted ? TicketState.ACCEPTED : TicketState.DISPATCHED;
    }
    if (!assignments.isEmpty()) {
      return TicketState.RETURNED;
    }
    if (decision == Decision.ESCALATE) {
      return TicketState.ESCALATED;
    }
    if (decision == Decision.REJECT) {
      return TicketState.REJECTED;
    }
    return decision != null ? TicketState.ASSESSED : TicketState.REPORTED;
  }
}
