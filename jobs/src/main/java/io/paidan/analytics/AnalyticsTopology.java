package io.paidan.analytics;

import io.paidan.core.reference.ReferenceUse;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.flink.control.ControlRecord;
import io.paidan.flink.deadletter.DeadLetter;
import io.paidan.flink.deadletter.DeadLetterDocuments;
import io.paidan.flink.figures.DailyFigures;
import io.paidan.flink.figures.DayInput;
import io.paidan.flink.figures.DayInputType;
import io.paidan.flink.figures.FigureChange;
import io.paidan.flink.figures.PeriodFigures;
import io.paidan.flink.figures.ReportReader;
import io.paidan.flink.reference.ReferenceOperator;
import io.paidan.flink.source.ReadEvent;
import io.paidan.flink.source.ReadEventType;
import io.paidan.flink.source.WallClock;
import io.paidan.flink.ticket.AlertReader;
import io.paidan.flink.ticket.TicketOperator;
import io.paidan.flink.types.DocumentType;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * From ticket events to documents, alerts, figures and dead letters. Sources, sinks and the clock
 * are parameters: tests run this very topology.
 *
 * <pre>
 *   events ─► sort ──┬─────────────────────────────► dead letters ─┬─► dead-letter sink
 *   alerts ──────────┤ by ticket                         ▲         └─► as documents ─► document sink
 *   (read back)      ▼                                   │
 *   controls ─► ticket engine ───────────────────────────┤
 *   (broadcast)      │                                   └─ documents ─┬─► document sink
 *                    │ unknown ids                                     └─ alerts ─► alert sink
 *                    ├─ by id ─► reference problems, centres ──────────► document sink
 *                    │ changes of figures
 *                    ├─ by date ─► daily figures ──┬─ documents ─────────► document sink
 *   reports ─────────┼───────────►   (broadcast)   └─ reports ───────────► report sink
 *   (read back)      │
 *                    └─ by year ─► figures of periods (broadcast) ───────► document sink
 * </pre>
 */
public final class AnalyticsTopology {
  /** Chosen once: a savepoint can be spread over at most this many subtasks. */
  public static final int MAX_PARALLELISM = 720;

  private final WallClock clock;
  private final Duration expiry;
  private final Duration linger;
  private final boolean withFigures;

  /**
   * @param clock the wall clock of revisions and of when things were found out
   * @param expiry how long after a ticket's end, in event time, its events are still taken
   * @param linger for how long events of a ticket are gathered before its documents are written
   */
  public AnalyticsTopology(WallClock clock, Duration expiry, Duration linger) {
    this(clock, expiry, linger, true);
  }

  private AnalyticsTopology(
      WallClock clock, Duration expiry, Duration linger, boolean withFigures) {
    this.clock = clock;
    this.expiry = expiry;
    this.linger = linger;
    this.withFigures = withFigures;
  }

  /** The same without figures and reports, to measure what these cost. */
  public AnalyticsTopology withoutFigures() {
    return new AnalyticsTopology(clock, expiry, linger, false);
  }

