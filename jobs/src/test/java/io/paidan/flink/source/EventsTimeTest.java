package io.paidan.flink.source;

import static io.paidan.flink.source.Hand.split;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link TimeMode#EVENTS}: the events alone move time. */
class EventsTimeTest {
  private final Hand hand = new Hand(TimeRule.events(Duration.ZERO));

  @Test
  void timeIsThatOfTheSlowestPartitionWithABacklog() throws Exception {
    hand.log.end(0, 10);
    hand.log.end(1, 10);
    hand.started(split(0, 0), split(1, 0));
    hand.answer();
    hand.read(0, 0, 500);
    hand.tick();
    assertThat(hand.said).as("partition 1 has said nothing yet").containsExactly("active");
    hand.read(1, 0, 300);
    hand.answer();
    assertThat(hand.watermark).isEqualTo(299);
  }

  @Test
  void aPartitionThatIsReadToItsEndHoldsNobodyBack() throws Exception {
    hand.log.end(0, 1);
    hand.log.end(1, 10);
    hand.log.end(2, 0);
    hand.started(split(0, 0), split(1, 0), split(2, 0));
    hand.answer();
    hand.read(0, 0, 100);
    hand.read(1, 0, 300);
    hand.ask();
    assertThat(hand.watermark).isEqualTo(299);
  }

  @Test
  void readToTheEndItIsAsLateAsTheLatestEventAndIdle() throws Exception {
    hand.log.end(0, 1);
    hand.log.end(1, 1);
    hand.started(split(0, 0), split(1, 0));
    hand.answer();
    hand.read(0, 0, 900);
    hand.read(1, 0, 300);
    hand.ask();
    assertThat(hand.said).containsExactly("active", "900", "idle");
  }

  @Test
  void moreEventsWakeItAgain() throws Exception {
    hand.log.end(0, 1);
    hand.started(split(0, 0));
    hand.answer();
    hand.read(0, 0, 900);
    hand.ask();
    hand.log.end(0, 5);
    hand.ask();
    hand.read(0, 1, 1_500);
    hand.ask();
    assertThat(hand.said).containsExactly("active", "900", "idle", "active", "1499");
  }

  @Test
  void theWallClockDoesNotMatter() throws Exception {
    hand.now = 5;
    hand.log.end(0, 1);
    hand.started(split(0, 0));
    hand.answer();
    hand.read(0, 0, 7_000_000);
    hand.now = -100;
    hand.ask();
    assertThat(hand.watermark).isEqualTo(7_000_000);
  }

  @Test
  void withoutEventsThereIsNoTime() throws Exception {
    hand.log.end(0, 0);
    hand.started(split(0, 0));
    hand.answer();
    assertThat(hand.said).containsExactly("active", "idle");
  }

  @Test
  void timeStandsWhileTheBrokerDoesNotAnswer() throws Exception {
    hand.started(split(0, 0));
    hand.log.fail();
    hand.poll();
    hand.tick();
    hand.log.fail();
    hand.poll();
    assertThat(hand.said).containsExactly("active");
  }

  @Test
  void theBoundIsTakenOffABacklogButNotOffTheEnd() throws Exception {
    Hand bound = new Hand(TimeRule.events(Duration.ofMillis(50)));
    bound.log.end(0, 2);
    bound.started(split(0, 0));
    bound.answer();
    bound.read(0, 0, 500);
    bound.ask();
    bound.read(0, 1, 600);
    bound.ask();
    assertThat(bound.said).containsExactly("active", "449", "600", "idle");
  }

  @Test
  void aRestoredPartitionAtItsEndIsStillAsLateAsItWas() throws Exception {
    hand.log.end(0, 1);
    hand.started(split(0, 0));
    hand.answer();
    hand.read(0, 0, 900);
    hand.kafka.state = List.of(split(0, 1));

    Hand restored = new Hand(TimeRule.events(Duration.ZERO));
    restored.log.end(0, 1);
    restored.started(hand.reader.snapshotState(1).get(0));
    restored.answer();
    assertThat(restored.said).containsExactly("active", "899", "900", "idle");
  }

  @Test
  void aFinishedPartitionCountsForTheLatestEvent() throws Exception {
    hand.log.end(0, 1);
    hand.log.end(1, 1);
    hand.started(split(0, 0), split(1, 0));
    hand.answer();
    hand.read(0, 0, 900);
    hand.kafka.finish(0);
    hand.poll();
    hand.read(1, 0, 300);
    hand.ask();
    assertThat(hand.said).endsWith("900", "idle");
  }
}
