package io.paidan.it.wall;

import com.fasterxml.jackson.databind.JsonNode;
import io.paidan.document.Alias;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What the wall must show of documents, counted one by one in plain Java by the words of the
 * contract: figures of cohorts from tickets and clocks, not from the documents that hold figures.
 */
final class PlainWall {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Set<String> OVER = Set.of("BREACHED", "MISSED");

  private final Instant now;
  private final LocalDate today;
  private final List<JsonNode> tickets;
  private final List<JsonNode> assignments;
  private final List<JsonNode> clocks;
  private final Map<String, List<JsonNode>> clocksOf = new HashMap<>();
  private final Set<String> overdueAssignments = new HashSet<>();

  /** What has been counted already: the same street is looked at from every view. */
  private final Map<List<Object>, List<JsonNode>> counted = new HashMap<>();

  PlainWall(WallDocuments documents) {
    now = documents.asOf();
    today = LocalDate.ofInstant(now, ZONE);
    tickets = documents.of(Alias.TICKETS);
    assignments = documents.of(Alias.ASSIGNMENTS);
    clocks = documents.of(Alias.CLOCKS);
    for (JsonNode clock : clocks) {
      clocksOf.computeIfAbsent(text(clock, "ticket_id"), id -> new ArrayList<>()).add(clock);
      if (is(clock, "status", "BREACHED") && text(clock, "department") != null) {
        overdueAssignments.add(assignment(clock));
      }
    }
  }

  /**
   * What is looked at.
   *
   * @param district null: all
   */
  record Sight(String district, LocalDate from, LocalDate to) {
    Sight in(String other) {
      return new Sight(other, from, to);
    }
  }

  static String text(JsonNode document, String field) {
    return document.path(field).textValue();
  }

  private static boolean is(JsonNode document, String field, String... values) {
    String text = text(document, field);
    for (String value : values) {
      if (value.equals(text)) {
        return true;
      }
    }
    return false;
  }

  private static final Map<String, Instant> INSTANTS = new HashMap<>();

  private static Instant instant(JsonNode document, String field) {
    String text = text(document, field);
    return text == null ? null : INSTANTS.computeIfAbsent(text, Instant::parse);
  }

  private static boolean has(JsonNode document, String field) {
    return text(document, field) != null;
  }

  private List<JsonNode> once(Supplier<List<JsonNode>> counting, Object... key) {
    List<Object> known = Arrays.asList(key);
    List<JsonNode> found = counted.get(known);
    if (found == null) {
      found = counting.get();
      counted.put(known, found);
    }
    return found;
  }

  private static boolean within(JsonNode document, String field, LocalDate from, LocalDate to) {
    Instant at = instant(document, field);
    LocalDate date = at == null ? null : LocalDate.ofInstant(at, ZONE);
    return date != null && !date.isBefore(from) && !date.isAfter(to);
  }

  private static boolean in(JsonNode document, String field, Sight sight) {
    return sight.district() == null || sight.district().equals(text(document, field));
  }

  private static String assignment(JsonNode part) {
    return text(part, "ticket_id") + "/" + text(part, "department") + "/" + part.path("cycle");
  }

  private static List<JsonNode> those(List<JsonNode> documents, Predicate<JsonNode> wanted) {
    return documents.stream().filter(wanted).toList();
  }

  // ---- tickets

  private boolean hasLateClock(JsonNode ticket) {
    return clocksOf.getOrDefault(text(ticket, "ticket_id"), List.of()).stream()
        .anyMatch(c -> is(c, "clock", "RESOLVE", "TOTAL") && is(c, "status", "BREACHED", "MISSED"));
  }

  private List<JsonNode> cohort(Sight sight, LocalDate from, LocalDate to) {
    return once(
        () ->
            those(
                tickets,
                t ->
                    within(t, "dispatched_at", from, to)
                        && in(t, "first_district", sight)
                        && !is(t, "state", "CANCELLED")),
        "cohort",
        sight.district(),
        from,
        to);
  }

