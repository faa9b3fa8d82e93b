package io.paidan.e2e;

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
import io.paidan.reference.ReferenceData;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A month of a prefecture, made up: so many tickets dispatched, so many of them resolved, on all
 * days, in all districts, some with many and some with few; and tickets beside them that do not
 * count in it. What counts is known from the making, by nobody's rules: {@link #counted}.
 */
final class SeedPeriod {
  static final YearMonth MONTH = YearMonth.of(2026, 3);
  static final int DISPATCHED = 666;
  static final int RESOLVED = 346;

  /** Taken off the books after their dispatch: they count as that, and as nothing else. */
  static final int CANCELLED = 21;

  /** Some days after the month: what happens to its tickets has happened. */
  static final Instant AS_OF = Instant.parse("2026-04-09T16:00:00Z");

  private static final int NEVER_DISPATCHED = 15;

  /** What was dispatched in a district on a date. */
  record Day(String district, LocalDate date) {}

  /** How many tickets were dispatched, and what became of them. */
  static final class Counts {
    int dispatched;
    int resolved;
    int cancelled;
  }

  /** What becomes of a ticket that was dispatched. */
  private enum Fate {
    WAITING,
    ACCEPTED,
    ON_SITE,
    RETURNED,
    HALF_RESOLVED,
    REOPENED,
    DROPPED,
    SUSPENDED,

    RESOLVED,
    CLOSED,
    RESOLVED_BY_TWO,
    REFUSED_AND_RESOLVED,
    MOVED_AND_RESOLVED,
    RESOLVED_TWICE;

    private static final List<Fate> UNRESOLVED = List.of(values()).subList(0, 8);
    private static final List<Fate> DONE = List.of(values()).subList(8, values().length);

    /** Worked on or done, but not closed: after that nothing is taken off the books. */
    private static final List<Fate> TO_CANCEL =
        Arrays.stream(values()).filter(fate -> fate != DROPPED && fate != CLOSED).toList();
  }

  private final ReferenceData reference;
  private final List<String> districts;
  private final List<String> departments;
  private final List<TicketEvent> events = new ArrayList<>();
  private final Map<String, Counts> byDistrict = new TreeMap<>();
  private final Map<Day, Counts> byDay = new TreeMap<>((a, b) -> Arrays.compare(text(a), text(b)));

  private static String[] text(Day day) {
    return new String[] {day.district(), day.date().toString()};
  }

  /**
   * @param reference with two districts and three departments at least
   */
  SeedPeriod(ReferenceData reference) {
    this.reference = reference;
    districts = List.copyOf(reference.districts().keySet());
    departments = List.copyOf(reference.departments().keySet());
    long start = startOf(MONTH.atDay(1));
    long end = startOf(MONTH.plusMonths(1).atDay(1));
    for (int i = 0; i < DISPATCHED; i++) {
      // The first and the last millisecond of the month belong to it.
      long at = i == 0 ? start : i == DISPATCHED - 1 ? end - 1 : inTheMonth(i);
      // So many of them, spread as evenly as can be.
      boolean resolved = (i + 1) * RESOLVED / DISPATCHED > i * RESOLVED / DISPATCHED;
      List<Fate> fates = resolved ? Fate.DONE : Fate.UNRESOLVED;
      Story story = new Story(i).dispatched(at, fates.get(i % fates.size()));
      counts(story, at, c -> c.dispatched++);
      if (resolved) {
        counts(story, at, c -> c.resolved++);
      }
    }
    for (int i = DISPATCHED; i < DISPATCHED + CANCELLED; i++) {
      long at = inTheMonth(i);
      Story story = new Story(i).dispatched(at, Fate.TO_CANCEL.get(i % Fate.TO_CANCEL.size()));
      story.then(EventType.CANCELLED, new EventData.Cancelled("重复登记"));
      counts(story, at, c -> c.cancelled++);
    }
    for (int i = 0; i < NEVER_DISPATCHED; i++) {
      new Story(DISPATCHED + CANCELLED + i).notDispatched(inTheMonth(i), i % 3 == 0);
    }
    // The millisecond before the month, though it is resolved in it; and the one after it.
    new Story(1_000).dispatched(start - 1, Fate.CLOSED);
    new Story(1_001).dispatched(end, Fate.RESOLVED);
  }

  /** Any day and hour of it. */
  private long inTheMonth(int i) {
    LocalDate date = MONTH.atDay(1 + i * 13 % MONTH.lengthOfMonth());
    return startOf(date) + Duration.ofMinutes(i * 37 % 1_440).toMillis();
  }

  private long startOf(LocalDate date) {
    return date.atStartOfDay(reference.zone()).toInstant().toEpochMilli();
  }

  private interface Counting {
    void count(Counts counts);
  }

