package io.paidan.bench.wall;

import io.paidan.document.Alias;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.http.entity.ContentType;
import org.apache.http.nio.entity.NByteArrayEntity;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.RestClient;

/** Writes documents with bulk requests, a few of them under way at once. Not thread-safe. */
final class BulkWriter implements AutoCloseable {
  private static final int AT_ONCE = 3;
  private static final int FULL = 5 << 20;

  private final RestClient client;
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
  private final Deque<CompletableFuture<Void>> underWay = new ArrayDeque<>();
  private final StringBuilder lines = new StringBuilder(FULL + 10_000);
  private long written;

  BulkWriter(RestClient client) {
    this.client = client;
  }

  void add(Alias alias, String id, String json) {
    lines
        .append("{\"index\":{\"_index\":\"")
        .append(alias.alias())
        .append("\",\"_id\":\"")
        .append(id)
        .append("\"}}\n")
        .append(json)
        .append('\n');
    written++;
    if (lines.length() >= FULL) {
      flush();
    }
  }

  long written() {
    return written;
  }

  /** Sends what has been gathered, and waits while too much is under way. */
  void flush() {
    if (lines.isEmpty()) {
      return;
    }
    byte[] body = lines.toString().getBytes(StandardCharsets.UTF_8);
    lines.setLength(0);
    underWay.add(CompletableFuture.runAsync(() -> send(body), threads));
    while (underWay.size() > AT_ONCE) {
      underWay.remove().join();
    }
  }

  /** Sends what has been gathered, and waits until all is written. */
  void finish() {
    flush();
    while (!underWay.isEmpty()) {
      underWay.remove().join();
    }
  }

  private void send(byte[] body) {
    try {
      Request request = new Request("POST", "/_bulk");
      request.addParameter("filter_path", "errors,items.*.error");
      request.setEntity(
          new NByteArrayEntity(body, ContentType.create("application/x-ndjson", "UTF-8")));
      Response response = client.performRequest(request);
      String answer = EntityUtils.toString(response.getEntity());
      if (!answer.contains("\"errors\":false")) {
        throw new IllegalStateException("documents were rejected: " + answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
