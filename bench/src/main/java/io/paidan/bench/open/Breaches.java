package io.paidan.bench.open;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** The BREACH alerts on a run's alerts topic, each once: as it came first. */
final class Breaches {
  /**
   * One alert. Instants in milliseconds since the epoch.
   *
   * @param id the record's key
   * @param thresholdAt when the rule gives it
   * @param alertedAt when the broker took its record
   */
  record Breach(String id, String ticketId, boolean emergency, long thresholdAt, long alertedAt) {
    /** From the threshold to the record. */
    long delay() {
      return alertedAt - thresholdAt;
    }
  }

  private static final Set<String> FIELDS =
      Set.of("level", "ticket_id", "ticket_class", "threshold_at");

  private Breaches() {}

  /** Hands out those from these offsets to the present ends. */
  static void read(RunSettings run, Map<TopicPartition, Long> from, Consumer<Breach> take) {
    Set<String> seen = new HashSet<>();
    TopicReader.read(
        run,
        from,
        record -> {
          Map<String, String> fields = DocumentFields.of(record.value(), FIELDS);
          String id = new String(record.key(), UTF_8);
          if (fields.get("level").equals("BREACH") && seen.add(id)) {
            take.accept(
                new Breach(
                    id,
                    fields.get("ticket_id"),
                    "EMERGENCY".equals(fields.get("ticket_class")),
                    Instant.parse(fields.get("threshold_at")).toEpochMilli(),
                    record.timestamp()));
          }
        });
  }
}
