package io.paidan.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.relay.Samples;
import io.paidan.relay.alert.Alert;
import io.paidan.relay.channel.Notice;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** However alerts come, people get each once, in no more messages a minute than a robot takes. */
class PaceProperties {
  private static final Alert EMERGENCY = Samples.breach();
  private static final Alert ROUTINE =
      Samples.breach("\"EMERGENCY\"", "\"ROUTINE\"", "\"critical\"", "\"warning\"");

  private record Sent(long at, int notices) {}

  private record Came(long at, boolean urgent) {}

  @Property(tries = 500, seed = "20260308")
  void noMinuteHasTooManyAndNobodyWaitsTooLong(
      @ForAll @IntRange(min = 1, max = 10) int over,
      @ForAll @Size(min = 1, max = 300) List<@IntRange(max = 4000) Integer> gaps,
      @ForAll @IntRange(min = 1, max = 20) int everyNthUrgent) {
    Pace pace = new Pace(over);
    List<Came> coming = new ArrayList<>();
    long at = 0;
    for (int i = 0; i < gaps.size(); i++) {
      // Mostly bursts: nine of ten come together with the one before.
      at += gaps.get(i) % 10 == 0 ? gaps.get(i) : 0;
      coming.add(new Came(at, i % everyNthUrgent == 0));
    }
    List<Sent> sent = new ArrayList<>();
    List<Came> waiting = new ArrayList<>();
    int next = 0;
    long now = 0;
    while (next < coming.size() || !waiting.isEmpty()) {
      while (next < coming.size() && coming.get(next).at() <= now) {
        waiting.add(coming.get(next++));
      }
      List<Notice> notices = notices(waiting);
      List<Notice> message = pace.next(notices, now);
      if (!message.isEmpty()) {
        assertThat(message).isEqualTo(notices.subList(0, message.size()));
        for (Came delivered : waiting.subList(0, message.size())) {
          long waited = now - delivered.at();
          assertThat(waited).isLessThanOrEqualTo(delivered.urgent() ? Pace.URGENT : Pace.MINUTE);
        }
        pace.sent(message.size(), now);
        sent.add(new Sent(now, message.size()));
        waiting.subList(0, message.size()).clear();
        continue;
      }
      long wake = pace.at(notices, now);
      assertThat(wake).isGreaterThan(now);
      now = next < coming.size() ? Math.min(wake, coming.get(next).at()) : wake;
    }
    assertThat(sent.stream().mapToInt(Sent::notices).sum()).isEqualTo(coming.size());
    for (Sent first : sent) {
      long within =
          sent.stream().filter(s -> s.at() >= first.at() && s.at() < first.at() + 60_000).count();
      assertThat(within).isLessThanOrEqualTo(over + 10);
    }
  }

  private static List<Notice> notices(List<Came> waiting) {
    return waiting.stream()
        .map(c -> new Notice(c.urgent() ? EMERGENCY : ROUTINE, true, null))
        .toList();
  }
}
