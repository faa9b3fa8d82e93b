package io.paidan.board.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.board.overview.Overview;
import io.paidan.board.overview.Overview.OverdueList;
import io.paidan.board.source.SourceException;
import io.paidan.board.source.SourceException.Reason;
import io.paidan.board.source.SourceStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotTest {
  private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");

  private static Instant after(int seconds) {
    return NOON.plusSeconds(seconds);
  }

  private static Overview overview(long overdue) {
    return new Overview(
        null,
        10L,
        List.of(),
        null,
        new OverdueList(overdue, List.of()),
        null,
        List.of(),
        List.of(),
        new Overview.Freshness(NOON, NOON));
  }

  private static SourceException gone() {
    return new SourceException(Reason.UNREACHABLE, null, "gone", null);
  }

  @Test
  void onlyWhatShowsIsNew() {
    Snapshot first = Snapshot.initial(NOON).answered(after(1), overview(5));
    Snapshot same = first.answered(after(2), overview(5));
    Snapshot other = same.answered(after(3), overview(6));

    assertThat(first.version()).isEqualTo(1);
    assertThat(same.version()).isEqualTo(1);
    assertThat(same.readAt()).isEqualTo(after(2));
    assertThat(other.version()).isEqualTo(2);
    assertThat(other.attempts()).isEqualTo(3);
  }

  @Test
  void aLossKeepsTheLastFiguresAndTheirTimeAndItsOwnBeginning() {
    Snapshot lost =
        Snapshot.initial(NOON)
            .answered(after(1), overview(5))
            .failed(after(2), gone())
            .failed(after(3), gone());

    assertThat(lost.source())
        .isEqualTo(new SourceStatus(SourceStatus.State.LOST, after(2), Reason.UNREACHABLE, null));
    assertThat(lost.version()).isEqualTo(2);
    assertThat(lost.readAt()).isEqualTo(after(1));
    assertThat(lost.overview()).isEqualTo(overview(5));
  }

  @Test
  void anotherReasonIsNewsButNoNewLoss() {
    Snapshot lost =
        Snapshot.initial(NOON)
            .failed(after(1), gone())
            .failed(
                after(2), new SourceException(Reason.INDEX_MISSING, "paidan-tickets", "no", null));

    assertThat(lost.source())
        .isEqualTo(
            new SourceStatus(
                SourceStatus.State.LOST, after(1), Reason.INDEX_MISSING, "paidan-tickets"));
    assertThat(lost.version()).isEqualTo(2);
    assertThat(lost.readAt()).isNull();
  }

  @Test
  void aReturnIsNewsEvenWithTheSameFigures() {
    Snapshot back =
        Snapshot.initial(NOON)
            .answered(after(1), overview(5))
            .failed(after(2), gone())
            .answered(after(9), overview(5));

    assertThat(back.version()).isEqualTo(3);
    assertThat(back.source())
        .isEqualTo(new SourceStatus(SourceStatus.State.OK, after(9), null, null));
  }
}
