package io.paidan.core.ticket;

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
import io.paidan.policy.PolicyVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Histories and policy sets that hit the edges: few departments, times on a coarse grid, so that
 * events, dues, pauses and OPEN versions fall on one instant. The same for the same seed.
 */
public final class RandomHistories {
  private static final List<String> DEPARTMENTS = List.of("a", "b", "丙");
  private static final List<String> DISTRICTS = List.of("d", "e");
  private static final List<String> LIMITS =
      List.of("PT30M", "PT1H", "PT2H", "PT6H", "PT24H", "1 working days", "3 working days");
  private static final List<String> THRESHOLDS =
      List.of("", "\"warnAt\":[0.5]", "\"warnAt\":[0.25,0.8],\"escalateAt\":[1.5,3]");

  /** What is not worth a clock's while comes seldom. */
  private static final EventType[] TYPES = {
    EventType.REPORTED,
    EventType.ASSESSED,
    EventType.RECLASSIFIED,
    EventType.RECLASSIFIED,
    EventType.DISPATCHED,
    EventType.DISPATCHED,
    EventType.ACCEPTED,
    EventType.ARRIVED,
    EventType.SUSPENDED,
    EventType.SUSPENDED,
    EventType.RESUMED,
    EventType.RESUMED,
    EventType.EXTENDED,
    EventType.EXTENDED,
    EventType.URGED,
    EventType.REFUSED,
    EventType.RECALLED,
    EventType.RESOLVED,
    EventType.RESOLVED,
    EventType.FEEDBACK,
    EventType.REOPENED
  };

  private final SplittableRandom random;

  /** In one case of six the calendars that cover 2026 only end during the history. */
  private final long zero;

  /** Histories of one seed, one after the other. */
  public RandomHistories(long seed) {
    random = new SplittableRandom(seed);
    zero = History.T0 + (random.nextInt(6) == 0 ? 297 * History.DAY : 0L);
  }

  /** Half-hours of ten days. */
  public long instant() {
    return zero + random.nextInt(480) * 30L * History.MINUTE;
  }

  /** A number from 0 on, under the bound. */
  public int nextInt(int bound) {
    return random.nextInt(bound);
  }

  /** A history of the ticket {@code T}, in no order to rely on. */
  public List<TicketEvent> events() {
    List<TicketEvent> events = new ArrayList<>();
    int count = 3 + random.nextInt(22);
    long start = instant();
    int span = 1 + random.nextInt(3) * 60;
    events.add(event(0, EventType.REPORTED, start));
    events.add(event(1, EventType.ASSESSED, start));
    events.add(event(2, EventType.DISPATCHED, start + grid(3)));
    for (int i = 3; i < count; i++) {
      boolean end = random.nextInt(40) == 0;
      EventType type =
          end
              ? random.nextBoolean() ? EventType.CLOSED : EventType.CANCELLED
              : TYPES[random.nextInt(TYPES.length)];
      events.add(event(i, type, start + grid(span)));
    }
    if (random.nextInt(8) == 0) {
      events.remove(0);
    }
    return events;
  }

  private long grid(int halfHours) {
    return random.nextInt(halfHours) * 30L * History.MINUTE;
  }

  private TicketEvent event(int number, EventType type, long time) {
    String sequence = random.nextInt(3) == 0 ? "" : "%02d".formatted(random.nextInt(4));
    String source = random.nextInt(4) == 0 ? "/t" : "/s";
    return new TicketEvent(source, "e" + number, type, "T", time, sequence, data(type, time));
  }

