package io.paidan.core.ticket;

import io.paidan.Instants;
import io.paidan.core.ticket.JsonBuffer.Constants;
import io.paidan.core.ticket.JsonBuffer.Name;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.event.Category;
import io.paidan.event.Channel;
import io.paidan.event.EventData.Location;
import io.paidan.event.Outcome;
import io.paidan.event.Role;
import io.paidan.event.TicketClass;
import io.paidan.policy.ClockType;
import io.paidan.reference.ReferenceData;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Renders facts as documents (contract, section 3): UTF-8 JSON without {@code _id}, names from the
 * reference data beside the ids. Reuses its buffer: one for each thread.
 */
public final class TicketDocuments {
  private static final Name TIMESTAMP = new Name("@timestamp");
  private static final Name REVISION = new Name("revision");
  private static final Name TICKET_ID = new Name("ticket_id");
  private static final Constants<TicketState> STATE = new Constants<>("state", TicketState.class);
  private static final Constants<AssignmentState> ASSIGNMENT_STATE =
      new Constants<>("state", AssignmentState.class);
  private static final Name SUSPENDED = new Name("suspended");
  private static final Constants<Category> CATEGORY = new Constants<>("category", Category.class);
  private static final Constants<TicketClass> TICKET_CLASS =
      new Constants<>("ticket_class", TicketClass.class);
  private static final Name COMMUNITY = new Name("community");
  private static final Constants<Channel> CHANNEL = new Constants<>("channel", Channel.class);
  private static final Name TITLE = new Name("title");
  private static final Name LOCATION = new Name("location");
  private static final Name LAT = new Name("lat");
  private static final Name LON = new Name("lon");
  private static final Name REPORTED_AT = new Name("reported_at");
  private static final Name ASSESSED_AT = new Name("assessed_at");
  private static final Name DISPATCHED_AT = new Name("dispatched_at");
  private static final Name ACCEPTED_AT = new Name("accepted_at");
  private static final Name ARRIVED_AT = new Name("arrived_at");
  private static final Name RESOLVED_AT = new Name("resolved_at");
  private static final Name REFUSED_AT = new Name("refused_at");
  private static final Name ENDED_AT = new Name("ended_at");
  private static final Name FED_BACK_AT = new Name("fed_back_at");
  private static final Name CLOSED_AT = new Name("closed_at");
  private static final Name CANCELLED_AT = new Name("cancelled_at");
  private static final Name DEPARTMENTS = new Name("departments");
  private static final Name DEPARTMENT_NAMES = new Name("department_names");
  private static final Name SATISFACTION = new Name("satisfaction");
  private static final Name SOLVED = new Name("solved");
  private static final Name REOPEN_COUNT = new Name("reopen_count");
  private static final Name REFUSAL_COUNT = new Name("refusal_count");
  private static final Name EXTENSION_COUNT = new Name("extension_count");
  private static final Name URGE_COUNT = new Name("urge_count");
  private static final Name BREACHED = new Name("breached");
  private static final Name OVERDUE = new Name("overdue");
  private static final Name NEXT_DUE_AT = new Name("next_due_at");
  private static final Name EVENT_COUNT = new Name("event_count");
  private static final Name ANOMALIES = new Name("anomalies");
  private static final Name EVENT_ID = new Name("event_id");
  private static final Name TYPE = new Name("type");
  private static final Constants<AnomalyReason> REASON =
      new Constants<>("reason", AnomalyReason.class);
  private static final Constants<Role> ROLE = new Constants<>("role", Role.class);
  private static final Name CYCLE = new Name("cycle");
  private static final Constants<Outcome> OUTCOME = new Constants<>("outcome", Outcome.class);
  private static final Name OVERTURNED = new Name("overturned");
  private static final Name ACCEPT_MS = new Name("accept_ms");
  private static final Name ARRIVE_MS = new Name("arrive_ms");
  private static final Name RESOLVE_MS = new Name("resolve_ms");
  private static final Name ACCEPT_ON_TIME = new Name("accept_on_time");
  private static final Name ARRIVE_ON_TIME = new Name("arrive_on_time");
  private static final Name RESOLVE_ON_TIME = new Name("resolve_on_time");
  private static final Name STREET_SCORE = new Name("street_score");
  private static final Constants<ClockType> CLOCK = new Constants<>("clock", ClockType.class);
  private static final Name CLOCK_ID = new Name("clock_id");
  private static final Constants<ClockStatus> STATUS = new Constants<>("status", ClockStatus.class);
  private static final Name STARTED_AT = new Name("started_at");
  private static final Name DUE_AT = new Name("due_at");
  private static final Name STOPPED_AT = new Name("stopped_at");
  private static final Name BREACHED_AT = new Name("breached_at");
  private static final Name ORIGINAL_DUE_AT = new Name("original_due_at");
  private static final Name COUNTED_FROM = new Name("counted_from");
  private static final Name PAUSED_MS = new Name("paused_ms");
  private static final Name COUNTED_MS = new Name("counted_ms");
  private static final Name LIMIT = new Name("limit");
  private static final Name OVERDUE_MS = new Name("overdue_ms");
  private static final Name WITHDRAWN_BREACHES = new Name("withdrawn_breaches");
  private static final Constants<AlertStatus> ALERT_STATUS =
      new Constants<>("status", AlertStatus.class);
  private static final Name LEVEL = new Name("level");
  private static final Name SEVERITY = new Name("severity");
  private static final Name THRESHOLD_AT = new Name("threshold_at");
  private static final Name FIRED_AT = new Name("fired_at");

