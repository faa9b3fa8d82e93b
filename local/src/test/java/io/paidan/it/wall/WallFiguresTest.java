package io.paidan.it.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.paidan.Wilson;
import io.paidan.board.BoardOptions;
import io.paidan.board.BoardServer;
import io.paidan.document.Alias;
import io.paidan.e2e.SharedFiles;
import io.paidan.it.wall.PlainWall.Sight;
import io.paidan.reference.DefaultReference;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The wall on a real Elasticsearch with the documents that {@code recompute} makes of a history:
 * every figure is what {@link PlainWall} counts, and behind every figure are the tickets that it
 * counts.
 */
class WallFiguresTest {
  private static final String[] STEPS = {"COLLECT", "JUDGE", "DISPATCH", "IMPLEMENT", "FEEDBACK"};

  @TempDir Path folder;

  private PlainWall plain;
  private WallDocuments documents;
  private WallPage page;
  private long minimumSample;

  private interface Looks {
    void look() throws Exception;
  }

  private void on(WallDocuments loaded, Looks looks) throws Exception {
    documents = loaded;
    plain = new PlainWall(loaded);
    WallIndex index = WallIndex.shared();
    index.fill(loaded);
    index.put(Alias.CENTERS, "written-by-somebody-else", JsonNodeFactory.instance.objectNode());
    try (BoardServer board =
        BoardServer.start(
            BoardOptions.of(index.access())
                .withClock(Clock.fixed(loaded.asOf(), ZoneOffset.UTC)))) {
      page = new WallPage(board);
      looks.look();
    }
  }

  @Test
  void everyFigureOfAPrefectureIsThatOfItsTickets() throws Exception {
    WallDocuments simulated =
        WallDocuments.simulated(
            folder, Instant.parse("2026-10-05T03:20:00Z"), Duration.ofDays(40), 0.004);
    on(
        simulated,
        () -> {
          assertThat(documents.of(Alias.TICKETS)).hasSizeGreaterThan(800);
          assertThat(plain.overdue(sight(null, null))).hasSizeGreaterThan(100);
          for (String period : new String[] {null, "2026-10", "2026-Q4", "2026", "2025"}) {
            everyFigure(null, period);
          }
          for (String district : DefaultReference.load().districts().keySet()) {
            everyFigure(district, null);
          }
          everyFigure("fuxin", "2026");
          behindEveryFigure(null, null);
          behindEveryFigure("fuxin", "2026-Q4");
          oneTicketInFull();
        });
  }

  /** Many of its tickets are perverse: they move, come back, lack their beginning. */
  @Test
  void everyFigureOfThePerverseExamplesIsThatOfTheirTickets() throws Exception {
    Path examples = SharedFiles.require("examples");
    on(
        WallDocuments.ofExamples(folder, examples),
        () -> {
          everyFigure(null, null);
          everyFigure(null, "2026");
          for (String district : districts()) {
            everyFigure(district, "2026-Q1");
          }
          behindEveryFigure(null, "2026");
        });
  }

  private TreeSet<String> districts() {
    TreeSet<String> districts = new TreeSet<>(DefaultReference.load().districts().keySet());
    for (JsonNode ticket : documents.of(Alias.TICKETS)) {
      if (ticket.path("district").isTextual()) {
        districts.add(ticket.path("district").textValue());
      }
    }
    return districts;
  }

