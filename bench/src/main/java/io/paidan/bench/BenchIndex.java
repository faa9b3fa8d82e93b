package io.paidan.bench;

import io.paidan.index.IndexSetup;
import io.paidan.index.IndexSetupException;
import io.paidan.index.elasticsearch.ElasticsearchClients;
import io.paidan.index.elasticsearch.ElasticsearchConnection;
import io.paidan.local.EmbeddedElasticsearch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.RestClient;

/**
 * The Elasticsearch of a run: one server for all stages that write to it, whose indices are made
 * anew for each pass.
 *
 * @param url where it is
 * @param processes its process ids
 */
record BenchIndex(String url, List<Long> processes) {
  static final int HEAP_MEGABYTES = 1024;

  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final Pattern WRITES = Pattern.compile("\"(index|delete)_total\":(\\d+)");

  /** Starts the server. */
  static EmbeddedElasticsearch start(Path folder, Path cache) {
    return EmbeddedElasticsearch.in(folder).cache(cache).heapMegabytes(HEAP_MEGABYTES).start();
  }

  static BenchIndex of(EmbeddedElasticsearch server) {
    return new BenchIndex(
        server.uri().toString(), server.processes().stream().map(ProcessHandle::pid).toList());
  }

  ElasticsearchConnection connection() {
    return ElasticsearchConnection.of(url, null);
  }

  /** The job's own client. */
  RestClient client() throws IOException {
    return ElasticsearchClients.open(connection(), ANSWER);
  }

  /** Deletes the indices and makes them anew, empty, with the settings of {@code paidan init}. */
  void empty() throws IOException, IndexSetupException {
    for (String index : call("GET", "/_cat/indices/paidan-*?h=index").lines().toList()) {
      call("DELETE", "/" + index.strip());
    }
    new IndexSetup(connection(), 1, 0).run();
  }

  /** How many documents Elasticsearch has written or deleted since the indices were made. */
  long written() throws IOException {
    Matcher figure =
        WRITES.matcher(call("GET", "/_stats/indexing?filter_path=_all.primaries.indexing.*_total"));
    long total = 0;
    while (figure.find()) {
      total += Long.parseLong(figure.group(2));
    }
    return total;
  }

  private String call(String method, String path) throws IOException {
    try (RestClient client = client()) {
      Response response = client.performRequest(new Request(method, path));
      return EntityUtils.toString(response.getEntity());
    }
  }
}