  private boolean isDecided(JsonNode t) {
    return has(t, "resolved_at") || is(t, "state", "CLOSED") || hasLateClock(t);
  }

  private boolean isOnTime(JsonNode t) {
    return has(t, "resolved_at") && !hasLateClock(t);
  }

  List<JsonNode> decided(Sight sight) {
    return those(cohort(sight, sight.from(), sight.to()), this::isDecided);
  }

  private static String[] waitingFor(int step) {
    return switch (step) {
      case 2 -> new String[] {"REPORTED"};
      case 3 -> new String[] {"ASSESSED", "RETURNED"};
      case 4 -> new String[] {"DISPATCHED", "ACCEPTED", "ON_SITE"};
      case 5 -> new String[] {"RESOLVED"};
      default -> throw new IllegalArgumentException("nothing waits for step " + step);
    };
  }

  private List<JsonNode> inStates(Sight sight, int... steps) {
    return those(
        tickets,
        t -> {
          boolean waits = false;
          for (int step : steps) {
            waits |= is(t, "state", waitingFor(step));
          }
          return waits && in(t, "district", sight);
        });
  }

  private boolean hasReached(JsonNode t, int step) {
    return switch (step) {
      case 1 -> true;
      case 2 -> has(t, "assessed_at") || has(t, "dispatched_at");
      case 3 -> has(t, "dispatched_at");
      case 4 -> has(t, "resolved_at");
      default -> has(t, "resolved_at") && has(t, "fed_back_at");
    };
  }

  List<JsonNode> tickets(String figure, Sight sight) {
    List<JsonNode> cohort = cohort(sight, sight.from(), sight.to());
    return switch (figure) {
      case "dispatched" -> cohort;
      case "resolved" -> those(cohort, t -> has(t, "resolved_at"));
      case "unresolved" -> those(cohort, t -> !has(t, "resolved_at"));
      case "on_time" -> those(cohort, this::isOnTime);
      case "late" -> those(cohort, t -> isDecided(t) && !isOnTime(t));
      case "today_dispatched" -> cohort(sight, today, today);
      case "today_resolved" -> those(cohort(sight, today, today), t -> has(t, "resolved_at"));
      case "open" -> inStates(sight, 2, 3, 4);
      case "waiting" -> inStates(sight, 2, 3);
      case "in_hand" -> inStates(sight, 4);
      case "overdue" -> overdue(sight);
      default -> throw new IllegalArgumentException(figure);
    };
  }

  /** By their clocks, not by the flag in their documents. */
  List<JsonNode> overdue(Sight sight) {
    return once(
        () -> those(tickets, t -> in(t, "district", sight) && !breached(t).isEmpty()),
        "overdue",
        sight.district());
  }

  List<JsonNode> overdue(Sight sight, String ticketClass) {
    String wanted = ticketClass.equals("UNCLASSIFIED") ? null : ticketClass;
    return those(overdue(sight), t -> Objects.equals(wanted, text(t, "ticket_class")));
  }

  private List<JsonNode> breached(JsonNode ticket) {
    return clocksOf.getOrDefault(text(ticket, "ticket_id"), List.of()).stream()
        .filter(c -> is(c, "status", "BREACHED"))
        .sorted(Comparator.comparing(c -> instant(c, "due_at")))
        .toList();
  }

  /** Since when a ticket has been overdue; null: it is not. */
  Instant overdueSince(JsonNode ticket) {
    List<JsonNode> breached = breached(ticket);
    return breached.isEmpty() ? null : instant(breached.get(0), "due_at");
  }

  /** The ids of the first overdue tickets of the list. */
  List<String> overdueList(Sight sight) {
    return overdue(sight).stream()
        .sorted(
            Comparator.comparing((JsonNode t) -> !is(t, "ticket_class", "EMERGENCY"))
                .thenComparing(this::overdueSince)
                .thenComparing(t -> text(t, "ticket_id")))
        .limit(100)
        .map(t -> text(t, "ticket_id"))
        .toList();
  }

