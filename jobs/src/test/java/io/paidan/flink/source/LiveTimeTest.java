package io.paidan.flink.source;

import static io.paidan.flink.source.Hand.partition;
import static io.paidan.flink.source.Hand.split;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.Test;

/** {@link TimeMode#LIVE}: every rule of {@link ReadToEndSource}, driven by hand. */
class LiveTimeTest {
  private static final long T = 1_000_000;

  private final Hand hand = new Hand(0);

  @Test
  void aSilentPartitionFollowsTheQuestions() throws Exception {
    hand.log.end(0, 7);
    hand.started(split(0, 7));
    assertThat(hand.said).containsExactly("active");

    hand.answer();
    assertThat(hand.watermark).isEqualTo(T - 1);

    hand.now = T + 100;
    hand.tick();
    hand.now = T + 130;
    hand.answer();
    assertThat(hand.watermark).as("as of the question, not of the answer").isEqualTo(T + 99);
  }

  @Test
  void theFirstQuestionDoesNotWaitForATick() throws Exception {
    hand.started(split(0, 7));
    assertThat(hand.log.asked()).isTrue();
  }

  @Test
  void oneQuestionIsOpenAtATime() throws Exception {
    hand.log.end(0, 7);
    hand.started(split(0, 7));
    hand.tick();
    hand.tick();
    assertThat(hand.log.questions).isEqualTo(1);
    hand.answer();
    assertThat(hand.log.questions).as("the tick that had to wait").isEqualTo(2);
    hand.answer();
    assertThat(hand.log.questions).as("no tick, no question").isEqualTo(2);
  }

  @Test
  void aBacklogIsWhereItsLatestEventIs() throws Exception {
    hand.log.end(0, 100);
    hand.started(split(0, 0));
    hand.answer();
    assertThat(hand.said).containsExactly("active");

    hand.read(0, 0, 5_000);
    hand.read(0, 1, 4_000);
    hand.ask();
    assertThat(hand.watermark).isEqualTo(4_999);
  }

  @Test
  void aBacklogThatIsReadToTheEndOfAnOlderQuestionIsAtThatQuestion() throws Exception {
    hand.log.end(0, 2);
    hand.started(split(0, 0));
    hand.answer();
    hand.log.end(0, 4);
    hand.now = T + 100;
    hand.ask();
    hand.log.end(0, 6);
    hand.now = T + 200;
    hand.ask();

    hand.read(0, 0, 1);
    hand.read(0, 1, 2);
    hand.log.end(0, 8);
    hand.now = T + 300;
    hand.ask();
    assertThat(hand.watermark).as("the first question's end is reached").isEqualTo(T - 1);

    for (int offset = 2; offset < 8; offset++) {
      hand.read(0, offset, 3);
    }
    hand.now = T + 400;
    hand.tick();
    assertThat(hand.watermark).as("without a new answer").isEqualTo(T + 299);
  }

  @Test
  void aReaderThatIsAlwaysALittleBehindStillMoves() throws Exception {
    hand.started(split(0, 0));
    for (int step = 0; step < 50; step++) {
      hand.now = T + 100L * step;
      hand.log.end(0, 10L * step + 10);
      if (step == 0) {
        hand.log.end(0, 10);
      }
      hand.answerOrAsk();
      for (int i = 0; i < 10 && step > 0; i++) {
        hand.read(0, 10L * (step - 1) + i, 1);
      }
    }
    assertThat(hand.watermark).isGreaterThan(T + 4_000);
  }

  @Test
  void theSlowestPartitionHoldsTheReader() throws Exception {
    hand.log.end(0, 0);
    hand.log.end(1, 10);
    hand.started(split(0, 0), split(1, 0));
    hand.answer();
    assertThat(hand.said).as("nothing is known of partition 1").containsExactly("active");

    hand.read(1, 0, 300_000);
    hand.ask();
    assertThat(hand.watermark).isEqualTo(299_999);
  }

  @Test
  void aQuestionThatWasAskedBeforeAPartitionCameSaysNothingOfIt() throws Exception {
    hand.log.end(0, 0);
    hand.started(split(0, 0));
    hand.log.end(1, 0);
    hand.reader.addSplits(List.of(split(1, 0)));
    hand.answer();
    assertThat(hand.said).containsExactly("active");
    hand.answer();
    assertThat(hand.watermark).as("asked for at once, without a tick").isEqualTo(T - 1);
  }

  @Test
  void aNewPartitionDoesNotTakeTimeBack() throws Exception {
    hand.log.end(0, 0);
    hand.started(split(0, 0));
    hand.answer();
    hand.log.end(1, 5);
    hand.reader.addSplits(List.of(split(1, KafkaPartitionSplit.EARLIEST_OFFSET)));
    hand.log.start(1, 0);
    hand.poll();
    hand.read(1, 0, 7);
    hand.now = T + 500;
    hand.ask();
    assertThat(hand.said).containsExactly("active", Long.toString(T - 1));
  }

