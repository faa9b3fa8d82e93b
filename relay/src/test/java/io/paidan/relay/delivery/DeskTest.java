package io.paidan.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.relay.Samples;
import io.paidan.relay.alert.Alert;
import io.paidan.relay.channel.Notice;
import io.paidan.relay.config.QuietHours;
import io.paidan.relay.monitor.ReceiverStats;
import io.paidan.relay.monitor.ReceiverStats.Count;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeskTest {
  private static final int MANY = 100;
  private static final long NOON = Instant.parse("2026-11-20T12:00:00Z").toEpochMilli();
  private static final long NIGHT = Instant.parse("2026-11-20T23:00:00Z").toEpochMilli();
  private static final long MORNING = Instant.parse("2026-11-21T07:00:00Z").toEpochMilli();

  private final ReceiverStats stats = new ReceiverStats("r");
  private final Map<String, Entry> written = new HashMap<>();

  private static Receiver receiver(boolean states) {
    return new Receiver(
        "r",
        alert -> !"KEY".equals(String.valueOf(alert.ticketClass())),
        states,
        true,
        new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0), ZoneOffset.UTC),
        states ? 0 : 10,
        Duration.ofMinutes(1),
        Duration.ofHours(1));
  }

  private Desk robot() {
    return new Desk(receiver(false), new Counts(stats));
  }

  private Desk alertmanager() {
    return new Desk(receiver(true), new Counts(stats));
  }

  private static Alert alert(int revision, String status, String ticketClass) {
    boolean emergency = ticketClass.equals("EMERGENCY");
    return Samples.breach(
        "\"revision\":7", "\"revision\":" + revision,
        "\"FIRING\"", "\"" + status + "\"",
        "\"EMERGENCY\"", "\"" + ticketClass + "\"",
        "\"critical\"", emergency ? "\"critical\"" : "\"warning\"",
        "\"ended_at\":null",
            status.equals("FIRING")
                ? "\"ended_at\":null"
                : "\"ended_at\":\"2026-11-20T04:00:00.000Z\"");
  }

  private static Alert firing(int revision) {
    return alert(revision, "FIRING", "EMERGENCY");
  }

  private static Alert resolved(int revision) {
    return alert(revision, "RESOLVED", "EMERGENCY");
  }

  /** Delivers what is due, writes the book down, and tells what was delivered. */
  private List<Notice> deliver(Desk desk, long now) {
    List<Notice> due = desk.due(now, MANY);
    desk.delivered(due, now);
    write(desk);
    return due;
  }

  private void write(Desk desk) {
    desk.unwritten().forEach((id, entry) -> written.put(id, entry));
    written.values().removeIf(entry -> entry == null);
    desk.unwritten().clear();
  }

  private Desk restarted(boolean states, long now) {
    Desk desk = new Desk(receiver(states), new Counts(stats));
    written.forEach((id, entry) -> desk.restore(id, entry, now));
    return desk;
  }

  @Test
  void tellsThatItFiresAndThatItHasEndedOnce() {
    Desk desk = robot();
    desk.take(firing(1), 0, 10, NOON);
    assertThat(desk.held(0)).isEqualTo(10);
    assertThat(deliver(desk, NOON)).containsExactly(new Notice(firing(1), true, null));
    assertThat(desk.held(0)).isEqualTo(Waiting.NONE);
    // A repeat, and a state that says something else of what people know already.
    desk.take(firing(1), 0, 11, NOON);
    desk.take(firing(2), 0, 12, NOON);
    assertThat(deliver(desk, NOON)).isEmpty();
    desk.take(resolved(3), 0, 13, NOON);
    assertThat(deliver(desk, NOON)).containsExactly(new Notice(resolved(3), false, firing(2)));
    desk.take(resolved(4), 0, 14, NOON);
    assertThat(deliver(desk, NOON)).isEmpty();
    assertThat(stats.get(Count.REPEATED)).isEqualTo(1);
    assertThat(stats.get(Count.FIRING)).isEqualTo(1);
    assertThat(stats.get(Count.ENDED)).isEqualTo(1);
  }

  @Test
  void whatHasEndedBeforeItWasDeliveredIsNeverTold() {
    Desk desk = robot();
    desk.take(firing(1), 0, 10, NOON);
    desk.take(resolved(2), 0, 11, NOON);
    assertThat(deliver(desk, NOON)).isEmpty();
    assertThat(desk.held(0)).isEqualTo(Waiting.NONE);
    // Nor is an end that nobody waits for.
    Desk states = alertmanager();
    states.take(resolved(2), 0, 11, NOON);
    assertThat(deliver(states, NOON)).isEmpty();
  }

  @Test
  void whatWasFoundOutLongAfterItsThresholdIsCountedAndNotTold() {
    Alert old =
        Samples.breach(
            "\"fired_at\":\"2026-11-20T03:34:05.140Z\"",
            "\"fired_at\":\"2026-11-20T04:34:05.124Z\"");
    Desk desk = alertmanager();
    desk.take(old, 0, 10, NOON);
    assertThat(deliver(desk, NOON)).isEmpty();
    assertThat(stats.get(Count.OLD)).isEqualTo(1);
    // Whenever it is read: a relay that was away for a night still tells what fires.
    long later = NOON + Duration.ofDays(3).toMillis();
    desk.take(firing(8), 0, 11, later);
    assertThat(deliver(desk, later)).hasSize(1);
  }

  @Test
  void anEmergencyOutOfARoutineMatterIsToldAnew() {
    Desk desk = robot();
    desk.take(alert(1, "FIRING", "ROUTINE"), 0, 10, NOON);
    assertThat(deliver(desk, NOON)).hasSize(1);
    desk.take(alert(2, "FIRING", "EMERGENCY"), 0, 11, NOON);
    assertThat(deliver(desk, NOON)).hasSize(1);
    desk.take(alert(3, "FIRING", "ROUTINE"), 0, 12, NOON);
    assertThat(deliver(desk, NOON)).isEmpty();
  }

  @Test
  void quietHoursHoldBackAllButEmergencies() {
    Desk desk = robot();
    desk.take(alert(1, "FIRING", "ROUTINE"), 0, 10, NIGHT);
    assertThat(deliver(desk, NIGHT)).isEmpty();
    // The book keeps it: no offset waits for the morning.
    assertThat(desk.held(0)).isEqualTo(Waiting.NONE);
    Desk after = restarted(false, NIGHT);
    after.tidy(MORNING - 1, Map.of());
    assertThat(deliver(after, MORNING - 1)).isEmpty();
    after.tidy(MORNING, Map.of());
    assertThat(deliver(after, MORNING)).hasSize(1);

    Desk emergency = robot();
    emergency.take(firing(1), 0, 10, NIGHT);
    assertThat(deliver(emergency, NIGHT)).hasSize(1);
  }

  @Test
  void whatEndsInQuietHoursIsNotToldInTheMorning() {
    Desk desk = robot();
    desk.take(alert(1, "FIRING", "ROUTINE"), 0, 10, NIGHT);
    write(desk);
    assertThat(written).hasSize(1);
    desk.take(alert(2, "RESOLVED", "ROUTINE"), 0, 11, NIGHT);
    desk.tidy(MORNING, Map.of());
    assertThat(deliver(desk, MORNING)).isEmpty();
    assertThat(written).isEmpty();
    assertThat(stats.get(Count.ENDED_BEFORE)).isEqualTo(1);
  }

  @Test
  void anEndWaitsForTheMorningToo() {
    Desk desk = robot();
    desk.take(alert(1, "FIRING", "ROUTINE"), 0, 10, NOON);
    assertThat(deliver(desk, NOON)).hasSize(1);
    desk.take(alert(2, "RESOLVED", "ROUTINE"), 0, 11, NIGHT);
    assertThat(deliver(desk, NIGHT)).isEmpty();
    assertThat(desk.held(0)).isEqualTo(Waiting.NONE);
    Desk after = restarted(false, NIGHT);
    after.tidy(MORNING, Map.of());
    assertThat(deliver(after, MORNING)).extracting(Notice::firing).containsExactly(false);
    // To who takes states, an end makes no noise.
    Desk states = alertmanager();
    states.take(alert(1, "FIRING", "ROUTINE"), 0, 10, NOON);
    deliver(states, NOON);
    states.take(alert(2, "RESOLVED", "ROUTINE"), 0, 11, NIGHT);
    assertThat(deliver(states, NIGHT)).hasSize(1);
  }

  @Test
  void statesAreToldAgainAndAgainAlsoAfterARestart() {
    Desk desk = alertmanager();
    desk.take(firing(1), 0, 10, NOON);
    assertThat(deliver(desk, NOON)).hasSize(1);
    assertThat(deliver(desk, NOON + 59_999)).isEmpty();
    assertThat(desk.dueAt(NOON + 1)).isEqualTo(NOON + 60_000);
    assertThat(deliver(desk, NOON + 60_000)).containsExactly(new Notice(firing(1), true, null));

    Desk after = restarted(true, NOON + 70_000);
    assertThat(deliver(after, NOON + 70_000)).hasSize(1);
    after.take(resolved(2), 0, 11, NOON + 80_000);
    assertThat(deliver(after, NOON + 80_000))
        .containsExactly(new Notice(resolved(2), false, firing(1)));
    // Ends are told again, too, for a quarter of an hour.
    assertThat(deliver(after, NOON + 140_000)).extracting(Notice::firing).containsExactly(false);
    long later = NOON + 80_000 + Desk.REMEMBER_ENDED.toMillis();
    after.tidy(later, Map.of(0, 12L));
    assertThat(deliver(after, later)).isEmpty();
    assertThat(written).isEmpty();
  }

  @Test
  void anEndIsRememberedUntilOffsetsHavePassedIt() {
    Desk desk = alertmanager();
    desk.take(firing(1), 0, 10, NOON);
    deliver(desk, NOON);
    desk.take(resolved(2), 0, 11, NOON);
    deliver(desk, NOON);
    long later = NOON + Desk.REMEMBER_ENDED.toMillis();
    desk.tidy(later, Map.of(0, 11L));
    write(desk);
    assertThat(written).hasSize(1);
    // Both are read again after a crash, and nothing fires anew.
    Desk after = restarted(true, later);
    after.take(firing(1), 0, 10, later);
    after.take(resolved(2), 0, 11, later);
    assertThat(deliver(after, later)).extracting(Notice::firing).containsExactly(false);
  }

  @Test
  void aJobThatSaysAllOnceMoreIsNotHeardTwice() {
    for (Desk desk : List.of(robot(), alertmanager())) {
      desk.take(firing(1), 0, 10, NOON);
      deliver(desk, NOON);
      desk.take(resolved(2), 0, 11, NOON);
      deliver(desk, NOON);
      // From its last checkpoint, with revisions of their own.
      desk.take(firing(3), 0, 12, NOON + 1000);
      assertThat(deliver(desk, NOON + 1000)).isEmpty();
      assertThat(desk.held(0)).isEqualTo(12);
      desk.take(resolved(4), 0, 13, NOON + 2000);
      assertThat(deliver(desk, NOON + 10_000)).isEmpty();
      assertThat(desk.held(0)).isEqualTo(Waiting.NONE);
      // One that goes on firing is told.
      long settled = NOON + 20_000 + Desk.SETTLE.toMillis();
      desk.take(firing(5), 0, 14, NOON + 20_000);
      assertThat(desk.dueAt(NOON + 20_000)).isEqualTo(settled);
      assertThat(deliver(desk, settled)).extracting(Notice::firing).containsExactly(true);
    }
  }

  @Test
  void whoTakesStatesIsToldWhatTheyHaveBecome() {
    Desk desk = alertmanager();
    desk.take(alert(1, "FIRING", "ROUTINE"), 0, 10, NOON);
    deliver(desk, NOON);
    desk.take(alert(2, "FIRING", "ROUTINE"), 0, 11, NOON);
    assertThat(deliver(desk, NOON)).isEmpty();
    Alert emergency = alert(3, "FIRING", "EMERGENCY");
    desk.take(emergency, 0, 12, NOON);
    assertThat(deliver(desk, NOON))
        .containsExactly(new Notice(emergency, true, alert(2, "FIRING", "ROUTINE")));
    // No longer this receiver's: it ends there, though it fires.
    desk.take(alert(4, "FIRING", "KEY"), 0, 13, NOON);
    assertThat(deliver(desk, NOON))
        .containsExactly(new Notice(alert(4, "FIRING", "KEY"), false, emergency));
  }

  @Test
  void whatIsRefusedIsPutAsideAndTriedAgainAfterARestart() {
    Desk desk = robot();
    desk.take(firing(1), 0, 10, NOON);
    desk.refused(desk.due(NOON, MANY), "too long", NOON);
    write(desk);
    assertThat(desk.held(0)).isEqualTo(Waiting.NONE);
    assertThat(desk.due(NOON, MANY)).isEmpty();
    assertThat(desk.counted(NOON).aside()).isEqualTo(1);
    assertThat(written.values()).extracting(Entry::reason).containsExactly("too long");
    assertThat(restarted(false, NOON).due(NOON, MANY)).hasSize(1);
    desk.take(resolved(2), 0, 11, NOON);
    write(desk);
    assertThat(written).isEmpty();
  }

  @Test
  void offsetsWaitForTheOldestOfTheirPartition() {
    Desk desk = robot();
    desk.take(other("A", 1), 0, 10, NOON);
    desk.take(other("B", 1), 0, 11, NOON);
    desk.take(other("C", 1), 1, 5, NOON);
    desk.take(other("A", 2), 0, 12, NOON);
    assertThat(desk.held(0)).isEqualTo(10);
    assertThat(desk.held(1)).isEqualTo(5);
    assertThat(desk.counted(NOON + 1000).oldestMillis()).isEqualTo(1000);
    desk.forget(Set.of(0));
    assertThat(desk.held(0)).isEqualTo(Waiting.NONE);
    assertThat(desk.held(1)).isEqualTo(5);
  }

  @Test
  void readingStopsWhereTooManyWait() {
    Desk desk = alertmanager();
    for (int i = 0; i < Desk.MOST_WAITING; i++) {
      assertThat(desk.isFull()).isFalse();
      desk.take(other("T-" + i, 1), 0, i, NOON);
    }
    assertThat(desk.isFull()).isTrue();
    assertThat(desk.due(NOON, MANY)).hasSize(MANY);
  }

  @Test
  void emergenciesThatFireGoBeforeAllThatWaits() {
    for (Desk desk : List.of(alertmanager(), webHook())) {
      for (int i = 0; i < MANY; i++) {
        desk.take(routine("T-" + i), 0, i, NOON);
      }
      desk.take(other("E-1", 1), 0, MANY, NOON + 1);
      desk.take(other("E-2", 1), 0, MANY + 1, NOON + 2);
      List<Notice> first = desk.due(NOON + 3, 2);
      assertThat(first.get(0).alert().id()).startsWith("E-1/");
      desk.delivered(first, NOON + 3);
      // The others in their turn; and offsets still wait for the oldest.
      assertThat(desk.held(0)).isZero();
      List<String> order = new ArrayList<>();
      for (List<Notice> due = desk.due(NOON + 4, 1); !due.isEmpty(); due = desk.due(NOON + 4, 1)) {
        due.forEach(notice -> order.add(notice.alert().id().split("/")[0]));
        desk.delivered(due, NOON + 4);
      }
      order.remove("E-2");
      assertThat(order).hasSize(MANY).startsWith("T-0", "T-1").endsWith("T-99");
      assertThat(desk.held(0)).isEqualTo(Waiting.NONE);
    }
  }

  private Desk webHook() {
    Receiver robot = receiver(false);
    return new Desk(
        new Receiver(
            robot.name(),
            robot.routed(),
            false,
            true,
            null,
            0,
            robot.resendEvery(),
            robot.horizon()),
        new Counts(stats));
  }

  @Test
  void whatIsNewGoesBeforeWhatIsToldAgain() {
    Desk desk = alertmanager();
    for (int i = 0; i < MANY; i++) {
      desk.take(other("T-" + i, 1), 0, i, NOON);
    }
    deliver(desk, NOON);
    long again = NOON + 60_000;
    desk.delivered(desk.due(again, MANY / 2), again);
    desk.take(routine("N-1"), 0, MANY, again);
    assertThat(deliver(desk, again))
        .singleElement()
        .satisfies(notice -> assertThat(notice.alert().id()).startsWith("N-1/"));
    assertThat(deliver(desk, again)).hasSize(MANY / 2);
  }

  private static Alert routine(String ticket) {
    return Samples.alert(
        ticket + "/-/1/TOTAL/BREACH",
        Samples.BREACH.replace("EMERGENCY", "ROUTINE").replace("critical", "warning"));
  }

  private static Alert other(String ticket, int revision) {
    return Samples.alert(
        ticket + "/-/1/TOTAL/BREACH",
        Samples.BREACH.replace("\"revision\":7", "\"revision\":" + revision));
  }

  @Test
  void theBookIsReadBackAsItIsWritten() throws Exception {
    Entry entry = new Entry(Phase.ASIDE, firing(3), 2, 17, NOON, "太长");
    assertThat(StateJson.read(firing(3).id(), StateJson.write(entry))).isEqualTo(entry);
  }
}
