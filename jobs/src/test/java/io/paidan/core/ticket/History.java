package io.paidan.core.ticket;

import io.paidan.Instants;
import io.paidan.event.Category;
import io.paidan.event.Channel;
import io.paidan.event.Decision;
import io.paidan.event.EventData;
import io.paidan.event.EventData.Assignee;
import io.paidan.event.EventData.DepartmentScore;
import io.paidan.event.EventType;
import io.paidan.event.Outcome;
import io.paidan.event.Role;
import io.paidan.event.TicketClass;
import io.paidan.event.TicketEvent;
import io.paidan.policy.PolicyHistory;
import io.paidan.policy.PolicyParser;
import io.paidan.policy.PolicyVersion;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A ticket's history, told in order, for tests that read like the contract. Instants are in minutes
 * from {@link #T0} unless a test says otherwise.
 */
final class History {
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** A Monday, 10:00 in Shanghai: the office opens. */
  static final long T0 = instant("2026-03-02T02:00:00Z");

  static final long MINUTE = 60_000L;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  /** Monday to Friday, 10:00 to 14:00 and 15:30 to 19:30 in Shanghai. */
  static final String OFFICE =
      """
      {"id":"office","zone":"Asia/Shanghai","seasons":[{"from":"01-01","to":"12-31",
       "hours":{"MON-FRI":["10:00-14:00","15:30-19:30"]}}]}""";

  private final List<TicketEvent> events = new ArrayList<>();
  private final PolicyHistory policies;
  private long now = T0;

  private History(PolicyHistory policies) {
    this.policies = policies;
  }

  /** A history judged by one policy version with these targets, in force since 2025. */
  static History under(String... targets) {
    return of(version(1, "2025-01-01T00:00:00Z", false, targets));
  }

  static History of(PolicyVersion... versions) {
    return new History(new PolicyHistory(List.of(versions)));
  }

  static PolicyVersion version(int number, String from, boolean open, String... targets) {
    return version(number, from, open, OFFICE, targets);
  }

  static PolicyVersion version(
      int number, String from, boolean open, String calendar, String[] targets) {
    String json =
        """
        {"id":"p","version":%d,"effectiveFrom":"%s","appliesTo":"%s","targets":[%s],
         "calendars":[%s]}"""
            .formatted(number, from, open ? "OPEN" : "NEW", String.join(",", targets), calendar);
    PolicyParser.Result result = PolicyParser.parse(json);
    if (!result.problems().isEmpty()) {
      throw new IllegalArgumentException(result.problems().toString());
    }
    return result.versions().get(0);
  }

  /** A target of any class. */
  static String target(String clock, String limit) {
    return target(clock, limit, "");
  }

  /**
   * @param more further fields, as JSON, separated by commas
   */
  static String target(String clock, String limit, String more) {
    return "{\"clock\":\"%s\",\"limit\":\"%s\"%s}"
        .formatted(clock, limit, more.isEmpty() ? "" : "," + more);
  }

  static long instant(String text) {
    return Instant.parse(text).toEpochMilli();
  }

  static String text(long instant) {
    return instant == Instants.NONE ? "none" : Instant.ofEpochMilli(instant).toString();
  }

  /** The events that follow happen so many minutes after {@link #T0}. */
  History at(long minutes) {
    now = T0 + minutes * MINUTE;
    return this;
  }

  History atInstant(String instant) {
    now = instant(instant);
    return this;
  }

  History reported(String district) {
    return reported(district, null);
  }

  History reported(String district, Category category) {
    return add(
        EventType.REPORTED,
        new EventData.Reported(district, Channel.PATROL, "c1", category, "t", null, null));
  }

  History assessed(TicketClass ticketClass) {
    return assessed(ticketClass, Decision.DISPATCH);
  }

  History assessed(TicketClass ticketClass, Decision decision) {
    return add(
        EventType.ASSESSED, new EventData.Assessed(ticketClass, Category.ENFORCEMENT, decision));
  }

  History reclassified(TicketClass ticketClass) {
    return add(EventType.RECLASSIFIED, new EventData.Reclassified(ticketClass, null, null));
  }

  History dispatched(String district, String... departments) {
    Assignee[] assignees = new Assignee[departments.length];
    for (int i = 0; i < departments.length; i++) {
      assignees[i] = new Assignee(departments[i], i == 0 ? Role.LEAD : Role.SUPPORT, null);
    }
    return dispatchedTo(district, assignees);
  }

  History dispatchedTo(String district, Assignee... assignees) {
    return add(EventType.DISPATCHED, new EventData.Dispatched(district, Arrays.asList(assignees)));
  }

  History accepted(String department) {
    return add(EventType.ACCEPTED, new EventData.Accepted(department));
  }

  History refused(String department) {
    return add(EventType.REFUSED, new EventData.Refused(department, "not ours"));
  }

  History recalled(String department) {
    return add(EventType.RECALLED, new EventData.Recalled(department, null));
  }

  History arrived(String department) {
    return add(EventType.ARRIVED, new EventData.Arrived(department));
  }

  History resolved(String department) {
    return add(EventType.RESOLVED, new EventData.Resolved(department, Outcome.SOLVED, "h"));
  }

  /**
   * @param department null: the whole ticket
   */
  History suspended(String department) {
    return add(EventType.SUSPENDED, new EventData.Suspended(department, "weather"));
  }

  History resumed(String department) {
    return add(EventType.RESUMED, new EventData.Resumed(department, null));
  }

  /**
   * @param until minutes after {@link #T0}
   */
  History extended(String department, long until) {
    return add(
        EventType.EXTENDED,
        new EventData.Extended(department, T0 + until * MINUTE, "street", null));
  }

  History urged() {
    return add(EventType.URGED, new EventData.Urged("street", 1, null));
  }

  History feedback(int satisfaction, boolean solved, DepartmentScore... scores) {
    return add(
        EventType.FEEDBACK, new EventData.Feedback(satisfaction, solved, Arrays.asList(scores)));
  }

  /** Without departments: all that are resolved or ended. */
  History reopened(String... departments) {
    return add(
        EventType.REOPENED,
        new EventData.Reopened(
            "again", departments.length == 0 ? null : Arrays.asList(departments)));
  }

  History closed() {
    return add(EventType.CLOSED, new EventData.Closed());
  }

  History cancelled() {
    return add(EventType.CANCELLED, new EventData.Cancelled("twice"));
  }

  private History add(EventType type, EventData data) {
    String number = "%03d".formatted(events.size());
    events.add(new TicketEvent("/s", "e" + number, type, "T", now, number, data));
    return this;
  }

  List<TicketEvent> events() {
    return List.copyOf(events);
  }

  /** Judged at the last event. */
  Judged judged() {
    return judgedAt(Instants.NONE);
  }

  /** Judged so many minutes after {@link #T0}. */
  Judged judgedAtMinute(long minutes) {
    return judgedAt(T0 + minutes * MINUTE);
  }

  Judged judgedAt(long asOf) {
    TicketJudge judge = TicketJudge.of(policies, ZONE);
    return new Judged(judge.fold("T", events, asOf));
  }

  /** What it came to. */
  record Judged(Ticket ticket) {
    TicketFields fields() {
      return ticket.facts().ticket();
    }

    /**
     * @param id without the ticket's
     */
    ClockFacts clock(String id) {
      return ticket.facts().clocks().stream()
          .filter(c -> c.id().equals("T/" + id))
          .findFirst()
          .orElse(null);
    }

    AssignmentFacts assignment(String id) {
      return ticket.facts().assignments().stream()
          .filter(a -> a.id().equals("T/" + id))
          .findFirst()
          .orElse(null);
    }

    List<String> clocks() {
      return ticket.facts().clocks().stream()
          .map(c -> c.id().substring(2) + " " + c.status())
          .sorted()
          .toList();
    }

    /** The reasons of all anomalies, in order. */
    List<AnomalyReason> anomalies() {
      return fields().anomalies().stream().map(Anomaly::reason).toList();
    }

    /** Minutes from {@link #T0} to the clock's due; null while it has none. */
    Long due(String id) {
      return minute(clock(id).dueAt());
    }

    static Long minute(long instant) {
      return instant == Instants.NONE ? null : (Long) ((instant - T0) / MINUTE);
    }

    /** Level and minute of each alert on a clock. */
    List<String> alerts(String id) {
      return ticket.facts().alerts().stream()
          .filter(a -> a.clockId().equals("T/" + id))
          .map(a -> a.level() + "@" + minute(a.thresholdAt()))
          .toList();
    }
  }
}
