package io.paidan.cli.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.kibana.KibanaPack;
import io.paidan.kibana.OverdueRule;
import io.paidan.kibana.object.Json;
import io.paidan.kibana.object.Language;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Puts the pack and the rule into Kibana. Objects of the pack that are there are replaced; nothing
 * else is touched: no setting, no object of somebody else, no action that somebody gave the rule.
 */
public final class KibanaSetup {
  private static final int NAMED = 3;
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;

  private final KibanaClient client;
  private final Language language;

  private KibanaSetup(KibanaClient client, Language language) {
    this.client = client;
    this.language = language;
  }

  /**
   * What was done, a line each.
   *
   * @param done what is in place
   * @param notes what is not as one may expect, and fails nothing
   */
  public record Report(List<String> done, List<String> notes) {
    public Report {
      done = List.copyOf(done);
      notes = List.copyOf(notes);
    }
  }

  /**
   * Opens the way to Kibana; nothing is asked of it yet.
   *
   * @param caFile PEM certificates to trust for https; null: those that Java trusts
   * @param environment where the secrets are, or the names of their files
   * @throws IOException when a file is missing or the secrets do not fit together, with one line
   *     that says which
   */
  public static KibanaSetup open(
      KibanaAddress address, Path caFile, Map<String, String> environment, Language language)
      throws IOException {
    return new KibanaSetup(KibanaClient.open(address, caFile, environment), language);
  }

  /**
   * Does it; safe to repeat.
   *
   * @throws KibanaException when the pack is not in, with one line that says what to do
   */
  public Report run() throws IOException, InterruptedException {
    List<String> done = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    requireSpace();
    importPack(done, notes);
    putRule(done, notes);
    return new Report(done, notes);
  }

  /** Kibana imports into a space that there is not, and nobody finds it there. */
  private void requireSpace() throws IOException, InterruptedException {
    KibanaAddress address = client.address();
    if (address.space() == null) {
      return;
    }
    KibanaAnswer answer =
        client.get(address.resolveOutside("/api/spaces/space/" + address.space()));
    if (answer.status() == NOT_FOUND && answer.isKibanas()) {
      throw new KibanaException(
          "Kibana at "
              + address.base()
              + " has no space "
              + address.space()
              + " that this user may see: check --kibana-space, or make the space first.");
    }
  }

  private void importPack(List<String> done, List<String> notes)
      throws IOException, InterruptedException {
    KibanaAddress address = client.address();
    KibanaAnswer answer =
        client.file(
            address.resolve("/api/saved_objects/_import?overwrite=true"),
            KibanaPack.fileName(language),
            KibanaPack.ndjson(language));
    if (!answer.isSuccess()) {
      throw Refusals.of(answer, address);
    }
    if (!answer.json().path("success").isBoolean()) {
      throw new KibanaException(
          "What answers at "
              + address.base()
              + " is not Kibana: check the address and base path in --kibana.");
    }
    if (!answer.json().path("success").asBoolean()) {
      throw new KibanaException(incomplete(answer.json()));
    }
    done.add(
        "imported "
            + answer.json().path("successCount").asInt()
            + " Kibana objects ("
            + language.tag()
            + ") into "
            + address.where());
    for (JsonNode result : answer.json().path("successResults")) {
      if (result.hasNonNull("destinationId")
          && !result.path("destinationId").equals(result.path("id"))) {
        notes.add(
            "another space of this Kibana holds the pack already, so the objects here got other"
                + " ids: dashboards work, but a click on a ticket number finds no audit; keep the"
                + " pack in one space");
        break;
      }
    }
  }

  /** Kibana answers 200 and says inside that it did not take everything. */
  private String incomplete(JsonNode json) {
    List<String> errors = new ArrayList<>();
    for (JsonNode error : json.path("errors")) {
      String title = error.at("/meta/title").asText(error.path("title").asText(""));
      String why = error.at("/error/message").asText(error.at("/error/type").asText("unknown"));
      errors.add(
          error.path("type").asText("object")
              + " "
              + error.path("id").asText("?")
              + (title.isEmpty() ? "" : " \"" + title + "\"")
              + ": "
              + KibanaAnswer.shortened(why.strip().replaceAll("\\s+", " ")));
    }
    String more = errors.size() > NAMED ? "; and " + (errors.size() - NAMED) + " more" : "";
    return "Kibana at "
        + client.address().where()
        + " took "
        + json.path("successCount").asInt()
        + " of "
        + KibanaPack.objects(language).size()
        + " objects: "
        + String.join("; ", errors.subList(0, Math.min(NAMED, errors.size())))
        + more
        + ". See its log, and run init again.";
  }

  private void putRule(List<String> done, List<String> notes)
      throws IOException, InterruptedException {
    URI uri = client.address().resolve("/api/alerting/rule/" + OverdueRule.ID);
    ObjectNode body = OverdueRule.body(language);
    KibanaAnswer answer = client.json("POST", uri, Json.text(body));
    if (answer.status() == CONFLICT) {
      KibanaAnswer present = client.get(uri);
      if (!present.isSuccess() || !present.isKibanas()) {
        notes.add(
            "the alerting rule is there and cannot be read ("
                + present.status()
                + ")"
                + present.said()
                + ": left as it is");
        return;
      }
      answer = client.json("PUT", uri, Json.text(update(body, present.json())));
    }
    if (answer.isSuccess()) {
      done.add("the alerting rule for overdue emergencies is in place; give it actions in Kibana");
      return;
    }
    notes.add(
        "no alerting rule for overdue emergencies: this licence or user has no rules in Kibana ("
            + answer.status()
            + ")"
            + answer.said()
            + "; Paidan's own alerts do not need it");
  }

  /** When and to whom it speaks is the user's, once it is there. */
  private static ObjectNode update(ObjectNode body, JsonNode present) {
    ObjectNode update = body.deepCopy();
    update.remove(List.of("consumer", "rule_type_id"));
    if (present.path("schedule").isObject()) {
      update.set("schedule", present.path("schedule"));
    }
    ArrayNode actions = Json.array();
    for (JsonNode action : present.path("actions")) {
      ObjectNode kept = action.deepCopy();
      kept.remove("connector_type_id");
      actions.add(kept);
    }
    update.set("actions", actions);
    return update;
  }
}
