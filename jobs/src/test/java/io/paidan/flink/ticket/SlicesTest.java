package io.paidan.flink.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlicesTest {
  private static final long PIECE_MS = 4;

  private final TestProcessingTimeService time = new TestProcessingTimeService();
  private final List<Long> pieces = new ArrayList<>();
  private long nanos;
  private int left;

  private final Slices slices = new Slices(time, () -> nanos, this::work);

  @BeforeEach
  void startAtZero() throws Exception {
    time.setCurrentTime(0);
  }

  /** Each piece takes its time and notes when it was done. */
  private boolean work(BooleanSupplier spent) {
    while (left > 0) {
      left--;
      nanos += PIECE_MS * 1_000_000;
      pieces.add(time.getCurrentProcessingTime());
      if (spent.getAsBoolean()) {
        return left == 0;
      }
    }
    return true;
  }

  @Test
  void whatFitsIntoASliceIsDoneAtOnce() throws Exception {
    left = 4;
    slices.run();
    assertThat(pieces).hasSize(4);
    assertThat(time.getNumActiveTimers()).isZero();
  }

  @Test
  void whatDoesNotFitComesAfterAPauseOfHalfTheSlice() throws Exception {
    left = 12;
    slices.run();
    assertThat(pieces).hasSize(5);
    time.setCurrentTime(9);
    assertThat(pieces).hasSize(5);
    time.setCurrentTime(10);
    assertThat(pieces).hasSize(10);
    time.setCurrentTime(20);
    assertThat(pieces).hasSize(12);
    assertThat(time.getNumActiveTimers()).isZero();
  }

  /** Watermarks keep coming while there is a rest: they must not each bring a rest of their own. */
  @Test
  void aRestIsScheduledOnce() throws Exception {
    left = 100;
    slices.run();
    slices.run();
    slices.later();
    assertThat(pieces).hasSize(10);
    assertThat(time.getNumActiveTimers()).isEqualTo(1);
  }
}
