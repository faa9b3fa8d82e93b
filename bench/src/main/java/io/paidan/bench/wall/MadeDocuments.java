package io.paidan.bench.wall;

import io.paidan.document.Alias;
import io.paidan.reference.ReferenceData;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Documents of tickets that are made from their numbers, as a year leaves them: one in a hundred
 * EMERGENCY, one in seven KEY, one in seven with a second department; one in a hundred is never
 * resolved, one in seven of the others late; those reported last are still under way. They have the
 * fields that the wall reads and sorts by, and the others that weigh most. Not thread-safe.
 */
final class MadeDocuments {
  private static final Duration YEAR = Duration.ofDays(365);
  private static final String[] TITLES = {
    "井盖破损，行人有坠落风险", "占道经营影响通行", "夜间施工噪声扰民", "小区供暖温度不达标", "垃圾清运不及时，异味严重"
  };
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private final long tickets;
  private final long now;
  private final List<String> districts;
  private final List<String> departments;
  private final ReferenceData reference;
  private final FigureSums sums;

  /**
   * @param now milliseconds since the epoch: what would happen later has not
   * @param sums is told of every ticket
   */
  MadeDocuments(long tickets, long now, ReferenceData reference, FigureSums sums) {
    this.tickets = tickets;
    this.now = now;
    this.reference = reference;
    this.districts = new ArrayList<>(reference.districts().keySet());
    this.departments = new ArrayList<>(reference.departments().keySet());
    this.sums = sums;
  }

  /** Takes a document. */
  interface Sink {
    void add(Alias alias, String id, String json);
  }

  /** One ticket's own times; {@link Long#MAX_VALUE}: never, or not yet. */
  private record Life(
      long reported,
      long assessed,
      long dispatched,
      long accepted,
      long resolved,
      long fedBack,
      long closed) {}

  /** The documents of a ticket, of a revision. */
  void ticket(long number, long revision, Sink sink) {
    Dice dice = new Dice(number);
    long reported = now - YEAR.toMillis() + number * YEAR.toMillis() / tickets;
    int kind = dice.below(100);
    String ticketClass = kind < 1 ? "EMERGENCY" : kind < 15 ? "KEY" : "ROUTINE";
    String district = districts.get(dice.below(districts.size()));
    long assessed = then(reported + dice.between(MINUTE, 40 * MINUTE));
    long dispatched = then(assessed, dice.between(MINUTE, 90 * MINUTE));
    long accepted = then(dispatched, dice.between(MINUTE, 5 * HOUR));
    boolean stuck = dice.below(100) == 0;
    boolean late = dice.below(7) == 0;
    long limit =
        ticketClass.equals("EMERGENCY") ? DAY : ticketClass.equals("KEY") ? 42 * DAY : 7 * DAY;
    long takes = late ? dice.between(limit, 2 * limit) : dice.between(HOUR, limit);
    long resolved = stuck ? Long.MAX_VALUE : then(dispatched, takes);
    long fedBack = then(resolved, dice.between(HOUR, 2 * DAY));
    long closed = then(fedBack, dice.between(MINUTE, DAY));
    Life life = new Life(reported, assessed, dispatched, accepted, resolved, fedBack, closed);
    int first = dice.below(departments.size());
    int handling = dice.below(7) == 0 ? 2 : 1;

    String id = "T-%07d".formatted(number);
    boolean overdue =
        resolved == Long.MAX_VALUE && dispatched != Long.MAX_VALUE && dispatched + limit <= now;
    boolean done = resolved != Long.MAX_VALUE;
    boolean missed = done && late;
    boolean acceptedLate = accepted != Long.MAX_VALUE && accepted > dispatched + 4 * HOUR;
    Place place = new Place(id, ticketClass, district, reference.districts().get(district).name());
    List<String> ofTicket = new ArrayList<>();
    for (int i = 0; i < handling && dispatched != Long.MAX_VALUE; i++) {
      String department = departments.get((first + i * 5) % departments.size());
      ofTicket.add(department);
      assignment(
          place, department, i == 0 ? "LEAD" : "SUPPORT", life, missed, overdue, revision, sink);
      clock(
          place, department, "ACCEPT", dispatched, dispatched + 4 * HOUR, accepted, revision, sink);
      clock(place, department, "RESOLVE", dispatched, dispatched + limit, resolved, revision, sink);
      sums.assignment(department, district, dispatched, done, done && !late, done || overdue);
    }
    clock(place, null, "DISPATCH", reported, reported + 4 * HOUR, dispatched, revision, sink);
    clock(place, null, "TOTAL", reported, reported + limit + 2 * DAY, resolved, revision, sink);
    if (resolved != Long.MAX_VALUE) {
      clock(place, null, "FEEDBACK", resolved, resolved + 3 * DAY, fedBack, revision, sink);
    }
    ticket(place, life, ofTicket, missed || overdue || acceptedLate, overdue, revision, sink);
    if (dispatched != Long.MAX_VALUE) {
      sums.ticket(district, dispatched, done, done && !late, done || overdue);
    }
  }