  @Test
  void anEmptyPartitionIsReadToItsEndAtOnce() throws Exception {
    hand.log.start(0, 42);
    hand.log.end(0, 42);
    hand.started(split(0, KafkaPartitionSplit.EARLIEST_OFFSET));
    hand.answer();
    assertThat(hand.watermark).isEqualTo(T - 1);
  }

  @Test
  void theMarkerOfACommittedOffsetIsResolvedToo() throws Exception {
    hand.log.start(0, 3);
    hand.log.end(0, 4);
    hand.started(split(0, KafkaPartitionSplit.COMMITTED_OFFSET));
    hand.answer();
    assertThat(hand.said).containsExactly("active");
    hand.read(0, 3, 1);
    hand.tick();
    assertThat(hand.watermark).isEqualTo(T - 1);
  }

  @Test
  void aPartitionWithoutAKnownStartHoldsTime() throws Exception {
    hand.log.end(0, 0);
    hand.started(split(0, KafkaPartitionSplit.EARLIEST_OFFSET));
    hand.answer();
    hand.ask();
    assertThat(hand.said).containsExactly("active");
  }

  @Test
  void withoutPartitionsItIsIdleAfterThreeSecondsAndActiveAgainWithOne() throws Exception {
    hand.started();
    hand.tick();
    assertThat(hand.said).containsExactly("active");
    assertThat(hand.log.asked()).isFalse();

    hand.ticker.complete(ReadToEndReader.IDLE_AFTER);
    hand.poll();
    assertThat(hand.said).containsExactly("active", "idle");

    hand.reader.addSplits(List.of(split(0, 0)));
    hand.arrives(0, 0, 5);
    hand.pollOnce();
    assertThat(hand.said).as("before the first record").containsExactly("active", "idle", "active");
    assertThat(hand.handedOn).hasSize(1);
  }

  @Test
  void aReaderWithPartitionsIsNeverIdle() throws Exception {
    hand.started(split(0, 0));
    hand.ticker.complete(ReadToEndReader.IDLE_AFTER);
    hand.poll();
    assertThat(hand.said).containsExactly("active");
  }

  @Test
  void timeStandsWhileTheBrokerDoesNotAnswer() throws Exception {
    hand.log.end(0, 100);
    hand.started(split(0, 0));
    hand.answer();
    hand.read(0, 0, 50);
    hand.ask();
    assertThat(hand.said).containsExactly("active", "49");

    for (int i = 0; i < 5; i++) {
      hand.now += 10_000;
      hand.tick();
      if (hand.log.asked()) {
        hand.log.fail();
      }
      hand.poll();
    }
    hand.now += 10_000;
    hand.tick();
    assertThat(hand.said).as("nothing said, neither time nor idle").containsExactly("active", "49");

    hand.log.fail();
    hand.poll();
    hand.log.end(0, 1);
    hand.ask();
    assertThat(hand.watermark).isEqualTo(hand.now - 1);
  }

  @Test
  void aMalformedRecordIsReadButMovesNoTime() throws Exception {
    hand.log.end(0, 3);
    hand.started(split(0, 0));
    hand.answer();
    hand.read(0, 0, 50);
    hand.readMalformed(0, 1);
    hand.tick();
    assertThat(hand.watermark).isEqualTo(49);

    hand.readMalformed(0, 2);
    hand.answer();
    assertThat(hand.watermark).as("read to the end").isEqualTo(T - 1);
    assertThat(hand.timestamps).containsExactly(50L, T, T);
  }

  @Test
  void anEventOfTheFutureMovesTimeToNowAtMost() throws Exception {
    hand.log.end(0, 100);
    hand.started(split(0, 0));
    hand.answer();
    hand.read(0, 0, T + 60_000);
    hand.now = T + 40;
    hand.ask();
    assertThat(hand.watermark).isEqualTo(T + 39);
  }

  @Test
  void aClockThatIsSetBackTakesNoTimeBack() throws Exception {
    hand.log.end(0, 0);
    hand.started(split(0, 0));
    hand.answer();
    hand.now = T - 60_000;
    hand.ask();
    hand.now = T + 1;
    hand.ask();
    assertThat(hand.said).containsExactly("active", Long.toString(T - 1), Long.toString(T));
  }

  @Test
  void theBoundIsTakenOff() throws Exception {
    Hand bound = new Hand(5_000);
    bound.log.end(0, 0);
    bound.started(split(0, 0));
    bound.answer();
    assertThat(bound.watermark).isEqualTo(T - 5_001);
  }

