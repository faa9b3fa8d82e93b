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
import io.paidan.kibana.panel.LensPanel;
import io.paidan.kibana.panel.MarkdownPanel;
import java.util.List;

/** The departments: how they took what they were given, and their marks. */
final class Departments {
  private static final Thresholds SHARE = Thresholds.share(0.8, 0.95);
  private static final Text ASSIGNED = new Text("任务数", "Assigned");
  private static final Text ACCEPT_RATE = new Text("按时接单率", "Accepted on time");
  private static final Text ARRIVE_RATE = new Text("按时到场率", "Arrived on time");
  private static final Text RESOLVE_RATE = new Text("按时办结率", "Resolved on time");
  private static final Text REFUSAL_RATE = new Text("退单率", "Refusal rate");
  private static final Text STREET_MARK = new Text("街道评分", "Streets' mark");
  private static final Text MARK = new Text("得分", "Mark");
  private static final Term ON_TIME = Term.sum("resolve_on_time");
  private static final Term DECIDED = Term.sum("resolve_decided");

  private Departments() {}

  static Dashboard dashboard() {
    return new Dashboard(
        Navigation.DEPARTMENTS,
        Navigation.DEPARTMENTS_TITLE,
        new Text(
            "各部门接单、到场、办结的按时率,退单、用时、街道评分,月、季、年得分与排名。",
            "How departments accept, arrive and resolve in time, refusals, durations, streets'"
                + " marks, and marks with ranks by month, quarter and year."),
        "now-29d/d",
        "now/d",
        60,
        List.of(Terms.department(DataView.DEPARTMENT_DAILY)),
        new Grid()
            .row(3, Navigation.panel())
            .row(5, about())
            .row(6, assigned(), acceptRate(), arriveRate(), resolveRate(), refusalRate())
            .row(16, table())
            .row(13, ratesByDay(), durations())
            .row(13, inDistricts(), streetMarks())
            .row(16, marks())
            .row(13, marksByMonth(), components())
            .placed());
  }

  private static MarkdownPanel about() {
    return new MarkdownPanel(
        "about",
        Words.READ_ME,
        new Text(
            "一个部门的一轮任务计一次:两个部门共办的工单是一张工单、两个任务,所以部门合计与街道合计不必相等。比率都是**合计除以合计**;"
                + "用时和街道评分取自每个任务,不是日均值的平均。得分按月、季、年,不受时间范围限制;没有街道评分就没有得分,"
                + "样本不足不排名。",
            "An assignment counts once, in its department: a ticket that two departments handle is"
                + " one ticket and two assignments, so departments and districts do not sum alike."
                + " Rates are **sums over sums**; durations and streets' marks are taken from each"
                + " assignment, not from daily means. Marks are by month, quarter and year and do"
                + " not go by the time range; without a mark of the streets there is none, and a"
                + " sample too small has no rank."));
  }

  private static LensPanel rate(String id, Text title, Text description, Formula share) {
    return Terms.number(id, description, DataView.DEPARTMENT_DAILY, share, title, SHARE);
  }

  private static Formula accept(String id) {
    return Formula.share(id, ACCEPT_RATE, Term.sum("accept_on_time"), Term.sum("accept_decided"));
  }

  private static Formula arrive(String id) {
    return Formula.share(id, ARRIVE_RATE, Term.sum("arrive_on_time"), Term.sum("arrive_decided"));
  }

  private static Formula resolve(String id) {
    return Formula.share(id, RESOLVE_RATE, ON_TIME, DECIDED);
  }

  private static Formula refusal(String id) {
    return Formula.share(id, REFUSAL_RATE, Term.sum("refused"), Term.sum("assigned"));
  }

  private static LensPanel assigned() {
    return Terms.number(
        "assigned",
        new Text("派给部门的任务,每一轮计一次。", "Assignments given; every cycle is one."),
        DataView.DEPARTMENT_DAILY,
        Measure.sum("value", ASSIGNED, "assigned"),
        ASSIGNED,
        null);
  }