  private record Place(String ticket, String ticketClass, String district, String districtName) {}

  private void ticket(
      Place place,
      Life life,
      List<String> departments,
      boolean breached,
      boolean overdue,
      long revision,
      Sink sink) {
    String state =
        life.closed() <= now
            ? "CLOSED"
            : life.fedBack() <= now
                ? "FED_BACK"
                : life.resolved() <= now
                    ? "RESOLVED"
                    : life.accepted() <= now
                        ? "ACCEPTED"
                        : life.dispatched() <= now
                            ? "DISPATCHED"
                            : life.assessed() <= now ? "ASSESSED" : "REPORTED";
    String lead = departments.isEmpty() ? null : departments.get(0);
    Json json =
        common(place, life.reported(), revision)
            .text("state", state)
            .flag("suspended", false)
            .text("first_district", lead == null ? null : place.district())
            .text("first_district_name", lead == null ? null : place.districtName())
            .text("community", "c8")
            .text("channel", "HOTLINE")
            .text("title", TITLES[(int) (life.reported() / 1000 % TITLES.length)])
            .instant("reported_at", life.reported())
            .instant("assessed_at", life.assessed())
            .instant("dispatched_at", life.dispatched())
            .instant("accepted_at", life.accepted())
            .instant("resolved_at", life.resolved())
            .instant("fed_back_at", life.fedBack())
            .instant("closed_at", life.closed())
            .text("lead_department", lead)
            .text("lead_department_name", lead == null ? null : name(lead))
            .texts("departments", departments)
            .number("satisfaction", life.fedBack() <= now ? 4L : null)
            .number("reopen_count", 0L)
            .number("refusal_count", 0L)
            .flag("breached", breached)
            .flag("overdue", overdue)
            .number("event_count", 7L);
    sink.add(Alias.TICKETS, place.ticket(), json.end());
  }

  private void assignment(
      Place place,
      String department,
      String role,
      Life life,
      boolean missed,
      boolean overdue,
      long revision,
      Sink sink) {
    boolean resolved = life.resolved() <= now;
    boolean accepted = life.accepted() <= now;
    Json json =
        common(place, life.dispatched(), revision)
            .text("department", department)
            .text("department_name", name(department))
            .text("role", role)
            .number("cycle", 1L)
            .text("state", resolved ? "RESOLVED" : accepted ? "ACCEPTED" : "OPEN")
            .instant("dispatched_at", life.dispatched())
            .instant("accepted_at", life.accepted())
            .instant("resolved_at", life.resolved())
            .flag("overturned", false)
            .flag(
                "accept_on_time", accepted ? life.accepted() <= life.dispatched() + 4 * HOUR : null)
            .flag(
                "resolve_on_time", resolved ? (Boolean) !missed : overdue ? (Boolean) false : null);
    sink.add(Alias.ASSIGNMENTS, place.ticket() + "/" + department + "/1", json.end());
  }

