package io.paidan.flink.source;

import static io.paidan.flink.source.Hand.split;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.junit.jupiter.api.Test;

/** The control input's rule: idle when all that was there at the start is read, and no time. */
class IdleOnceReadTest {
  private final Hand hand = new Hand(TimeRule.idleOnceRead());

  @Test
  void idleOnlyWhenEveryPartitionIsReadToWhereItEndedAtTheStart() throws Exception {
    hand.log.end(0, 2);
    hand.log.end(1, 1);
    hand.started(split(0, 0), split(1, 0));
    hand.answer();
    hand.read(0, 0, 5);
    hand.read(1, 0, 5);
    hand.log.end(0, 1_000);
    hand.ask();
    assertThat(hand.said).containsExactly("active");

    hand.read(0, 1, 5);
    hand.tick();
    assertThat(hand.said).as("what came since does not count").containsExactly("active", "idle");
  }

  @Test
  void idleForGoodThoughItGoesOnReading() throws Exception {
    hand.log.end(0, 0);
    hand.started(split(0, 0));
    hand.answer();
    assertThat(hand.said).containsExactly("active", "idle");

    hand.read(0, 0, 5);
    hand.reader.addSplits(List.of(split(1, 0)));
    hand.poll();
    hand.tick();
    assertThat(hand.said).containsExactly("active", "idle");
    assertThat(hand.handedOn).hasSize(1);
    assertThat(hand.log.questions).as("no more questions").isEqualTo(1);
  }

  @Test
  void emptyTopicsAreRead() throws Exception {
    hand.log.start(0, 0);
    hand.log.end(0, 0);
    hand.started(split(0, KafkaPartitionSplit.EARLIEST_OFFSET));
    hand.answer();
    assertThat(hand.said).containsExactly("active", "idle");
  }

  @Test
  void notIdleWhileTheBrokerIsAwayOrNoPartitionHasCome() throws Exception {
    hand.started();
    hand.ticker.complete(ReadToEndReader.IDLE_AFTER);
    hand.tick();
    hand.reader.addSplits(List.of(split(0, 0)));
    hand.poll();
    for (int i = 0; i < 5; i++) {
      hand.log.fail();
      hand.tick();
    }
    assertThat(hand.said).containsExactly("active");

    hand.log.end(0, 0);
    hand.log.fail();
    hand.ask();
    assertThat(hand.said).containsExactly("active", "idle");
  }

  @Test
  void anEndThatCompactionLeftEmptyIsFoundOut() throws Exception {
    hand.log.end(0, 9);
    hand.log.next.put(4L, 9L);
    hand.started(split(0, 4));
    hand.answer();
    for (int i = 0; i < ReadToEndReader.QUIET_ANSWERS; i++) {
      hand.ask();
    }
    assertThat(hand.said).containsExactly("active", "idle");
  }

  @Test
  void theSameAfterARestore() throws Exception {
    hand.log.end(0, 7);
    hand.started(split(0, 7));
    assertThat(hand.said).containsExactly("active");
    hand.answer();
    assertThat(hand.said).containsExactly("active", "idle");
  }
}
