package io.paidan.kibana.dashboard;

import io.paidan.kibana.lens.Buckets;
import io.paidan.kibana.lens.Column;
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
import java.util.List;

/** The streets: what they dispatched and what became of it. */
final class Districts {
  private static final Term DISPATCHED = Term.sum("dispatched");
  private static final Term RESOLVED = Term.sum("resolved");
  private static final Term ON_TIME = Term.sum("resolved_on_time");
  private static final Term DECIDED = Term.sum("decided");
  private static final Thresholds SHARE = Thresholds.share(0.8, 0.95);

  private Districts() {}

  static Dashboard dashboard() {
    return new Dashboard(
        Navigation.DISTRICTS,
        Navigation.DISTRICTS_TITLE,
        new Text(
            "各街道派单、办结、按时、满意与返工,按首次派单的日期;应结案与综合执法中心人员。",
            "Dispatched, resolved, on time, satisfied and reopened by district, by the date of first"
                + " dispatch; what falls due; the staff of enforcement centres."),
        "now-29d/d",
        "now+7d/d",
        60,
        List.of(Terms.county(DataView.DISTRICT_DAILY), Terms.district(DataView.DISTRICT_DAILY)),
        new Grid()
            .row(3, Navigation.panel())
            .row(5, about())
            .row(6, dispatched(), resolutionRate(), onTimeRate(), dueMetRate())
            .row(6, satisfactionRate(), solvedRate(), overdue(), reopened())
            .row(16, ranking())
            .row(13, ratesByDay(), byCounty())
            .row(13, dueByDay())
            .row(13, centers())
            .placed());
  }

  private static MarkdownPanel about() {
    return new MarkdownPanel(
        "about",
        Words.READ_ME,
        new Text(
            "一张工单只计一次,计在首次派单的街道和日期;迟到的事实会修正过去的数字。所有比率都是**合计除以合计**,不是每日比率的平均。"
                + "按时率 = 按时办结 / 已有结论(办结、未办结而归档、或已超时);年轻的日期偏向快的,排名请看下限或应结案。"
                + "下限是 Wilson 95% 区间的下限:两张单两张按时不算第一。综合执法中心不受时间范围限制。",
            "A ticket counts once, in the district and on the date of its first dispatch; what is"
                + " learned late mends past figures. All rates are **sums over sums**, not means of"
                + " daily rates. On-time rate = resolved on time / decided (resolved, closed"
                + " unresolved, or overdue); young dates lean to the quick ones: for rankings take"
                + " the lower bound, or what fell due. The lower bound is that of the Wilson 95 %"
                + " interval: two tickets, both in time, do not lead. Enforcement centres do not go"
                + " by the time range."));
  }

  private static LensPanel number(
      String id, Text title, Text description, Column measure, Thresholds colors) {
    return Terms.number(id, description, DataView.DISTRICT_DAILY, measure, title, colors);
  }

  private static LensPanel rate(
      String id, Text title, Text description, Term part, Term whole, Thresholds colors) {
    return number(id, title, description, Formula.share("value", title, part, whole), colors);
  }

  private static LensPanel dispatched() {
    return number(
        "dispatched",
        Words.DISPATCHED,
        new Text("首次派单的工单,作废的不计。", "Tickets first dispatched, cancelled ones left out."),
        Measure.sum("value", Words.DISPATCHED, "dispatched"),
        null);
  }

  private static LensPanel resolutionRate() {
    return rate(
        "resolution-rate",
        Words.RESOLUTION_RATE,
        new Text("办结 / 派单。", "Resolved / dispatched."),
        RESOLVED,
        DISPATCHED,
        null);
  }

  private static LensPanel onTimeRate() {
    return rate(
        "on-time-rate",
        Words.ON_TIME_RATE,
        new Text("按时办结 / 已有结论。", "Resolved on time / decided."),
        ON_TIME,
        DECIDED,
        SHARE);
  }

  private static LensPanel dueMetRate() {
    return rate(
        "due-met-rate",
        new Text("按期结案率", "Due and met"),
        new Text(
            "办结时限在范围内到期的:按时的 / 已到期而不再计时的。",
            "Of resolve clocks whose due lies in the range: met / those no longer running."),
        Term.sum("due_met_flow"),
        Term.sum("due_flow").minus(Term.sum("due_running_flow")),
        SHARE);
  }

  private static LensPanel satisfactionRate() {
    return rate(
        "satisfaction-rate",
        Words.SATISFACTION_RATE,
        new Text("满意度 4 分及以上 / 有评分的。", "Satisfaction 4 or more / rated."),
        Term.sum("satisfied"),
        Term.sum("rated"),
        null);
  }

  private static LensPanel solvedRate() {
    return rate(
        "solved-rate",
        new Text("群众认可解决率", "Solved, residents say"),
        new Text("群众说已解决的 / 有评分的。", "Solved, as the resident says / rated."),
        Term.sum("solved"),
        Term.sum("rated"),
        null);
  }

