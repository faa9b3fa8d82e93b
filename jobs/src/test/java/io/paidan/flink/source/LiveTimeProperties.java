package io.paidan.flink.source;

import static io.paidan.flink.source.Hand.split;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Live time against a model of Kafka: events are written as they happen, and read, asked for and
 * answered in whatever order. Then no event is ever late, and once all is read time is now.
 */
class LiveTimeProperties {
  private static final int PARTITIONS = 3;

  @Property(tries = 2_000, seed = "20260305")
  void noEventIsLateAndTimeArrives(
      @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 6 * PARTITIONS) Integer> steps)
      throws Exception {
    Hand hand = new Hand(0);
    List<List<Long>> logs = new ArrayList<>();
    int[] read = new int[PARTITIONS];
    for (int i = 0; i < PARTITIONS; i++) {
      logs.add(new ArrayList<>());
      hand.log.end(i, 0);
    }
    hand.started(split(0, 0), split(1, 0), split(2, 0));

    for (int step : steps) {
      int partition = step % PARTITIONS;
      switch (step / PARTITIONS) {
        case 0, 1 -> {
          logs.get(partition).add(hand.now);
          hand.log.end(partition, logs.get(partition).size());
        }
        case 2, 3 -> readOne(hand, logs, read, partition);
        case 4 -> hand.now += partition;
        case 5 -> hand.tick();
        default -> {
          if (hand.log.asked()) {
            hand.answer();
          }
        }
      }
    }

    for (int i = 0; i < PARTITIONS; i++) {
      while (read[i] < logs.get(i).size()) {
        readOne(hand, logs, read, i);
      }
    }
    while (hand.log.asked()) {
      hand.answer();
    }
    hand.now += 1_000;
    hand.ask();
    assertThat(hand.watermark).isEqualTo(hand.now - 1);
  }

  private static void readOne(Hand hand, List<List<Long>> logs, int[] read, int partition)
      throws Exception {
    if (read[partition] < logs.get(partition).size()) {
      long time = logs.get(partition).get(read[partition]);
      assertThat(time).as("not late").isGreaterThan(hand.watermark);
      hand.read(partition, read[partition]++, time);
    }
  }
}