  List<JsonNode> reached(Sight sight, int step) {
    return those(
        tickets,
        t ->
            within(t, "reported_at", sight.from(), sight.to())
                && in(t, "district", sight)
                && !is(t, "state", "CANCELLED")
                && hasReached(t, step));
  }

  List<JsonNode> waiting(Sight sight, int step) {
    return inStates(sight, step);
  }

  List<JsonNode> waitingOverdue(Sight sight, int step) {
    return those(inStates(sight, step), t -> !breached(t).isEmpty());
  }

  // ---- hours

  /** When the last 24 hours begin, the present one last. */
  List<Instant> hours() {
    Instant present = now.truncatedTo(ChronoUnit.HOURS);
    List<Instant> hours = new ArrayList<>();
    for (int i = 23; i >= 0; i--) {
      hours.add(present.minus(Duration.ofHours(i)));
    }
    return hours;
  }

  /** Those of the last 24 hours. */
  private List<JsonNode> lately(List<JsonNode> documents, String field) {
    Instant from = hours().get(0);
    return once(
        () -> those(documents, d -> instant(d, field) != null && !instant(d, field).isBefore(from)),
        "lately",
        field);
  }

  private static boolean inHour(JsonNode document, String field, Instant hour) {
    Instant at = instant(document, field);
    return at != null && !at.isBefore(hour) && at.isBefore(hour.plus(Duration.ofHours(1)));
  }

  List<JsonNode> dispatchedIn(Sight sight, Instant hour) {
    return those(
        lately(tickets, "dispatched_at"),
        t -> inHour(t, "dispatched_at", hour) && in(t, "first_district", sight));
  }

  List<JsonNode> resolvedIn(Sight sight, Instant hour) {
    return those(
        lately(tickets, "resolved_at"),
        t -> inHour(t, "resolved_at", hour) && in(t, "district", sight));
  }

  List<JsonNode> breachedIn(Sight sight, Instant hour) {
    return those(
        lately(clocks, "breached_at"),
        c ->
            OVER.contains(text(c, "status"))
                && inHour(c, "breached_at", hour)
                && in(c, "district", sight));
  }

  // ---- limits that fell due

  List<JsonNode> due(Sight sight) {
    LocalDate yesterday = today.minusDays(1);
    LocalDate last = sight.to().isBefore(yesterday) ? sight.to() : yesterday;
    return once(
        () ->
            those(
                clocks,
                c ->
                    is(c, "clock", "RESOLVE")
                        && is(c, "status", "RUNNING", "MET", "MISSED", "BREACHED")
                        && within(c, "due_at", sight.from(), last)
                        && in(c, "district", sight)),
        "due",
        sight);
  }

  List<JsonNode> dueMet(Sight sight) {
    return those(due(sight), c -> is(c, "status", "MET"));
  }

  // ---- assignments

  List<JsonNode> assigned(Sight sight, String department) {
    return once(
        () ->
            those(
                assignments,
                a ->
                    is(a, "department", department)
                        && within(a, "dispatched_at", sight.from(), sight.to())
                        && in(a, "district", sight)),
        "assigned",
        sight,
        department);
  }

  List<JsonNode> assigned(String figure, Sight sight, String department) {
    List<JsonNode> all = assigned(sight, department);
    return switch (figure) {
      case "assigned" -> all;
      case "assigned_countable" -> those(all, a -> !is(a, "state", "REFUSED", "RECALLED"));
      case "assigned_resolved" ->
          those(all, a -> is(a, "state", "RESOLVED") && !a.path("overturned").asBoolean());
      case "assigned_decided" -> those(all, a -> a.path("resolve_on_time").isBoolean());
      case "assigned_on_time" -> those(all, a -> a.path("resolve_on_time").asBoolean());
      case "assigned_late" ->
          those(
              all,
              a -> a.path("resolve_on_time").isBoolean() && !a.path("resolve_on_time").asBoolean());
      case "assigned_overdue" ->
          those(
              assignments,
              a ->
                  is(a, "department", department)
                      && overdueAssignments.contains(assignment(a))
                      && in(a, "district", sight));
      default -> throw new IllegalArgumentException(figure);
    };
  }
}