  private final PlaceFields places;
  private final TargetFields targets = new TargetFields();
  private final JsonBuffer json = new JsonBuffer();

  /** What the documents of one change have in common: written once, copied into each. */
  private final JsonBuffer common = new JsonBuffer();

  public TicketDocuments(ReferenceData reference) {
    this.places = new PlaceFields(reference);
  }

  /**
   * What must be written for a ticket to go from one set of facts to another: upserts of the
   * documents that differ, deletions of those that are no more. Alerts are not in it.
   *
   * @param before null: nothing was written yet
   * @param revision the external version of all of them
   * @param withdrawnBreaches how many breaches of the clock with this {@code _id} later evidence
   *     has undone
   */
  public List<Document> changed(
      TicketFacts before,
      TicketFacts after,
      long revision,
      ToIntFunction<String> withdrawnBreaches) {
    List<Document> documents = new ArrayList<>();
    TicketFields fields = after.ticket();
    common.begin().number(REVISION, revision).string(TICKET_ID, fields.ticketId());
    if (before == null || !sameTicket(before.ticket(), fields)) {
      documents.add(Document.of(Alias.TICKETS, fields.ticketId(), revision, ticket(fields)));
    }
    for (int i = 0; i < after.assignments().size(); i++) {
      AssignmentFacts assignment = after.assignments().get(i);
      if (before == null || !isAmong(before.assignments(), i, assignment)) {
        documents.add(
            Document.of(Alias.ASSIGNMENTS, assignment.id(), revision, assignment(assignment)));
      }
    }
    for (int i = 0; i < after.clocks().size(); i++) {
      ClockFacts clock = after.clocks().get(i);
      if (before == null || !isAmong(before.clocks(), i, clock)) {
        String id = clock.id();
        byte[] body = clock(clock, withdrawnBreaches.applyAsInt(id));
        documents.add(Document.of(Alias.CLOCKS, id, revision, body));
      }
    }
    if (before != null) {
      deletions(before, after, revision, documents);
    }
    return documents;
  }

  /** Nearly every change is an event more, and that is quicker to see than 36 fields. */
  private static boolean sameTicket(TicketFields before, TicketFields after) {
    return before.eventCount() == after.eventCount() && before.equals(after);
  }

  /** Whether the list has an assignment that says the same. */
  private static boolean isAmong(
      List<AssignmentFacts> list, int place, AssignmentFacts assignment) {
    int found = find(list, place, assignment);
    return found >= 0 && list.get(found).saysTheSame(assignment);
  }

  private static boolean isAmong(List<ClockFacts> list, int place, ClockFacts clock) {
    int found = find(list, place, clock);
    return found >= 0 && list.get(found).saysTheSame(clock);
  }

