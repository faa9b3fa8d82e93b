package io.paidan.flink.source;

import io.paidan.Instants;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;

/** Says time on a reader's main output: watermarks that grow, and idle or active. */
final class TimeOutput {
  private final ReaderOutput<?> output;
  private long last = Instants.NONE;
  private boolean idle;

  TimeOutput(ReaderOutput<?> output) {
    this.output = output;
    output.markActive();
  }

  /** All up to {@code time} has been seen, which is active; nothing when that has been said. */
  void advance(long time) {
    if (time > last) {
      active();
      last = time;
      output.emitWatermark(new Watermark(time));
    }
  }

  void idle() {
    if (!idle) {
      idle = true;
      output.markIdle();
    }
  }

  void active() {
    if (idle) {
      idle = false;
      output.markActive();
    }
  }
}
