package io.paidan.event;

import io.paidan.event.EventData.Assignee;
import io.paidan.event.EventData.DepartmentScore;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Makes events and ticket histories for tests, the same for the same seed. What is personal in them
 * is masked already, so that writing and decoding gives equal events back.
 */
public final class EventGenerator {
  public static final List<String> DISTRICTS =
      List.of("fuxin", "jianguolu", "changninglu", "fengcheng", "阜新街道", "ganhezi");
  public static final List<String> DEPARTMENTS =
      List.of("urban-management", "traffic-police", "water", "fire", "housing", "市场监管局");
  private static final List<String> SOURCES =
      List.of("/changji/fuxin", "/changji/hotline", "/changji/fengcheng", "urn:12345:昌吉");
  private static final List<String> TEXTS =
      List.of(
          "占道经营",
          "again",
          "道路积水,井盖\"丢失\"\n需尽快处理",
          "budget \\ weather",
          "𠮷野家门口噪音扰民 😀",
          "not ours",
          "联系电话138****8000",
          "h",
          "\u0001\u2028\u00e9ü");

  /** 2026-01-01T00:00:00Z. */
  private static final long START = 1_767_225_600_000L;

  private static final long YEAR_MS = 31_536_000_000L;
  private static final long HOUR_MS = 3_600_000L;

  private final SplittableRandom random;
  private long count;

