package io.paidan.flink.ticket;

import io.paidan.Instants;
import io.paidan.core.ticket.AlertFacts;
import io.paidan.core.ticket.AlertStatus;
import io.paidan.core.ticket.TicketDocuments;
import io.paidan.core.ticket.TicketFacts;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows the alerts of a ticket through the live run: what the facts give now against what they
 * gave before. An alert that they no longer give is not deleted but WITHDRAWN (contract, section
 * 1), and a withdrawn BREACH is counted at its clock.
 */
final class AlertBook {
  /** One alert as it has become. */
  record Change(AlertFacts alert, AlertStatus status, long firedAt, long endedAt) {
    Document document(TicketDocuments documents, long revision) {
      return Document.of(
          Alias.ALERTS,
          alert.id(),
          revision,
          documents.alert(alert, status, firedAt, endedAt, revision));
    }
  }

  private AlertBook() {}

  /**
   * Brings what is remembered up to date and tells what changed.
   *
   * @param before the facts that were published last; null: none
   * @param now wall clock, ms: when a new alert was found out and a withdrawn one ended
   * @return the alerts that changed, in the order of the facts, withdrawn ones first
   */
  static List<Change> update(LiveTicket live, TicketFacts before, TicketFacts after, long now) {
    List<AlertFacts> given = after.alerts();
    List<AlertFacts> earlier = before == null ? List.of() : before.alerts();
    if (given.equals(earlier)) {
      return List.of();
    }
    Map<String, AlertFacts> known = new HashMap<>();
    earlier.forEach(alert -> known.put(alert.id(), alert));
    List<Change> fresh = new ArrayList<>();
    for (AlertFacts alert : given) {
      AlertFacts was = known.remove(alert.id());
      if (!alert.equals(was)) {
        long firedAt = live.firedAt().computeIfAbsent(alert.id(), id -> now);
        boolean over = alert.endedAt() != Instants.NONE;
        fresh.add(
            new Change(
                alert, over ? AlertStatus.RESOLVED : AlertStatus.FIRING, firedAt, alert.endedAt()));
      }
    }
    List<Change> changes = new ArrayList<>();
    for (AlertFacts gone : known.values()) {
      Long firedAt = live.firedAt().remove(gone.id());
      changes.add(new Change(gone, AlertStatus.WITHDRAWN, firedAt == null ? now : firedAt, now));
      if (gone.level().equals("BREACH")) {
        live.withdrawnBreaches().merge(gone.clockId(), 1, Integer::sum);
      }
    }
    changes.addAll(fresh);
    return changes;
  }
}
