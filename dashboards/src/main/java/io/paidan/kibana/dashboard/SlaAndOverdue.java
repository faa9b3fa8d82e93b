package io.paidan.kibana.dashboard;

import io.paidan.kibana.lens.Buckets;
import io.paidan.kibana.lens.Fixed;
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

/** Time limits: which are overdue, which fall due, how many were met. */
final class SlaAndOverdue {
  private static final String MET = "status: MET";
  private static final String DECIDED = "status: (MET or MISSED or BREACHED)";
  private static final Thresholds SHARE = Thresholds.share(0.8, 0.95);

  private SlaAndOverdue() {}

  static Dashboard dashboard() {
    return new Dashboard(
        Navigation.SLA,
        Navigation.SLA_TITLE,
        new Text(
            "哪些时限超时、哪些将到期、按时的比例、应急单多久到场。",
            "Which clocks are overdue, which fall due next, how many were met, how soon somebody is"
                + " at an emergency."),
        "now-29d/d",
        "now/d",
        30,
        List.of(
            Terms.ticketClass(DataView.CLOCKS),
            Terms.district(DataView.CLOCKS),
            Terms.department(DataView.CLOCKS)),
        new Grid()
            .row(3, Navigation.panel())
            .row(4, about())
            .row(6, overdueNow(), emergenciesNow(), dueSoon(), pausedNow(), onTimeRate())
            .row(12, byClock())
            .row(13, onTimeByDay(), arrivals())
            .row(14, overdueByDepartment(), alertsByDay())
            .row(14, new SearchPanel(Lists.OVERDUE))
            .row(14, new SearchPanel(Lists.DUE_NEXT), new SearchPanel(Lists.FIRING))
            .placed());
  }

  private static MarkdownPanel about() {
    return new MarkdownPanel(
        "about",
        Words.READ_ME,
        new Text(
            "“现在”的数字和名单不受时间范围限制;其余按时限**开始**的时间。按时率 = 按时 /(按时 + 超时完成 + 超时未完):"
                + "超时未完的计入,不因尚未完成而被略去。派单、回访、全程时限属于工单,没有部门。",
            "Numbers and lists of “now” do not go by the time range; the others go by when the"
                + " clock **started**. On-time rate = met / (met + missed + overdue): what is"
                + " overdue counts and is not left out because it is unfinished. Dispatch, feedback"
                + " and total clocks belong to a ticket and have no department."));
  }

  private static LensPanel overdueNow() {
    return Terms.count(
        "overdue-now",
        new Text("超时未完", "Overdue now"),
        new Text("现在超时未完的时限。", "Clocks overdue now."),
        DataView.CLOCKS_NOW,
        "status: BREACHED",
        Thresholds.noneIsGood());
  }

  private static LensPanel emergenciesNow() {
    return Terms.count(
        "overdue-emergencies-now",
        new Text("应急单超时未完", "Overdue in emergencies"),
        new Text("应急单现在超时未完的时限。", "Clocks of emergency tickets overdue now."),
        DataView.CLOCKS_NOW,
        "status: BREACHED and ticket_class: EMERGENCY",
        Thresholds.noneIsGood());
  }

  private static LensPanel dueSoon() {
    return Terms.count(
        "due-soon",
        new Text("一小时内到期", "Due within an hour"),
        new Text("计时中、一小时内到期的时限。", "Running clocks that fall due within an hour."),
        DataView.CLOCKS_NOW,
        "status: RUNNING and due_at <= \"now+1h\"",
        null);
  }

  private static LensPanel pausedNow() {
    return Terms.count(
        "paused-now",
        new Text("挂账中", "Paused now"),
        new Text("因挂账而暂停的时限。", "Clocks that a suspension has paused."),
        DataView.CLOCKS_NOW,
        "status: PAUSED",
        null);
  }

  private static LensPanel onTimeRate() {
    return Terms.number(
        "on-time-rate",
        new Text("按时 / 已有结论的时限,按开始时间。", "Met / decided clocks, by when they started."),
        DataView.CLOCKS,
        Formula.share("value", Words.ON_TIME_RATE, Term.count(MET), Term.count(DECIDED)),
        Words.ON_TIME_RATE,
        SHARE);
  }

