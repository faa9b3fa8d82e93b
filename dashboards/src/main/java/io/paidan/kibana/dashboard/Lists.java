package io.paidan.kibana.dashboard;

import io.paidan.kibana.object.DataView;
import io.paidan.kibana.object.SavedSearch;
import io.paidan.kibana.object.Text;
import java.util.List;

/** The lists of documents. */
final class Lists {
  static final SavedSearch OVERDUE =
      new SavedSearch(
          "overdue",
          new Text("现在超时的时限,最久的在前", "Overdue clocks now, the longest first"),
          new Text(
              "已过期限仍未完成的时限,不受时间范围限制;点工单号进入审计。",
              "Clocks past their due time and still running, whatever the time range; a ticket"
                  + " number leads to its audit."),
          DataView.CLOCKS_NOW,
          "status: BREACHED",
          List.of(
              "due_at",
              "ticket_id",
              "ticket_class",
              "clock",
              "district_name",
              "department_name",
              "limit"),
          "due_at",
          true);

  static final SavedSearch DUE_NEXT =
      new SavedSearch(
          "due-next",
          new Text("即将到期的时限", "Clocks that fall due next"),
          new Text(
              "计时中的时限,最先到期的在前,不受时间范围限制。",
              "Running clocks, the first to fall due first, whatever the time range."),
          DataView.CLOCKS_NOW,
          "status: RUNNING",
          List.of(
              "due_at", "ticket_id", "ticket_class", "clock", "district_name", "department_name"),
          "due_at",
          true);

  static final SavedSearch FIRING =
      new SavedSearch(
          "alerts-firing",
          new Text("告警中", "Alerts that are firing"),
          new Text(
              "尚未解除的告警,最新的在前,不受时间范围限制。",
              "Alerts not yet resolved, the newest first, whatever the time range."),
          DataView.ALERTS_NOW,
          "status: FIRING",
          List.of(
              "threshold_at",
              "fired_at",
              "level",
              "ticket_id",
              "ticket_class",
              "clock",
              "district_name",
              "department_name"),
          "threshold_at",
          false);

  static final SavedSearch TICKETS =
      new SavedSearch(
          "tickets",
          new Text("工单", "Tickets"),
          new Text("按采集时间。", "By the time of report."),
          DataView.TICKETS,
          "",
          List.of(
              "ticket_id",
              "state",
              "ticket_class",
              "category",
              "district_name",
              "lead_department_name",
              "title",
              "breached",
              "overdue",
              "reopen_count",
              "refusal_count",
              "event_count"),
          "@timestamp",
          false);

  static final SavedSearch ANOMALIES =
      new SavedSearch(
          "anomalies",
          new Text("有异常事件的工单", "Tickets with events that did not apply"),
          new Text(
              "收到但按规则不能生效的事件,原样列出。",
              "Events that came and could not apply by the rules, listed as they are."),
          DataView.TICKETS,
          "anomalies.reason: *",
          List.of(
              "ticket_id",
              "district_name",
              "state",
              "anomalies.reason",
              "anomalies.type",
              "anomalies.event_id"),
          "@timestamp",
          false);

  static final SavedSearch EVENTS =
      new SavedSearch(
          "events",
          new Text("事件:何时发生,从何处读到", "Events: when they happened, whence they were read"),
          new Text(
              "每个被接受的事件,一条一次,带主题、分区和位移,可与 Kafka 中的原件对照。",
              "Every accepted event, once, with topic, partition and offset, to compare with the"
                  + " original in Kafka."),
          DataView.EVENTS,
          "",
          List.of(
              "ticket_id",
              "type",
              "event_id",
              "source",
              "departments",
              "topic",
              "partition",
              "offset",
              "read_at"),
          "@timestamp",
          false);

