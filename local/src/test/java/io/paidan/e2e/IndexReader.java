package io.paidan.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.local.testing.Http;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads the index: every document, byte for byte, and its version. */
final class IndexReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 2_000;
  private static final String ALL =
      Arrays.stream(Alias.values()).map(Alias::alias).collect(Collectors.joining(","));

  private final URI elasticsearch;

  IndexReader(URI elasticsearch) {
    this.elasticsearch = elasticsearch;
  }

  /** How many documents there are, once all that was written can be found. */
  long count() throws IOException, InterruptedException {
    return count(ALL);
  }

  /** The same of one alias. */
  long count(Alias alias) throws IOException, InterruptedException {
    return count(alias.alias());
  }

  private long count(String aliases) throws IOException, InterruptedException {
    send("POST", "/" + aliases + "/_refresh", null);
    return JSON.readTree(send("GET", "/" + aliases + "/_count", null)).path("count").asLong();
  }

  /** All documents of all aliases, by alias and {@code _id}; the revision is the version. */
  Map<String, Document> documents() throws IOException, InterruptedException {
    Map<String, Document> documents = new TreeMap<>();
    for (Alias alias : Alias.values()) {
      String page =
          send(
              "POST",
              "/" + alias.alias() + "/_search?scroll=1m",
              "{\"size\":" + PAGE + ",\"version\":true,\"sort\":[\"_doc\"]}");
      while (true) {
        Map<String, String> answer = RawJson.members(page);
        List<String> hits = RawJson.elements(RawJson.members(answer.get("hits")).get("hits"));
        String scroll = "{\"scroll_id\":" + answer.get("_scroll_id") + "}";
        if (hits.isEmpty()) {
          send("DELETE", "/_search/scroll", scroll);
          break;
        }
        for (String hit : hits) {
          Document document = document(alias, RawJson.members(hit));
          documents.put(alias.alias() + "/" + document.id(), document);
        }
        page = send("POST", "/_search/scroll?scroll=1m", scroll);
      }
    }
    return documents;
  }

  private static Document document(Alias alias, Map<String, String> hit) throws IOException {
    String month = null;
    if (alias.byMonth()) {
      String index = JSON.readValue(hit.get("_index"), String.class);
      int start = alias.alias().length() + 1;
      month = index.substring(start, start + "yyyy.MM".length());
    }
    return new Document(
        alias,
        JSON.readValue(hit.get("_id"), String.class),
        Long.parseLong(hit.get("_version")),
        hit.get("_source").getBytes(UTF_8),
        month);
  }

  /** Deletes all indices under the aliases, with all that they remember of versions. */
  void deleteAll() throws IOException, InterruptedException {
    JsonNode indices = JSON.readTree(send("GET", "/_cat/indices/paidan-*?format=json&h=i", null));
    StringBuilder names = new StringBuilder();
    indices.forEach(index -> names.append(names.isEmpty() ? "/" : ",").append(name(index)));
    if (!names.isEmpty()) {
      send("DELETE", names.toString(), null);
    }
  }

  private static String name(JsonNode index) {
    return index.path("i").asText();
  }

  private String send(String method, String path, String body)
      throws IOException, InterruptedException {
    Http.Response response = Http.send(method, elasticsearch.resolve(path), body);
    assertThat(response.status()).as("%s %s: %s", method, path, response.body()).isEqualTo(200);
    return response.body();
  }
}
