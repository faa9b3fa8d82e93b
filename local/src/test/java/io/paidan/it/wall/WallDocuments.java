package io.paidan.it.wall;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.cli.Paidan;
import io.paidan.document.Alias;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code recompute} makes of a history: all documents, by alias, each with its id. */
record WallDocuments(Instant asOf, Map<Alias, Map<String, JsonNode>> byAlias) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of a simulated prefecture. */
  static WallDocuments simulated(Path folder, Instant from, Duration length, double rate)
      throws IOException {
    Path events = folder.resolve("events.ndjson");
    run("simulate", "--out", events, "--from", from, "--for", length, "--rate", rate, "--seed", 11);
    Instant asOf = from.plus(length);
    run("recompute", "--events", events, "--as-of", asOf, "--out", folder.resolve("out"));
    return read(folder.resolve("out"), asOf);
  }

  /** Of the history that the contract's examples are, with three versions of a policy. */
  static WallDocuments ofExamples(Path folder, Path examples) throws IOException {
    Instant asOf = Instant.parse(Files.readString(examples.resolve("as-of")).strip());
    run(
        "recompute",
        "--events",
        examples.resolve("events.ndjson"),
        "--policy",
        examples.resolve("policy-1.json"),
        examples.resolve("policy-2.json"),
        examples.resolve("policy-3.json"),
        "--as-of",
        asOf,
        "--out",
        folder);
    return read(folder, asOf);
  }

  private static void run(Object... arguments) {
    StringWriter said = new StringWriter();
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    int exit =
        Paidan.commandLine()
            .setOut(new PrintWriter(said, true))
            .setErr(new PrintWriter(said, true))
            .execute(texts);
    if (exit != 0) {
      throw new AssertionError(said.toString());
    }
  }

  private static WallDocuments read(Path folder, Instant asOf) throws IOException {
    Map<Alias, Map<String, JsonNode>> byAlias = new EnumMap<>(Alias.class);
    for (Alias alias : Alias.values()) {
      Map<String, JsonNode> documents = new LinkedHashMap<>();
      Path file = folder.resolve(alias.alias() + ".ndjson");
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file)) {
          ObjectNode document = (ObjectNode) JSON.readTree(line);
          documents.put(document.remove("_id").textValue(), document);
        }
      }
      byAlias.put(alias, documents);
    }
    return new WallDocuments(asOf, byAlias);
  }

  List<JsonNode> of(Alias alias) {
    return new ArrayList<>(byAlias.get(alias).values());
  }
}
