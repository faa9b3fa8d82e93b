package io.paidan.core.ticket;

import io.paidan.Instants;
import io.paidan.event.Category;
import io.paidan.event.Channel;
import io.paidan.event.Decision;
import io.paidan.event.EventData.Location;
import io.paidan.event.EventType;
import io.paidan.event.Outcome;
import io.paidan.event.Role;
import io.paidan.event.TicketClass;
import io.paidan.policy.ClockType;

/**
 * Tickets as bytes for state and checkpoints. The first byte is the version of the format; bytes of
 * old versions stay readable. Ordinals of enums are stored: constants are only ever added at the
 * end.
 */
final class TicketCodec {
  private static final int VERSION = 1;

  private static final EventType[] TYPES = EventType.values();
  private static final TicketState[] STATES = TicketState.values();
  private static final Decision[] DECISIONS = Decision.values();
  private static final Category[] CATEGORIES = Category.values();
  private static final TicketClass[] CLASSES = TicketClass.values();
  private static final Channel[] CHANNELS = Channel.values();
  private static final Role[] ROLES = Role.values();
  private static final AssignmentState[] ASSIGNMENT_STATES = AssignmentState.values();
  private static final Outcome[] OUTCOMES = Outcome.values();
  private static final ClockType[] CLOCK_TYPES = ClockType.values();
  private static final AnomalyReason[] REASONS = AnomalyReason.values();

  private static final int SUSPENDED = 1;
  private static final int REPORTED = 1 << 1;
  private static final int CLOSED = 1 << 2;
  private static final int CANCELLED = 1 << 3;
  private static final int FED_BACK = 1 << 4;
  private static final int ASSESSED_OTHERWISE = 1 << 5;
  private static final int SOLVED_KNOWN = 1 << 6;
  private static final int SOLVED = 1 << 7;
  private static final int LOCATED = 1 << 8;

  private static final int LATEST = 1;
  private static final int ASSIGNMENT_SUSPENDED = 1 << 1;
  private static final int OVERTURNED = 1 << 2;
  private static final int SCORED = 1 << 3;

  private static final int LIMITED = 1;
  private static final int EXTENDED = 1 << 1;
  private static final int MET = 1 << 2;
  private static final int CLOCK_CLOSED = 1 << 3;
  private static final int HAS_PAUSES = 1 << 4;
  private static final int HAS_THRESHOLDS = 1 << 5;
  private static final int HAS_PROBLEM = 1 << 6;
  private static final int COUNTED_FROM_START = 1 << 7;

  /** One for each thread: making them anew was a third of what packing cost. */
  private static final ThreadLocal<byte[]> BUFFERS = ThreadLocal.withInitial(() -> new byte[4096]);

  private TicketCodec() {}

  static byte[] pack(Ticket ticket) {
    PackedWriter out = new PackedWriter(BUFFERS.get());
    out.writeByte(VERSION);
    out.writeString(ticket.id);
    out.writeFixed(ticket.policyStamp);
    out.writeVar(ticket.eventCount);
    for (int i = 0; i < ticket.eventCount; i++) {
      out.writeFixed(ticket.identities[i]);
    }
    long zero = ticket.firstEventAt == Instants.NONE ? 0 : ticket.firstEventAt;
    out.writeInstant(ticket.firstEventAt, 0);
    out.writeInstant(ticket.judgedAt, zero);
    out.writeInstant(
        ticket.nextInstant == Long.MAX_VALUE ? Instants.NONE : ticket.nextInstant, zero);
    out.writeVar(ticket.openPassed);
    out.writeInstant(ticket.openPassedAt, zero);
    out.writeInstant(ticket.lastTime, zero);
    out.writeEnum(ticket.lastType);
    out.writeString(ticket.lastSequence);
    out.writeString(ticket.lastSource);
    out.writeString(ticket.lastId);
    packFields(out, ticket, zero);
    out.writeVar(ticket.assignments.size());
    for (int i = 0; i < ticket.assignments.size(); i++) {
      packAssignment(out, ticket.assignments.get(i), zero);
    }
    out.writeVar(ticket.clocks.size());
    for (int i = 0; i < ticket.clocks.size(); i++) {
      packClock(out, ticket.clocks.get(i), ticket, zero);
    }
    out.writeVar(ticket.anomalies.size());
    for (int i = 0; i < ticket.anomalies.size(); i++) {
      Anomaly anomaly = ticket.anomalies.get(i);
      out.writeString(anomaly.eventId());
      out.writeEnum(anomaly.type());
      out.writeEnum(anomaly.reason());
    }
    out.writeVar(ticket.resolutions.size());
    for (int i = 0; i < ticket.resolutions.size(); i++) {
      Resolution resolution = ticket.resolutions.get(i);
      out.writeInstant(resolution.at(), zero);
      out.writeString(resolution.district());
    }
    return out.toBytes();
  }

