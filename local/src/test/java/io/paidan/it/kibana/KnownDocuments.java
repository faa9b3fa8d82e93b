package io.paidan.it.kibana;

import io.paidan.document.Alias;
import io.paidan.event.EventType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Documents of every alias, always the same, with gaps, nulls and noughts among them. */
final class KnownDocuments {
  private static final String[] DISTRICTS = {"阜新街道", "博峰街道", "建国路街道", "宁边路街道", "空街道"};
  private static final String[] COUNTIES = {"阜康市", "阜康市", "昌吉市", "昌吉市", "昌吉市"};
  private static final String[] DEPARTMENTS = {"城市管理局", "公安局", "消防救援大队", "水利局"};
  private static final String[] CLASSES = {"EMERGENCY", "ROUTINE", "KEY", null};
  private static final String[] STATES = {
    "REPORTED",
    "ASSESSED",
    "DISPATCHED",
    "ACCEPTED",
    "ON_SITE",
    "RESOLVED",
    "FED_BACK",
    "RETURNED",
    "CLOSED",
    "CANCELLED"
  };
  private static final String[] CLOCKS = {
    "DISPATCH", "ACCEPT", "ARRIVE", "RESOLVE", "FEEDBACK", "TOTAL"
  };
  private static final String[] STATUSES = {
    "RUNNING", "PAUSED", "MET", "MET", "MET", "BREACHED", "MISSED", "ENDED"
  };
  private static final String[] REASONS = {"ALREADY", "NOT_ASSIGNED", "CLOSED"};
  private static final int DAYS = 16;

  private final Random random = new Random(20_261_120);
  private final Map<Alias, List<Doc>> documents = new EnumMap<>(Alias.class);
  private long revision = Scene.NOW.minus(Duration.ofHours(3)).toEpochMilli();

  private KnownDocuments() {
    for (Alias alias : Alias.values()) {
      documents.put(alias, new ArrayList<>());
    }
    times(90, Alias.TICKETS, this::ticket);
    times(140, Alias.ASSIGNMENTS, this::assignment);
    times(260, Alias.CLOCKS, this::clock);
    times(80, Alias.ALERTS, this::alert);
    times(160, Alias.EVENTS, this::event);
    times(25, Alias.DEAD_LETTERS, this::deadLetter);
    times(7, Alias.REFERENCE_PROBLEMS, this::problem);
    for (int district = 0; district < DISTRICTS.length; district++) {
      documents.get(Alias.CENTERS).add(center(district));
    }
    for (int day = 0; day < DAYS; day++) {
      figures(LocalDate.of(2026, 11, 22).minusDays(day));
    }
    scores();
    documents
        .get(Alias.AREA_FIGURES)
        .add(doc("PREFECTURE/changji/2026-11", Scene.NOW).with("scope", "changji"));
  }

  static Map<Alias, List<Doc>> make() {
    return new KnownDocuments().documents;
  }

  private interface Maker {
    Doc make(int number);
  }

  private void times(int count, Alias alias, Maker maker) {
    for (int i = 0; i < count; i++) {
      documents.get(alias).add(maker.make(i));
    }
  }

  private Doc doc(String id, Instant timestamp) {
    return new Doc(id).with("@timestamp", text(timestamp)).with("revision", revision += 7);
  }

  /** Within 15 days before now. */
  private Instant earlier() {
    return Scene.NOW.minusMillis(random.nextInt(15 * 24 * 3600) * 1000L + random.nextInt(1000));
  }

  /** Around now: half of what is due is overdue. */
  private Instant around() {
    return Scene.NOW.plusSeconds(random.nextInt(8 * 3600) - 4 * 3600);
  }

  private <T> T one(T[] of) {
    return of[random.nextInt(of.length)];
  }

  private boolean chance(double of) {
    return random.nextDouble() < of;
  }

  private static String text(Instant instant) {
    String text = instant.toString();
    return text.contains(".") ? text : text.replace("Z", ".000Z");
  }