  private EventData data(EventType type, long time) {
    return switch (type) {
      case REPORTED ->
          new EventData.Reported(
              pick(DISTRICTS),
              Channel.APP,
              null,
              random.nextBoolean() ? Category.ENFORCEMENT : null,
              "街道 \"t\"",
              random.nextBoolean() ? new EventData.Location(44.01, 87.3) : null,
              null);
      case ASSESSED ->
          new EventData.Assessed(
              pick(TicketClass.values()),
              pick(Category.values()),
              random.nextInt(4) == 0 ? pick(Decision.values()) : Decision.DISPATCH);
      case RECLASSIFIED ->
          random.nextBoolean()
              ? new EventData.Reclassified(pick(TicketClass.values()), null, null)
              : new EventData.Reclassified(
                  pick(TicketClass.values()), pick(Category.values()), "r");
      case DISPATCHED -> {
        List<Assignee> assignees = new ArrayList<>();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
          Long due =
              random.nextInt(4) == 0
                  ? (Long) (time + (random.nextInt(12) - 1) * 30L * History.MINUTE)
                  : null;
          assignees.add(new Assignee(pick(DEPARTMENTS), pick(Role.values()), due));
        }
        yield new EventData.Dispatched(pick(DISTRICTS), assignees);
      }
      case ACCEPTED -> new EventData.Accepted(pick(DEPARTMENTS));
      case ARRIVED -> new EventData.Arrived(pick(DEPARTMENTS));
      case SUSPENDED -> new EventData.Suspended(departmentOrNone(), "weather");
      case RESUMED -> new EventData.Resumed(departmentOrNone(), null);
      case EXTENDED ->
          new EventData.Extended(
              pick(DEPARTMENTS),
              time + (random.nextInt(60) - 2) * 30L * History.MINUTE,
              "street",
              null);
      case URGED -> new EventData.Urged("street", 1, null);
      case REFUSED -> new EventData.Refused(pick(DEPARTMENTS), "r");
      case RECALLED -> new EventData.Recalled(pick(DEPARTMENTS), null);
      case RESOLVED -> new EventData.Resolved(pick(DEPARTMENTS), pick(Outcome.values()), null);
      case FEEDBACK ->
          new EventData.Feedback(
              1 + random.nextInt(5),
              random.nextBoolean(),
              List.of(new DepartmentScore(pick(DEPARTMENTS), random.nextInt(200) / 2.0)));
      case REOPENED ->
          new EventData.Reopened("again", random.nextBoolean() ? null : List.of(pick(DEPARTMENTS)));
      case CLOSED -> new EventData.Closed();
      case CANCELLED -> new EventData.Cancelled("twice");
    };
  }

  private String departmentOrNone() {
    return random.nextBoolean() ? null : pick(DEPARTMENTS);
  }

  /** Up to four versions, NEW and OPEN, on the grid of the events. */
  public PolicyHistory policies() {
    List<PolicyVersion> versions = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      String from =
          i == 0 && random.nextInt(4) > 0
              ? "2025-01-01T00:00:00Z"
              : java.time.Instant.ofEpochMilli(instant()).toString();
      String[] targets = new String[4 + random.nextInt(8)];
      for (int j = 0; j < targets.length; j++) {
        targets[j] = target(j);
      }
      versions.add(History.version(i + 1, from, random.nextBoolean(), calendar(), targets));
    }
    return new PolicyHistory(versions);
  }

  private String calendar() {
    return switch (random.nextInt(4)) {
      case 0 -> History.OFFICE.replace("\"seasons\"", "\"holidays\":[\"2026-03-05\"],\"seasons\"");
      case 1 -> History.OFFICE.replace("\"seasons\"", "\"covers\":[\"2025\",\"2026\"],\"seasons\"");
      default -> History.OFFICE;
    };
  }

  private String target(int number) {
    List<String> clocks = List.of("DISPATCH", "ACCEPT", "ARRIVE", "RESOLVE", "FEEDBACK", "TOTAL");
    String clock = number % 2 == 0 ? "RESOLVE" : pick(clocks);
    List<String> more = new ArrayList<>();
    if (random.nextBoolean()) {
      more.add("\"ticketClass\":\"%s\"".formatted(pick(TicketClass.values())));
    }
    if (random.nextInt(4) == 0) {
      more.add("\"district\":\"%s\"".formatted(pick(DISTRICTS)));
    }
    String limit = pick(LIMITS);
    if (limit.toLowerCase(Locale.ROOT).contains("working") || random.nextBoolean()) {
      more.add("\"calendar\":\"office\"");
    }
    String thresholds = pick(THRESHOLDS);
    if (!thresholds.isEmpty()) {
      more.add(thresholds);
    }
    return History.target(clock, limit, String.join(",", more));
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
