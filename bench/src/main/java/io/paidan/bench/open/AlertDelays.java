package io.paidan.bench.open;

import io.paidan.bench.open.Breaches.Breach;
import io.paidan.bench.relay.RelayPath;
import java.util.Map;

/** How late some alerts were: on their topic and, where there is a relay, at Alertmanager. */
final class AlertDelays {
  private final RelayPath relay;
  private final Delays onTopic = new Delays();
  private final Delays accepted = new Delays();
  private final Delays told = new Delays();

  /**
   * @param relay null: none
   */
  AlertDelays(RelayPath relay) {
    this.relay = relay;
  }

  void add(Breach breach) {
    onTopic.add(breach.delay());
    if (relay != null) {
      accepted.add(at("Alertmanager", relay.accepted(), breach) - breach.thresholdAt());
      if (relay.tellsOf(breach.emergency())) {
        told.add(at("its web hook", relay.told(), breach) - breach.thresholdAt());
      }
    }
  }

  private static long at(String where, Map<String, Long> times, Breach breach) {
    Long at = times.get(breach.id());
    if (at == null) {
      throw new IllegalStateException("lost on the way to " + where + ": " + breach);
    }
    return at;
  }

  void into(Figures figures, String what) {
    onTopic.into(figures, what);
    if (relay != null) {
      accepted.into(figures, what + " at Alertmanager");
      // Some would be none of all.
      if (told.count() == onTopic.count()) {
        told.into(figures, what + " at its web hook");
      }
    }
  }
}
