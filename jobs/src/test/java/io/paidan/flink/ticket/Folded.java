package io.paidan.flink.ticket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.Instants;
import io.paidan.core.ticket.AlertFacts;
import io.paidan.core.ticket.AlertStatus;
import io.paidan.core.ticket.EventDocuments;
import io.paidan.core.ticket.Ticket;
import io.paidan.core.ticket.TicketDocuments;
import io.paidan.core.ticket.TicketFacts;
import io.paidan.core.ticket.TicketJudge;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.event.TicketEvent;
import io.paidan.policy.PolicyHistory;
import io.paidan.policy.PolicyParser;
import io.paidan.policy.PolicyVersion;
import io.paidan.reference.ReferenceData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The documents that the fold of all events gives, and those of a running operator, both without
 * what only a live run can know: {@code alias/_id} → JSON.
 */
final class Folded {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> LIVE_ONLY =
      List.of(
          "revision",
          "withdrawn_breaches",
          "fired_at",
          "topic",
          "partition",
          "offset",
          "record_timestamp",
          "read_at");

  private Folded() {}

  /** By the fold of each ticket's events, under policies of one version each. */
  static Map<String, String> documents(
      Map<String, List<TicketEvent>> histories,
      List<String> policyVersions,
      ReferenceData reference,
      long asOf) {
    List<PolicyVersion> policies = new ArrayList<>();
    policyVersions.forEach(json -> policies.addAll(PolicyParser.parse(json).versions()));
    assertThat(policies).hasSameSizeAs(policyVersions);
    TicketJudge judge = TicketJudge.of(new PolicyHistory(policies), reference.zone());
    TicketDocuments documents = new TicketDocuments(reference);
    EventDocuments events = new EventDocuments(reference);
    Map<String, String> all = new TreeMap<>();
    histories.forEach(
        (id, history) -> {
          Ticket ticket = judge.fold(id, history, asOf);
          TicketFacts facts = ticket.facts();
          for (Document document : documents.changed(null, facts, 1, clock -> 0)) {
            put(all, document.alias(), document.id(), document.body());
          }
          for (AlertFacts alert : facts.alerts()) {
            put(
                all,
                Alias.ALERTS,
                alert.id(),
                documents.alert(alert, status(alert), alert.thresholdAt(), alert.endedAt(), 1));
          }
          for (TicketEvent event : history) {
            put(
                all,
                Alias.EVENTS,
                EventDocuments.id(event),
                events.document(event, 1, null).body());
          }
        });
    return all;
  }

  private static AlertStatus status(AlertFacts alert) {
    return alert.endedAt() == Instants.NONE ? AlertStatus.FIRING : AlertStatus.RESOLVED;
  }

  /** As the operator has written them; withdrawn alerts are the live run's alone. */
  static Map<String, String> live(RunningOperator operator) {
    Map<String, String> all = new TreeMap<>();
    for (Alias alias : Alias.values()) {
      operator
          .index(alias)
          .forEach(
              (id, json) -> {
                if (alias != Alias.ALERTS || !json.contains("\"status\":\"WITHDRAWN\"")) {
                  put(all, alias, id, json.getBytes(UTF_8));
                }
              });
    }
    return all;
  }

  static List<String> differences(Map<String, String> expected, Map<String, String> live) {
    TreeSet<String> ids = new TreeSet<>(expected.keySet());
    ids.addAll(live.keySet());
    return ids.stream()
        .filter(id -> !Objects.equals(expected.get(id), live.get(id)))
        .map(id -> id + "\n  fold " + expected.get(id) + "\n  live " + live.get(id) + "\n")
        .toList();
  }

  private static void put(Map<String, String> all, Alias alias, String id, byte[] json) {
    try {
      ObjectNode document = (ObjectNode) JSON.readTree(json);
      document.remove(LIVE_ONLY);
      all.put(alias.alias() + "/" + id, document.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
