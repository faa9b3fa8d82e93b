package io.paidan.kibana.object;

import io.paidan.document.Alias;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What panels look into. Some aliases have two: one whose time field the time picker narrows, and
 * one without any, for what holds now: a ticket that is overdue for a year is overdue today.
 */
// A record of two texts and an unmodifiable list: nothing of it changes.
@SuppressWarnings("ImmutableEnumChecker")
public enum DataView {
  TICKETS("tickets", "@timestamp", new Text("工单", "Tickets"), Alias.TICKETS),
  TICKETS_NOW("tickets-now", null, new Text("工单(不限时间)", "Tickets, all times"), Alias.TICKETS),
  ASSIGNMENTS("assignments", "@timestamp", new Text("部门任务", "Assignments"), Alias.ASSIGNMENTS),
  CLOCKS("clocks", "@timestamp", new Text("时限", "Clocks"), Alias.CLOCKS),
  CLOCKS_NOW("clocks-now", null, new Text("时限(不限时间)", "Clocks, all times"), Alias.CLOCKS),
  DISTRICT_DAILY(
      "district-daily", "@timestamp", new Text("街道日数据", "Districts by day"), Alias.DISTRICT_DAILY),
  DEPARTMENT_DAILY(
      "department-daily",
      "@timestamp",
      new Text("部门日数据", "Departments by day"),
      Alias.DEPARTMENT_DAILY),
  DEPARTMENT_DISTRICT_DAILY(
      "department-district-daily",
      "@timestamp",
      new Text("部门街道日数据", "Departments in districts by day"),
      Alias.DEPARTMENT_DISTRICT_DAILY),
  DEPARTMENT_SCORES(
      "department-scores", null, new Text("部门得分", "Departments' marks"), Alias.DEPARTMENT_SCORES),
  CENTERS("centers", null, new Text("综合执法中心", "Enforcement centres"), Alias.CENTERS),
  ALERTS("alerts", "@timestamp", new Text("告警", "Alerts"), Alias.ALERTS),
  ALERTS_NOW("alerts-now", null, new Text("告警(不限时间)", "Alerts, all times"), Alias.ALERTS),
  EVENTS("events", "@timestamp", new Text("事件", "Events"), Alias.EVENTS),
  EVENTS_READ("events-read", "read_at", new Text("事件(按读取时间)", "Events as read"), Alias.EVENTS),
  REPORTS("reports", "@timestamp", new Text("公布的数据", "Published figures"), Alias.REPORTS),
  DEAD_LETTERS("dead-letters", "@timestamp", new Text("死信", "Dead letters"), Alias.DEAD_LETTERS),
  REFERENCE_PROBLEMS(
      "reference-problems",
      null,
      new Text("基础数据问题", "Reference problems"),
      Alias.REFERENCE_PROBLEMS),
  ALL("all", null, new Text("全部文档", "All documents"), Alias.values());

  private final String id;
  private final String timeField;
  private final Text label;
  private final List<Alias> aliases;

  DataView(String id, String timeField, Text label, Alias... aliases) {
    this.id = id;
    this.timeField = timeField;
    this.label = label;
    this.aliases = List.of(aliases);
  }

  public String id(Language language) {
    return language.id(id);
  }

  /** The field that the time picker narrows; null: it does not. */
  public String timeField() {
    return timeField;
  }

  public List<Alias> aliases() {
    return aliases;
  }

  /** What Kibana asks: aliases, never names of indices, which change with a rebuild. */
  public String title() {
    return aliases.stream().map(Alias::alias).collect(Collectors.joining(","));
  }

  /** A mention of it under a name. */
  public Reference reference(Language language, String name) {
    return new Reference(name, SavedObject.Type.INDEX_PATTERN.kibanaName(), id(language));
  }

  public SavedObject in(Language language) {
    var attributes = Json.object();
    attributes.put("title", title());
    attributes.put("name", (language == Language.ZH_CN ? "派单 " : "Paidan: ") + label.in(language));
    if (timeField != null) {
      attributes.put("timeFieldName", timeField);
    }
    attributes.put("fieldFormatMap", Json.text(formats(language).toJson()));
    attributes.put("runtimeFieldMap", "{}");
    attributes.put("fieldAttrs", "{}");
    attributes.put("sourceFilters", "[]");
    attributes.put("fields", "[]");
    attributes.put("typeMeta", "{}");
    return new SavedObject(SavedObject.Type.INDEX_PATTERN, id(language), attributes, List.of());
  }

  private FieldFormats formats(Language language) {
    FieldFormats formats = new FieldFormats(language);
    return aliases.size() > 1 ? formats : formats(formats, aliases.get(0));
  }

  private static FieldFormats formats(FieldFormats to, Alias alias) {
    return switch (alias) {
      case TICKETS ->
          classes(to.ticketLink("ticket_id"))
              .codes("state", Codes.TICKET_STATE)
              .codes("channel", Codes.CHANNEL);
      case ASSIGNMENTS ->
          classes(to.ticketLink("ticket_id"))
              .codes("state", Codes.ASSIGNMENT_STATE)
              .codes("role", Codes.ROLE)
              .codes("outcome", Codes.OUTCOME)
              .durations("accept_ms", "arrive_ms", "resolve_ms")
              .decimals("street_score");
      case CLOCKS ->
          classes(to.ticketLink("ticket_id"))
              .codes("clock", Codes.CLOCK)
              .codes("status", Codes.CLOCK_STATUS)
              .durations("paused_ms", "counted_ms", "overdue_ms");
      case ALERTS ->
          classes(to.ticketLink("ticket_id"))
              .codes("clock", Codes.CLOCK)
              .codes("status", Codes.ALERT_STATUS)
              .codes("level", Codes.ALERT_LEVEL);
      case EVENTS -> to.ticketLink("ticket_id").codes("type", Codes.EVENT_TYPE);
      case REPORTS ->
          to.ticketLink("causes.ticket_id")
              .codes("scope_kind", Codes.SCOPE_KIND)
              .codes("causes.kind", Codes.CAUSE_KIND);
      case REFERENCE_PROBLEMS -> to.ticketLink("ticket_id").codes("kind", Codes.PROBLEM_KIND);
      case DISTRICT_DAILY ->
          to.percents(
              "resolution_rate",
              "on_time_rate",
              "satisfaction_rate",
              "solved_rate",
              "resolution_rate_low",
              "resolution_rate_high",
              "on_time_rate_low",
              "on_time_rate_high");
      case DEPARTMENT_DAILY, DEPARTMENT_DISTRICT_DAILY ->
          to.percents(
                  "accept_on_time_rate",
                  "arrive_on_time_rate",
                  "resolve_on_time_rate",
                  "refusal_rate")
              .durations(
                  "accept_p50_ms",
                  "accept_p90_ms",
                  "arrive_p50_ms",
                  "arrive_p90_ms",
                  "resolve_p50_ms",
                  "resolve_p90_ms")
              .decimals("street_score_avg");
      case DEPARTMENT_SCORES ->
          to.codes("period_type", Codes.PERIOD_TYPE)
              .decimals("mark", "mark_low")
              .percents(
                  Arrays.stream(ScoreFields.COMPONENTS)
                      .flatMap(c -> List.of(c, c + "_low", c + "_weight").stream())
                      .toArray(String[]::new));
      case CENTERS, DEAD_LETTERS, AREA_FIGURES -> to;
    };
  }

  private static FieldFormats classes(FieldFormats to) {
    return to.codes("ticket_class", Codes.TICKET_CLASS).codes("category", Codes.CATEGORY);
  }
}