  private void clock(
      Place place,
      String department,
      String clock,
      long started,
      long due,
      long stopped,
      long revision,
      Sink sink) {
    if (started > now) {
      return;
    }
    boolean over = due <= Math.min(now, stopped);
    boolean ended = stopped <= now;
    String status = ended ? (over ? "MISSED" : "MET") : over ? "BREACHED" : "RUNNING";
    if (status.equals("BREACHED") && !clock.equals("RESOLVE") && !clock.equals("TOTAL")) {
      // The ticket's document says overdue for these two only.
      status = "RUNNING";
      over = false;
    }
    sums.clock(clock, place.district(), status, due);
    Json json =
        common(place, started, revision)
            .text("department", department)
            .text("department_name", department == null ? null : name(department))
            .text("clock", clock)
            .number("cycle", 1L)
            .text("status", status)
            .instant("started_at", started)
            .instant("due_at", due)
            .instant("stopped_at", ended ? stopped : Long.MAX_VALUE)
            .instant("breached_at", over ? due : Long.MAX_VALUE)
            .text("limit", "5 working days")
            .text("calendar", "office")
            .text("policy_id", "changji")
            .number("policy_version", 3L);
    sink.add(
        Alias.CLOCKS,
        place.ticket() + "/" + (department == null ? "-" : department) + "/1/" + clock,
        json.end());
  }

  private static Json common(Place place, long at, long revision) {
    return new Json()
        .instant("@timestamp", at)
        .number("revision", revision)
        .text("ticket_id", place.ticket())
        .text("ticket_class", place.ticketClass())
        .text("category", "RESIDENT_DIFFICULTY")
        .text("district", place.district())
        .text("district_name", place.districtName())
        .text("county", "changji-city")
        .text("county_name", "昌吉市");
  }

  private String name(String department) {
    return reference.departments().get(department).name();
  }

  private long then(long at) {
    return at <= now ? at : Long.MAX_VALUE;
  }

  private long then(long before, long later) {
    return before == Long.MAX_VALUE ? Long.MAX_VALUE : then(before + later);
  }

  /** Numbers that follow from one number: SplitMix64. */
  private static final class Dice {
    private long state;

    Dice(long seed) {
      state = seed * 0x9E3779B97F4A7C15L + 1;
    }

    private long next() {
      state += 0x9E3779B97F4A7C15L;
      long z = state;
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      return z ^ (z >>> 31);
    }

    int below(int bound) {
      return (int) Long.remainderUnsigned(next(), bound);
    }

    long between(long from, long to) {
      return from + Long.remainderUnsigned(next(), to - from);
    }
  }

  /** A JSON object, put together; nothing in it needs escaping. */
  static final class Json {
    private final StringBuilder text = new StringBuilder(700).append('{');

    private StringBuilder name(String name) {
      return (text.length() == 1 ? text : text.append(',')).append('"').append(name).append("\":");
    }

    Json text(String name, String value) {
      if (value == null) {
        name(name).append("null");
      } else {
        name(name).append('"').append(value).append('"');
      }
      return this;
    }

    Json texts(String name, List<String> values) {
      name(name).append('[');
      for (int i = 0; i < values.size(); i++) {
        text.append(i == 0 ? "\"" : ",\"").append(values.get(i)).append('"');
      }
      text.append(']');
      return this;
    }

    Json number(String name, Number value) {
      name(name).append(value);
      return this;
    }

    Json flag(String name, Boolean value) {
      name(name).append(value);
      return this;
    }

    Json instant(String name, long millis) {
      return text(name, millis == Long.MAX_VALUE ? null : Instant.ofEpochMilli(millis).toString());
    }

    String end() {
      return text.append('}').toString();
    }
  }
}