  private static LensPanel acceptRate() {
    return rate(
        "accept-rate",
        ACCEPT_RATE,
        new Text("按时 / 有结论的接单时限。", "Met / decided accept clocks."),
        accept("value"));
  }

  private static LensPanel arriveRate() {
    return rate(
        "arrive-rate",
        ARRIVE_RATE,
        new Text("按时 / 有结论的到场时限。", "Met / decided arrive clocks."),
        arrive("value"));
  }

  private static LensPanel resolveRate() {
    return rate(
        "resolve-rate",
        RESOLVE_RATE,
        new Text("按时 / 有结论的办结时限。", "Met / decided resolve clocks."),
        resolve("value"));
  }

  private static LensPanel refusalRate() {
    return Terms.number(
        "refusal-rate",
        new Text("退单 / 任务数。", "Refused / assigned."),
        DataView.DEPARTMENT_DAILY,
        refusal("value"),
        REFUSAL_RATE,
        null);
  }

  private static LensPanel table() {
    return new LensPanel(
        "departments",
        new Text("各部门,按按时办结率下限", "Departments by the lower bound of resolved on time"),
        new Text(
            "按派单日期,合计除以合计;下限是 Wilson 95% 区间的下限。",
            "By the date of dispatch, sums over sums; the lower bound is that of the Wilson 95 %"
                + " interval."),
        new TableChart(
                new Layer(
                    DataView.DEPARTMENT_DAILY,
                    Terms.byDepartment("assigned"),
                    Measure.sum("assigned", ASSIGNED, "assigned"),
                    accept("accept"),
                    arrive("arrive"),
                    resolve("resolve"),
                    Formula.lowerBound("low", Words.LOWER_BOUND, ON_TIME, DECIDED),
                    refusal("refusal"),
                    Measure.sum("overdue", Words.OVERDUE, "overdue"),
                    Measure.sum("overturned", new Text("被推翻", "Overturned"), "overturned"),
                    Measure.sum("unsolvable", new Text("无法解决", "Unsolvable"), "unsolvable")))
            .colored("resolve", SHARE)
            .sorted("low"));
  }

  private static LensPanel ratesByDay() {
    return new LensPanel(
        "rates-by-day",
        new Text("每日按时率", "Rates by day"),
        new Text("按派单日期,合计除以合计。", "By the date of dispatch, sums over sums."),
        XyChart.of(
            Series.LINE,
            new Layer(
                DataView.DEPARTMENT_DAILY,
                Terms.byDay(),
                accept("accept"),
                arrive("arrive"),
                resolve("resolve"))));
  }

  private static LensPanel durations() {
    return new LensPanel(
        "durations",
        new Text("用时:接单、到场、办结", "Durations: accept, arrive, resolve"),
        new Text(
            "自派单起的自然时间,50 与 90 分位,取自每个任务。",
            "Wall time from the dispatch, 50th and 90th percentile, taken from each assignment."),
        new TableChart(
            new Layer(
                DataView.ASSIGNMENTS,
                Terms.byDepartment("assigned"),
                Measure.count("assigned", ASSIGNED),
                Measure.percentile("accept50", new Text("接单 50%", "Accept p50"), "accept_ms", 50),
                Measure.percentile("accept90", new Text("接单 90%", "Accept p90"), "accept_ms", 90),
                Measure.percentile("arrive50", new Text("到场 50%", "Arrive p50"), "arrive_ms", 50),
                Measure.percentile("arrive90", new Text("到场 90%", "Arrive p90"), "arrive_ms", 90),
                Measure.percentile(
                    "resolve50", new Text("办结 50%", "Resolve p50"), "resolve_ms", 50),
                Measure.percentile(
                    "resolve90", new Text("办结 90%", "Resolve p90"), "resolve_ms", 90))));
  }

