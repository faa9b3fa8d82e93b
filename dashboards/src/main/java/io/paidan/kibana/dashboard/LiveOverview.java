package io.paidan.kibana.dashboard;

import io.paidan.kibana.lens.Buckets;
import io.paidan.kibana.lens.Formula;
import io.paidan.kibana.lens.Layer;
import io.paidan.kibana.lens.Measure;
import io.paidan.kibana.lens.TableChart;
import io.paidan.kibana.lens.Term;
import io.paidan.kibana.lens.Thresholds;
import io.paidan.kibana.lens.XyChart;
import io.paidan.kibana.lens.XyChart.Series;
import io.paidan.kibana.object.DataView;
import io.paidan.kibana.object.Text;
import io.paidan.kibana.panel.Drilldown;
import io.paidan.kibana.panel.LensPanel;
import io.paidan.kibana.panel.MarkdownPanel;
import io.paidan.kibana.panel.SearchPanel;
import java.util.List;

/** What is going on now. */
final class LiveOverview {
  private static final String KEPT = "dispatched_at: * and not state: CANCELLED";

  private LiveOverview() {}

  static Dashboard dashboard() {
    return new Dashboard(
        Navigation.OVERVIEW,
        Navigation.OVERVIEW_TITLE,
        new Text(
            "现在的工单:超时、在办、待派、今日派单与办结,以及每日流量。",
            "The tickets now: overdue, in hand, waiting, dispatched and resolved today, and the"
                + " flow by day."),
        "now-13d/d",
        "now/d",
        10,
        List.of(Terms.county(DataView.TICKETS_NOW), Terms.district(DataView.TICKETS_NOW)),
        new Grid()
            .row(3, Navigation.panel())
            .row(4, about())
            .row(6, overdueEmergencies(), overdue(), inHand(), waiting())
            .row(6, dispatchedToday(), resolvedToday(), resolutionRate(), suspended())
            .row(14, flow(), byState())
            .row(14, overdueByDistrict(), byClass())
            .row(16, new SearchPanel(Lists.OVERDUE))
            .placed());
  }

  private static MarkdownPanel about() {
    return new MarkdownPanel(
        "about",
        Words.READ_ME,
        new Text(
            "大数字和名单说的是**现在**,不受时间范围限制;“每日流量”按时间范围。工单只在首次派单的街道和日期计一次。" + "点工单号进入审计。",
            "Large numbers and lists tell of **now**, whatever the time range; the flow by day goes"
                + " by it. A ticket counts once, in the district and on the date of its first"
                + " dispatch. A ticket number leads to its audit."));
  }

  private static LensPanel overdueEmergencies() {
    return Terms.count(
        "overdue-emergencies",
        new Text("超时应急单", "Overdue emergencies"),
        new Text("现在有时限超时未完的应急单。", "Emergency tickets with a clock overdue now."),
        DataView.TICKETS_NOW,
        "overdue: true and ticket_class: EMERGENCY",
        Thresholds.noneIsGood());
  }

  private static LensPanel overdue() {
    return Terms.count(
        "overdue",
        new Text("超时工单", "Overdue tickets"),
        new Text("现在有时限超时未完的工单。", "Tickets with a clock overdue now."),
        DataView.TICKETS_NOW,
        "overdue: true",
        Thresholds.noneIsGood());
  }

  private static LensPanel inHand() {
    return Terms.count(
        "in-hand",
        new Text("部门在办", "In hand"),
        new Text("已派单、已接单或已到场的工单。", "Tickets dispatched, accepted or on site."),
        DataView.TICKETS_NOW,
        "state: (DISPATCHED or ACCEPTED or ON_SITE)",
        null);
  }

  private static LensPanel waiting() {
    return Terms.count(
        "waiting",
        new Text("待派单", "Waiting for dispatch"),
        new Text(
            "已采集、已研判或被退回,尚未派出的工单。", "Tickets reported, assessed or returned, and not dispatched."),
        DataView.TICKETS_NOW,
        "state: (REPORTED or ASSESSED or RETURNED)",
        null);
  }

  private static LensPanel dispatchedToday() {
    return Terms.count(
        "dispatched-today",
        new Text("今日派单", "Dispatched today"),
        new Text("今日首次派单的工单。", "Tickets first dispatched today."),
        DataView.TICKETS_NOW,
        "dispatched_at >= \"now/d\"",
        null);
  }

