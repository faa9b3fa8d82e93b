package io.paidan.core.ticket;

import io.paidan.core.ticket.JsonBuffer.Constants;
import io.paidan.core.ticket.JsonBuffer.Name;
import io.paidan.event.Category;
import io.paidan.event.Channel;
import io.paidan.event.Decision;
import io.paidan.event.EventData;
import io.paidan.event.EventData.Assignee;
import io.paidan.event.EventData.DepartmentScore;
import io.paidan.event.Outcome;
import io.paidan.event.Role;
import io.paidan.event.TicketClass;
import java.util.List;

/**
 * Writes an event's {@code data}, byte for byte as {@link io.paidan.event.EventWriter} does: that
 * one takes a Jackson generator, and making one for each event was half of what a document of an
 * event cost.
 */
final class EventDataFields {
  private static final Name DISTRICT = new Name("district");
  private static final Name COMMUNITY = new Name("community");
  private static final Name TITLE = new Name("title");
  private static final Name LOCATION = new Name("location");
  private static final Name LAT = new Name("lat");
  private static final Name LON = new Name("lon");
  private static final Name REPORTER = new Name("reporter");
  private static final Name NAME = new Name("name");
  private static final Name PHONE = new Name("phone");
  private static final Name REASON = new Name("reason");
  private static final Name ASSIGNMENTS = new Name("assignments");
  private static final Name DEPARTMENT = new Name("department");
  private static final Name DUE = new Name("due");
  private static final Name HANDLING = new Name("handling");
  private static final Name UNTIL = new Name("until");
  private static final Name APPROVED_BY = new Name("approvedBy");
  private static final Name BY = new Name("by");
  private static final Name LEVEL = new Name("level");
  private static final Name SATISFACTION = new Name("satisfaction");
  private static final Name SOLVED = new Name("solved");
  private static final Name DEPARTMENT_SCORES = new Name("departmentScores");
  private static final Name SCORE = new Name("score");
  private static final Name DEPARTMENTS = new Name("departments");
  private static final Constants<Channel> CHANNEL = new Constants<>("channel", Channel.class);
  private static final Constants<Category> CATEGORY = new Constants<>("category", Category.class);
  private static final Constants<TicketClass> TICKET_CLASS =
      new Constants<>("ticketClass", TicketClass.class);
  private static final Constants<Decision> DECISION = new Constants<>("decision", Decision.class);
  private static final Constants<Role> ROLE = new Constants<>("role", Role.class);
  private static final Constants<Outcome> OUTCOME = new Constants<>("outcome", Outcome.class);

  private EventDataFields() {}

  /** Writes the fields into the object that is open. */
  static void write(JsonBuffer json, EventData data) {
    if (data instanceof EventData.Reported d) {
      reported(json, d);
    } else if (data instanceof EventData.Assessed d) {
      constant(json, TICKET_CLASS, d.ticketClass());
      constant(json, CATEGORY, d.category());
      constant(json, DECISION, d.decision());
    } else if (data instanceof EventData.Reclassified d) {
      constant(json, TICKET_CLASS, d.ticketClass());
      constant(json, CATEGORY, d.category());
      text(json, REASON, d.reason());
    } else if (data instanceof EventData.Dispatched d) {
      dispatched(json, d);
    } else if (data instanceof EventData.Accepted d) {
      text(json, DEPARTMENT, d.department());
    } else if (data instanceof EventData.Refused d) {
      text(json, DEPARTMENT, d.department());
      text(json, REASON, d.reason());
    } else if (data instanceof EventData.Recalled d) {
      text(json, DEPARTMENT, d.department());
      text(json, REASON, d.reason());
    } else if (data instanceof EventData.Arrived d) {
      text(json, DEPARTMENT, d.department());
    } else if (data instanceof EventData.Resolved d) {
      text(json, DEPARTMENT, d.department());
      constant(json, OUTCOME, d.outcome());
      text(json, HANDLING, d.handling());
    } else if (data instanceof EventData.Suspended d) {
      text(json, DEPARTMENT, d.department());
      text(json, REASON, d.reason());
    } else if (data instanceof EventData.Resumed d) {
      text(json, DEPARTMENT, d.department());
      text(json, REASON, d.reason());
    } else if (data instanceof EventData.Extended d) {
      text(json, DEPARTMENT, d.department());
      json.instant(UNTIL, d.until());
      text(json, APPROVED_BY, d.approvedBy());
      text(json, REASON, d.reason());
    } else if (data instanceof EventData.Urged d) {
      text(json, BY, d.by());
      json.number(LEVEL, d.level());
      text(json, DEPARTMENT, d.department());
    } else if (data instanceof EventData.Feedback d) {
      feedback(json, d);
    } else if (data instanceof EventData.Reopened d) {
      reopened(json, d);
    } else if (data instanceof EventData.Cancelled d) {
      text(json, REASON, d.reason());
    }
  }

  private static void reported(JsonBuffer json, EventData.Reported d) {
    text(json, DISTRICT, d.district());
    constant(json, CHANNEL, d.channel());
    text(json, COMMUNITY, d.community());
    constant(json, CATEGORY, d.category());
    text(json, TITLE, d.title());
    if (d.location() != null) {
      json.object(LOCATION)
          .decimal(LAT, d.location().lat())
          .decimal(LON, d.location().lon())
          .close();
    }
    if (d.reporter() != null) {
      json.object(REPORTER);
      text(json, NAME, d.reporter().name());
      text(json, PHONE, d.reporter().phone());
      json.close();
    }
  }

  private static void dispatched(JsonBuffer json, EventData.Dispatched d) {
    text(json, DISTRICT, d.district());
    json.array(ASSIGNMENTS);
    List<Assignee> assignments = d.assignments();
    for (int i = 0; i < assignments.size(); i++) {
      Assignee a = assignments.get(i);
      json.open();
      text(json, DEPARTMENT, a.department());
      constant(json, ROLE, a.role());
      if (a.due() != null) {
        json.instant(DUE, a.due());
      }
      json.close();
    }
    json.endArray();
  }

  private static void feedback(JsonBuffer json, EventData.Feedback d) {
    json.number(SATISFACTION, d.satisfaction()).bool(SOLVED, d.solved());
    List<DepartmentScore> scores = d.departmentScores();
    if (scores.isEmpty()) {
      return;
    }
    json.array(DEPARTMENT_SCORES);
    for (int i = 0; i < scores.size(); i++) {
      json.open();
      text(json, DEPARTMENT, scores.get(i).department());
      json.decimal(SCORE, scores.get(i).score()).close();
    }
    json.endArray();
  }

  private static void reopened(JsonBuffer json, EventData.Reopened d) {
    text(json, REASON, d.reason());
    if (d.departments() != null) {
      json.array(DEPARTMENTS);
      for (int i = 0; i < d.departments().size(); i++) {
        json.string(d.departments().get(i));
      }
      json.endArray();
    }
  }

  private static void text(JsonBuffer json, Name field, String value) {
    if (value != null) {
      json.string(field, value);
    }
  }

  private static <E extends Enum<E>> void constant(JsonBuffer json, Constants<E> field, E value) {
    if (value != null) {
      json.constant(field, value);
    }
  }
}
