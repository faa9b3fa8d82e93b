package io.paidan.bench.wall;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.document.Alias;
import io.paidan.index.IndexSetup;
import io.paidan.index.elasticsearch.ElasticsearchConnection;
import java.io.IOException;
import java.util.Locale;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;

/** Fills an Elasticsearch with the documents of so many tickets. */
final class WallFill {
  /** Of the last tickets that are there some documents may not be. */
  private static final long UNSURE = 30_000;

  private final ElasticsearchConnection connection;
  private final RestClient client;
  private final long tickets;
  private final MadeDocuments made;
  private final FigureSums sums;

  WallFill(
      ElasticsearchConnection connection,
      RestClient client,
      long tickets,
      MadeDocuments made,
      FigureSums sums) {
    this.connection = connection;
    this.client = client;
    this.tickets = tickets;
    this.made = made;
    this.sums = sums;
  }

  /**
   * Makes the indices, and fills in what is not there yet.
   *
   * @param goOn whether there may be something
   * @return what was done, in a line
   */
  String run(boolean goOn) throws Exception {
    new IndexSetup(connection, 1, 0).run();
    long there = goOn ? filled() : 0;
    set(client, "{\"index.refresh_interval\":\"-1\",\"index.translog.durability\":\"async\"}");
    long start = System.nanoTime();
    long written;
    try (BulkWriter writer = new BulkWriter(client)) {
      for (long number = 0; number < tickets; number++) {
        long revision = WallExperiment.NOW.toEpochMilli() - tickets + number;
        made.ticket(number, revision, number < there ? (alias, id, json) -> {} : writer::add);
      }
      if (there < tickets) {
        sums.documents(WallExperiment.NOW.toEpochMilli(), writer::add);
      }
      writer.finish();
      written = writer.written();
    }
    set(client, "{\"index.refresh_interval\":\"1s\",\"index.translog.durability\":\"request\"}");
    client.performRequest(new Request("POST", "/paidan-*/_refresh"));
    return String.format(
        Locale.ROOT,
        "Filled: %,d documents of %,d tickets in %.0f s",
        written,
        tickets,
        (System.nanoTime() - start) / 1e9);
  }

  private long filled() throws IOException {
    client.performRequest(new Request("POST", "/paidan-*/_refresh"));
    Request count = new Request("GET", "/" + Alias.TICKETS.alias() + "/_count");
    String answer = EntityUtils.toString(client.performRequest(count).getEntity());
    long found = new ObjectMapper().readTree(answer).path("count").asLong();
    return found == tickets ? tickets : Math.max(0, found - UNSURE);
  }

  /** Changes settings of all indices. */
  static void set(RestClient client, String settings) throws IOException {
    Request request = new Request("PUT", "/paidan-*/_settings");
    request.setJsonEntity(settings);
    client.performRequest(request);
  }
}