  public EventGenerator(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Any valid event, of any type. */
  public TicketEvent event() {
    return event(pick(EventType.values()));
  }

  /** Any valid event of a type, with any choice of optional fields. */
  public TicketEvent event(EventType type) {
    String ticketId = "T-2026-%06d".formatted(random.nextInt(1_000_000));
    String sequence = random.nextInt(3) == 0 ? "%04d".formatted(random.nextInt(10_000)) : "";
    return new TicketEvent(
        pick(SOURCES), "e-" + count++, type, ticketId, instant(), sequence, data(type));
  }

  /** Any valid data of a type. */
  public EventData data(EventType type) {
    return switch (type) {
      case REPORTED ->
          new EventData.Reported(
              district(),
              pick(Channel.values()),
              maybe(this::text),
              maybe(() -> pick(Category.values())),
              maybe(this::text),
              maybe(this::location),
              maybe(this::reporter));
      case ASSESSED ->
          new EventData.Assessed(
              pick(TicketClass.values()), pick(Category.values()), pick(Decision.values()));
      case RECLASSIFIED -> {
        TicketClass ticketClass = maybe(() -> pick(TicketClass.values()));
        Category category =
            ticketClass == null || random.nextBoolean() ? pick(Category.values()) : null;
        yield new EventData.Reclassified(ticketClass, category, maybe(this::text));
      }
      case DISPATCHED -> new EventData.Dispatched(district(), some(1, this::assignee));
      case ACCEPTED -> new EventData.Accepted(department());
      case ARRIVED -> new EventData.Arrived(department());
      case SUSPENDED -> new EventData.Suspended(maybe(this::department), text());
      case RESUMED -> new EventData.Resumed(maybe(this::department), maybe(this::text));
      case EXTENDED -> new EventData.Extended(department(), instant(), text(), maybe(this::text));
      case URGED -> new EventData.Urged(text(), 1 + random.nextInt(3), maybe(this::department));
      case REFUSED -> new EventData.Refused(department(), text());
      case RECALLED -> new EventData.Recalled(department(), maybe(this::text));
      case RESOLVED ->
          new EventData.Resolved(department(), pick(Outcome.values()), maybe(this::text));
      case FEEDBACK ->
          new EventData.Feedback(1 + random.nextInt(5), random.nextBoolean(), some(0, this::score));
      case REOPENED -> new EventData.Reopened(text(), maybe(() -> some(0, this::department)));
      case CLOSED -> new EventData.Closed();
      case CANCELLED -> new EventData.Cancelled(text());
    };
  }

  /**
   * A ticket as it might go: reported, judged, dispatched, handled, with a refusal, a suspension,
   * an extension, an urging or a reopening here and there, and sometimes left open. In order of
   * time.
   *
   * @param ticketId the ticket's id
   * @param reportedAt when it begins, ms since the epoch
   */
  public List<TicketEvent> history(String ticketId, long reportedAt) {
    List<TicketEvent> events = new ArrayList<>();
    String source = pick(SOURCES);
    String district = district();
    long[] now = {reportedAt};
    int[] step = {0};
    java.util.function.Consumer<EventData> then =
        data -> {
          String id = ticketId + "-" + step[0];
          String sequence = "%04d".formatted(step[0]++);
          events.add(new TicketEvent(source, id, typeOf(data), ticketId, now[0], sequence, data));
          now[0] += random.nextLong(60_000, 8 * HOUR_MS);
        };
    then.accept(
        new EventData.Reported(
            district, pick(Channel.values()), text(), null, text(), location(), reporter()));
    Decision decision = random.nextInt(10) == 0 ? pick(Decision.values()) : Decision.DISPATCH;
    then.accept(
        new EventData.Assessed(pick(TicketClass.values()), pick(Category.values()), decision));
    if (decision != Decision.DISPATCH) {
      then.accept(new EventData.Closed());
      return events;
    }
    List<String> departments = new ArrayList<>();
    departments.add(department());
    if (random.nextInt(3) == 0) {
      String other = department();
      if (!departments.contains(other)) {
        departments.add(other);
      }
    }
    dispatch(then, district, departments);
    if (random.nextInt(8) == 0) {
      then.accept(new EventData.Refused(departments.get(0), "not ours"));
      dispatch(then, district, departments.subList(0, 1));
    }
    if (random.nextInt(12) == 0) {
      then.accept(new EventData.Reclassified(pick(TicketClass.values()), null, "misjudged"));
    }
    for (String department : departments) {
      work(then, department, now[0]);
    }
    if (random.nextInt(6) == 0) {
      return events;
    }
    then.accept(
        new EventData.Feedback(
            1 + random.nextInt(5),
            random.nextInt(4) > 0,
            List.of(new DepartmentScore(departments.get(0), random.nextInt(101)))));
    if (random.nextInt(8) == 0) {
      then.accept(new EventData.Reopened("again", null));
      for (String department : departments) {
        then.accept(new EventData.Resolved(department, Outcome.SOLVED, null));
      }
    }
    then.accept(new EventData.Closed());
    return events;
  }

  private void dispatch(
      java.util.function.Consumer<EventData> then, String district, List<String> departments) {
    List<Assignee> assignments = new ArrayList<>();
    for (String department : departments) {
      assignments.add(
          new Assignee(department, assignments.isEmpty() ? Role.LEAD : Role.SUPPORT, null));
    }
    then.accept(new EventData.Dispatched(district, assignments));
  }

  private void work(
      java.util.function.Consumer<EventData> then, String department, long startedAt) {
    then.accept(new EventData.Accepted(department));
    if (random.nextInt(10) == 0) {
      then.accept(new EventData.Urged("street", 1 + random.nextInt(3), department));
    }
    if (random.nextInt(3) > 0) {
      then.accept(new EventData.Arrived(department));
    }
    if (random.nextInt(10) == 0) {
      then.accept(new EventData.Suspended(department, "budget"));
      then.accept(new EventData.Resumed(department, null));
    }
    if (random.nextInt(12) == 0) {
      long until = startedAt + random.nextLong(24, 240) * HOUR_MS;
      then.accept(new EventData.Extended(department, until, "street", null));
    }
    then.accept(new EventData.Resolved(department, pick(Outcome.values()), text()));
  }

  private static EventType typeOf(EventData data) {
    return EventType.valueOf(data.getClass().getSimpleName().toUpperCase(java.util.Locale.ROOT));
  }

  private Assignee assignee() {
    return new Assignee(department(), pick(Role.values()), maybe(this::instant));
  }

  private DepartmentScore score() {
    double score = random.nextBoolean() ? random.nextInt(101) : random.nextDouble(100);
    return new DepartmentScore(department(), score);
  }

  private EventData.Location location() {
    return new EventData.Location(
        random.nextInt(-90_000_000, 90_000_001) / 1e6,
        random.nextInt(-180_000_000, 180_000_001) / 1e6);
  }

  private EventData.Reporter reporter() {
    return new EventData.Reporter(
        maybe(() -> pick(List.of("张**", "买**", "𠮷**"))),
        maybe(() -> "1%02d****%04d".formatted(random.nextInt(30, 100), random.nextInt(10_000))));
  }

  private String text() {
    return pick(TEXTS);
  }

  private String district() {
    return pick(DISTRICTS);
  }

  private String department() {
    return pick(DEPARTMENTS);
  }

  private long instant() {
    return START + random.nextLong(YEAR_MS);
  }

  private <T> T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }

  private <T> List<T> some(int least, Supplier<T> value) {
    int size = least + random.nextInt(3);
    List<T> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(value.get());
    }
    return list;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
