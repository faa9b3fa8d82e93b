package io.paidan.board.ticket;

import io.paidan.board.source.Body;
import java.util.ArrayList;
import java.util.List;

/** In which order a list is given: by fields that together are of one row only. */
record Sorting(List<String> fields, List<String> orders) {
  static final Sorting NEWEST_DISPATCH = by("dispatched_at", "desc", "ticket_id", "asc");
  static final Sorting NEWEST_RESOLUTION = by("resolved_at", "desc", "ticket_id", "asc");
  static final Sorting OLDEST_REPORT = by("reported_at", "asc", "ticket_id", "asc");

  /** By its name, EMERGENCY is the first class. */
  static final Sorting EMERGENCIES =
      by("ticket_class", "asc", "dispatched_at", "asc", "ticket_id", "asc");

  static final Sorting CLOCKS =
      by("due_at", "asc", "ticket_id", "asc", "department", "asc", "clock", "asc", "cycle", "asc");

  static final Sorting ASSIGNMENTS =
      by("dispatched_at", "desc", "ticket_id", "asc", "cycle", "asc");

  private static Sorting by(String... fieldsAndOrders) {
    List<String> fields = new ArrayList<>();
    List<String> orders = new ArrayList<>();
    for (int i = 0; i < fieldsAndOrders.length; i += 2) {
      fields.add(fieldsAndOrders[i]);
      orders.add(fieldsAndOrders[i + 1]);
    }
    return new Sorting(List.copyOf(fields), List.copyOf(orders));
  }

  Body sort(Body body) {
    for (int i = 0; i < fields.size(); i++) {
      body.sorted(fields.get(i), orders.get(i));
    }
    return body;
  }
}
