package io.paidan.it.wall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.document.IndexNames;
import io.paidan.index.IndexSetup;
import io.paidan.index.elasticsearch.ElasticsearchConnection;
import io.paidan.local.EmbeddedElasticsearch;
import io.paidan.local.testing.Http;
import io.paidan.local.testing.SharedServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * An Elasticsearch for the wall alone, shared by its tests and ended with the JVM: they want the
 * aliases for themselves.
 */
final class WallElasticsearch {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LINES_AT_ONCE = 1_000;
  private static EmbeddedElasticsearch server;

  private WallElasticsearch() {}

  /** Where it is; started when first asked. */
  static synchronized URI uri() throws Exception {
    if (server == null) {
      server =
          EmbeddedElasticsearch.in(Path.of("target", "embedded", "wall"))
              .cache(SharedServers.elasticsearchCache())
              .freshData()
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "close-wall-elasticsearch"));
      new IndexSetup(ElasticsearchConnection.of(server.uri().toString(), null), 1, 0).run();
    }
    return server.uri();
  }

  /** Leaves the aliases, and no document in them. */
  static void clear() throws Exception {
    for (Alias alias : Alias.values()) {
      clear(alias);
    }
  }

  static void clear(Alias alias) throws Exception {
    remove(alias);
    if (!alias.byMonth()) {
      make(alias);
    }
  }

  static void remove(Alias alias) throws Exception {
    JsonNode indices =
        JSON.readTree(Http.send("GET", uri().resolve("/" + alias.alias() + "-*"), null).body());
    for (Map.Entry<String, JsonNode> index : indices.properties()) {
      if (index.getValue().path("aliases").has(alias.alias())) {
        Http.send("DELETE", uri().resolve("/" + index.getKey()), null);
      }
    }
  }

  static void make(Alias alias) throws Exception {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("aliases").putObject(alias.alias());
    Http.Response made =
        Http.send("PUT", uri().resolve("/" + IndexNames.generation(alias, 1)), body.toString());
    assertThat(made.status()).as(made.body()).isEqualTo(200);
  }

  /** These documents, to be found when this returns. */
  static void load(WallDocuments documents) throws Exception {
    StringBuilder lines = new StringBuilder();
    int count = 0;
    for (Map.Entry<Alias, Map<String, JsonNode>> of : documents.byAlias().entrySet()) {
      for (Map.Entry<String, JsonNode> document : of.getValue().entrySet()) {
        append(lines, of.getKey(), document.getKey(), document.getValue());
        if (++count % LINES_AT_ONCE == 0) {
          send(lines);
        }
      }
    }
    send(lines);
    Http.Response refreshed = Http.send("POST", uri().resolve("/paidan-*/_refresh"), "");
    assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
  }

  /** One document, to be found when this returns. */
  static void put(Alias alias, String id, JsonNode document) throws Exception {
    StringBuilder lines = new StringBuilder();
    append(lines, alias, id, document);
    send(lines);
    Http.send("POST", uri().resolve("/" + alias.alias() + "/_refresh"), "");
  }

  private static void append(StringBuilder lines, Alias alias, String id, JsonNode document) {
    String month =
        alias.byMonth() ? document.path("time").asText().substring(0, 7).replace('-', '.') : null;
    ObjectNode action = JSON.createObjectNode();
    action
        .putObject("index")
        .put("_index", IndexNames.target(new Document(alias, id, 1, null, month)))
        .put("_id", id);
    lines.append(action).append('\n').append(document).append('\n');
  }

  private static void send(StringBuilder lines) throws IOException, InterruptedException {
    if (lines.isEmpty()) {
      return;
    }
    Http.Response response = Http.send("POST", server.uri().resolve("/_bulk"), lines.toString());
    assertThat(response.body()).contains("\"errors\":false");
    lines.setLength(0);
  }
}
