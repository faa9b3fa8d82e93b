package io.paidan.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.relay.Samples;
import io.paidan.relay.alert.Alert;
import io.paidan.relay.channel.Answer;
import io.paidan.relay.channel.Answer.Outcome;
import io.paidan.relay.channel.Channel;
import io.paidan.relay.channel.Notice;
import io.paidan.relay.monitor.ReceiverStats;
import io.paidan.relay.monitor.ReceiverStats.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
  private static final long NOW = Instant.parse("2026-11-20T12:00:00Z").toEpochMilli();

  private final ReceiverStats stats = new ReceiverStats("r");
  private final List<List<String>> tried = new ArrayList<>();

  /** A receiver that answers as it is told to. */
  private Deliveries deliveries(Function<List<Notice>, Answer> answers, int most) {
    Channel channel =
        new Channel() {
          @Override
          public Answer deliver(List<Notice> notices, Instant now) {
            tried.add(notices.stream().map(n -> n.alert().ticket()).toList());
            return answers.apply(notices);
          }

          @Override
          public int most() {
            return most;
          }
        };
    return new Deliveries("r", channel, stats, new Random(1));
  }

  private Desk desk(int alerts) {
    Desk desk =
        new Desk(
            new Receiver(
                "r", a -> true, true, true, null, 0, Duration.ofHours(1), Duration.ofHours(1)),
            new Counts(stats));
    for (int i = 0; i < alerts; i++) {
      desk.take(alert("T-" + i), 0, i, NOW);
    }
    return desk;
  }

  private static Alert alert(String ticket) {
    return Samples.alert(
        ticket + "/-/1/TOTAL/BREACH",
        Samples.BREACH.replace(
            "\"ticket_id\":\"T-2026-000666\"", "\"ticket_id\":\"" + ticket + "\""));
  }

  private static Answer answer(Outcome outcome, Duration after) {
    return new Answer(outcome, "because", after);
  }

  @Test
  void findsTheOneThatIsRefusedAndDeliversTheOthers() throws Exception {
    Desk desk = desk(20);
    Deliveries deliveries =
        deliveries(
            notices ->
                notices.stream().anyMatch(n -> n.alert().ticket().equals("T-13"))
                    ? answer(Outcome.REFUSED, null)
                    : Answer.DELIVERED,
            200);
    assertThat(deliveries.deliver(desk, NOW)).isTrue();
    assertThat(desk.counted(NOW).firing()).isEqualTo(19);
    assertThat(desk.counted(NOW).aside()).isEqualTo(1);
    assertThat(desk.held(0)).isEqualTo(Waiting.NONE);
    assertThat(tried).hasSizeLessThan(12);
    assertThat(stats.state()).isEqualTo(State.OK);
  }

  @Test
  void leavesAloneLongerAndLongerOneThatIsDown() throws Exception {
    Desk desk = desk(1);
    Deliveries deliveries = deliveries(n -> answer(Outcome.LATER, null), 200);
    long now = NOW;
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      assertThat(deliveries.deliver(desk, now)).isTrue();
      assertThat(deliveries.deliver(desk, now)).isFalse();
      long next = deliveries.nextAt(desk, now);
      waits.add(next - now);
      now = next;
    }
    assertThat(waits.get(0)).isBetween(250L, 500L);
    assertThat(waits.get(3)).isBetween(2_000L, 4_000L);
    assertThat(waits.subList(7, 12)).allSatisfy(w -> assertThat(w).isBetween(15_000L, 30_000L));
    assertThat(stats.state()).isEqualTo(State.RETRYING);
    assertThat(stats.reason()).isEqualTo("because");
    assertThat(desk.held(0)).isZero();
  }

  @Test
  void waitsForAsLongAsItIsAskedTo() throws Exception {
    Desk desk = desk(1);
    Deliveries deliveries = deliveries(n -> answer(Outcome.LATER, Duration.ofMinutes(2)), 200);
    deliveries.deliver(desk, NOW);
    assertThat(deliveries.nextAt(desk, NOW)).isEqualTo(NOW + 120_000);
  }

  @Test
  void losesNothingToOneThatIsClosed() throws Exception {
    Desk desk = desk(3);
    List<Answer> answers = new ArrayList<>(List.of(answer(Outcome.CLOSED, null), Answer.DELIVERED));
    Deliveries deliveries = deliveries(n -> answers.remove(0), 200);
    deliveries.deliver(desk, NOW);
    assertThat(stats.state()).isEqualTo(State.CLOSED);
    assertThat(desk.held(0)).isZero();
    long next = deliveries.nextAt(desk, NOW);
    assertThat(next).isEqualTo(NOW + Deliveries.CLOSED_PAUSE.toMillis());
    deliveries.deliver(desk, next);
    assertThat(stats.state()).isEqualTo(State.OK);
    assertThat(desk.counted(next).firing()).isEqualTo(3);
  }

  @Test
  void putsAsideWhatIsRefusedForReasonsThatNobodyKnows() throws Exception {
    Desk desk = desk(1);
    Deliveries deliveries = deliveries(n -> answer(Outcome.UNCLEAR, null), Integer.MAX_VALUE);
    long now = NOW;
    for (int i = 1; i < Deliveries.UNCLEAR_TRIES; i++) {
      deliveries.deliver(desk, now);
      assertThat(desk.counted(now).aside()).isZero();
      now = deliveries.nextAt(desk, now);
    }
    deliveries.deliver(desk, now);
    assertThat(desk.counted(now).aside()).isEqualTo(1);
  }
}
