package io.paidan.event;

import io.paidan.event.EventData.Assignee;
import io.paidan.event.EventData.DepartmentScore;
import java.util.ArrayList;
import java.util.List;

/**
 * Packs events into few bytes, for state and for the wire between tasks. Equal events give equal
 * bytes, so that contents are compared without unpacking.
 *
 * <p>Format 1: the version (1), the type's ordinal, the time (zigzag varint of ms), then source,
 * id, ticket id and sequence (varint length in bytes, UTF-8), then the data: one byte of presence
 * bits where the type has optional fields, the first optional field the lowest bit, and the fields
 * in the order of {@link EventData}'s components, absent ones left out. Constants are ordinals,
 * instants zigzag varints, other numbers eight bytes, lists a varint count and the elements. What
 * version 1 wrote is read for ever: another layout takes another version.
 *
 * <p>Text must be well-formed UTF-16, as the decoder gives it.
 */
public final class EventPacker {
  private static final int VERSION = 1;

  private static final EventType[] TYPES = EventType.values();
  private static final Channel[] CHANNELS = Channel.values();
  private static final Category[] CATEGORIES = Category.values();
  private static final TicketClass[] CLASSES = TicketClass.values();
  private static final Decision[] DECISIONS = Decision.values();
  private static final Outcome[] OUTCOMES = Outcome.values();
  private static final Role[] ROLES = Role.values();

  /** One for each thread: half of what packing allocated was buffers that grew. */
  private static final ThreadLocal<byte[]> BUFFERS = ThreadLocal.withInitial(() -> new byte[1024]);

  private EventPacker() {}

  /** The event as bytes of the present format. */
  public static byte[] pack(TicketEvent event) {
    PackedWriter out = new PackedWriter(BUFFERS.get());
    out.octet(VERSION);
    out.octet(event.type().ordinal());
    out.signed(event.time());
    out.string(event.source());
    out.string(event.id());
    out.string(event.ticketId());
    out.string(event.sequence());
    packData(event, out);
    return out.bytes();
  }

  /**
   * The event that was packed, by this or an earlier build.
   *
   * @throws IllegalArgumentException when these are no bytes of a format that this build knows
   */
  public static TicketEvent unpack(byte[] bytes) {
    PackedReader in = new PackedReader(bytes);
    checkVersion(in);
    EventType type = in.constant(TYPES);
    long time = in.signed();
    String source = in.common();
    String id = in.string();
    String ticketId = in.string();
    String sequence = in.common();
    EventData data = unpackData(type, in);
    in.end();
    return new TicketEvent(source, id, type, ticketId, time, sequence, data);
  }

  /**
   * The time of a packed event, ms since the epoch, without unpacking the rest.
   *
   * @throws IllegalArgumentException as {@link #unpack}
   */
  public static long time(byte[] packed) {
    PackedReader in = new PackedReader(packed);
    checkVersion(in);
    in.octet();
    return in.signed();
  }

  /**
   * A 64-bit hash of an event's identity, the same in every JVM and build: it is kept in state.
   * (The construction is that of XXH64 over UTF-16, both strings with their lengths.)
   */
  public static long identityHash(String source, String id) {
    return IdentityHash.of(source, id);
  }

