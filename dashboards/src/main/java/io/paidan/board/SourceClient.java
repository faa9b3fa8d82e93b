package io.paidan.board;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.board.SourceException.Reason;
import java.io.IOException;
import java.io.InputStream;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.entity.ContentType;
import org.apache.http.message.BasicHeader;
import org.apache.http.nio.entity.NStringEntity;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;

/** Sends searches to Elasticsearch. Used by one thread at a time. */
final class SourceClient implements AutoCloseable {
  private static final ContentType NDJSON = ContentType.create("application/x-ndjson", "UTF-8");
  private static final int CONNECT_MS = 2_000;
  private static final int ANSWER_MS = 5_000;

  private final ObjectMapper json = new ObjectMapper();
  private final BoardOptions options;
  private RestClient client;

  SourceClient(BoardOptions options) {
    this.options = options;
    this.client = connect(options);
  }

  /**
   * Runs several searches in one request.
   *
   * @param body lines of header and search, each ended by a line feed
   * @return the answer as it came, with an error in place of a search that failed
   * @throws SourceException when there is no answer
   */
  JsonNode search(String body) throws SourceException {
    Request request = new Request("POST", "/_msearch");
    request.setEntity(new NStringEntity(body, NDJSON));
    try {
      if (!client.isRunning()) {
        // An error on the client's own thread has ended it for good.
        client.close();
        client = connect(options);
      }
      Response response = client.performRequest(request);
      try (InputStream content = response.getEntity().getContent()) {
        return json.readTree(content);
      }
    } catch (ResponseException e) {
      throw refused(e);
    } catch (IOException e) {
      throw new SourceException(
          Reason.UNREACHABLE,
          null,
          "Elasticsearch at "
              + options.elasticsearch()
              + " does not answer ("
              + e
              + "): start it, or give the board its URL",
          e);
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }

  private static SourceException refused(ResponseException e) {
    int status = e.getResponse().getStatusLine().getStatusCode();
    if (status == 401 || status == 403) {
      return new SourceException(
          Reason.DENIED,
          null,
          "Elasticsearch refuses the board (HTTP "
              + status
              + "): give an API key that may read paidan-*",
          e);
    }
    Reason reason =
        status == 429 || status == 502 || status == 503 ? Reason.UNAVAILABLE : Reason.FAILED;
    return new SourceException(
        reason, null, "Elasticsearch answers with HTTP " + status + ": " + e.getMessage(), e);
  }

  private static RestClient connect(BoardOptions options) {
    HttpHost[] hosts =
        options.elasticsearch().stream()
            .map(url -> new HttpHost(url.getHost(), url.getPort(), url.getScheme()))
            .toArray(HttpHost[]::new);
    RestClientBuilder builder =
        RestClient.builder(hosts)
            .setRequestConfigCallback(
                config -> config.setConnectTimeout(CONNECT_MS).setSocketTimeout(ANSWER_MS));
    if (!options.pathPrefix().isEmpty()) {
      builder.setPathPrefix(options.pathPrefix());
    }
    if (options.apiKey() != null) {
      builder.setDefaultHeaders(
          new Header[] {new BasicHeader("Authorization", "ApiKey " + options.apiKey())});
    }
    return builder.build();
  }
}
