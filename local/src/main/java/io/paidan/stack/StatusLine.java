package io.paidan.stack;

import io.paidan.board.overview.Overview;
import io.paidan.board.source.SourceException;
import java.io.IOException;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.apache.flink.api.common.JobStatus;

/** How the whole stands, in one line. */
public final class StatusLine implements AutoCloseable {
  private final Stack stack;
  private final Traffic traffic;
  private final LastAlert alerts;

  public StatusLine(Stack stack, Traffic traffic) {
    this.stack = stack;
    this.traffic = traffic;
    this.alerts = new LastAlert(stack.kafka().bootstrapServers());
  }

  /** The line as of now. */
  public String line() {
    return "%s  events %,d (%s) · %s · last alert %s%s"
        .formatted(
            LocalTime.now().truncatedTo(ChronoUnit.SECONDS),
            traffic.acknowledged(),
            traffic.state(),
            figures(),
            alerts.last(),
            jobs());
  }

  private String figures() {
    try {
      Overview.Figures figures = stack.overview().figures();
      return String.format(
          Locale.ROOT,
          "open tickets %,d · overdue %,d",
          figures.open().total(),
          figures.overdue().total());
    } catch (SourceException e) {
      return "no figures: " + e.getMessage();
    }
  }

  /** Says something only where something is wrong. */
  private String jobs() {
    try {
      JobStatus analytics = stack.flink().status(stack.analytics());
      JobStatus index = stack.flink().status(stack.index());
      return analytics == JobStatus.RUNNING && index == JobStatus.RUNNING
          ? ""
          : " · analytics job " + analytics + ", index job " + index;
    } catch (IOException e) {
      return " · " + e.getMessage();
    }
  }

  @Override
  public void close() {
    alerts.close();
  }
}