  private static void checkVersion(PackedReader in) {
    int version = in.octet();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "a packed event has format "
              + version
              + "; this build reads format "
              + VERSION
              + ": run the build that wrote it, or a later one");
    }
  }

  private static void packData(TicketEvent event, PackedWriter out) {
    switch (event.type()) {
      case REPORTED -> packReported((EventData.Reported) event.data(), out);
      case ASSESSED -> {
        EventData.Assessed d = (EventData.Assessed) event.data();
        out.octet(d.ticketClass().ordinal());
        out.octet(d.category().ordinal());
        out.octet(d.decision().ordinal());
      }
      case RECLASSIFIED -> {
        EventData.Reclassified d = (EventData.Reclassified) event.data();
        out.octet(bit(d.ticketClass(), 0) | bit(d.category(), 1) | bit(d.reason(), 2));
        constant(d.ticketClass(), out);
        constant(d.category(), out);
        string(d.reason(), out);
      }
      case DISPATCHED -> {
        EventData.Dispatched d = (EventData.Dispatched) event.data();
        out.string(d.district());
        out.varint(d.assignments().size());
        for (Assignee a : d.assignments()) {
          out.octet(a.role().ordinal() << 1 | bit(a.due(), 0));
          out.string(a.department());
          if (a.due() != null) {
            out.signed(a.due());
          }
        }
      }
      case ACCEPTED -> out.string(((EventData.Accepted) event.data()).department());
      case ARRIVED -> out.string(((EventData.Arrived) event.data()).department());
      case SUSPENDED -> {
        EventData.Suspended d = (EventData.Suspended) event.data();
        out.octet(bit(d.department(), 0));
        string(d.department(), out);
        out.string(d.reason());
      }
      case RESUMED -> {
        EventData.Resumed d = (EventData.Resumed) event.data();
        out.octet(bit(d.department(), 0) | bit(d.reason(), 1));
        string(d.department(), out);
        string(d.reason(), out);
      }
      case EXTENDED -> {
        EventData.Extended d = (EventData.Extended) event.data();
        out.octet(bit(d.reason(), 0));
        out.string(d.department());
        out.signed(d.until());
        out.string(d.approvedBy());
        string(d.reason(), out);
      }
      case URGED -> {
        EventData.Urged d = (EventData.Urged) event.data();
        out.octet(bit(d.department(), 0));
        out.string(d.by());
        out.signed(d.level());
        string(d.department(), out);
      }
      case REFUSED -> {
        EventData.Refused d = (EventData.Refused) event.data();
        out.string(d.department());
        out.string(d.reason());
      }
      case RECALLED -> {
        EventData.Recalled d = (EventData.Recalled) event.data();
        out.octet(bit(d.reason(), 0));
        out.string(d.department());
        string(d.reason(), out);
      }
      case RESOLVED -> {
        EventData.Resolved d = (EventData.Resolved) event.data();
        out.octet(bit(d.handling(), 0));
        out.string(d.department());
        out.octet(d.outcome().ordinal());
        string(d.handling(), out);
      }
      case FEEDBACK -> {
        EventData.Feedback d = (EventData.Feedback) event.data();
        out.signed(d.satisfaction());
        out.octet(d.solved() ? 1 : 0);
        out.varint(d.departmentScores().size());
        for (DepartmentScore s : d.departmentScores()) {
          out.string(s.department());
          out.number(s.score());
        }
      }
      case REOPENED -> {
        EventData.Reopened d = (EventData.Reopened) event.data();
        out.octet(bit(d.departments(), 0));
        out.string(d.reason());
        if (d.departments() != null) {
          out.varint(d.departments().size());
          d.departments().forEach(out::string);
        }
      }
      case CLOSED -> {}
      case CANCELLED -> out.string(((EventData.Cancelled) event.data()).reason());
    }
  }

  private static void packReported(EventData.Reported d, PackedWriter out) {
    EventData.Reporter reporter = d.reporter();
    out.octet(
        bit(d.community(), 0)
            | bit(d.category(), 1)
            | bit(d.title(), 2)
            | bit(d.location(), 3)
            | bit(reporter, 4)
            | bit(reporter == null ? null : reporter.name(), 5)
            | bit(reporter == null ? null : reporter.phone(), 6));
    out.string(d.district());
    out.octet(d.channel().ordinal());
    string(d.community(), out);
    constant(d.category(), out);
    string(d.title(), out);
    if (d.location() != null) {
      out.number(d.location().lat());
      out.number(d.location().lon());
    }
    if (reporter != null) {
      string(reporter.name(), out);
      string(reporter.phone(), out);
    }
  }

  private static EventData unpackData(EventType type, PackedReader in) {
    return switch (type) {
      case REPORTED -> unpackReported(in);
      case ASSESSED ->
          new EventData.Assessed(
              in.constant(CLASSES), in.constant(CATEGORIES), in.constant(DECISIONS));
      case RECLASSIFIED -> {
        int bits = in.octet();
        yield new EventData.Reclassified(
            has(bits, 0) ? in.constant(CLASSES) : null,
            has(bits, 1) ? in.constant(CATEGORIES) : null,
            has(bits, 2) ? in.string() : null);
      }
      case DISPATCHED -> unpackDispatched(in);
      case ACCEPTED -> new EventData.Accepted(in.common());
      case ARRIVED -> new EventData.Arrived(in.common());
      case SUSPENDED -> {
        int bits = in.octet();
        yield new EventData.Suspended(has(bits, 0) ? in.common() : null, in.string());
      }
      case RESUMED -> {
        int bits = in.octet();
        yield new EventData.Resumed(
            has(bits, 0) ? in.common() : null, has(bits, 1) ? in.string() : null);
      }
      case EXTENDED -> {
        int bits = in.octet();
        yield new EventData.Extended(
            in.common(), in.signed(), in.common(), has(bits, 0) ? in.string() : null);
      }
      case URGED -> {
        int bits = in.octet();
        yield new EventData.Urged(
            in.common(), (int) in.signed(), has(bits, 0) ? in.common() : null);
      }
      case REFUSED -> new EventData.Refused(in.common(), in.string());
      case RECALLED -> {
        int bits = in.octet();
        yield new EventData.Recalled(in.common(), has(bits, 0) ? in.string() : null);
      }
      case RESOLVED -> {
        int bits = in.octet();
        yield new EventData.Resolved(
            in.common(), in.constant(OUTCOMES), has(bits, 0) ? in.string() : null);
      }
      case FEEDBACK -> unpackFeedback(in);
      case REOPENED -> {
        int bits = in.octet();
        yield new EventData.Reopened(in.string(), has(bits, 0) ? unpackStrings(in) : null);
      }
      case CLOSED -> new EventData.Closed();
      case CANCELLED -> new EventData.Cancelled(in.string());
    };
  }

  private static EventData unpackReported(PackedReader in) {
    int bits = in.octet();
    String district = in.common();
    Channel channel = in.constant(CHANNELS);
    String community = has(bits, 0) ? in.common() : null;
    Category category = has(bits, 1) ? in.constant(CATEGORIES) : null;
    String title = has(bits, 2) ? in.string() : null;
    EventData.Location location =
        has(bits, 3) ? new EventData.Location(in.number(), in.number()) : null;
    EventData.Reporter reporter =
        has(bits, 4)
            ? new EventData.Reporter(
                has(bits, 5) ? in.string() : null, has(bits, 6) ? in.string() : null)
            : null;
    return new EventData.Reported(
        district, channel, community, category, title, location, reporter);
  }

  private static EventData unpackDispatched(PackedReader in) {
    String district = in.common();
    int count = in.count();
    List<Assignee> assignments = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int head = in.octet();
      String department = in.common();
      if (head >> 1 >= ROLES.length) {
        throw new IllegalArgumentException("a packed event holds the unknown code " + head);
      }
      assignments.add(
          new Assignee(department, ROLES[head >> 1], has(head, 0) ? in.signed() : null));
    }
    return new EventData.Dispatched(district, assignments);
  }

  private static EventData unpackFeedback(PackedReader in) {
    int satisfaction = (int) in.signed();
    boolean solved = in.octet() != 0;
    int count = in.count();
    List<DepartmentScore> scores = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      scores.add(new DepartmentScore(in.common(), in.number()));
    }
    return new EventData.Feedback(satisfaction, solved, scores);
  }

  private static List<String> unpackStrings(PackedReader in) {
    int count = in.count();
    List<String> strings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      strings.add(in.common());
    }
    return strings;
  }

  private static int bit(Object value, int place) {
    return value == null ? 0 : 1 << place;
  }

  private static boolean has(int bits, int place) {
    return (bits >> place & 1) != 0;
  }

  private static void string(String text, PackedWriter out) {
    if (text != null) {
      out.string(text);
    }
  }

  private static void constant(Enum<?> value, PackedWriter out) {
    if (value != null) {
      out.octet(value.ordinal());
    }
  }
}
