package io.paidan.index.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.fixtures.Fixtures;
import io.paidan.index.IndexRecord;
import io.paidan.index.IndexRecordType;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The index sink goes on from the snapshots that earlier builds took, as Flink keeps them. */
class IndexWriterFixturesTest {
  private static final Fixtures FIXTURES = Fixtures.of("index-writer");
  private static final String FILE = "sink.checkpoint";

  /** In flight or waiting when the snapshots were taken; part of the fixtures. */
  private static final List<IndexRecord> PENDING =
      List.of(
          Records.upsert("单-1", 5, "{\"title\":\"路面塌陷\"}"),
          Records.deletion("T-2", 6),
          Records.event("s\u001fe", 7, "2026.11"),
          Records.notADocument());

  /** Static, as the sink is serialized; nobody answers, so nothing is seen through. */
  private static HandTransport transport;

  private static HandDeadLetters deadLetters;

  private static OneInputStreamOperatorTestHarness<IndexRecord, CommittableMessage<Void>> sink()
      throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new SinkWriterOperatorFactory<>(
            new IndexSink(IndexLimits.DEFAULTS, () -> transport, () -> deadLetters)),
        IndexRecordType.INSTANCE.createSerializer(new SerializerConfigImpl()));
  }

  @BeforeEach
  void nothingIsAnswered() {
    transport = new HandTransport();
    deadLetters = new HandDeadLetters();
    deadLetters.atOnce = false;
  }

  private static void write(Path file) throws Exception {
    try (var sink = sink()) {
      sink.open();
      sink.processElement(PENDING.get(0), 0);
      sink.processElement(PENDING.get(1), 0);
      sink.setProcessingTime(IndexLimits.DEFAULTS.batchAge().toMillis());
      assertThat(transport.unanswered).as("in flight").hasSize(1);
      sink.processElement(PENDING.get(2), 0);
      sink.processElement(PENDING.get(3), 0);
      sink.prepareSnapshotPreBarrier(1);
      OperatorSnapshotUtil.writeStateHandle(sink.snapshot(1, 1), file.toString());
    }
  }

  @Test
  void whatWasNotSeenThroughIsSentAgain() throws Exception {
    if (Fixtures.toBeWritten()) {
      write(FIXTURES.create().resolve(FILE));
    }
    for (Path version : FIXTURES.versions()) {
      nothingIsAnswered();
      try (var sink = sink()) {
        sink.initializeState(
            OperatorSnapshotUtil.readStateHandle(version.resolve(FILE).toString()));
        sink.open();
        sink.setProcessingTime(IndexLimits.DEFAULTS.batchAge().toMillis());
        assertThat(transport.unanswered).as(version.toString()).hasSize(1);
        assertThat(transport.oldest())
            .containsExactlyInAnyOrder("单-1@5", "T-2@6 deleted", "s\u001fe@7");
        assertThat(deadLetters.taken).containsExactly(PENDING.get(3).deadLetter());
      }
    }
  }
}
