package io.paidan.it.kibana;

import static io.paidan.it.kibana.Counting.count;
import static io.paidan.it.kibana.Counting.latest;
import static io.paidan.it.kibana.Counting.lowerBound;
import static io.paidan.it.kibana.Counting.max;
import static io.paidan.it.kibana.Counting.mean;
import static io.paidan.it.kibana.Counting.percentile;
import static io.paidan.it.kibana.Counting.quotient;
import static io.paidan.it.kibana.Counting.share;
import static io.paidan.it.kibana.Counting.sum;
import static io.paidan.it.kibana.Counting.total;

import io.paidan.document.Alias;
import io.paidan.it.kibana.Counting.Figure;
import io.paidan.it.kibana.Counting.Span;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What every panel must show of the known documents, in the words of the contract: written without
 * a look at what the pack asks. Panels are named by dashboard, panel and layer.
 */
// Conditions have names because they are combined.
@SuppressWarnings("UnnecessaryLambda")
final class PanelExpectations {
  private static final Predicate<Doc> OVERDUE = d -> d.is("overdue", true);
  private static final Predicate<Doc> EMERGENCY = d -> d.is("ticket_class", "EMERGENCY");
  private static final Predicate<Doc> MET = d -> d.is("status", "MET");
  private static final Predicate<Doc> DECIDED = d -> d.is("status", "MET", "MISSED", "BREACHED");
  private static final Predicate<Doc> BREACHED = d -> d.is("status", "BREACHED");
  private static final Predicate<Doc> KEPT =
      d -> d.has("dispatched_at") && !d.is("state", "CANCELLED");
  private static final Predicate<Doc> KEPT_RESOLVED = KEPT.and(d -> d.has("resolved_at"));
  private static final Predicate<Doc> ANOMALOUS = d -> d.has("anomalies");
  private static final Predicate<Doc> CORRECTED = d -> d.number("revision_no") > 0;
  private static final Predicate<Doc> FIRST = d -> d.number("revision_no") == 0;

  private final Map<Alias, List<Doc>> known;
  private final Map<String, PlainRows> rows = new LinkedHashMap<>();
  private final Map<String, List<String>> lists = new LinkedHashMap<>();

  PanelExpectations(Map<Alias, List<Doc>> known) {
    this.known = known;
    overview();
    sla();
    districts();
    departments();
    audit();
    auditReports();
    pipeline();
  }

  /** By {@code dashboard/panel/layer}. */
  Map<String, PlainRows> rows() {
    return rows;
  }

  /** Ids in their order, by {@code dashboard/panel}. */
  Map<String, List<String>> lists() {
    return lists;
  }

  private PlainRows all(Alias alias) {
    return PlainRows.of(known.get(alias));
  }

  private PlainRows within(Alias alias) {
    return within(alias, "@timestamp");
  }

  private PlainRows within(Alias alias, String timeField) {
    return all(alias).where(doc -> doc.within(timeField));
  }

  private void expect(String panel, PlainRows expected) {
    rows.put(panel + "/data", expected);
  }

  private void value(String panel, PlainRows of, Figure figure) {
    expect(panel, of.where(d -> true).shows("value", figure));
  }

  private void list(String panel, PlainRows of, String sortField, boolean ascending) {
    Comparator<Doc> order = Comparator.comparing(doc -> doc.instant(sortField));
    lists.put(
        panel,
        of.documents().stream().sorted(ascending ? order : order.reversed()).map(Doc::id).toList());
  }

  private void overview() {
    PlainRows tickets = all(Alias.TICKETS);
    value("overview/overdue-emergencies", tickets, count(OVERDUE.and(EMERGENCY)));
    value("overview/overdue", tickets, count(OVERDUE));
    value(
        "overview/in-hand",
        tickets,
        count(d -> d.is("state", "DISPATCHED", "ACCEPTED", "ON_SITE")));
    value(
        "overview/waiting", tickets, count(d -> d.is("state", "REPORTED", "ASSESSED", "RETURNED")));
    value("overview/dispatched-today", tickets, count(today("dispatched_at")));
    value("overview/resolved-today", tickets, count(today("resolved_at")));
    value("overview/resolution-rate", tickets, share(KEPT_RESOLVED, KEPT));
    value("overview/suspended", tickets, count(d -> d.is("suspended", true)));
    expect(
        "overview/flow",
        within(Alias.DISTRICT_DAILY)
            .byDay("@timestamp")
            .shows("reported", sum("reported_flow"))
            .shows("dispatched", sum("dispatched_flow"))
            .shows("resolved", sum("resolved_flow"))
            .shows("breached", sum("breached_flow")));
    expect("overview/by-state", tickets.where(d -> true).by("state").shows("tickets", count()));
    expect(
        "overview/overdue-by-district",
        tickets.where(OVERDUE).by("district_name").by("ticket_class").shows("tickets", count()));
    expect(
        "overview/by-class",
        tickets
            .where(d -> true)
            .by("ticket_class")
            .shows("tickets", count())
            .shows("dispatched", count(KEPT))
            .shows("resolved", count(KEPT_RESOLVED))
            .shows("rate", share(KEPT_RESOLVED, KEPT))
            .shows("overdue", count(OVERDUE)));
    list("overview/list-overdue", all(Alias.CLOCKS).where(BREACHED), "due_at", true);
  }