  private static LensPanel overdue() {
    return number(
        "overdue",
        Words.OVERDUE,
        new Text(
            "范围内派出、现在有时限超时未完的工单。", "Tickets dispatched in the range with a clock overdue now."),
        Measure.sum("value", Words.OVERDUE, "overdue"),
        Thresholds.noneIsGood());
  }

  private static LensPanel reopened() {
    return number(
        "reopened",
        Words.REOPENED,
        new Text("至少返工一次的工单。", "Tickets reopened at least once."),
        Measure.sum("value", Words.REOPENED, "reopened"),
        null);
  }

  private static LensPanel ranking() {
    return new LensPanel(
            "ranking",
            new Text("街道排名,按按时率下限", "Districts by the lower bound of their on-time rate"),
            new Text(
                "合计除以合计;点街道看它的时限。", "Sums over sums; a click on a district leads to its clocks."),
            new TableChart(
                    new Layer(
                        DataView.DISTRICT_DAILY,
                        Terms.byDistrict("dispatched"),
                        Measure.sum("dispatched", Words.DISPATCHED, "dispatched"),
                        Measure.sum("resolved", Words.RESOLVED, "resolved"),
                        Formula.share("resolution", Words.RESOLUTION_RATE, RESOLVED, DISPATCHED),
                        Formula.share("on-time", Words.ON_TIME_RATE, ON_TIME, DECIDED),
                        Formula.lowerBound("low", Words.LOWER_BOUND, ON_TIME, DECIDED),
                        Measure.sum("overdue", Words.OVERDUE, "overdue"),
                        Measure.sum("reopened", Words.REOPENED, "reopened"),
                        Measure.sum("refused", Words.REFUSED, "refused"),
                        Measure.sum("transferred", new Text("转出", "Transferred"), "transferred"),
                        Formula.share(
                            "satisfaction",
                            Words.SATISFACTION_RATE,
                            Term.sum("satisfied"),
                            Term.sum("rated"))))
                .colored("on-time", SHARE)
                .sorted("low"))
        .to(new Drilldown(Navigation.SLA, new Text("看时限与超时", "Go to SLA and overdue")));
  }

  private static LensPanel ratesByDay() {
    return new LensPanel(
        "rates-by-day",
        new Text("每日比率", "Rates by day"),
        new Text("按首次派单的日期,合计除以合计。", "By the date of first dispatch, sums over sums."),
        XyChart.of(
            Series.LINE,
            new Layer(
                DataView.DISTRICT_DAILY,
                Terms.byDay(),
                Formula.share("resolution", Words.RESOLUTION_RATE, RESOLVED, DISPATCHED),
                Formula.share("on-time", Words.ON_TIME_RATE, ON_TIME, DECIDED))));
  }

  private static LensPanel byCounty() {
    return new LensPanel(
        "by-county",
        new Text("各县市派单与办结", "Dispatched and resolved by county"),
        new Text("按首次派单的日期。", "By the date of first dispatch."),
        XyChart.of(
            Series.BARS,
            new Layer(
                DataView.DISTRICT_DAILY,
                Buckets.values(
                    "county", Words.COUNTY, "county_name", Terms.ALL_PLACES, "dispatched"),
                Measure.sum("dispatched", Words.DISPATCHED, "dispatched"),
                Measure.sum("resolved", Words.RESOLVED, "resolved"))));
  }

  private static LensPanel dueByDay() {
    return new LensPanel(
        "due-by-day",
        new Text("每日应结案", "What falls due by day"),
        new Text(
            "办结时限到期的日期;将来的日期说的是那天到期多少。",
            "By the date on which resolve clocks fall due; dates to come say what is due then."),
        XyChart.of(
            Series.BARS,
            new Layer(
                DataView.DISTRICT_DAILY,
                Terms.byDay(),
                Measure.sum("due", new Text("应结", "Due"), "due_flow"),
                Measure.sum("met", new Text("按期结", "Met"), "due_met_flow"),
                Measure.sum("running", new Text("计时中", "Running"), "due_running_flow"))));
  }

  private static LensPanel centers() {
    return new LensPanel(
        "centers",
        new Text("综合执法中心人员", "Staff of enforcement centres"),
        new Text(
            "至少 5 人,其中街道 1、城管 2、市场监管 2;缺几人如实列出。",
            "At least 5, of them 1 of the street, 2 of urban management, 2 of market supervision;"
                + " what is missing is listed."),
        new TableChart(
                new Layer(
                    DataView.CENTERS,
                    Terms.byDistrict("missing"),
                    Measure.max("staff", Words.STAFF, "staff_total"),
                    Measure.max("street", new Text("缺街道", "Street missing"), "missing_street"),
                    Measure.max(
                        "urban",
                        new Text("缺城管", "Urban management missing"),
                        "missing_urban_management"),
                    Measure.max(
                        "market",
                        new Text("缺市场监管", "Market supervision missing"),
                        "missing_market_supervision"),
                    Measure.max("missing", new Text("共缺", "Missing in all"), "missing_total")))
            .colored("missing", Thresholds.noneIsGood()));
  }
}
