package io.paidan.kibana.dashboard;

import io.paidan.document.Alias;
import io.paidan.kibana.lens.Buckets;
import io.paidan.kibana.lens.Buckets.Part;
import io.paidan.kibana.lens.Format;
import io.paidan.kibana.lens.Formula;
import io.paidan.kibana.lens.Layer;
import io.paidan.kibana.lens.Measure;
import io.paidan.kibana.lens.MetricChart;
import io.paidan.kibana.lens.TableChart;
import io.paidan.kibana.lens.Term;
import io.paidan.kibana.lens.Thresholds;
import io.paidan.kibana.lens.XyChart;
import io.paidan.kibana.lens.XyChart.Series;
import io.paidan.kibana.object.DataView;
import io.paidan.kibana.object.Text;
import io.paidan.kibana.panel.DelayPanel;
import io.paidan.kibana.panel.LensPanel;
import io.paidan.kibana.panel.MarkdownPanel;
import io.paidan.kibana.panel.SearchPanel;
import java.util.Arrays;
import java.util.List;

/** What the index tells of the way from Kafka to it. */
final class PipelineHealth {
  private PipelineHealth() {}

  static Dashboard dashboard() {
    return new Dashboard(
        Navigation.PIPELINE,
        Navigation.PIPELINE_TITLE,
        new Text(
            "索引所能说的:各别名最新改动多久之前、读取延迟、每小时事件、死信、基础数据问题、待公布。",
            "What the index can tell: how old the newest change of each alias is, how late events are"
                + " read, events an hour, dead letters, reference problems, reports outstanding."),
        "now-24h",
        "now",
        30,
        List.of(new Control("topic", new Text("主题", "Topic"), DataView.EVENTS_READ, "topic")),
        new Grid()
            .row(3, Navigation.panel())
            .row(5, about())
            .row(6, eventsRead(), newestEvent(), newestRead(), deadLetters(), problems())
            .row(16, aliases())
            .row(13, eventsByRead(), delay())
            .row(13, alertDelay(), partitions())
            .row(13, deadLettersByReason(), problemTable(), reports())
            .row(14, new SearchPanel(Lists.DEAD_LETTERS))
            .placed());
  }

  private static MarkdownPanel about() {
    return new MarkdownPanel(
        "about",
        Words.READ_ME,
        new Text(
            "这里只有**写进 Elasticsearch 的东西**。看不到的:消费者积压、检查点、作业重启、水位线、Kafka 和磁盘——那些在 Prometheus 里。"
                + "没有新事件时“最新改动”自然变旧,不一定是故障。读取延迟是平均数:晚报的事件也算在内。"
                + "按主题筛选只作用于事件和死信;“各别名”“基础数据问题”“告警延迟”“待公布”不受筛选。",
            "Only **what was written to Elasticsearch** is here. Not to be seen: consumer lag,"
                + " checkpoints, restarts of jobs, watermarks, Kafka and disks: those are in"
                + " Prometheus. Where no events come the newest change grows old, which need not be"
                + " a fault. The read delay is a mean: events reported late are in it. The topic"
                + " control narrows events and dead letters only; aliases, reference problems,"
                + " delay of alerts and reports outstanding are left alone by it."));
  }

  private static LensPanel eventsRead() {
    return Terms.count(
        "events-read",
        new Text("读到的事件", "Events read"),
        new Text("范围内读到并接受的事件。", "Events read and accepted in the range."),
        DataView.EVENTS_READ,
        null,
        null);
  }

  private static LensPanel newestEvent() {
    Text title = new Text("最新事件发生于", "Newest event happened");
    return Terms.number(
        "newest-event",
        new Text("读到的事件中最晚发生的。", "The latest to have happened of the events read."),
        DataView.EVENTS_READ,
        Measure.latest("value", title, "time"),
        title,
        null);
  }

  private static LensPanel newestRead() {
    Text title = new Text("最近读取于", "Last read");
    return Terms.number(
        "newest-read",
        new Text("最近一个事件读取的时间。", "When the last event was read."),
        DataView.EVENTS_READ,
        Measure.latest("value", title, "read_at"),
        title,
        null);
  }

  private static LensPanel deadLetters() {
    return Terms.count(
        "dead-letters",
        new Text("死信", "Dead letters"),
        new Text("范围内不能使用的记录。", "Records in the range that could not be used."),
        DataView.DEAD_LETTERS,
        null,
        Thresholds.noneIsGood());
  }

  private static LensPanel problems() {
    Text title = new Text("基础数据问题", "Reference problems");
    Layer layer = new Layer(DataView.REFERENCE_PROBLEMS, Measure.count("value", title)).setApart();
    return new LensPanel(
        "problems",
        title,
        new Text(
            "事件使用而基础数据不认识的编号,不受时间范围限制。",
            "Ids that events use and the reference data does not know, whatever the time range."),
        new MetricChart(layer, Thresholds.noneIsGood()));
  }