  private Doc place(Doc doc) {
    int district = random.nextInt(DISTRICTS.length);
    return doc.with("district_name", DISTRICTS[district]).with("county_name", COUNTIES[district]);
  }

  private Doc ticket(int number) {
    Instant reported = earlier();
    String state = one(STATES);
    boolean dispatched = !state.equals("REPORTED") && !state.equals("ASSESSED");
    boolean resolved = List.of("RESOLVED", "FED_BACK", "CLOSED").contains(state);
    Instant first = reported.plusSeconds(random.nextInt(3600));
    List<String> reasons = new ArrayList<>();
    if (chance(0.3)) {
      reasons.add(one(REASONS));
      reasons.add(one(REASONS));
    }
    Doc doc = place(doc("T-" + number, reported)).with("ticket_id", "T-" + number);
    if (!reasons.isEmpty()) {
      doc.with("anomalies", reasons.stream().map(r -> Map.of("reason", r)).toList());
    }
    return doc.with("state", state)
        .with("ticket_class", one(CLASSES))
        .with("suspended", chance(0.15))
        .with("overdue", chance(0.4))
        .with("extension_count", random.nextInt(2))
        .with("dispatched_at", dispatched ? text(first) : null)
        .with("resolved_at", resolved ? text(first.plusSeconds(random.nextInt(40_000))) : null);
  }

  private Doc assignment(int number) {
    return place(doc("T-" + number + "/d/1", earlier()))
        .with("ticket_id", "T-" + number)
        .with("department_name", one(DEPARTMENTS))
        .with("ticket_class", one(CLASSES))
        .with("accept_ms", chance(0.8) ? random.nextInt(4_000_000) : null)
        .with("arrive_ms", chance(0.7) ? random.nextInt(5_000_000) : null)
        .with("resolve_ms", chance(0.6) ? random.nextInt(90_000_000) : null)
        .with("street_score", chance(0.5) ? random.nextInt(1000) / 10.0 : null);
  }

  private Doc clock(int number) {
    String clock = one(CLOCKS);
    String status = one(STATUSES);
    boolean assigned = List.of("ACCEPT", "ARRIVE", "RESOLVE").contains(clock);
    boolean stopped = List.of("MET", "MISSED").contains(status);
    boolean ownDue = chance(0.1);
    return place(doc("T-" + number + "/x/1/" + clock, earlier()))
        .with("ticket_id", "T-" + number)
        .with("clock", clock)
        .with("status", status)
        .with("ticket_class", one(CLASSES))
        .with("department_name", assigned ? one(DEPARTMENTS) : null)
        .with("due_at", status.equals("PAUSED") ? null : text(around()))
        .with("breached_at", status.equals("BREACHED") ? text(earlier()) : null)
        .with("overdue_ms", status.equals("MISSED") ? random.nextInt(9_000_000) : null)
        .with("counted_ms", stopped ? random.nextInt(50_000_000) : null)
        .with("policy_id", ownDue ? null : "changji")
        .with("policy_version", ownDue ? null : 1 + random.nextInt(3))
        .with("withdrawn_breaches", random.nextInt(8) / 7);
  }

  private Doc alert(int number) {
    Instant threshold = earlier();
    return place(doc("T-" + number + "/-/1/TOTAL/BREACH", threshold))
        .with("ticket_id", "T-" + number)
        .with("department_name", chance(0.7) ? one(DEPARTMENTS) : null)
        .with("ticket_class", one(CLASSES))
        .with("level", one(new String[] {"WARNING", "BREACH", "ESCALATION-1"}))
        .with("status", one(new String[] {"FIRING", "RESOLVED", "WITHDRAWN"}))
        .with("threshold_at", text(threshold))
        .with("fired_at", text(threshold.plusMillis(random.nextInt(3000))));
  }