  private static Predicate<Doc> today(String field) {
    return d -> d.has(field) && !d.instant(field).isBefore(Scene.MIDNIGHT);
  }

  private void sla() {
    PlainRows now = all(Alias.CLOCKS);
    PlainRows started = within(Alias.CLOCKS);
    value("sla/overdue-now", now, count(BREACHED));
    value("sla/overdue-emergencies-now", now, count(BREACHED.and(EMERGENCY)));
    value(
        "sla/due-soon",
        now,
        count(
            d ->
                d.is("status", "RUNNING")
                    && !d.instant("due_at").isAfter(Scene.NOW.plusSeconds(3600))));
    value("sla/paused-now", now, count(d -> d.is("status", "PAUSED")));
    value("sla/on-time-rate", started, share(MET, DECIDED));
    expect(
        "sla/by-clock",
        started
            .where(d -> true)
            .by("clock")
            .shows("decided", count(DECIDED))
            .shows("met", count(MET))
            .shows("missed", count(d -> d.is("status", "MISSED")))
            .shows("breached", count(BREACHED))
            .shows("rate", share(MET, DECIDED))
            .shows(
                "low",
                lowerBound(
                    docs -> docs.stream().filter(MET).count(),
                    docs -> docs.stream().filter(DECIDED).count()))
            .shows("late", mean("overdue_ms"))
            .shows("counted", percentile("counted_ms", 90)));
    expect(
        "sla/on-time-by-day",
        started
            .where(d -> true)
            .by("clock")
            .byDay("@timestamp")
            .shows("rate", share(MET, DECIDED)));
    expect(
        "sla/emergency-arrivals",
        within(Alias.ASSIGNMENTS)
            .where(EMERGENCY.and(d -> d.has("arrive_ms")))
            .byDay("@timestamp")
            .shows("p50", percentile("arrive_ms", 50))
            .shows("p90", percentile("arrive_ms", 90)));
    rows.put(
        "sla/emergency-arrivals/limit",
        PlainRows.of(List.of()).shows("limit", docs -> Span.of(30 * 60 * 1000)));
    expect(
        "sla/overdue-by-department",
        now.where(BREACHED).by("department_name").shows("clocks", count()));
    expect(
        "sla/alerts-by-day",
        within(Alias.ALERTS)
            .where(d -> !d.is("status", "WITHDRAWN"))
            .by("level")
            .byDay("@timestamp")
            .shows("alerts", count()));
    list("sla/list-overdue", now.where(BREACHED), "due_at", true);
    list("sla/list-due-next", now.where(d -> d.is("status", "RUNNING")), "due_at", true);
    list(
        "sla/list-alerts-firing",
        all(Alias.ALERTS).where(d -> d.is("status", "FIRING")),
        "threshold_at",
        false);
  }

  private void districts() {
    PlainRows days = within(Alias.DISTRICT_DAILY);
    value("districts/dispatched", days, sum("dispatched"));
    value("districts/resolution-rate", days, share("resolved", "dispatched"));
    value("districts/on-time-rate", days, share("resolved_on_time", "decided"));
    value(
        "districts/due-met-rate",
        days,
        quotient(
            docs -> total(docs, "due_met_flow"),
            docs -> total(docs, "due_flow") - total(docs, "due_running_flow")));
    value("districts/satisfaction-rate", days, share("satisfied", "rated"));
    value("districts/solved-rate", days, share("solved", "rated"));
    value("districts/overdue", days, sum("overdue"));
    value("districts/reopened", days, sum("reopened"));
    expect(
        "districts/ranking",
        days.where(d -> true)
            .by("district_name")
            .shows("dispatched", sum("dispatched"))
            .shows("resolved", sum("resolved"))
            .shows("resolution", share("resolved", "dispatched"))
            .shows("on-time", share("resolved_on_time", "decided"))
            .shows("low", lowerBound("resolved_on_time", "decided"))
            .shows("overdue", sum("overdue"))
            .shows("reopened", sum("reopened"))
            .shows("refused", sum("refused"))
            .shows("transferred", sum("transferred"))
            .shows("satisfaction", share("satisfied", "rated")));
    expect(
        "districts/rates-by-day",
        days.where(d -> true)
            .byDay("@timestamp")
            .shows("resolution", share("resolved", "dispatched"))
            .shows("on-time", share("resolved_on_time", "decided")));
    expect(
        "districts/by-county",
        days.where(d -> true)
            .by("county_name")
            .shows("dispatched", sum("dispatched"))
            .shows("resolved", sum("resolved")));
    expect(
        "districts/due-by-day",
        days.where(d -> true)
            .byDay("@timestamp")
            .shows("due", sum("due_flow"))
            .shows("met", sum("due_met_flow"))
            .shows("running", sum("due_running_flow")));
    expect(
        "districts/centers",
        all(Alias.CENTERS)
            .by("district_name")
            .shows("staff", max("staff_total"))
            .shows("street", max("missing_street"))
            .shows("urban", max("missing_urban_management"))
            .shows("market", max("missing_market_supervision"))
            .shows("missing", max("missing_total")));
  }

