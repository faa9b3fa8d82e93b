package io.paidan.analytics;

import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.flink.control.ControlRecord;
import io.paidan.flink.deadletter.DeadLetter;
import io.paidan.flink.deadletter.DeadLetterDocuments;
import io.paidan.flink.source.ReadEvent;
import io.paidan.flink.source.ReadEventType;
import io.paidan.flink.source.WallClock;
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
 * From ticket events to documents, alerts and dead letters. Sources, sinks and the clock are
 * parameters: tests run this very topology.
 *
 * <pre>
 *   events ─► sort ──┬──────────────────────────────► dead letters ─┬─► dead-letter sink
 *                    │ by ticket                          ▲         └─► as documents ──┐
 *                    ▼                                    │                            ▼
 *   controls ─► ticket engine ────────────────────────────┘             ┌──────► document sink
 *   (broadcast)      └─► documents ─────────────────────────────────────┤
 *                                                                       └─ alerts ─► alert sink
 * </pre>
 */
public final class AnalyticsTopology {
  /** Chosen once: a savepoint can be spread over at most this many subtasks. */
  public static final int MAX_PARALLELISM = 720;

  private final WallClock clock;
  private final Duration expiry;
  private final Duration linger;

  /**
   * @param clock the wall clock of revisions and of when things were found out
   * @param expiry how long after a ticket's end, in event time, its events are still taken
   * @param linger for how long events of a ticket are gathered before its documents are written
   */
  public AnalyticsTopology(WallClock clock, Duration expiry, Duration linger) {
    this.clock = clock;
    this.expiry = expiry;
    this.linger = linger;
  }

  /**
   * Adds the topology to an environment.
   *
   * @param events ticket events; carries its own watermarks
   * @param controls policies and reference data; says that it is idle once it was read to its end
   */
  public void build(
      StreamExecutionEnvironment env,
      Source<ReadEvent, ?, ?> events,
      Source<ControlRecord, ?, ?> controls,
      Sink<Document> documents,
      Sink<Document> alerts,
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

    SingleOutputStreamOperator<Document> judged =
        sorted
            .keyBy(ReadEvent::ticketId, Types.STRING)
            .connect(control.broadcast())
            .transform(
                "ticket engine", DocumentType.INSTANCE, new TicketOperator(clock, expiry, linger))
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
  }
}
