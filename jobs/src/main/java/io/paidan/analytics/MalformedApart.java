package io.paidan.analytics;

import io.paidan.flink.deadletter.DeadLetter;
import io.paidan.flink.deadletter.DeadLetterType;
import io.paidan.flink.source.ReadEvent;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Parts records that are no events from those that are, before anything is keyed by a ticket. */
final class MalformedApart extends ProcessFunction<ReadEvent, ReadEvent> {
  private static final long serialVersionUID = 1L;

  static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("malformed", DeadLetterType.INSTANCE);

  private transient Counter malformed;

  @Override
  public void open(org.apache.flink.api.common.functions.OpenContext context) {
    malformed = getRuntimeContext().getMetricGroup().counter("events_malformed");
  }

  @Override
  public void processElement(ReadEvent read, Context context, Collector<ReadEvent> out) {
    if (read.isAccepted()) {
      out.collect(read);
    } else {
      malformed.inc();
      context.output(DEAD_LETTERS, DeadLetter.of(read));
    }
  }
}