  private void departments() {
    PlainRows days = within(Alias.DEPARTMENT_DAILY);
    value("departments/assigned", days, sum("assigned"));
    value("departments/accept-rate", days, share("accept_on_time", "accept_decided"));
    value("departments/arrive-rate", days, share("arrive_on_time", "arrive_decided"));
    value("departments/resolve-rate", days, share("resolve_on_time", "resolve_decided"));
    value("departments/refusal-rate", days, share("refused", "assigned"));
    expect(
        "departments/departments",
        rates(days.where(d -> true).by("department_name"))
            .shows("assigned", sum("assigned"))
            .shows("low", lowerBound("resolve_on_time", "resolve_decided"))
            .shows("refusal", share("refused", "assigned"))
            .shows("overdue", sum("overdue"))
            .shows("overturned", sum("overturned"))
            .shows("unsolvable", sum("unsolvable")));
    expect("departments/rates-by-day", rates(days.where(d -> true).byDay("@timestamp")));
    PlainRows durations =
        within(Alias.ASSIGNMENTS).by("department_name").shows("assigned", count());
    for (String step : List.of("accept", "arrive", "resolve")) {
      durations.shows(step + "50", percentile(step + "_ms", 50));
      durations.shows(step + "90", percentile(step + "_ms", 90));
    }
    expect("departments/durations", durations);
    expect(
        "departments/in-districts",
        within(Alias.DEPARTMENT_DISTRICT_DAILY)
            .by("department_name")
            .by("district_name")
            .shows("assigned", sum("assigned"))
            .shows("resolve", share("resolve_on_time", "resolve_decided"))
            .shows("refusal", share("refused", "assigned"))
            .shows("overdue", sum("overdue")));
    expect(
        "departments/street-marks",
        within(Alias.ASSIGNMENTS)
            .where(d -> d.has("street_score"))
            .by("department_name")
            .shows("mark", mean("street_score")));
    PlainRows months = all(Alias.DEPARTMENT_SCORES).where(d -> d.is("period_type", "MONTH"));
    expect(
        "departments/marks",
        all(Alias.DEPARTMENT_SCORES)
            .by("period")
            .by("department_name")
            .shows("mark", max("mark"))
            .shows("mark-low", max("mark_low"))
            .shows("rank", max("rank"))
            .shows("sample", max("sample_size"))
            .shows("version", max("policy_version")));
    expect(
        "departments/marks-by-month",
        months
            .where(d -> true)
            .by("department_name")
            .byMonth("@timestamp")
            .shows("mark", max("mark")));
    expect(
        "departments/components",
        months
            .where(d -> true)
            .by("period")
            .by("department_name")
            .shows("accept", max("accept_on_time"))
            .shows("arrive", max("arrive_on_time"))
            .shows("resolve", max("resolve_on_time"))
            .shows("resolved", max("resolved"))
            .shows("satisfaction", max("satisfaction"))
            .shows("street", max("street")));
  }

  private static PlainRows rates(PlainRows of) {
    return of.shows("accept", share("accept_on_time", "accept_decided"))
        .shows("arrive", share("arrive_on_time", "arrive_decided"))
        .shows("resolve", share("resolve_on_time", "resolve_decided"));
  }