  private Doc event(int number) {
    Instant time = earlier();
    // Recomputed ones were read nowhere.
    boolean read = chance(0.9);
    Instant readAt = time.plusSeconds(random.nextInt(100_000));
    return doc("/s\u001f" + number, time)
        .with("event_id", "e-" + number)
        .with("ticket_id", "T-" + random.nextInt(60))
        .with("type", one(EventType.values()).wireName())
        .with("time", text(time))
        .with("topic", read ? "paidan.ticket-events" : null)
        .with("partition", read ? random.nextInt(4) : null)
        .with("offset", read ? 1000L + number : null)
        .with("read_at", read ? text(readAt) : null);
  }

  private Doc deadLetter(int number) {
    return doc("paidan.ticket-events/0/" + number, earlier())
        .with("reason", one(new String[] {"NOT_JSON", "FUTURE_TIME", "BAD_ID"}))
        .with("topic", one(new String[] {"paidan.ticket-events", "paidan.policies"}))
        .with("partition", 0)
        .with("offset", (long) number);
  }

  private Doc problem(int number) {
    return doc("DEPARTMENT/x" + number, earlier())
        .with("kind", chance(0.5) ? "DEPARTMENT" : "DISTRICT")
        .with("unknown_id", "x" + number);
  }

  private Doc center(int district) {
    return doc("d" + district, Scene.NOW.minus(Duration.ofDays(300)))
        .with("district_name", DISTRICTS[district])
        .with("county_name", COUNTIES[district])
        .with("staff_total", 3 + district)
        .with("missing_total", Math.max(0, 2 - district))
        .with("missing_street", district == 0 ? 1 : 0)
        .with("missing_urban_management", district == 1 ? 1 : 0)
        .with("missing_market_supervision", district == 0 ? 1 : 0);
  }

  private void figures(LocalDate date) {
    Instant start = date.atStartOfDay(Scene.ZONE).toInstant();
    for (int i = 0; i < DISTRICTS.length; i++) {
      // The last district has nothing that is decided or rated: its rates are none.
      boolean empty = i == DISTRICTS.length - 1;
      documents.get(Alias.DISTRICT_DAILY).add(districtDay(i, date, start, empty));
      reports(i, date, start);
    }
    for (int i = 0; i < DEPARTMENTS.length; i++) {
      documents
          .get(Alias.DEPARTMENT_DAILY)
          .add(assignments(doc(i + "/" + date, start), i, date, 40));
      for (int j = 0; j < 3; j++) {
        documents
            .get(Alias.DEPARTMENT_DISTRICT_DAILY)
            .add(
                assignments(doc(i + "/" + j + "/" + date, start), i, date, 9)
                    .with("district_name", DISTRICTS[j]));
      }
    }
  }

  private Doc districtDay(int district, LocalDate date, Instant start, boolean empty) {
    int dispatched = empty ? 0 : random.nextInt(30);
    int decided = part(dispatched);
    int rated = part(dispatched);
    int due = empty ? 0 : random.nextInt(20);
    int running = part(due);
    return doc(district + "/" + date, start)
        .with("date", date.toString())
        .with("district_name", DISTRICTS[district])
        .with("county_name", COUNTIES[district])
        .with("dispatched", dispatched)
        .with("resolved", part(dispatched))
        .with("decided", decided)
        .with("resolved_on_time", part(decided))
        .with("rated", rated)
        .with("satisfied", part(rated))
        .with("solved", part(rated))
        .with("overdue", part(dispatched))
        .with("reopened", random.nextInt(3))
        .with("refused", random.nextInt(3))
        .with("transferred", random.nextInt(2))
        .with("reported_flow", random.nextInt(30))
        .with("dispatched_flow", random.nextInt(30))
        .with("resolved_flow", random.nextInt(30))
        .with("breached_flow", random.nextInt(9))
        .with("due_flow", due)
        .with("due_running_flow", running)
        .with("due_met_flow", part(due - running));
  }

