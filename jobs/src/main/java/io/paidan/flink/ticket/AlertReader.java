package io.paidan.flink.ticket;

import io.paidan.Topics;
import io.paidan.flink.control.ControlRecord;
import io.paidan.flink.source.ReadEvent;
import java.io.IOException;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads alerts back for the tickets that they are about, until the topic has been read to its end:
 * what comes later this attempt has told itself, and the source goes on only so that the next
 * attempt begins behind it.
 */
public final class AlertReader extends AbstractStreamOperator<ReadEvent>
    implements OneInputStreamOperator<ControlRecord, ReadEvent> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(AlertReader.class);

  private transient boolean readToEnd;
  private transient Counter unreadable;

  @Override
  public void open() throws Exception {
    super.open();
    unreadable = metrics.counter("alerts_unreadable");
  }

  @Override
  public void processElement(StreamRecord<ControlRecord> element) throws IOException {
    if (readToEnd) {
      return;
    }
    ControlRecord record = element.getValue();
    ToldAlert alert;
    try {
      alert = ToldAlert.read(record.key(), record.value());
    } catch (IOException e) {
      // Only Paidan writes there. The alert stays as it is.
      unreadable.inc();
      LOG.warn("The alert at {} is left aside: it cannot be read back", record, e);
      return;
    }
    ReadEvent.Origin origin =
        new ReadEvent.Origin(
            Topics.ALERTS,
            record.partition(),
            record.offset(),
            record.timestamp(),
            record.timestamp());
    output.collect(new StreamRecord<>(ReadEvent.alert(origin, alert.ticketId(), alert.pack())));
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    readToEnd |= status.isIdle();
    super.processWatermarkStatus(status);
  }
}
