package io.paidan.relay.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which alerts are told again when, those first that were told longest ago. */
final class Resends {
  private final long every;
  private final LinkedHashMap<String, Long> sentAt = new LinkedHashMap<>();

  /**
   * @param every ms
   */
  Resends(long every) {
    this.every = every;
  }

  /** From now on the alert is told again; at once, if it never was. */
  void keep(String id) {
    sentAt.putIfAbsent(id, Long.MIN_VALUE / 2);
  }

  void drop(String id) {
    sentAt.remove(id);
  }

  /** It has been told. */
  void sent(String id, long now) {
    if (sentAt.remove(id) != null) {
      sentAt.put(id, now);
    }
  }

  List<String> due(long now, int most) {
    List<String> due = new ArrayList<>();
    for (Map.Entry<String, Long> entry : sentAt.entrySet()) {
      if (due.size() == most || entry.getValue() + every > now) {
        break;
      }
      due.add(entry.getKey());
    }
    return due;
  }

  /** When something is due. */
  long nextAt() {
    return sentAt.isEmpty() ? Long.MAX_VALUE : sentAt.values().iterator().next() + every;
  }
}