  /**
   * Adds the topology to an environment.
   *
   * @param events ticket events; carries its own watermarks
   * @param controls policies and reference data; says that it is idle once it was read to its end
   * @param published the reports of earlier runs; idle likewise
   * @param told the alerts of earlier attempts and runs; idle likewise
   * @param reports what is published; also among the documents
   */
  public void build(
      StreamExecutionEnvironment env,
      Source<ReadEvent, ?, ?> events,
      Source<ControlRecord, ?, ?> controls,
      Source<ControlRecord, ?, ?> published,
      Source<ControlRecord, ?, ?> told,
      Sink<Document> documents,
      Sink<Document> alerts,
      Sink<Document> reports,
      Sink<DeadLetter> deadLetters) {
    env.setMaxParallelism(MAX_PARALLELISM);

    SingleOutputStreamOperator<ReadEvent> sorted =
        env.fromSource(events, WatermarkStrategy.noWatermarks(), "ticket events")
            .uid("source-ticket-events")
            .process(new MalformedApart())
            .returns(ReadEventType.INSTANCE)
            .name("malformed apart")
            .uid("malformed-apart");

    DataStream<ControlRecord> control =
        env.fromSource(controls, WatermarkStrategy.noWatermarks(), "policies and reference data")
            .uid("source-controls")
            .setParallelism(1);

    // Read once more for the operators after the engine. They came later: where the state of a
    // build without them is restored, the engine's source stands behind what they never saw.
    DataStream<ControlRecord> names =
        env.fromSource(controls, WatermarkStrategy.noWatermarks(), "policies and names of figures")
            .uid("source-figure-controls")
            .setParallelism(1);

    DataStream<ReadEvent> toldBefore =
        env.fromSource(told, WatermarkStrategy.noWatermarks(), "alerts told before")
            .uid("source-told-alerts")
            .setParallelism(1)
            .transform("alerts read back", ReadEventType.INSTANCE, new AlertReader())
            .uid("alerts-read-back")
            .setParallelism(1);

    SingleOutputStreamOperator<Document> judged =
        sorted
            .union(toldBefore)
            .keyBy(ReadEvent::ticketId, Types.STRING)
            .connect(control.broadcast())
            .transform(
                "ticket engine",
                DocumentType.INSTANCE,
                new TicketOperator(clock, expiry, linger, withFigures))
            .uid("ticket-engine");

    DataStream<DeadLetter> dead =
        sorted
            .getSideOutput(MalformedApart.DEAD_LETTERS)
            .union(judged.getSideOutput(TicketOperator.DEAD_LETTERS));
    dead.sinkTo(deadLetters).name("dead letters").uid("sink-dead-letters");

    WallClock now = clock;
    dead.map(letter -> DeadLetterDocuments.of(letter, now.millis()))
        .returns(DocumentType.INSTANCE)
        .name("dead letters as documents")
        .uid("dead-letter-documents")
        .sinkTo(documents)
        .name("documents of dead letters")
        .uid("sink-dead-letter-documents");

    judged
        .filter(document -> document.alias() == Alias.ALERTS)
        .name("alerts")
        .uid("alerts")
        .sinkTo(alerts)
        .name("alerts")
        .uid("sink-alerts");

    // A sink of its own: a union would break the chain, and each document would be serialized and
    // copied from one thread to another.
    judged.sinkTo(documents).name("documents").uid("sink-documents");

    judged
        .getSideOutput(ReferenceOperator.USES)
        .keyBy(ReferenceUse::key, Types.STRING)
        .connect(names.broadcast())
        .transform(
            "reference problems and centres", DocumentType.INSTANCE, new ReferenceOperator(clock))
        .uid("reference-problems")
        .sinkTo(documents)
        .name("documents of reference data")
        .uid("sink-reference-documents");

    if (withFigures) {
      figures(
          judged.getSideOutput(TicketOperator.FIGURES),
          names,
          env.fromSource(published, WatermarkStrategy.noWatermarks(), "published reports")
              .uid("source-published-reports")
              .setParallelism(1),
          documents,
          reports);
    }
  }

  private void figures(
      DataStream<FigureChange> changes,
      DataStream<ControlRecord> names,
      DataStream<ControlRecord> published,
      Sink<Document> documents,
      Sink<Document> reports) {
    DataStream<DayInput> days =
        changes
            .map(DayInput::of)
            .returns(DayInputType.INSTANCE)
            .name("changes of days")
            .uid("changes-of-days")
            .union(
                published
                    .flatMap(new ReportReader())
                    .returns(DayInputType.INSTANCE)
                    .name("reports of days")
                    .uid("reports-of-days")
                    .setParallelism(1));
    SingleOutputStreamOperator<Document> daily =
        days.keyBy(DayInput::day, Types.INT)
            .connect(names.broadcast())
            .transform("daily figures", DocumentType.INSTANCE, new DailyFigures(clock))
            .uid("daily-figures");
    SingleOutputStreamOperator<Document> periods =
        changes
            .keyBy(FigureChange::year, Types.INT)
            .connect(names.broadcast())
            .transform("figures of periods", DocumentType.INSTANCE, new PeriodFigures(clock))
            .uid("figures-of-periods");
    daily
        .filter(document -> document.alias() == Alias.REPORTS)
        .name("reports")
        .uid("reports")
        .sinkTo(reports)
        .name("reports")
        .uid("sink-reports");
    daily
        .union(periods)
        .sinkTo(documents)
        .name("documents of figures")
        .uid("sink-figure-documents");
  }
}
