package io.paidan.flink.ticket;

import io.paidan.Instants;
import io.paidan.core.ticket.AlertFacts;
import io.paidan.core.ticket.AlertStatus;
import io.paidan.core.ticket.TicketDocuments;
import io.paidan.core.ticket.TicketFacts;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import java.util.ArrayList;
import java.util.List;

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
   * @param told what became of what earlier attempts told: what is decided there is not withdrawn
   *     here
   * @param now wall clock, ms: when a new alert was found out and a withdrawn one ended
   * @return the alerts that changed, in the order of the facts, withdrawn ones first
   */
  static List<Change> update(
      AlertMemory memory,
      TicketFacts before,
      TicketFacts after,
      ToldAlerts.Settled told,
      long now) {
    List<AlertFacts> given = after.alerts();
    List<AlertFacts> earlier = before == null ? List.of() : before.alerts();
    if (given.equals(earlier) && told.restated().isEmpty()) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    for (AlertFacts gone : earlier) {
      if (find(gone, given) == null && !told.decides(gone.id())) {
        long firedAt = memory.forget(gone.id(), now);
        changes.add(new Change(gone, AlertStatus.WITHDRAWN, firedAt, now));
        if (gone.level().equals("BREACH")) {
          memory.countWithdrawnBreach(gone.clockId());
        }
      }
    }
    for (AlertFacts alert : given) {
      if (!alert.equals(find(alert, earlier)) || told.restated().contains(alert.id())) {
        boolean over = alert.endedAt() != Instants.NONE;
        changes.add(
            new Change(
                alert,
                over ? AlertStatus.RESOLVED : AlertStatus.FIRING,
                memory.firedAt(alert.id(), now),
                alert.endedAt()));
      }
    }
    return changes;
  }

  /** A ticket has a handful of alerts: looking through them is quicker than a table. */
  private static AlertFacts find(AlertFacts wanted, List<AlertFacts> alerts) {
    for (AlertFacts alert : alerts) {
      if (alert.isSameAlert(wanted)) {
        return alert;
      }
    }
    return null;
  }
}