  static final SavedSearch CLOCKS =
      new SavedSearch(
          "clocks",
          new Text("时限与所依据的政策版本", "Clocks and the policy version that they go by"),
          new Text(
              "每个时限的起止、期限、暂停和依据的政策。",
              "Start, due, stop and pauses of each clock, and the policy behind it."),
          DataView.CLOCKS,
          "",
          List.of(
              "ticket_id",
              "clock",
              "cycle",
              "department_name",
              "status",
              "due_at",
              "original_due_at",
              "stopped_at",
              "paused_ms",
              "counted_ms",
              "overdue_ms",
              "limit",
              "calendar",
              "policy_id",
              "policy_version",
              "withdrawn_breaches"),
          "@timestamp",
          false);

  static final SavedSearch ASSIGNMENTS =
      new SavedSearch(
          "assignments",
          new Text("部门任务", "Assignments"),
          new Text("一个部门在一张工单里的一轮任务。", "One department's part of one ticket, one cycle."),
          DataView.ASSIGNMENTS,
          "",
          List.of(
              "ticket_id",
              "department_name",
              "role",
              "cycle",
              "state",
              "accept_ms",
              "arrive_ms",
              "resolve_ms",
              "accept_on_time",
              "arrive_on_time",
              "resolve_on_time",
              "outcome",
              "overturned",
              "street_score"),
          "@timestamp",
          false);

  static final SavedSearch ALERTS =
      new SavedSearch(
          "alerts",
          new Text("告警", "Alerts"),
          new Text("包括已解除和已撤销的。", "Those that were resolved and withdrawn, too."),
          DataView.ALERTS,
          "",
          List.of(
              "ticket_id",
              "level",
              "status",
              "clock",
              "department_name",
              "threshold_at",
              "fired_at",
              "ended_at"),
          "@timestamp",
          false);

  static final SavedSearch REPORTS =
      new SavedSearch(
          "reports",
          new Text("公布过的数据:每一版", "Published figures: every revision"),
          new Text(
              "每一天、每个范围公布过的每一版;公布后永不改动。",
              "Every revision published of each day and scope; none is ever changed."),
          DataView.REPORTS,
          "",
          List.of(
              "date",
              "scope_kind",
              "scope_name",
              "revision_no",
              "published_at",
              "as_of",
              "cause_count"),
          "published_at",
          false);

  static final SavedSearch CORRECTIONS =
      new SavedSearch(
          "corrections",
          new Text("更正:改了什么,为什么", "Corrections: what changed, and why"),
          new Text(
              "0 版以后的各版,带改动的数字(前、后)和原因;同一行内数组按顺序对应。",
              "Revisions after 0 with the figures that changed, before and after, and the causes;"
                  + " arrays of one row go side by side."),
          DataView.REPORTS,
          "revision_no > 0",
          List.of(
              "date",
              "scope_kind",
              "scope_name",
              "revision_no",
              "changes.figure",
              "changes.before",
              "changes.after",
              "causes.kind",
              "causes.ticket_id",
              "causes.event_id",
              "causes.policy_version"),
          "published_at",
          false);

  static final SavedSearch DEAD_LETTERS =
      new SavedSearch(
          "dead-letters",
          new Text("死信", "Dead letters"),
          new Text(
              "不能使用的记录及原因;原件一字不差地在 Kafka 主题 paidan.dead-letters 中。",
              "Records that could not be used, and why; the original, byte for byte, is in the"
                  + " Kafka topic paidan.dead-letters."),
          DataView.DEAD_LETTERS,
          "",
          List.of("reason", "detail", "topic", "partition", "offset", "key", "size", "excerpt"),
          "@timestamp",
          false);

  private Lists() {}

  static List<SavedSearch> all() {
    return List.of(
        OVERDUE,
        DUE_NEXT,
        FIRING,
        TICKETS,
        ANOMALIES,
        EVENTS,
        CLOCKS,
        ASSIGNMENTS,
        ALERTS,
        REPORTS,
        CORRECTIONS,
        DEAD_LETTERS);
  }
}