  static Ticket unpack(byte[] bytes) {
    PackedReader in = new PackedReader(bytes);
    try {
      return unpack(in);
    } catch (IndexOutOfBoundsException e) {
      throw in.broken();
    }
  }

  private static Ticket unpack(PackedReader in) {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "packed ticket of format " + version + ", this build reads format " + VERSION);
    }
    Ticket ticket = new Ticket(in.readString(), in.readFixed());
    ticket.eventCount = in.readCount();
    ticket.identities = new long[ticket.eventCount + 1]; // mostly there is one more event
    for (int i = 0; i < ticket.eventCount; i++) {
      ticket.identities[i] = in.readFixed();
    }
    ticket.firstEventAt = in.readInstant(0);
    long zero = ticket.firstEventAt == Instants.NONE ? 0 : ticket.firstEventAt;
    ticket.judgedAt = in.readInstant(zero);
    long next = in.readInstant(zero);
    ticket.nextInstant = next == Instants.NONE ? Long.MAX_VALUE : next;
    ticket.openPassed = in.readInt();
    ticket.openPassedAt = in.readInstant(zero);
    ticket.lastTime = in.readInstant(zero);
    ticket.lastType = in.readEnum(TYPES);
    ticket.lastSequence = in.readCommon();
    ticket.lastSource = in.readCommon();
    ticket.lastId = in.readString();
    unpackFields(in, ticket, zero);
    int assignments = in.readCount();
    for (int i = 0; i < assignments; i++) {
      ticket.assignments.add(unpackAssignment(in, zero));
    }
    int clocks = in.readCount();
    for (int i = 0; i < clocks; i++) {
      ticket.clocks.add(unpackClock(in, ticket, zero));
    }
    int anomalies = in.readCount();
    for (int i = 0; i < anomalies; i++) {
      ticket.anomalies.add(new Anomaly(in.readString(), in.readEnum(TYPES), in.readEnum(REASONS)));
    }
    int resolutions = in.readCount();
    for (int i = 0; i < resolutions; i++) {
      ticket.resolutions.add(new Resolution(in.readInstant(zero), in.readCommon()));
    }
    in.end();
    return ticket;
  }

  private static void packFields(PackedWriter out, Ticket ticket, long zero) {
    out.writeVar(
        (ticket.suspended ? SUSPENDED : 0)
            | (ticket.reported ? REPORTED : 0)
            | (ticket.closed ? CLOSED : 0)
            | (ticket.cancelled ? CANCELLED : 0)
            | (ticket.fedBack ? FED_BACK : 0)
            | (ticket.assessedOtherwise ? ASSESSED_OTHERWISE : 0)
            | (ticket.solved != null ? SOLVED_KNOWN : 0)
            | (ticket.solved != null && ticket.solved ? SOLVED : 0)
            | (ticket.location != null ? LOCATED : 0));
    out.writeEnum(ticket.state);
    out.writeEnum(ticket.decision);
    out.writeEnum(ticket.category);
    out.writeEnum(ticket.ticketClass);
    out.writeEnum(ticket.channel);
    out.writeString(ticket.district);
    out.writeString(ticket.firstDistrict);
    out.writeString(ticket.reportedDistrict);
    out.writeString(ticket.community);
    out.writeText(ticket.title);
    if (ticket.location != null) {
      out.writeDouble(ticket.location.lat());
      out.writeDouble(ticket.location.lon());
    }
    out.writeInstant(ticket.reportedAt, zero);
    out.writeInstant(ticket.assessedAt, zero);
    out.writeInstant(ticket.dispatchedAt, zero);
    out.writeInstant(ticket.acceptedAt, zero);
    out.writeInstant(ticket.arrivedAt, zero);
    out.writeInstant(ticket.fedBackAt, zero);
    out.writeInstant(ticket.closedAt, zero);
    out.writeInstant(ticket.cancelledAt, zero);
    out.writeVar(ticket.satisfaction);
    out.writeVar(ticket.reopenCount);
    out.writeVar(ticket.refusalCount);
    out.writeVar(ticket.extensionCount);
    out.writeVar(ticket.urgeCount);
    out.writeVar(ticket.returns);
  }

  private static void unpackFields(PackedReader in, Ticket ticket, long zero) {
    int flags = in.readInt();
    ticket.suspended = (flags & SUSPENDED) != 0;
    ticket.reported = (flags & REPORTED) != 0;
    ticket.closed = (flags & CLOSED) != 0;
    ticket.cancelled = (flags & CANCELLED) != 0;
    ticket.fedBack = (flags & FED_BACK) != 0;
    ticket.assessedOtherwise = (flags & ASSESSED_OTHERWISE) != 0;
    if ((flags & SOLVED_KNOWN) != 0) {
      ticket.solved = (flags & SOLVED) != 0;
    }
    ticket.state = in.readEnum(STATES);
    ticket.decision = in.readEnum(DECISIONS);
    ticket.category = in.readEnum(CATEGORIES);
    ticket.ticketClass = in.readEnum(CLASSES);
    ticket.channel = in.readEnum(CHANNELS);
    ticket.district = in.readCommon();
    ticket.firstDistrict = in.readCommon();
    ticket.reportedDistrict = in.readCommon();
    ticket.community = in.readCommon();
    ticket.title = in.readText();
    if ((flags & LOCATED) != 0) {
      ticket.location = new Location(in.readDouble(), in.readDouble());
    }
    ticket.reportedAt = in.readInstant(zero);
    ticket.assessedAt = in.readInstant(zero);
    ticket.dispatchedAt = in.readInstant(zero);
    ticket.acceptedAt = in.readInstant(zero);
    ticket.arrivedAt = in.readInstant(zero);
    ticket.fedBackAt = in.readInstant(zero);
    ticket.closedAt = in.readInstant(zero);
    ticket.cancelledAt = in.readInstant(zero);
    ticket.satisfaction = in.readInt();
    ticket.reopenCount = in.readInt();
    ticket.refusalCount = in.readInt();
    ticket.extensionCount = in.readInt();
    ticket.urgeCount = in.readInt();
    ticket.returns = in.readInt();
  }

  private static void packAssignment(PackedWriter out, Assignment assignment, long zero) {
    boolean scored = !Double.isNaN(assignment.score);
    out.writeByte(
        (assignment.latest ? LATEST : 0)
            | (assignment.suspended ? ASSIGNMENT_SUSPENDED : 0)
            | (assignment.overturned ? OVERTURNED : 0)
            | (scored ? SCORED : 0));
    out.writeString(assignment.department);
    out.writeString(assignment.district);
    out.writeEnum(assignment.role);
    out.writeVar(assignment.cycle);
    out.writeEnum(assignment.state);
    out.writeInstant(assignment.dispatchedAt, zero);
    out.writeInstant(assignment.acceptedAt, zero);
    out.writeInstant(assignment.arrivedAt, zero);
    out.writeInstant(assignment.resolvedAt, zero);
    out.writeInstant(assignment.refusedAt, zero);
    out.writeInstant(assignment.endedAt, zero);
    out.writeEnum(assignment.outcome);
    if (scored) {
      out.writeDouble(assignment.score);
    }
  }

  private static Assignment unpackAssignment(PackedReader in, long zero) {
    int flags = in.readByte();
    String department = in.readCommon();
    String district = in.readCommon();
    Role role = in.readEnum(ROLES);
    int cycle = in.readInt();
    AssignmentState state = in.readEnum(ASSIGNMENT_STATES);
    Assignment assignment =
        new Assignment(department, district, role, cycle, in.readInstant(zero), state);
    assignment.latest = (flags & LATEST) != 0;
    assignment.suspended = (flags & ASSIGNMENT_SUSPENDED) != 0;
    assignment.overturned = (flags & OVERTURNED) != 0;
    assignment.acceptedAt = in.readInstant(zero);
    assignment.arrivedAt = in.readInstant(zero);
    assignment.resolvedAt = in.readInstant(zero);
    assignment.refusedAt = in.readInstant(zero);
    assignment.endedAt = in.readInstant(zero);
    assignment.outcome = in.readEnum(OUTCOMES);
    if ((flags & SCORED) != 0) {
      assignment.score = in.readDouble();
    }
    return assignment;
  }

  private static void packClock(PackedWriter out, Clock clock, Ticket ticket, long zero) {
    boolean hasPauses =
        clock.pausedSince != Instants.NONE
            || clock.pausedMs != 0
            || clock.pauses.length > 0
            || clock.pendingUntil != Instants.NONE;
    boolean hasThresholds = clock.warnings.length > 0 || clock.escalations.length > 0;
    boolean hasProblem = clock.problem != null || clock.settlingProblem != null;
    boolean fromStart =
        clock.base == clock.startedAt
            && clock.countedFrom == clock.startedAt
            && clock.originalDue == clock.due;
    out.writeVar(
        (clock.limited ? LIMITED : 0)
            | (clock.extended ? EXTENDED : 0)
            | (clock.met ? MET : 0)
            | (clock.closed ? CLOCK_CLOSED : 0)
            | (hasPauses ? HAS_PAUSES : 0)
            | (hasThresholds ? HAS_THRESHOLDS : 0)
            | (hasProblem ? HAS_PROBLEM : 0)
            | (fromStart ? COUNTED_FROM_START : 0));
    out.writeEnum(clock.type);
    int place = clock.assignment == null ? -1 : ticket.assignments.indexOf(clock.assignment);
    out.writeVar(place + 1);
    if (place < 0) {
      out.writeString(clock.district);
      out.writeVar(clock.cycle);
    }
    long start = clock.startedAt;
    out.writeInstant(start, zero);
    out.writeVar(clock.chooser + 1);
    if (!clock.limited) {
      return;
    }
    out.writeVar(clock.version + 1);
    out.writeVar(clock.target + 1);
    out.writeString(clock.limit);
    out.writeString(clock.calendar);
    out.writeString(clock.policyId);
    out.writeVar(clock.policyVersion);
    out.writeInstant(clock.due, start);
    if (!fromStart) {
      out.writeInstant(clock.base, start);
      out.writeInstant(clock.countedFrom, start);
      out.writeInstant(clock.originalDue, start);
    }
    out.writeInstant(clock.stoppedAt, start);
    if (clock.stoppedAt != Instants.NONE) {
      out.writeInstant(clock.countedMs, 0);
    }
    if (hasPauses) {
      out.writeInstant(clock.pausedSince, start);
      out.writeInstant(clock.pendingUntil, start);
      out.writeVar(clock.pausedMs);
      out.writeVar(clock.pauses.length);
      for (long instant : clock.pauses) {
        out.writeInstant(instant, start);
      }
    }
    if (hasThresholds) {
      packInstants(out, clock.warnings, start);
      packInstants(out, clock.escalations, start);
    }
    if (hasProblem) {
      out.writeString(clock.problem);
      out.writeString(clock.settlingProblem);
    }
  }

  private static Clock unpackClock(PackedReader in, Ticket ticket, long zero) {
    int flags = in.readInt();
    ClockType type = in.readEnum(CLOCK_TYPES);
    int place = in.readInt() - 1;
    Clock clock;
    if (place < 0) {
      String district = in.readCommon();
      int cycle = in.readInt();
      clock = new Clock(type, null, district, cycle, in.readInstant(zero));
    } else {
      Assignment assignment = ticket.assignments.get(place);
      clock =
          new Clock(type, assignment, assignment.district, assignment.cycle, in.readInstant(zero));
    }
    clock.chooser = in.readInt() - 1;
    clock.limited = (flags & LIMITED) != 0;
    clock.extended = (flags & EXTENDED) != 0;
    clock.met = (flags & MET) != 0;
    clock.closed = (flags & CLOCK_CLOSED) != 0;
    if (!clock.limited) {
      return clock;
    }
    long start = clock.startedAt;
    clock.version = in.readInt() - 1;
    clock.target = in.readInt() - 1;
    clock.limit = in.readCommon();
    clock.calendar = in.readCommon();
    clock.policyId = in.readCommon();
    clock.policyVersion = in.readInt();
    clock.due = in.readInstant(start);
    if ((flags & COUNTED_FROM_START) != 0) {
      clock.base = start;
      clock.countedFrom = start;
      clock.originalDue = clock.due;
    } else {
      clock.base = in.readInstant(start);
      clock.countedFrom = in.readInstant(start);
      clock.originalDue = in.readInstant(start);
    }
    clock.stoppedAt = in.readInstant(start);
    if (clock.stoppedAt != Instants.NONE) {
      clock.countedMs = in.readInstant(0);
    }
    if ((flags & HAS_PAUSES) != 0) {
      clock.pausedSince = in.readInstant(start);
      clock.pendingUntil = in.readInstant(start);
      clock.pausedMs = in.readVar();
      clock.pauses = new long[in.readCount()];
      for (int i = 0; i < clock.pauses.length; i++) {
        clock.pauses[i] = in.readInstant(start);
      }
    }
    if ((flags & HAS_THRESHOLDS) != 0) {
      clock.warnings = unpackInstants(in, start);
      clock.escalations = unpackInstants(in, start);
    }
    if ((flags & HAS_PROBLEM) != 0) {
      clock.problem = in.readString();
      clock.settlingProblem = in.readString();
    }
    return clock;
  }

  private static void packInstants(PackedWriter out, long[] instants, long from) {
    out.writeVar(instants.length);
    for (long instant : instants) {
      out.writeInstant(instant, from);
    }
  }

  private static long[] unpackInstants(PackedReader in, long from) {
    int count = in.readCount();
    long[] instants = count == 0 ? Clock.NO_INSTANTS : new long[count];
    for (int i = 0; i < count; i++) {
      instants[i] = in.readInstant(from);
    }
    return instants;
  }
}