  private static LensPanel resolvedToday() {
    return Terms.count(
        "resolved-today",
        new Text("今日办结", "Resolved today"),
        new Text("今日办结且未返工的工单。", "Tickets resolved today and not reopened since."),
        DataView.TICKETS_NOW,
        "resolved_at >= \"now/d\"",
        null);
  }

  private static LensPanel resolutionRate() {
    return Terms.number(
        "resolution-rate",
        new Text(
            "办结 / 派单,全部时间,作废的不计;没有派单时没有数字。",
            "Resolved / dispatched over all time, cancelled ones left out; none without a"
                + " dispatch."),
        DataView.TICKETS_NOW,
        Formula.share(
            "value",
            Words.RESOLUTION_RATE,
            Term.count(KEPT + " and resolved_at: *"),
            Term.count(KEPT)),
        Words.RESOLUTION_RATE,
        null);
  }

  private static LensPanel suspended() {
    return Terms.count(
        "suspended",
        new Text("挂账", "Suspended"),
        new Text("现在挂账的工单。", "Tickets suspended now."),
        DataView.TICKETS_NOW,
        "suspended: true",
        null);
  }

  private static LensPanel flow() {
    return new LensPanel(
        "flow",
        new Text("每日流量", "Flow by day"),
        new Text(
            "当天发生的事:采集、首次派单、办结(每次)、超时(时限)。",
            "What happened on the day: reports, first dispatches, resolutions (each), breaches (of"
                + " clocks)."),
        XyChart.of(
            Series.LINE,
            new Layer(
                DataView.DISTRICT_DAILY,
                Terms.byDay(),
                Measure.sum("reported", new Text("采集", "Reported"), "reported_flow"),
                Measure.sum("dispatched", Words.DISPATCHED, "dispatched_flow"),
                Measure.sum("resolved", Words.RESOLVED, "resolved_flow"),
                Measure.sum("breached", new Text("超时", "Breached"), "breached_flow"))));
  }

  private static LensPanel byState() {
    return new LensPanel(
        "by-state",
        new Text("现在的状态", "States now"),
        new Text("全部工单按状态。", "All tickets by state."),
        XyChart.of(
            Series.LYING_BARS,
            new Layer(
                DataView.TICKETS_NOW,
                Buckets.values("state", new Text("状态", "State"), "state", 20, "tickets"),
                Measure.count("tickets", Words.TICKETS))));
  }

  private static LensPanel overdueByDistrict() {
    return new LensPanel(
            "overdue-by-district",
            new Text("各街道超时工单", "Overdue tickets by district"),
            new Text(
                "现在超时的工单按街道和单类;点一下看该街道的时限。",
                "Tickets overdue now by district and class; a click leads to the district's"
                    + " clocks."),
            XyChart.of(
                    Series.LYING_STACKED_BARS,
                    new Layer(
                        DataView.TICKETS_NOW,
                        Terms.byDistrict("tickets"),
                        Buckets.values("class", Words.TICKET_CLASS, "ticket_class", 3, "tickets"),
                        Measure.count("tickets", Words.TICKETS)))
                .where("overdue: true"))
        .to(new Drilldown(Navigation.SLA, new Text("看时限与超时", "Go to SLA and overdue")));
  }

  private static LensPanel byClass() {
    return new LensPanel(
        "by-class",
        new Text("单类与办结", "Classes and resolution"),
        new Text(
            "全部时间;办结率 = 办结 / 派单,作废的不计。",
            "Over all time; resolution rate = resolved / dispatched, cancelled ones left out."),
        new TableChart(
            new Layer(
                DataView.TICKETS_NOW,
                Buckets.values("class", Words.TICKET_CLASS, "ticket_class", 3, "tickets"),
                Measure.count("tickets", Words.TICKETS),
                Measure.count("dispatched", Words.DISPATCHED, KEPT),
                Measure.count("resolved", Words.RESOLVED, KEPT + " and resolved_at: *"),
                Formula.share(
                    "rate",
                    Words.RESOLUTION_RATE,
                    Term.count(KEPT + " and resolved_at: *"),
                    Term.count(KEPT)),
                Measure.count("overdue", Words.OVERDUE, "overdue: true"))));
  }
}
