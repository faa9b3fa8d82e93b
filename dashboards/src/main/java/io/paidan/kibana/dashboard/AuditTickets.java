package io.paidan.kibana.dashboard;

import io.paidan.kibana.lens.Buckets;
import io.paidan.kibana.lens.Formula;
import io.paidan.kibana.lens.Layer;
import io.paidan.kibana.lens.Measure;
import io.paidan.kibana.lens.TableChart;
import io.paidan.kibana.lens.Term;
import io.paidan.kibana.lens.XyChart;
import io.paidan.kibana.lens.XyChart.Series;
import io.paidan.kibana.object.DataView;
import io.paidan.kibana.object.Text;
import io.paidan.kibana.panel.LensPanel;
import io.paidan.kibana.panel.MarkdownPanel;
import io.paidan.kibana.panel.SearchPanel;
import java.util.List;

/** Any ticket, any period: what happened, by which rules it was judged, what did not apply. */
final class AuditTickets {
  private AuditTickets() {}

  static Dashboard dashboard() {
    return new Dashboard(
        Navigation.AUDIT,
        Navigation.AUDIT_TITLE,
        new Text(
            "任一工单、任一时期:事件及来源、时限与政策版本、任务、告警、异常事件、撤销的超时。",
            "Any ticket, any period: events and whence they came, clocks and policy versions,"
                + " assignments, alerts, events that did not apply, withdrawn breaches."),
        "now-29d/d",
        "now",
        0,
        List.of(new Control("ticket", Words.TICKET, DataView.TICKETS, "ticket_id")),
        new Grid()
            .row(3, Navigation.panel())
            .row(5, about())
            .row(6, tickets(), events(), anomalous(), withdrawn(), extended())
            .row(12, eventsByDay(), anomalies(), policyVersions())
            .row(12, new SearchPanel(Lists.TICKETS))
            .row(14, new SearchPanel(Lists.EVENTS))
            .row(14, new SearchPanel(Lists.CLOCKS))
            .row(12, new SearchPanel(Lists.ASSIGNMENTS), new SearchPanel(Lists.ALERTS))
            .row(12, new SearchPanel(Lists.ANOMALIES))
            .placed());
  }

  private static MarkdownPanel about() {
    return new MarkdownPanel(
        "about",
        Words.READ_ME,
        new Text(
            "查一张工单:在上面选工单号,或在查询栏写 `ticket_id: \"T-…\"`,并把时间范围放宽到它的采集之前(点别处的工单号会自动做这两件)。"
                + "工单按采集时间,事件按发生时间,时限按开始时间,任务按派单时间,告警按到点时间。"
                + "这里是索引里的文档;从事件日志重新计算用 `./paidan recompute`。某张工单更正了哪些公布的数字,见“审计:公布与更正”。",
            "To look at one ticket choose its number above, or write `ticket_id: \"T-…\"` in the"
                + " query bar, and widen the time range to before its report (a click on a ticket"
                + " number elsewhere does both). Tickets go by when they were reported, events by"
                + " when they happened, clocks by their start, assignments by their dispatch, alerts"
                + " by their threshold. These are the documents of the index; `./paidan recompute`"
                + " computes them again from the event log. Which published figures a ticket"
                + " corrected is on “Audit explorer: published figures”."));
  }

  private static LensPanel tickets() {
    return Terms.number(
        "tickets",
        new Text("采集于范围内的工单。", "Tickets reported in the range."),
        DataView.TICKETS,
        Measure.count("value", Words.TICKETS),
        Words.TICKETS,
        null);
  }

  private static LensPanel events() {
    return Terms.number(
        "events",
        new Text("发生于范围内的事件,一条一次。", "Events that happened in the range, each once."),
        DataView.EVENTS,
        Measure.count("value", Words.EVENTS),
        Words.EVENTS,
        null);
  }

  private static LensPanel anomalous() {
    return Terms.count(
        "anomalous",
        new Text("有异常事件的工单", "Tickets with anomalies"),
        new Text(
            "收到过按规则不能生效的事件的工单。",
            "Tickets that were sent an event which could not apply by the rules."),
        DataView.TICKETS,
        "anomalies.reason: *",
        null);
  }

  private static LensPanel withdrawn() {
    Text title = new Text("撤销的超时", "Withdrawn breaches");
    return Terms.number(
        "withdrawn",
        new Text("迟到的证据使超时不再成立的次数。", "How often late evidence undid a breach."),
        DataView.CLOCKS,
        Measure.sum("value", title, "withdrawn_breaches"),
        title,
        null);
  }

  private static LensPanel extended() {
    return Terms.count(
        "extended",
        new Text("延期过的工单", "Tickets extended"),
        new Text("至少延期一次的工单。", "Tickets extended at least once."),
        DataView.TICKETS,
        "extension_count > 0",
        null);
  }

  private static LensPanel eventsByDay() {
    return new LensPanel(
        "events-by-day",
        new Text("每日事件", "Events by day"),
        new Text("按发生的日期和种类。", "By the date on which they happened, and type."),
        XyChart.of(
            Series.STACKED_BARS,
            new Layer(
                DataView.EVENTS,
                Buckets.values("type", new Text("种类", "Type"), "type", 20, "events"),
                Terms.byDay(),
                Measure.count("events", Words.EVENTS))));
  }

  private static LensPanel anomalies() {
    return new LensPanel(
        "anomalies",
        new Text("异常的原因", "Reasons of anomalies"),
        new Text("有此原因的工单数;一张工单可有多个原因。", "Tickets with the reason; a ticket may have several."),
        XyChart.of(
            Series.LYING_BARS,
            new Layer(
                DataView.TICKETS,
                Buckets.values(
                    "reason", new Text("原因", "Reason"), "anomalies.reason", 20, "tickets"),
                Measure.count("tickets", Words.TICKETS))));
  }

  private static LensPanel policyVersions() {
    return new LensPanel(
        "policy-versions",
        new Text("政策版本", "Policy versions"),
        new Text(
            "时限所依据的政策版本;派单人自定期限的任务没有。",
            "The policy version that clocks go by; assignments with a due of their own have none."),
        new TableChart(
            new Layer(
                DataView.CLOCKS,
                Buckets.valuesInOrder(
                    "policy", new Text("政策", "Policy"), "policy_id", "string", 10, "asc"),
                Buckets.valuesInOrder(
                    "version", new Text("版本", "Version"), "policy_version", "number", 20, "desc"),
                Measure.count("clocks", new Text("时限数", "Clocks")),
                Formula.share(
                    "rate",
                    Words.ON_TIME_RATE,
                    Term.count("status: MET"),
                    Term.count("status: (MET or MISSED or BREACHED)")))));
  }
}