  private static LensPanel inDistricts() {
    return new LensPanel(
        "in-districts",
        new Text("部门在各街道", "Departments in districts"),
        new Text("按派单日期,合计除以合计。", "By the date of dispatch, sums over sums."),
        new TableChart(
            new Layer(
                DataView.DEPARTMENT_DISTRICT_DAILY,
                Terms.byDepartment("assigned"),
                Buckets.values("district", Words.DISTRICT, "district_name", 20, "assigned"),
                Measure.sum("assigned", ASSIGNED, "assigned"),
                resolve("resolve"),
                refusal("refusal"),
                Measure.sum("overdue", Words.OVERDUE, "overdue"))));
  }

  private static LensPanel streetMarks() {
    return new LensPanel(
        "street-marks",
        new Text("街道给部门的评分", "The streets' marks of departments"),
        new Text(
            "每个任务的评分(0–100)的平均,按派单日期。",
            "Mean of the marks of single assignments (0–100), by the date of dispatch."),
        XyChart.of(
                Series.LYING_BARS,
                new Layer(
                    DataView.ASSIGNMENTS,
                    Terms.byDepartment("mark"),
                    Measure.average("mark", STREET_MARK, "street_score")))
            .where("street_score: *"));
  }

  private static LensPanel marks() {
    return new LensPanel(
        "marks",
        new Text("得分与排名", "Marks and ranks"),
        new Text(
            "每个时期每个部门一行,最近的时期在前;排名按得分下限,样本不足的没有排名。",
            "One row for a period and department, the latest period first; ranks go by the mark's"
                + " lower bound, none where the sample is too small."),
        new TableChart(
            new Layer(
                DataView.DEPARTMENT_SCORES,
                Buckets.valuesInOrder(
                    "period", new Text("时期", "Period"), "period", "string", 20, "desc"),
                Terms.byDepartment("mark"),
                value("mark", MARK, "mark"),
                value("mark-low", new Text("得分下限", "Mark, lower bound"), "mark_low"),
                value("rank", new Text("排名", "Rank"), "rank"),
                value("sample", new Text("样本", "Sample"), "sample_size"),
                value("version", new Text("政策版本", "Policy version"), "policy_version"))));
  }

  /** A row is one document: the largest of one number is that number. */
  private static Column value(String id, Text label, String field) {
    return Measure.max(id, label, field);
  }

  private static LensPanel marksByMonth() {
    return new LensPanel(
        "marks-by-month",
        new Text("每月得分", "Marks by month"),
        new Text("各部门按月的得分。", "Departments' marks of each month."),
        XyChart.of(
                Series.LINE,
                new Layer(
                    DataView.DEPARTMENT_SCORES,
                    Terms.byDepartment("mark"),
                    Buckets.time(new Text("月", "Month"), "@timestamp", Buckets.MONTH),
                    value("mark", MARK, "mark")))
            .where("period_type: MONTH"));
  }

  private static LensPanel components() {
    return new LensPanel(
        "components",
        new Text("得分的组成(按月)", "What marks are made of, by month"),
        new Text("每个分项 0 到 1;没有数据的空着。", "Each component from 0 to 1; blank without data."),
        new TableChart(
                new Layer(
                    DataView.DEPARTMENT_SCORES,
                    Buckets.valuesInOrder(
                        "period", new Text("时期", "Period"), "period", "string", 12, "desc"),
                    Terms.byDepartment("street"),
                    value("accept", ACCEPT_RATE, "accept_on_time"),
                    value("arrive", ARRIVE_RATE, "arrive_on_time"),
                    value("resolve", RESOLVE_RATE, "resolve_on_time"),
                    value("resolved", Words.RESOLVED, "resolved"),
                    value("satisfaction", Words.SATISFACTION_RATE, "satisfaction"),
                    value("street", STREET_MARK, "street")))
            .where("period_type: MONTH"));
  }
}
