package io.paidan.it.wall;

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
import io.paidan.stack.BoardSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A real Elasticsearch with the project's templates, which may be stopped and started again. */
final class WallIndex implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LINES_AT_ONCE = 4_000;
  private static final Duration START_LIMIT = Duration.ofMinutes(4);
  private static WallIndex shared;

  private final Path folder;
  private EmbeddedElasticsearch elasticsearch;

  WallIndex(Path folder) throws Exception {
    this.folder = folder;
    elasticsearch =
        EmbeddedElasticsearch.in(folder)
            .cache(SharedServers.elasticsearchCache())
            .freshData()
            .startLimit(START_LIMIT)
            .start();
    new IndexSetup(connection(), 1, 0).run();
  }

  /**
   * One for all tests of the wall that leave it running, without documents; ended with the JVM.
   * Theirs alone: they want the aliases for themselves.
   */
  static synchronized WallIndex shared() throws Exception {
    if (shared == null) {
      shared = new WallIndex(SharedServers.folder("wall"));
      Runtime.getRuntime().addShutdownHook(new Thread(shared::close, "close-wall-elasticsearch"));
    }
    shared.clear();
    return shared;
  }

  /** The board's way to it. */
  BoardSource access() {
    return new BoardSource(connection());
  }

  ElasticsearchConnection connection() {
    return ElasticsearchConnection.of(uri().toString(), null);
  }

  URI uri() {
    return elasticsearch.uri();
  }

  /** Leaves the aliases, and no document in them. */
  void clear() throws Exception {
    for (Alias alias : Alias.values()) {
      remove(alias);
      if (!alias.byMonth()) {
        make(alias);
      }
    }
  }

  /** Takes an alias away, with all that is in it. */
  void remove(Alias alias) throws Exception {
    JsonNode indices = JSON.readTree(send("GET", "/" + alias.alias() + "-*", null));
    for (Map.Entry<String, JsonNode> index : indices.properties()) {
      if (index.getValue().path("aliases").has(alias.alias())) {
        send("DELETE", "/" + index.getKey(), null);
      }
    }
  }

  /** Makes an alias, with no document in it. */
  void make(Alias alias) throws Exception {
    String index = IndexNames.generation(alias, 1);
    send("PUT", "/" + index, "{\"aliases\":{\"%s\":{}}}".formatted(alias.alias()));
  }

  /** Puts these documents in the place of all that is there, to be found when this returns. */
  void fill(WallDocuments documents) throws Exception {
    clear();
    StringBuilder lines = new StringBuilder();
    int waiting = 0;
    for (Map.Entry<Alias, Map<String, JsonNode>> kind : documents.byAlias().entrySet()) {
      for (Map.Entry<String, JsonNode> document : kind.getValue().entrySet()) {
        append(lines, kind.getKey(), document.getKey(), document.getValue());
        if (++waiting % LINES_AT_ONCE == 0) {
          bulk(lines.toString());
          lines.setLength(0);
        }
      }
    }
    if (lines.length() > 0) {
      bulk(lines.toString());
    }
    send("POST", "/paidan-*/_refresh", null);
  }

  /** Writes one document, to be found when this returns. */
  void put(Alias alias, String id, JsonNode document) throws Exception {
    StringBuilder lines = new StringBuilder();
    append(lines, alias, id, document);
    bulk(lines.toString());
    send("POST", "/" + alias.alias() + "/_refresh", null);
  }

  /** Takes the server away. */
  void stop() {
    elasticsearch.close();
  }

  /** Brings it back, with its data, where it was. */
  void startAgain() {
    elasticsearch =
        EmbeddedElasticsearch.in(folder)
            .cache(SharedServers.elasticsearchCache())
            .port(elasticsearch.port())
            .startLimit(START_LIMIT)
            .start();
  }

  @Override
  public void close() {
    elasticsearch.close();
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

  private void bulk(String lines) throws Exception {
    String answer = send("POST", "/_bulk", lines);
    if (!answer.contains("\"errors\":false")) {
      throw new AssertionError("not all documents were taken: " + answer);
    }
  }

  private String send(String method, String path, String body) throws Exception {
    Http.Response response = Http.send(method, uri().resolve(path), body);
    if (response.status() != 200) {
      throw new AssertionError(method + " " + path + ": " + response.body());
    }
    return response.body();
  }
}