  private static LensPanel aliases() {
    List<Part> parts =
        Arrays.stream(Alias.values())
            .map(
                alias ->
                    new Part(
                        new Text(alias.alias(), alias.alias()), "_index: " + alias.alias() + "-*"))
            .toList();
    return new LensPanel(
        "aliases",
        new Text("各别名:文档数与最新改动", "Aliases: documents, and how old the newest change is"),
        new Text(
            "最新改动取自文档的 revision(毫秒);每月一个索引的事件合在一起。不受时间范围限制。",
            "The newest change is that of the documents' revision (milliseconds); months of events"
                + " are taken together. Whatever the time range."),
        new TableChart(
            new Layer(
                    DataView.ALL,
                    Buckets.filters("alias", new Text("别名", "Alias"), parts),
                    Measure.count("documents", Words.DOCUMENTS),
                    new Formula(
                        "age",
                        new Text("最新改动距今", "Age of the newest change"),
                        Term.now().minus(Term.max("revision")),
                        Format.DURATION))
                .setApart()));
  }

  private static LensPanel eventsByRead() {
    return new LensPanel(
        "events-by-read",
        new Text("读取的事件", "Events as they were read"),
        new Text("按读取时间;一道高峰是补读积压。", "By when they were read; a peak is a backlog read."),
        XyChart.of(
            Series.BARS,
            new Layer(
                DataView.EVENTS_READ,
                Buckets.time(new Text("读取时间", "Read at"), "read_at", "1h"),
                Measure.count("events", Words.EVENTS))));
  }

  private static DelayPanel delay() {
    return new DelayPanel(
        "read-delay",
        new Text("读取延迟(平均)", "Read delay, mean"),
        new Text(
            "读取时间减发生时间的平均,秒,按读取时间;晚报的事件也算在内。",
            "Mean of read minus happened, seconds, by when events were read; events reported late"
                + " are in it."),
        DataView.EVENTS_READ,
        "time",
        "read_at",
        new Text("平均延迟(秒)", "Mean delay (s)"));
  }

  private static DelayPanel alertDelay() {
    return new DelayPanel(
        "alert-delay",
        new Text("告警延迟(平均)", "Delay of alerts, mean"),
        new Text(
            "发现时间减到点时间的平均,秒;迟到的证据引起的告警也算在内。",
            "Mean of fired minus threshold, seconds; alerts that late evidence brought are in it."),
        DataView.ALERTS,
        "threshold_at",
        "fired_at",
        new Text("平均延迟(秒)", "Mean delay (s)"));
  }

  private static LensPanel partitions() {
    return new LensPanel(
        "partitions",
        new Text("主题与分区", "Topics and partitions"),
        new Text(
            "范围内读到的;最大位移与 Kafka 的末尾对照可知还差多少。",
            "Of what was read in the range; compare the largest offset with the end in Kafka."),
        new TableChart(
            new Layer(
                DataView.EVENTS_READ,
                Buckets.valuesInOrder(
                    "topic", new Text("主题", "Topic"), "topic", "string", 10, "asc"),
                Buckets.valuesInOrder(
                    "partition", new Text("分区", "Partition"), "partition", "number", 100, "asc"),
                Measure.count("events", Words.EVENTS),
                Measure.max("offset", new Text("最大位移", "Largest offset"), "offset"),
                Measure.latest("read", new Text("最近读取于", "Last read"), "read_at"))));
  }

  private static LensPanel deadLettersByReason() {
    return new LensPanel(
        "dead-letters-by-reason",
        new Text("死信的原因", "Dead letters by reason"),
        new Text("按原因和主题。", "By reason and topic."),
        new TableChart(
            new Layer(
                DataView.DEAD_LETTERS,
                Buckets.values("reason", new Text("原因", "Reason"), "reason", 30, "letters"),
                Buckets.values("topic", new Text("主题", "Topic"), "topic", 10, "letters"),
                Measure.count("letters", new Text("死信", "Dead letters")))));
  }

  private static LensPanel problemTable() {
    return new LensPanel(
        "problem-table",
        new Text("不认识的编号", "Unknown ids"),
        new Text("事件使用而基础数据不认识的编号。", "Ids that events use and the reference data does not know."),
        new TableChart(
            new Layer(
                    DataView.REFERENCE_PROBLEMS,
                    Buckets.values("kind", new Text("种类", "Kind"), "kind", 5, "problems"),
                    Buckets.values("id", new Text("编号", "Id"), "unknown_id", 50, "problems"),
                    Measure.count("problems", new Text("问题", "Problems")))
                .setApart()));
  }

  private static LensPanel reports() {
    return new LensPanel(
        "reports-outstanding",
        new Text("待公布:有数据与已公布的街道日", "Reports outstanding"),
        new Text(
            "每个日期:有日数据的街道数,和已公布(0 版)的街道数;差额是待公布的,今天的要等今天过完。把时间范围放宽到几天。",
            "By date: districts with figures of the day, and districts published (revision 0); the"
                + " difference is outstanding, today's until today is over. Widen the time range to"
                + " some days."),
        XyChart.of(
                Series.BARS,
                new Layer(
                        "figures",
                        DataView.DISTRICT_DAILY,
                        List.of(
                            Terms.byDay(),
                            Measure.count("with-figures", new Text("有数据", "With figures"))))
                    .setApart())
            .and(
                Series.BARS,
                new Layer(
                        "reports",
                        DataView.REPORTS,
                        List.of(
                            Terms.byDay(),
                            Measure.count(
                                "published",
                                new Text("已公布", "Published"),
                                "scope_kind: DISTRICT and revision_no: 0")))
                    .setApart()));
  }
}