  @Test
  void whatNobodyCanReadAtTheEndIsFoundOut() throws Exception {
    hand.log.end(0, 12);
    hand.log.next.put(10L, 12L);
    hand.started(split(0, 9));
    hand.answer();
    hand.read(0, 9, 50);
    hand.ask();
    hand.ask();
    hand.ask();
    assertThat(hand.log.looks).as("not before it has been quiet").isZero();
    hand.ask();
    assertThat(hand.log.looks).isEqualTo(1);
    hand.now = T + 1_000;
    hand.ask();
    assertThat(hand.watermark).isEqualTo(T + 999);
  }

  @Test
  void aRecordThatIsOnlySlowToComeHoldsTimeHoweverOftenItIsLookedFor() throws Exception {
    hand.log.end(0, 12);
    hand.started(split(0, 10));
    hand.answer();
    for (int i = 0; i < 100; i++) {
      hand.now += 100;
      hand.ask();
    }
    assertThat(hand.said).containsExactly("active");
    assertThat(hand.log.looks).as("ever more seldom").isBetween(2, 8);
  }

  @Test
  void aReaderThatMakesProgressIsNotLookedAfter() throws Exception {
    hand.log.end(0, 1_000);
    hand.started(split(0, 0));
    hand.answer();
    for (int i = 0; i < 20; i++) {
      hand.read(0, i, 1);
      hand.ask();
    }
    assertThat(hand.log.looks).isZero();
  }

  @Test
  void aRestoredPartitionGoesOnFromItsOffsetAndTime() throws Exception {
    hand.log.end(0, 100);
    hand.started(split(0, 0));
    hand.answer();
    hand.read(0, 0, 50);
    hand.kafka.state = List.of(split(0, 1));
    List<KafkaPartitionSplit> saved = hand.reader.snapshotState(1);

    Hand restored = new Hand(0);
    restored.log.end(0, 100);
    restored.started(saved.toArray(KafkaPartitionSplit[]::new));
    assertThat(restored.watermark).as("where it was, before Kafka has answered").isEqualTo(49);

    Hand silent = new Hand(0);
    silent.log.end(0, 1);
    silent.started(saved.toArray(KafkaPartitionSplit[]::new));
    silent.answer();
    assertThat(silent.watermark).as("nobody has written since").isEqualTo(T - 1);
  }

  @Test
  void theTaskIsWokenByTicksAnswersAndRecordsAndSleepsOtherwise() throws Exception {
    hand.log.end(0, 0);
    hand.started(split(0, 0));
    assertThat(hand.reader.isAvailable()).isNotDone();
    assertThat(hand.reader.isAvailable()).isSameAs(hand.reader.isAvailable());

    var sleeping = hand.reader.isAvailable();
    hand.log.answer();
    assertThat(sleeping).isDone();
    hand.poll();

    sleeping = hand.reader.isAvailable();
    assertThat(sleeping).isNotDone();
    hand.ticker.complete(java.time.Duration.ofMillis(100));
    assertThat(sleeping).isDone();
    hand.poll();

    sleeping = hand.reader.isAvailable();
    assertThat(sleeping).isNotDone();
    hand.arrives(0, 0, 5);
    assertThat(sleeping).isDone();
    assertThat(hand.pollOnce()).isEqualTo(InputStatus.MORE_AVAILABLE);
  }

  @Test
  void allElseIsTheKafkaReadersOwn() throws Exception {
    hand.started(split(0, 5));
    hand.reader.notifyNoMoreSplits();
    hand.reader.notifyCheckpointComplete(3);
    hand.reader.notifyCheckpointAborted(4);
    hand.reader.pauseOrResumeSplits(List.of("a"), List.of("b"));
    hand.reader.handleSourceEvents(new org.apache.flink.api.connector.source.SourceEvent() {});
    hand.reader.snapshotState(5);
    hand.reader.close();
    assertThat(hand.kafka.calls)
        .containsExactly(
            "add [" + split(0, 5) + "]",
            "start",
            "no more",
            "complete 3",
            "aborted 4",
            "pause [a] resume [b]",
            "event",
            "snapshot 5",
            "close");
    assertThat(hand.log.closed).isTrue();
    assertThat(hand.ticker.closed).isTrue();
  }

  @Test
  void aFinishedPartitionHoldsNothing() throws Exception {
    hand.log.end(0, 0);
    hand.log.end(1, 10);
    hand.started(split(0, 0), split(1, 0));
    hand.answer();
    hand.kafka.finish(1);
    hand.poll();
    assertThat(hand.said)
        .containsExactly("active", "released " + partition(1), Long.toString(T - 1));
  }
}