  private static LensPanel byClock() {
    return new LensPanel(
        "by-clock",
        new Text("各类时限", "Kinds of clocks"),
        new Text(
            "超时完成的平均超时是结束减期限;用时按日历计、扣除暂停,取 90 分位。",
            "Mean lateness is stop minus due of those missed; counted time goes by the calendar,"
                + " pauses left out, 90th percentile."),
        new TableChart(
                new Layer(
                    DataView.CLOCKS,
                    Buckets.valuesInOrder("clock", Words.CLOCK, "clock", "string", 6, "asc"),
                    Measure.count("decided", new Text("有结论", "Decided"), DECIDED),
                    Measure.count("met", new Text("按时", "Met"), MET),
                    Measure.count("missed", new Text("超时完成", "Missed"), "status: MISSED"),
                    Measure.count("breached", Words.OVERDUE, "status: BREACHED"),
                    Formula.share("rate", Words.ON_TIME_RATE, Term.count(MET), Term.count(DECIDED)),
                    Formula.lowerBound(
                        "low", Words.LOWER_BOUND, Term.count(MET), Term.count(DECIDED)),
                    Measure.average("late", new Text("平均超时", "Mean lateness"), "overdue_ms"),
                    Measure.percentile(
                        "counted", new Text("用时 90 分位", "Counted time, p90"), "counted_ms", 90)))
            .colored("rate", SHARE));
  }

  private static LensPanel onTimeByDay() {
    return new LensPanel(
        "on-time-by-day",
        new Text("每日按时率", "On-time rate by day"),
        new Text(
            "按时限开始的日期;最近几天偏高,因为快的先有结论。",
            "By the date on which clocks started; the last days lean to the quick ones, which are"
                + " decided first."),
        XyChart.of(
            Series.LINE,
            new Layer(
                DataView.CLOCKS,
                Buckets.valuesInOrder("clock", Words.CLOCK, "clock", "string", 6, "asc"),
                Terms.byDay(),
                Formula.share("rate", Words.ON_TIME_RATE, Term.count(MET), Term.count(DECIDED)))));
  }

  private static LensPanel arrivals() {
    return new LensPanel(
        "emergency-arrivals",
        new Text("应急单到场用时", "Arrival at emergencies"),
        new Text(
            "从派单到到场,50 与 90 分位,按派单日期;线是机制规定的 30 分钟。",
            "From dispatch to arrival, 50th and 90th percentile, by the date of dispatch; the line"
                + " is the 30 minutes that the mechanism demands."),
        XyChart.of(
                Series.LINE,
                new Layer(
                    DataView.ASSIGNMENTS,
                    Terms.byDay(),
                    Measure.percentile("p50", new Text("50 分位", "p50"), "arrive_ms", 50),
                    Measure.percentile("p90", new Text("90 分位", "p90"), "arrive_ms", 90)))
            .where("ticket_class: EMERGENCY and arrive_ms: *")
            .with(
                new XyChart.Line(
                    new Layer(
                        "limit",
                        DataView.ASSIGNMENTS,
                        List.of(new Fixed("limit", new Text("30 分钟", "30 minutes"), "1800000"))),
                    "#CC5642")));
  }

  private static LensPanel overdueByDepartment() {
    return new LensPanel(
            "overdue-by-department",
            new Text("各部门超时未完", "Overdue by department"),
            new Text(
                "现在超时未完的时限按部门;点一下看该部门。",
                "Clocks overdue now by department; a click leads to the department."),
            XyChart.of(
                    Series.LYING_BARS,
                    new Layer(
                        DataView.CLOCKS_NOW,
                        Terms.byDepartment("clocks"),
                        Measure.count("clocks", Words.OVERDUE)))
                .where("status: BREACHED"))
        .to(
            new Drilldown(
                Navigation.DEPARTMENTS, new Text("看部门与得分", "Go to departments and marks")));
  }

  private static LensPanel alertsByDay() {
    return new LensPanel(
        "alerts-by-day",
        new Text("每日告警", "Alerts by day"),
        new Text("按级别;已撤销的不计。", "By level; withdrawn ones left out."),
        XyChart.of(
                Series.STACKED_BARS,
                new Layer(
                    DataView.ALERTS,
                    Buckets.values("level", new Text("级别", "Level"), "level", 10, "alerts"),
                    Terms.byDay(),
                    Measure.count("alerts", new Text("告警数", "Alerts"))))
            .where("not status: WITHDRAWN"));
  }
}