  /** Where the list has the same assignment, or -1: nearly always in the same place. */
  private static int find(List<AssignmentFacts> list, int place, AssignmentFacts assignment) {
    if (place < list.size() && list.get(place).isSameAssignment(assignment)) {
      return place;
    }
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).isSameAssignment(assignment)) {
        return i;
      }
    }
    return -1;
  }

  private static int find(List<ClockFacts> list, int place, ClockFacts clock) {
    if (place < list.size() && list.get(place).isSameClock(clock)) {
      return place;
    }
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).isSameClock(clock)) {
        return i;
      }
    }
    return -1;
  }

  private static void deletions(
      TicketFacts before, TicketFacts after, long revision, List<Document> documents) {
    for (int i = 0; i < before.assignments().size(); i++) {
      AssignmentFacts old = before.assignments().get(i);
      if (find(after.assignments(), i, old) < 0) {
        documents.add(Document.deletion(Alias.ASSIGNMENTS, old.id(), revision));
      }
    }
    for (int i = 0; i < before.clocks().size(); i++) {
      ClockFacts old = before.clocks().get(i);
      if (find(after.clocks(), i, old) < 0) {
        documents.add(Document.deletion(Alias.CLOCKS, old.id(), revision));
      }
    }
  }

  private byte[] ticket(TicketFields t) {
    json.begin()
        .instant(TIMESTAMP, t.reportedAt() != Instants.NONE ? t.reportedAt() : t.firstEventAt())
        .fieldsOf(common)
        .constant(STATE, t.state())
        .bool(SUSPENDED, t.suspended())
        .constant(CATEGORY, t.category())
        .constant(TICKET_CLASS, t.ticketClass());
    places.district(json, t.district());
    places.firstDistrict(json, t.firstDistrict());
    json.string(COMMUNITY, t.community()).constant(CHANNEL, t.channel()).text(TITLE, t.title());
    Location location = t.location();
    if (location == null) {
      json.nothing(LOCATION);
    } else {
      json.object(LOCATION).decimal(LAT, location.lat()).decimal(LON, location.lon()).close();
    }
    json.instant(REPORTED_AT, t.reportedAt())
        .instant(ASSESSED_AT, t.assessedAt())
        .instant(DISPATCHED_AT, t.dispatchedAt())
        .instant(ACCEPTED_AT, t.acceptedAt())
        .instant(ARRIVED_AT, t.arrivedAt())
        .instant(RESOLVED_AT, t.resolvedAt())
        .instant(FED_BACK_AT, t.fedBackAt())
        .instant(CLOSED_AT, t.closedAt())
        .instant(CANCELLED_AT, t.cancelledAt());
    places.leadDepartment(json, t.leadDepartment());
    json.array(DEPARTMENTS);
    for (int i = 0; i < t.departments().size(); i++) {
      json.string(t.departments().get(i));
    }
    json.endArray().array(DEPARTMENT_NAMES);
    for (int i = 0; i < t.departments().size(); i++) {
      json.string(places.departmentName(t.departments().get(i)));
    }
    json.endArray();
    if (t.satisfaction() == 0) {
      json.nothing(SATISFACTION);
    } else {
      json.number(SATISFACTION, t.satisfaction());
    }
    json.bool(SOLVED, t.solved())
        .number(REOPEN_COUNT, t.reopenCount())
        .number(REFUSAL_COUNT, t.refusalCount())
        .number(EXTENSION_COUNT, t.extensionCount())
        .number(URGE_COUNT, t.urgeCount())
        .bool(BREACHED, t.breached())
        .bool(OVERDUE, t.overdue())
        .instant(NEXT_DUE_AT, t.nextDueAt())
        .number(EVENT_COUNT, t.eventCount())
        .array(ANOMALIES);
    for (int i = 0; i < t.anomalies().size(); i++) {
      Anomaly anomaly = t.anomalies().get(i);
      json.open()
          .string(EVENT_ID, anomaly.eventId())
          .string(TYPE, anomaly.type().wireName())
          .constant(REASON, anomaly.reason())
          .close();
    }
    return json.endArray().end();
  }

  private byte[] assignment(AssignmentFacts a) {
    json.begin().instant(TIMESTAMP, a.dispatchedAt()).fieldsOf(common);
    places.department(json, a.department());
    places.district(json, a.district());
    return json.constant(ROLE, a.role())
        .number(CYCLE, a.cycle())
        .constant(TICKET_CLASS, a.ticketClass())
        .constant(CATEGORY, a.category())
        .constant(ASSIGNMENT_STATE, a.state())
        .instant(DISPATCHED_AT, a.dispatchedAt())
        .instant(ACCEPTED_AT, a.acceptedAt())
        .instant(ARRIVED_AT, a.arrivedAt())
        .instant(RESOLVED_AT, a.resolvedAt())
        .instant(REFUSED_AT, a.refusedAt())
        .instant(ENDED_AT, a.endedAt())
        .constant(OUTCOME, a.outcome())
        .bool(OVERTURNED, a.overturned())
        .millis(ACCEPT_MS, a.acceptMs())
        .millis(ARRIVE_MS, a.arriveMs())
        .millis(RESOLVE_MS, a.resolveMs())
        .bool(ACCEPT_ON_TIME, onTime(a.acceptStatus()))
        .bool(ARRIVE_ON_TIME, onTime(a.arriveStatus()))
        .bool(RESOLVE_ON_TIME, onTime(a.resolveStatus()))
        .decimal(STREET_SCORE, a.streetScore())
        .end();
  }

  private byte[] clock(ClockFacts c, int withdrawnBreaches) {
    json.begin().instant(TIMESTAMP, c.startedAt()).fieldsOf(common);
    places.department(json, c.department());
    places.district(json, c.district());
    json.constant(CLOCK, c.clock())
        .number(CYCLE, c.cycle())
        .constant(TICKET_CLASS, c.ticketClass())
        .constant(CATEGORY, c.category())
        .constant(STATUS, c.status())
        .instant(STARTED_AT, c.startedAt())
        .instant(DUE_AT, c.dueAt())
        .instant(STOPPED_AT, c.stoppedAt())
        .instant(BREACHED_AT, c.breachedAt())
        .instant(ORIGINAL_DUE_AT, c.originalDueAt())
        .instant(COUNTED_FROM, c.countedFrom())
        .number(PAUSED_MS, c.pausedMs())
        .millis(COUNTED_MS, c.countedMs());
    targets.write(json, c);
    return json.millis(OVERDUE_MS, c.overdueMs())
        .number(WITHDRAWN_BREACHES, withdrawnBreaches)
        .end();
  }

  /**
   * The body of an alert's document, which also goes to the alerts topic.
   *
   * @param firedAt when it was found out, wall clock; the threshold in a bounded run
   * @param endedAt when the clock was stopped or the alert withdrawn, {@link Instants#NONE} while
   *     it is firing
   */
  public byte[] alert(AlertFacts a, AlertStatus status, long firedAt, long endedAt, long revision) {
    json.begin()
        .instant(TIMESTAMP, a.thresholdAt())
        .number(REVISION, revision)
        .string(LEVEL, a.level())
        .string(SEVERITY, a.critical() ? "critical" : "warning")
        .constant(ALERT_STATUS, status)
        .string(CLOCK_ID, a.clockId())
        .string(TICKET_ID, a.ticketId())
        .text(TITLE, a.title());
    places.department(json, a.department());
    places.district(json, a.district());
    return json.constant(CLOCK, a.clock())
        .number(CYCLE, a.cycle())
        .constant(TICKET_CLASS, a.ticketClass())
        .constant(CATEGORY, a.category())
        .instant(STARTED_AT, a.startedAt())
        .string(LIMIT, a.limit())
        .instant(DUE_AT, a.dueAt())
        .instant(THRESHOLD_AT, a.thresholdAt())
        .instant(FIRED_AT, firedAt)
        .instant(ENDED_AT, endedAt)
        .end();
  }

  private static Boolean onTime(ClockStatus status) {
    if (status == null || !status.isDecided()) {
      return null;
    }
    return status == ClockStatus.MET;
  }
}
