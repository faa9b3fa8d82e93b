package io.paidan.it.wall;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.document.Alias;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The documents of a simulated prefecture as of an instant: what the wall must show is counted from
 * these, by nobody's queries.
 */
final class WallPrefecture {
  private final WallDocuments documents;

  private WallPrefecture(WallDocuments documents) {
    this.documents = documents;
  }

  /**
   * Simulates and computes.
   *
   * @param rate records a second
   * @param folder for the files between
   */
  static WallPrefecture simulated(Instant from, Instant asOf, double rate, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    return new WallPrefecture(
        WallDocuments.simulated(folder, from, Duration.between(from, asOf), rate));
  }

  WallDocuments documents() {
    return documents;
  }

  Stream<ObjectNode> of(Alias alias) {
    return documents.byAlias().get(alias).values().stream().map(ObjectNode.class::cast);
  }

  long count(Alias alias, Predicate<JsonNode> wanted) {
    return of(alias).filter(wanted).count();
  }

  /** The tickets that are overdue, in the order in which the wall lists them. */
  List<ObjectNode> overdue(Predicate<JsonNode> wanted) {
    Map<String, String> since =
        of(Alias.CLOCKS)
            .filter(clock -> clock.path("status").asText().equals("BREACHED"))
            .collect(
                Collectors.toMap(
                    clock -> clock.path("ticket_id").asText(),
                    clock -> clock.path("due_at").asText(),
                    (a, b) -> a.compareTo(b) < 0 ? a : b));
    return of(Alias.TICKETS)
        .filter(ticket -> ticket.path("overdue").asBoolean())
        .filter(wanted)
        .sorted(
            Comparator.comparing(
                    (ObjectNode t) -> !t.path("ticket_class").asText().equals("EMERGENCY"))
                .thenComparing(t -> since.get(t.path("ticket_id").asText()))
                .thenComparing(t -> t.path("ticket_id").asText()))
        .toList();
  }

  /**
   * Lets exactly so many tickets be overdue: of others the limits that were passed still run; where
   * there are not enough, limits that run have been passed.
   */
  void overdueExactly(int count) {
    List<ObjectNode> overdue = overdue(ticket -> true);
    Set<String> kept = new HashSet<>();
    // From all of the list, so that all classes are among the few.
    for (int i = 0; i < Math.min(count, overdue.size()); i++) {
      int place = (int) ((long) i * overdue.size() / count);
      kept.add(id(overdue.size() <= count ? overdue.get(i) : overdue.get(place)));
    }
    for (ObjectNode clock : of(Alias.CLOCKS).toList()) {
      String status = clock.path("status").asText();
      if (status.equals("BREACHED") && !kept.contains(id(clock))) {
        clock.put("status", "RUNNING").putNull("breached_at");
      } else if (status.equals("RUNNING") && count > overdue.size() && kept.size() < count) {
        Instant start = Instant.parse(clock.path("started_at").asText());
        String due = start.plus(Duration.between(start, documents.asOf()).dividedBy(2)).toString();
        clock.put("status", "BREACHED").put("due_at", due).put("breached_at", due);
        kept.add(id(clock));
      }
    }
    of(Alias.TICKETS).forEach(ticket -> ticket.put("overdue", kept.contains(id(ticket))));
  }

  private static String id(JsonNode document) {
    return document.path("ticket_id").asText();
  }
}