  private void audit() {
    PlainRows tickets = within(Alias.TICKETS);
    value("audit/tickets", tickets, count());
    value("audit/events", within(Alias.EVENTS), count());
    value("audit/anomalous", tickets, count(ANOMALOUS));
    value("audit/withdrawn", within(Alias.CLOCKS), sum("withdrawn_breaches"));
    value("audit/extended", tickets, count(d -> d.number("extension_count") > 0));
    expect(
        "audit/events-by-day",
        within(Alias.EVENTS).by("type").byDay("@timestamp").shows("events", count()));
    expect(
        "audit/anomalies",
        tickets.where(ANOMALOUS).by(d -> d.parts("anomalies", "reason")).shows("tickets", count()));
    expect(
        "audit/policy-versions",
        within(Alias.CLOCKS)
            .by("policy_id")
            .by("policy_version")
            .shows("clocks", count())
            .shows("rate", share(MET, DECIDED)));
    list("audit/list-tickets", tickets, "@timestamp", false);
    list("audit/list-anomalies", tickets.where(ANOMALOUS), "@timestamp", false);
    list("audit/list-events", within(Alias.EVENTS), "@timestamp", false);
    list("audit/list-clocks", within(Alias.CLOCKS), "@timestamp", false);
    list("audit/list-assignments", within(Alias.ASSIGNMENTS), "@timestamp", false);
    list("audit/list-alerts", within(Alias.ALERTS), "@timestamp", false);
  }

  private void auditReports() {
    PlainRows reports = within(Alias.REPORTS);
    value("audit-reports/published", reports, count(FIRST));
    value("audit-reports/corrections", reports, count(CORRECTED));
    value(
        "audit-reports/corrected-share", reports, share(d -> d.number("revision_no") == 1, FIRST));
    value("audit-reports/latest", reports, latest("published_at"));
    expect(
        "audit-reports/revisions-by-day",
        reports
            .where(d -> true)
            .byDay("@timestamp")
            .shows("first", count(FIRST))
            .shows("corrected", count(CORRECTED)));
    expect(
        "audit-reports/causes",
        reports.where(CORRECTED).by(d -> d.parts("causes", "kind")).shows("corrections", count()));
    expect(
        "audit-reports/changed-figures",
        reports
            .where(CORRECTED)
            .by(d -> d.parts("changes", "figure"))
            .shows("corrections", count())
            .shows("causes", sum("cause_count")));
    expect(
        "audit-reports/said-by-day",
        reports
            .where(FIRST.and(d -> d.is("scope_kind", "PREFECTURE")))
            .byDay("@timestamp")
            .shows("resolution", quotient(d -> inside(d, "resolved"), d -> inside(d, "dispatched")))
            .shows(
                "on-time",
                quotient(d -> inside(d, "resolved_on_time"), d -> inside(d, "decided"))));
    list("audit-reports/list-corrections", reports.where(CORRECTED), "published_at", false);
    list("audit-reports/list-reports", reports, "published_at", false);
  }

  private static double inside(List<Doc> docs, String figure) {
    return docs.stream().mapToDouble(d -> d.inner("district_figures", figure)).sum();
  }

  private void pipeline() {
    PlainRows read = within(Alias.EVENTS, "read_at");
    PlainRows dead = within(Alias.DEAD_LETTERS);
    value("pipeline/events-read", read, count());
    value("pipeline/newest-event", read, latest("time"));
    value("pipeline/newest-read", read, latest("read_at"));
    value("pipeline/dead-letters", dead, count());
    value("pipeline/problems", all(Alias.REFERENCE_PROBLEMS), count());
    expect(
        "pipeline/aliases",
        PlainRows.of(known.values().stream().flatMap(List::stream).toList())
            .by(doc -> List.of(aliasOf(doc)))
            .shows("documents", count())
            .shows(
                "age",
                docs ->
                    Span.of(
                        Scene.NOW.toEpochMilli()
                            - docs.stream()
                                .mapToDouble(d -> d.number("revision"))
                                .max()
                                .orElse(0))));
    expect(
        "pipeline/events-by-read",
        read.where(d -> true).byHour("read_at").shows("events", count()));
    expect(
        "pipeline/partitions",
        read.where(d -> true)
            .by("topic")
            .by("partition")
            .shows("events", count())
            .shows("offset", max("offset"))
            .shows("read", latest("read_at")));
    expect(
        "pipeline/dead-letters-by-reason",
        dead.where(d -> true).by("reason").by("topic").shows("letters", count()));
    expect(
        "pipeline/problem-table",
        all(Alias.REFERENCE_PROBLEMS).by("kind").by("unknown_id").shows("problems", count()));
    rows.put(
        "pipeline/reports-outstanding/figures",
        within(Alias.DISTRICT_DAILY).byDay("@timestamp").shows("with-figures", count()));
    rows.put(
        "pipeline/reports-outstanding/reports",
        within(Alias.REPORTS)
            .byDay("@timestamp")
            .shows("published", count(FIRST.and(d -> d.is("scope_kind", "DISTRICT")))));
    list("pipeline/list-dead-letters", dead, "@timestamp", false);
  }

  private String aliasOf(Doc doc) {
    return Arrays.stream(Alias.values())
        .filter(alias -> known.get(alias).contains(doc))
        .findFirst()
        .orElseThrow()
        .alias();
  }
}
