package io.paidan.board.overview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.board.overview.Overview.Hour;
import io.paidan.board.source.Aggregations;
import io.paidan.board.source.Batch;
import io.paidan.board.source.Body;
import io.paidan.document.Alias;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What happened in the last 24 local hours, the present one included. */
final class HoursPart {
  static final int HOURS = 24;

  private final Instant from;
  private final Batch.Slot dispatched;
  private final Batch.Slot resolved;
  private final Batch.Slot breached;

  HoursPart(ViewAt at, Batch batch) {
    Instant present = at.now().atZone(at.zone()).truncatedTo(ChronoUnit.HOURS).toInstant();
    from = present.minus(Duration.ofHours(HOURS - 1));
    Instant to = present.plus(Duration.ofHours(1));
    dispatched =
        hourly(batch, Alias.TICKETS, Counted.dispatchedWithin(at, from, to), "dispatched_at");
    resolved = hourly(batch, Alias.TICKETS, Counted.resolvedWithin(at, from, to), "resolved_at");
    breached = hourly(batch, Alias.CLOCKS, Counted.breachedWithin(at, from, to), "breached_at");
  }

  private Batch.Slot hourly(Batch batch, Alias alias, ObjectNode query, String field) {
    return batch.add(alias, Body.of(query).with("hours", Aggregations.hours(field, from)).json());
  }

  List<Hour> hours() {
    Map<Long, Long> dispatches = counts(dispatched);
    Map<Long, Long> resolutions = counts(resolved);
    Map<Long, Long> breaches = counts(breached);
    List<Hour> hours = new ArrayList<>(HOURS);
    for (int i = 0; i < HOURS; i++) {
      Instant hour = from.plus(Duration.ofHours(i));
      long key = hour.toEpochMilli();
      hours.add(
          new Hour(
              hour,
              dispatches.getOrDefault(key, 0L),
              resolutions.getOrDefault(key, 0L),
              breaches.getOrDefault(key, 0L)));
    }
    return hours;
  }

  private static Map<Long, Long> counts(Batch.Slot slot) {
    Map<Long, Long> counts = new HashMap<>();
    for (JsonNode bucket : slot.buckets("hours")) {
      counts.put(bucket.path("key").asLong(), Aggregations.count(bucket));
    }
    return counts;
  }
}