  private Sight sight(String district, String period) {
    LocalDate today = LocalDate.ofInstant(documents.asOf(), ZoneOffset.ofHours(8));
    if (period == null) {
      return new Sight(
          district, today.withDayOfMonth(1), today.plusMonths(1).withDayOfMonth(1).minusDays(1));
    }
    int year = Integer.parseInt(period.substring(0, 4));
    if (period.contains("Q")) {
      LocalDate first = LocalDate.of(year, 3 * (period.charAt(6) - '0') - 2, 1);
      return new Sight(district, first, first.plusMonths(3).minusDays(1));
    }
    if (period.contains("-")) {
      LocalDate first = LocalDate.of(year, Integer.parseInt(period.substring(5)), 1);
      return new Sight(district, first, first.plusMonths(1).minusDays(1));
    }
    return new Sight(district, LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
  }

  private void everyFigure(String district, String period) throws Exception {
    Sight sight = sight(district, period);
    JsonNode overview = page.json("api/overview", "district", district, "period", period);
    assertThat(overview.at("/source/state").asText()).isEqualTo("OK");
    assertThat(overview.at("/view/period_from").asText()).isEqualTo(sight.from().toString());
    assertThat(overview.at("/view/period_to").asText()).isEqualTo(sight.to().toString());
    assertThat(overview.at("/view/district").textValue()).isEqualTo(district);
    minimumSample = overview.path("minimum_sample").asLong();

    JsonNode figures = overview.path("figures");
    for (String figure : List.of("dispatched", "resolved", "unresolved", "late")) {
      same(figures.path(figure), plain.tickets(figure, sight), figure);
    }
    rate(
        figures.path("resolution"),
        plain.tickets("resolved", sight),
        plain.tickets("dispatched", sight));
    rate(figures.path("on_time"), plain.tickets("on_time", sight), plain.decided(sight));
    same(figures.at("/today/dispatched"), plain.tickets("today_dispatched", sight), "today");
    same(figures.at("/today/resolved"), plain.tickets("today_resolved", sight), "today");
    rate(
        figures.at("/today/resolution"),
        plain.tickets("today_resolved", sight),
        plain.tickets("today_dispatched", sight));
    same(figures.at("/open/total"), plain.tickets("open", sight), "open");
    same(figures.at("/open/waiting"), plain.tickets("waiting", sight), "waiting");
    same(figures.at("/open/in_hand"), plain.tickets("in_hand", sight), "in hand");
    same(figures.at("/overdue/total"), plain.overdue(sight), "overdue");
    for (String name : List.of("EMERGENCY", "KEY", "ROUTINE", "UNCLASSIFIED")) {
      same(
          figures.at("/overdue/" + name.toLowerCase(Locale.ROOT)),
          plain.overdue(sight, name),
          name);
    }
    overdueList(overview.path("overdue"), sight);
    districtRanking(overview, sight);
    departmentRanking(overview.path("rankings"), sight);
    hours(overview.path("hours"), sight);
    funnel(overview.path("funnel"), sight);
  }

  private static void same(JsonNode figure, List<JsonNode> counted, String name) {
    assertThat(figure.isIntegralNumber()).as(name).isTrue();
    assertThat(figure.asLong()).as(name).isEqualTo(counted.size());
  }

  private void rate(JsonNode rate, List<JsonNode> part, List<JsonNode> whole) {
    assertThat(rate.path("denominator").asLong()).isEqualTo(whole.size());
    assertThat(rate.path("sufficient").asBoolean())
        .isEqualTo(!whole.isEmpty() && whole.size() >= minimumSample);
    if (whole.isEmpty()) {
      for (String field : List.of("rate", "low", "high")) {
        assertThat(rate.path(field).isNull()).as(field).isTrue();
      }
      return;
    }
    double share = (double) part.size() / whole.size();
    assertThat(rate.path("numerator").asLong()).isEqualTo(part.size());
    assertThat(rate.path("rate").asDouble()).isEqualTo(share, within(1e-12));
    assertThat(rate.path("low").asDouble())
        .isEqualTo(Wilson.low(share, whole.size()), within(1e-12));
    assertThat(rate.path("high").asDouble())
        .isEqualTo(Wilson.high(share, whole.size()), within(1e-12));
  }

  private void overdueList(JsonNode overdue, Sight sight) {
    assertThat(overdue.path("total").asLong()).isEqualTo(plain.overdue(sight).size());
    List<String> ids = new ArrayList<>();
    Map<String, JsonNode> tickets = new HashMap<>();
    plain.overdue(sight).forEach(t -> tickets.put(PlainWall.text(t, "ticket_id"), t));
    for (JsonNode row : overdue.path("rows")) {
      String id = PlainWall.text(row, "ticket_id");
      ids.add(id);
      JsonNode ticket = tickets.get(id);
      assertThat(ticket).as(id).isNotNull();
      for (String field : List.of("title", "ticket_class", "state", "district", "district_name")) {
        assertThat(row.path(field)).as(field).isEqualTo(ticket.path(field));
      }
      assertThat(Instant.parse(row.path("due_at").asText())).isEqualTo(plain.overdueSince(ticket));
    }
    assertThat(ids).isEqualTo(plain.overdueList(sight));
  }

  private void districtRanking(JsonNode overview, Sight sight) {
    List<String> picker = new ArrayList<>();
    overview.path("districts").forEach(place -> picker.add(place.path("id").asText()));
    assertThat(picker).isSorted().containsAll(DefaultReference.load().districts().keySet());
    List<JsonNode> rows = new ArrayList<>();
    overview.at("/rankings/districts").forEach(rows::add);
    assertThat(rows).extracting(row -> row.path("id").asText()).hasSameElementsAs(picker);
    for (JsonNode row : rows) {
      Sight there = sight.in(row.path("id").asText());
      same(row.path("dispatched"), plain.tickets("dispatched", there), "dispatched");
      same(row.path("resolved"), plain.tickets("resolved", there), "resolved");
      rate(
          row.path("resolution"),
          plain.tickets("resolved", there),
          plain.tickets("dispatched", there));
      rate(row.path("on_time"), plain.tickets("on_time", there), plain.decided(there));
      rate(row.path("due_on_time"), plain.dueMet(there), plain.due(there));
      same(row.path("overdue"), plain.overdue(there), "overdue");
    }
    ranked(rows, "due_on_time");
  }

  /** Rank by the lower bound of a rate, those with too small a sample without and last. */
  private static void ranked(List<JsonNode> rows, String by) {
    boolean over = false;
    for (JsonNode row : rows) {
      JsonNode rate = row.path(by);
      if (!rate.path("sufficient").asBoolean()) {
        assertThat(row.path("rank").isNull()).as(row.toString()).isTrue();
        over = true;
        continue;
      }
      assertThat(over).as("ranked ones first").isFalse();
      long better =
          rows.stream()
              .map(other -> other.path(by))
              .filter(other -> other.path("sufficient").asBoolean())
              .filter(other -> other.path("low").asDouble() > rate.path("low").asDouble() + 1e-9)
              .count();
      assertThat(row.path("rank").asLong()).isEqualTo(better + 1);
    }
  }

  private void departmentRanking(JsonNode rankings, Sight sight) {
    List<JsonNode> rows = new ArrayList<>();
    rankings.path("departments").forEach(rows::add);
    TreeSet<String> known = new TreeSet<>();
    documents.of(Alias.ASSIGNMENTS).forEach(a -> known.add(a.path("department").asText()));
    assertThat(rows).extracting(row -> row.path("id").asText()).hasSameElementsAs(known);
    String period = sight.from().toString();
    for (JsonNode row : rows) {
      String id = row.path("id").asText();
      same(row.path("assigned"), plain.assigned(sight, id), "assigned by " + period);
      rate(
          row.path("resolution"),
          plain.assigned("assigned_resolved", sight, id),
          plain.assigned("assigned_countable", sight, id));
      rate(
          row.path("on_time"),
          plain.assigned("assigned_on_time", sight, id),
          plain.assigned("assigned_decided", sight, id));
      same(row.path("overdue"), plain.assigned("assigned_overdue", sight, id), "overdue " + id);
    }
    if (sight.district() != null) {
      assertThat(rankings.path("departments_by").asText()).isEqualTo("on_time");
      ranked(rows, "on_time");
      return;
    }
    assertThat(rankings.path("departments_by").asText()).isEqualTo("mark");
    Map<String, JsonNode> scores = documents.byAlias().get(Alias.DEPARTMENT_SCORES);
    for (JsonNode row : rows) {
      JsonNode score = scores.get(row.path("id").asText() + "/" + text(sight));
      for (String field : List.of("mark", "mark_low", "rank")) {
        JsonNode expected = score == null ? null : score.path(field);
        if (expected == null || expected.isNull()) {
          assertThat(row.path(field).isNull()).as(field).isTrue();
        } else {
          assertThat(row.path(field).asDouble()).isEqualTo(expected.asDouble(), within(1e-12));
        }
      }
      if (score != null) {
        assertThat(row.path("missing")).isEqualTo(score.path("missing"));
        assertThat(row.path("name")).isEqualTo(score.path("department_name"));
      }
    }
  }

  private static String text(Sight sight) {
    LocalDate from = sight.from();
    long months = from.until(sight.to().plusDays(1)).toTotalMonths();
    if (months == 1) {
      return from.toString().substring(0, 7);
    }
    return months == 12
        ? Integer.toString(from.getYear())
        : from.getYear() + "-Q" + (from.getMonthValue() / 3 + 1);
  }

  private void hours(JsonNode hours, Sight sight) {
    List<Instant> expected = plain.hours();
    assertThat(hours).hasSize(24);
    for (int i = 0; i < 24; i++) {
      JsonNode hour = hours.get(i);
      Instant from = expected.get(i);
      assertThat(Instant.parse(hour.path("from").asText())).isEqualTo(from);
      same(hour.path("dispatched"), plain.dispatchedIn(sight, from), "dispatched in " + from);
      same(hour.path("resolved"), plain.resolvedIn(sight, from), "resolved in " + from);
      same(hour.path("breached"), plain.breachedIn(sight, from), "breached in " + from);
    }
  }

  private void funnel(JsonNode funnel, Sight sight) {
    assertThat(funnel).hasSize(5);
    for (int step = 1; step <= 5; step++) {
      JsonNode row = funnel.get(step - 1);
      assertThat(row.path("step").asInt()).isEqualTo(step);
      assertThat(row.path("name").asText()).isEqualTo(STEPS[step - 1]);
      same(row.path("reached"), plain.reached(sight, step), "reached " + step);
      if (step == 1) {
        assertThat(row.path("waiting").isNull()).isTrue();
        assertThat(row.path("overdue").isNull()).isTrue();
      } else {
        same(row.path("waiting"), plain.waiting(sight, step), "waiting for " + step);
        same(row.path("overdue"), plain.waitingOverdue(sight, step), "overdue in " + step);
      }
    }
  }

  // ---- from a figure to its tickets

  private void behindEveryFigure(String district, String period) throws Exception {
    Sight sight = sight(district, period);
    for (String figure :
        List.of(
            "dispatched",
            "resolved",
            "unresolved",
            "on_time",
            "late",
            "today_dispatched",
            "today_resolved",
            "open",
            "waiting",
            "in_hand",
            "overdue")) {
      behind(plain.tickets(figure, sight), sight, period, "figure", figure);
    }
    for (String name : List.of("EMERGENCY", "KEY", "ROUTINE", "UNCLASSIFIED")) {
      behind(plain.overdue(sight, name), sight, period, "figure", "overdue", "class", name);
    }
    for (int step = 1; step <= 5; step++) {
      String number = Integer.toString(step);
      behind(plain.reached(sight, step), sight, period, "figure", "step_reached", "step", number);
      if (step > 1) {
        behind(plain.waiting(sight, step), sight, period, "figure", "step_waiting", "step", number);
        behind(
            plain.waitingOverdue(sight, step),
            sight,
            period,
            "figure",
            "step_overdue",
            "step",
            number);
      }
    }
    for (Instant hour : plain.hours().subList(16, 24)) {
      String from = hour.toString();
      behind(
          plain.dispatchedIn(sight, hour),
          sight,
          period,
          "figure",
          "hour_dispatched",
          "hour",
          from);
      behind(plain.resolvedIn(sight, hour), sight, period, "figure", "hour_resolved", "hour", from);
      behind(plain.breachedIn(sight, hour), sight, period, "figure", "hour_breached", "hour", from);
    }
    List<JsonNode> missed = new ArrayList<>(plain.due(sight));
    missed.removeAll(plain.dueMet(sight));
    behind(plain.due(sight), sight, period, "figure", "due");
    behind(plain.dueMet(sight), sight, period, "figure", "due_met");
    behind(missed, sight, period, "figure", "due_missed");
    for (String department : List.of("urban-management", "housing", "fire")) {
      for (String figure :
          List.of(
              "assigned",
              "assigned_countable",
              "assigned_resolved",
              "assigned_decided",
              "assigned_on_time",
              "assigned_late",
              "assigned_overdue")) {
        behind(
            plain.assigned(figure, sight, department),
            sight,
            period,
            "figure",
            figure,
            "department",
            department);
      }
    }
  }

  private void behind(List<JsonNode> counted, Sight sight, String period, String... parameters)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(parameters));
    all.add("district");
    all.add(sight.district());
    all.add("period");
    all.add(period);
    WallPage.Behind list = page.tickets(all.toArray(new String[0]));
    String asked = all.toString();
    assertThat(list.total()).as(asked).isEqualTo(counted.size());
    assertThat(list.rows())
        .as(asked)
        .extracting(row -> PlainWall.text(row, "ticket_id"))
        .containsExactlyInAnyOrderElementsOf(
            counted.stream().map(t -> PlainWall.text(t, "ticket_id")).toList());
    Map<String, JsonNode> tickets = documents.byAlias().get(Alias.TICKETS);
    for (JsonNode row : list.rows()) {
      JsonNode ticket = tickets.get(PlainWall.text(row, "ticket_id"));
      assertThat(row.path("state")).isEqualTo(ticket.path("state"));
      Instant since = plain.overdueSince(ticket);
      assertThat(
              PlainWall.text(row, "overdue_since") == null
                  ? null
                  : Instant.parse(PlainWall.text(row, "overdue_since")))
          .isEqualTo(since);
    }
  }

  private void oneTicketInFull() throws Exception {
    JsonNode busiest = null;
    for (JsonNode ticket : documents.of(Alias.TICKETS)) {
      if (busiest == null
          || ticket.path("event_count").asInt() > busiest.path("event_count").asInt()) {
        busiest = ticket;
      }
    }
    String id = PlainWall.text(busiest, "ticket_id");
    JsonNode detail = page.json("api/ticket", "id", id);
    assertThat(detail.path("ticket")).isEqualTo(busiest);
    for (Map.Entry<String, Alias> part :
        Map.of(
                "assignments",
                Alias.ASSIGNMENTS,
                "clocks",
                Alias.CLOCKS,
                "alerts",
                Alias.ALERTS,
                "events",
                Alias.EVENTS)
            .entrySet()) {
      List<JsonNode> expected =
          documents.of(part.getValue()).stream()
              .filter(document -> id.equals(PlainWall.text(document, "ticket_id")))
              .toList();
      assertThat(detail.path(part.getKey()))
          .as(part.getKey())
          .containsExactlyInAnyOrderElementsOf(expected);
    }
    assertThat(detail.path("events_total").asInt()).isEqualTo(detail.path("events").size());
    List<String> times = new ArrayList<>();
    detail.path("events").forEach(event -> times.add(event.path("time").asText()));
    assertThat(times).isSorted();
    assertThat(page.get("api/ticket", "id", "no-such-ticket").status()).isEqualTo(404);
  }

  @Test
  void anEmptyIndexShowsZerosAndNoRates() throws Exception {
    on(
        new WallDocuments(Instant.parse("2026-11-14T03:20:00Z"), Map.copyOf(emptyDocuments())),
        () -> {
          everyFigure();
          assertThat(page.tickets("figure", "overdue").total()).isZero();
          assertThat(page.tickets("figure", "on_time").rows()).isEmpty();
          assertThat(page.get("api/ticket", "id", "T-1").status()).isEqualTo(404);
        });
  }

  private static Map<Alias, Map<String, JsonNode>> emptyDocuments() {
    Map<Alias, Map<String, JsonNode>> empty = new HashMap<>();
    for (Alias alias : Alias.values()) {
      empty.put(alias, Map.of());
    }
    return empty;
  }

  private void everyFigure() throws Exception {
    JsonNode overview = page.json("api/overview");
    JsonNode noRate =
        new ObjectMapper()
            .readTree(
                "{\"rate\":null,\"low\":null,\"high\":null,\"numerator\":0,\"denominator\":0,"
                    + "\"sufficient\":false}");
    assertThat(overview.at("/figures/resolution")).isEqualTo(noRate);
    assertThat(overview.at("/figures/on_time")).isEqualTo(noRate);
    assertThat(overview.at("/figures/dispatched").asLong(-1)).isZero();
    assertThat(overview.at("/overdue/total").asLong(-1)).isZero();
    assertThat(overview.at("/source/newest_change").isNull()).isTrue();
    assertThat(overview.at("/rankings/districts")).isEmpty();
    assertThat(overview.at("/hours")).hasSize(24);
    assertThat(overview.at("/view/periods"))
        .extracting(JsonNode::asText)
        .containsExactly("2026-11", "2026-Q4", "2026");
  }
}