  private void counts(Story story, long at, Counting counting) {
    LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(at), reference.zone());
    counting.count(byDistrict.computeIfAbsent(story.district, d -> new Counts()));
    counting.count(byDay.computeIfAbsent(new Day(story.district, date), d -> new Counts()));
  }

  /** All its events. */
  History history() {
    return History.ofEvents(events);
  }

  /** What was dispatched in each district. */
  Map<String, Counts> counted() {
    return byDistrict;
  }

  /** What was dispatched in each district on each date. */
  Map<Day, Counts> countedByDay() {
    return byDay;
  }

  /** One ticket, an event after the other, some hours between. */
  private final class Story {
    final int number;
    final String id;
    final String district;
    final String lead;
    final String support;
    long now;
    int step;

    Story(int number) {
      this.number = number;
      id = String.format("T-2026-%06d", number);
      district = districts.get(uneven(number));
      lead = departments.get(number % departments.size());
      support = departments.get((number + 5) % departments.size());
    }

    /** The n-th district has n times as many as the first. */
    private int uneven(int i) {
      int all = districts.size() * (districts.size() + 1) / 2;
      int left = i * 61 % all;
      int place = 0;
      while (left > place) {
        left -= ++place;
      }
      return place;
    }

    void then(EventType type, EventData data) {
      String source = "/" + reference.prefecture().id() + "/" + district;
      events.add(new TicketEvent(source, id + "-" + ++step, type, id, now, "", data));
      now += Duration.ofHours(1 + (number + step) % 40).toMillis();
    }

    private void begin(long reportedAt, Decision decision) {
      now = reportedAt;
      then(
          EventType.REPORTED,
          new EventData.Reported(district, Channel.HOTLINE, null, null, "路灯不亮", null, null));
      now = reportedAt + Duration.ofMinutes(5).toMillis();
      TicketClass[] classes = TicketClass.values();
      then(
          EventType.ASSESSED,
          new EventData.Assessed(
              classes[number % classes.length], Category.RESIDENT_DIFFICULTY, decision));
    }

    void notDispatched(long reportedAt, boolean rejected) {
      begin(reportedAt, rejected ? Decision.REJECT : Decision.SELF_HANDLE);
      then(EventType.CLOSED, new EventData.Closed());
    }

    Story dispatched(long at, Fate fate) {
      begin(at - Duration.ofMinutes(40).toMillis(), Decision.DISPATCH);
      now = at;
      boolean two = fate == Fate.HALF_RESOLVED || fate == Fate.RESOLVED_BY_TWO;
      dispatch(district, lead, two ? support : null);
      switch (fate) {
        case WAITING -> {}
        case ACCEPTED -> accepted(lead);
        case ON_SITE -> arrived(lead);
        case RETURNED -> then(EventType.REFUSED, new EventData.Refused(lead, "不属本部门职责"));
        case HALF_RESOLVED, RESOLVED -> resolved(lead);
        case REOPENED -> {
          resolved(lead);
          reopened();
        }
        case DROPPED -> {
          accepted(lead);
          then(EventType.CLOSED, new EventData.Closed());
        }
        case SUSPENDED -> {
          accepted(lead);
          then(EventType.SUSPENDED, new EventData.Suspended(null, "等待材料"));
        }
        case CLOSED -> {
          resolved(lead);
          then(
              EventType.FEEDBACK,
              new EventData.Feedback(4, true, List.of(new DepartmentScore(lead, 90))));
          then(EventType.CLOSED, new EventData.Closed());
        }
        case RESOLVED_BY_TWO -> {
          resolved(lead);
          resolved(support);
        }
        case REFUSED_AND_RESOLVED -> {
          then(EventType.REFUSED, new EventData.Refused(lead, "不属本部门职责"));
          dispatch(district, support, null);
          resolved(support);
        }
        case MOVED_AND_RESOLVED -> {
          then(EventType.RECALLED, new EventData.Recalled(lead, "派错街道"));
          int next = (districts.indexOf(district) + 1) % districts.size();
          dispatch(districts.get(next), support, null);
          resolved(support);
        }
        case RESOLVED_TWICE -> {
          resolved(lead);
          reopened();
          resolved(lead);
        }
      }
      return this;
    }

    private void dispatch(String to, String first, String second) {
      List<Assignee> assignees = new ArrayList<>();
      assignees.add(new Assignee(first, Role.LEAD, null));
      if (second != null) {
        assignees.add(new Assignee(second, Role.SUPPORT, null));
      }
      then(EventType.DISPATCHED, new EventData.Dispatched(to, assignees));
    }

    private void accepted(String department) {
      then(EventType.ACCEPTED, new EventData.Accepted(department));
    }

    private void arrived(String department) {
      accepted(department);
      then(EventType.ARRIVED, new EventData.Arrived(department));
    }

    private void resolved(String department) {
      then(EventType.RESOLVED, new EventData.Resolved(department, Outcome.SOLVED, "已处理"));
    }

    private void reopened() {
      then(EventType.REOPENED, new EventData.Reopened("问题再次出现", null));
    }
  }
}