  private Doc assignments(Doc doc, int department, LocalDate date, int most) {
    int assigned = random.nextInt(most);
    int accept = part(assigned);
    int arrive = part(assigned);
    int resolve = part(assigned);
    return doc.with("date", date.toString())
        .with("department_name", DEPARTMENTS[department])
        .with("assigned", assigned)
        .with("refused", part(assigned))
        .with("accept_decided", accept)
        .with("accept_on_time", part(accept))
        .with("arrive_decided", arrive)
        .with("arrive_on_time", part(arrive))
        .with("resolve_decided", resolve)
        .with("resolve_on_time", part(resolve))
        .with("overdue", part(assigned))
        .with("overturned", random.nextInt(3))
        .with("unsolvable", random.nextInt(3));
  }

  private void reports(int district, LocalDate date, Instant start) {
    int revisions = 1 + random.nextInt(3);
    for (int no = 0; no < revisions; no++) {
      String kind = district == 0 ? "PREFECTURE" : "DISTRICT";
      Doc doc =
          doc(kind + "/" + district + "/" + date + "/" + no, start)
              .with("date", date.toString())
              .with("scope_kind", kind)
              .with("scope", "d" + district)
              .with("scope_name", district == 0 ? "昌吉回族自治州" : DISTRICTS[district])
              .with("revision_no", no)
              .with("published_at", text(start.plus(Duration.ofHours(25L + no))))
              .with("cause_count", no == 0 ? 0 : 1 + random.nextInt(5));
      int dispatched = 5 + random.nextInt(30);
      int decided = part(dispatched);
      doc.with(
          "district_figures",
          Map.of(
              "dispatched",
              dispatched,
              "resolved",
              part(dispatched),
              "decided",
              decided,
              "resolved_on_time",
              part(decided)));
      if (no > 0) {
        String causeKind = one(new String[] {"EVENT", "TIME", "POLICY"});
        doc.with("changes", List.of(Map.of("figure", "district_figures.resolved"), change()));
        doc.with(
            "causes", List.of(Map.of("kind", causeKind, "ticket_id", "T-" + random.nextInt(60))));
      }
      documents.get(Alias.REPORTS).add(doc);
    }
  }

  private Map<String, Object> change() {
    return Map.of("figure", chance(0.5) ? "district_figures.open" : "district_figures.overdue");
  }

  private void scores() {
    String[][] periods = {
      {"2026-10", "MONTH"}, {"2026-11", "MONTH"}, {"2026-Q4", "QUARTER"}, {"2026", "YEAR"}
    };
    for (String[] period : periods) {
      LocalDate first =
          switch (period[0]) {
            case "2026-11" -> LocalDate.of(2026, 11, 1);
            case "2026" -> LocalDate.of(2026, 1, 1);
            default -> LocalDate.of(2026, 10, 1);
          };
      for (int i = 0; i < DEPARTMENTS.length; i++) {
        boolean marked = i > 0 || !period[0].equals("2026-11");
        documents
            .get(Alias.DEPARTMENT_SCORES)
            .add(
                doc(i + "/" + period[0], first.atStartOfDay(Scene.ZONE).toInstant())
                    .with("department_name", DEPARTMENTS[i])
                    .with("period", period[0])
                    .with("period_type", period[1])
                    .with("mark", marked ? random.nextInt(10_000) / 100.0 : null)
                    .with("mark_low", marked ? random.nextInt(9_000) / 100.0 : null)
                    .with("rank", marked ? i + 1 : null)
                    .with("sample_size", random.nextInt(300))
                    .with("policy_version", 2)
                    .with("accept_on_time", random.nextInt(100) / 100.0)
                    .with("arrive_on_time", chance(0.5) ? random.nextInt(100) / 100.0 : null)
                    .with("resolve_on_time", random.nextInt(100) / 100.0)
                    .with("resolved", random.nextInt(100) / 100.0)
                    .with("satisfaction", random.nextInt(100) / 100.0)
                    .with("street", marked ? random.nextInt(100) / 100.0 : null));
      }
    }
  }

  private int part(int of) {
    return of <= 0 ? 0 : random.nextInt(of + 1);
  }
}
