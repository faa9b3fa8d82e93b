package io.paidan.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.paidan.core.recompute.Recompute;
import io.paidan.document.Alias;
import io.paidan.document.IndexTemplates;
import io.paidan.policy.DefaultPolicy;
import io.paidan.reference.ReferenceData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every document that a history gives is one of its schema, and so one that the index takes. */
class DocumentSchemasTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void theDocumentsOfAHistoryAreThoseOfTheSchemas() throws IOException {
    List<String> events = new ArrayList<>();
    add(
        events,
        "T-1",
        "09:00",
        "reported",
        "\"district\":\"fuxin\",\"channel\":\"HOTLINE\","
            + "\"community\":\"c\",\"title\":\"井盖 13800138000\",\"location\":{\"lat\":44.1,\"lon\":87.9}");
    add(
        events,
        "T-1",
        "09:01",
        "assessed",
        "\"ticketClass\":\"EMERGENCY\",\"category\":\"ENFORCEMENT\"");
    add(
        events,
        "T-1",
        "09:02",
        "dispatched",
        "\"district\":\"fuxin\",\"assignments\":["
            + "{\"department\":\"water\",\"role\":\"LEAD\"},{\"department\":\"fire\",\"role\":\"SUPPORT\"}]");
    add(events, "T-1", "09:30", "accepted", "\"department\":\"water\"");
    add(events, "T-1", "09:31", "accepted", "\"department\":\"housing\"");
    add(events, "T-1", "09:40", "suspended", "\"department\":\"water\",\"reason\":\"rain\"");
    add(events, "T-1", "09:50", "resumed", "\"department\":\"water\"");
    add(events, "T-1", "10:00", "refused", "\"department\":\"fire\",\"reason\":\"not ours\"");
    add(events, "T-1", "12:00", "resolved", "\"department\":\"water\",\"outcome\":\"SOLVED\"");
    add(
        events,
        "T-1",
        "13:00",
        "feedback",
        "\"satisfaction\":4,\"solved\":true,"
            + "\"departmentScores\":[{\"department\":\"water\",\"score\":92.5}]");
    add(events, "T-2", "09:00", "urged", "\"by\":\"mayor\",\"level\":1");
    Path file = Files.write(folder.resolve("events.ndjson"), events);
    Path out = folder.resolve("out");
    Recompute.run(
        new Recompute.Options(
            List.of(file),
            DefaultPolicy.load(),
            ReferenceData.NONE,
            Instant.parse("2026-11-25T00:00:00Z").toEpochMilli(),
            out));
    int documents = 0;
    for (Alias alias : Alias.values()) {
      Path lines = out.resolve(alias.alias() + ".ndjson");
      if (Files.exists(lines)) {
        documents += check(alias, lines);
      }
    }
    assertThat(documents).isGreaterThan(events.size() + 10);
  }

  private static int check(Alias alias, Path lines) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(new String(IndexTemplates.schema(alias), UTF_8));
    int number = 0;
    for (String line : Files.readAllLines(lines)) {
      ObjectNode document = (ObjectNode) JSON.readTree(line);
      document.remove("_id");
      // What only the live run knows is left out of a recomputation.
      document.put("revision", 1);
      assertThat(schema.validate(JSON.writeValueAsString(document), InputFormat.JSON))
          .as(alias + " " + line)
          .isEmpty();
      number++;
    }
    return number;
  }

  private static void add(
      List<String> events, String ticket, String time, String type, String data) {
    events.add(
        "{\"specversion\":\"1.0\",\"id\":\"e"
            + events.size()
            + "\",\"source\":\"/test\",\"type\":\"paidan.ticket."
            + type
            + "\",\"subject\":\""
            + ticket
            + "\",\"time\":\"2026-11-20T"
            + time
            + ":00Z\",\"data\":{"
            + data
            + "}}");
  }
}
