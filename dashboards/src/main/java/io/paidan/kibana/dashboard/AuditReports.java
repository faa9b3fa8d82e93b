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

/** What was published of each day, and every correction with its cause. */
final class AuditReports {
  private static final String FIRST = "revision_no: 0";
  private static final String CORRECTED = "revision_no > 0";

  private AuditReports() {}

  static Dashboard dashboard() {
    return new Dashboard(
        Navigation.AUDIT_REPORTS,
        Navigation.AUDIT_REPORTS_TITLE,
        new Text(
            "每一天公布过什么、后来更正了什么、因为哪个事件、哪个政策版本或哪个时限。",
            "What was published of each day, what was corrected later, and by which event, policy"
                + " version or limit."),
        "now-29d/d",
        "now",
        0,
        List.of(
            new Control("kind", new Text("范围种类", "Kind of scope"), DataView.REPORTS, "scope_kind"),
            new Control("scope", new Text("范围", "Scope"), DataView.REPORTS, "scope_name"),
            new Control(
                "cause-ticket",
                new Text("引起更正的工单", "Ticket that caused it"),
                DataView.REPORTS,
                "causes.ticket_id")),
        new Grid()
            .row(3, Navigation.panel())
            .row(5, about())
            .row(6, published(), corrections(), correctedShare(), latest())
            .row(12, revisionsByDay(), causes(), changedFigures())
            .row(13, saidByDay())
            .row(14, new SearchPanel(Lists.CORRECTIONS))
            .row(14, new SearchPanel(Lists.REPORTS))
            .placed());
  }

  private static MarkdownPanel about() {
    return new MarkdownPanel(
        "about",
        Words.READ_ME,
        new Text(
            "时间范围是数字所属的**日期**,不是公布的时间。0 版是首次公布,以后各版是更正;公布过的永不改动。"
                + "“3 日首次公布的是多少?”选 3 日、`revision_no: 0`。“10 日之前我们说过什么?”加 `published_at <= …`。"
                + "每一版最多列 200 个原因,`cause_count` 是总数。",
            "The time range is the **date** that figures are of, not when they were published."
                + " Revision 0 was published first, later ones are corrections; none is ever"
                + " changed. “What did we first say of the 3rd?” choose the 3rd and `revision_no:"
                + " 0`. “What had we said by the 10th?” add `published_at <= …`. At most 200 causes"
                + " are listed of a revision; `cause_count` counts all."));
  }

  private static LensPanel published() {
    return Terms.count(
        "published",
        new Text("公布", "Published"),
        new Text("首次公布的日数据。", "Figures of days published for the first time."),
        DataView.REPORTS,
        FIRST,
        null);
  }

  private static LensPanel corrections() {
    return Terms.count(
        "corrections",
        new Text("更正", "Corrections"),
        new Text("公布以后的更正。", "Corrections of what was published."),
        DataView.REPORTS,
        CORRECTED,
        null);
  }

  private static LensPanel correctedShare() {
    Text title = new Text("至少更正一次的比例", "Corrected at least once");
    return Terms.number(
        "corrected-share",
        new Text("有 1 版的 / 有 0 版的。", "Those with revision 1 / those with revision 0."),
        DataView.REPORTS,
        Formula.share("value", title, Term.count("revision_no: 1"), Term.count(FIRST)),
        title,
        null);
  }

  private static LensPanel latest() {
    Text title = new Text("最近公布", "Last published");
    return Terms.number(
        "latest",
        new Text("最近一次公布或更正的时间。", "When something was last published or corrected."),
        DataView.REPORTS,
        Measure.latest("value", title, "published_at"),
        title,
        null);
  }

  private static LensPanel revisionsByDay() {
    return new LensPanel(
        "revisions-by-day",
        new Text("各日期的公布与更正", "Published and corrected, by date"),
        new Text("按数字所属的日期。", "By the date that the figures are of."),
        XyChart.of(
            Series.STACKED_BARS,
            new Layer(
                DataView.REPORTS,
                Terms.byDay(),
                Measure.count("first", new Text("首次公布", "First published"), FIRST),
                Measure.count("corrected", new Text("更正", "Corrections"), CORRECTED))));
  }

  private static LensPanel causes() {
    return new LensPanel(
        "causes",
        new Text("更正的原因", "Causes of corrections"),
        new Text("有此类原因的更正数。", "Corrections with a cause of the kind."),
        XyChart.of(
                Series.LYING_BARS,
                new Layer(
                    DataView.REPORTS,
                    Buckets.values(
                        "kind", new Text("原因", "Cause"), "causes.kind", 5, "corrections"),
                    Measure.count("corrections", new Text("更正", "Corrections"))))
            .where(CORRECTED));
  }

  private static LensPanel changedFigures() {
    return new LensPanel(
        "changed-figures",
        new Text("被更正的数字", "Figures that were corrected"),
        new Text("改动了此数字的更正数。", "Corrections that changed the figure."),
        new TableChart(
                new Layer(
                    DataView.REPORTS,
                    Buckets.values(
                        "figure", new Text("数字", "Figure"), "changes.figure", 50, "corrections"),
                    Measure.count("corrections", new Text("更正", "Corrections")),
                    Measure.sum("causes", new Text("原因数", "Causes"), "cause_count")))
            .where(CORRECTED));
  }

  private static LensPanel saidByDay() {
    return new LensPanel(
        "said-by-day",
        new Text("首次公布的比率(全州)", "Rates as first published (prefecture)"),
        new Text(
            "0 版中全州的办结率与按时率;与“街道”中今天所知的对照。",
            "Resolution and on-time rate of the prefecture in revision 0; compare with what is known"
                + " today on “Districts”."),
        XyChart.of(
                Series.LINE,
                new Layer(
                    DataView.REPORTS,
                    Terms.byDay(),
                    Formula.share(
                        "resolution",
                        Words.RESOLUTION_RATE,
                        Term.sum("district_figures.resolved"),
                        Term.sum("district_figures.dispatched")),
                    Formula.share(
                        "on-time",
                        Words.ON_TIME_RATE,
                        Term.sum("district_figures.resolved_on_time"),
                        Term.sum("district_figures.decided"))))
            .where("revision_no: 0 and scope_kind: PREFECTURE"));
  }
}
