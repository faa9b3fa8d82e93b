package io.paidan.bench.open;

import io.paidan.document.Alias;
import io.paidan.document.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How events passed through the job, by the broker's clock alone: from the event's record to that
 * of its document.
 */
final class Passages {
  private record Passage(long writtenAt, long cameOutAt) {}

  private static final Set<String> FIELDS = Set.of("ticket_id", "record_timestamp");

  private final OpenTickets tickets;
  private final List<Passage> all = new ArrayList<>();

  /**
   * @param tickets whose events are looked at
   */
  Passages(OpenTickets tickets) {
    this.tickets = tickets;
  }

  /**
   * Takes a document of whatever kind.
   *
   * @param takenAt when the broker took it, milliseconds since the epoch
   */
  void take(Document document, long takenAt) {
    if (document.alias() != Alias.EVENTS) {
      return;
    }
    Map<String, String> fields = DocumentFields.of(document.body(), FIELDS);
    if (tickets.hasMade(fields.get("ticket_id"))) {
      all.add(new Passage(Instant.parse(fields.get("record_timestamp")).toEpochMilli(), takenAt));
    }
  }

  /** The delays of events written between two instants, the second left out. */
  Delays delays(long from, long to) {
    Delays delays = new Delays();
    all.stream()
        .filter(passage -> passage.writtenAt >= from && passage.writtenAt < to)
        .forEach(passage -> delays.add(passage.cameOutAt - passage.writtenAt));
    return delays;
  }
}
