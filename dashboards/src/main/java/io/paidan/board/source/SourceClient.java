package io.paidan.board.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.board.source.SourceException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.http.entity.ContentType;
import org.apache.http.nio.entity.NByteArrayEntity;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RequestOptions;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/** Sends searches to Elasticsearch, and takes whole answers only. Thread-safe. */
public final class SourceClient implements AutoCloseable {
  /** Speaks the language of 8 to servers of 8 and of 9. */
  private static final ContentType NDJSON =
      ContentType.parse("application/vnd.elasticsearch+x-ndjson;compatible-with=8");

  private static final RequestOptions ANSWER_IN_8 =
      RequestOptions.DEFAULT.toBuilder()
          .addHeader("Accept", "application/vnd.elasticsearch+json;compatible-with=8")
          .build();

  private static final String ROLE =
      "give it the role in deploy/elasticsearch/role-paidan-read.json";

  private final ObjectMapper json = new ObjectMapper();
  private final ElasticsearchAccess access;

  // Guarded by this.
  private RestClient client;
  private boolean closed;

  /**
   * @throws IOException with one line when there is no client to be had
   */
  public SourceClient(ElasticsearchAccess access) throws IOException {
    this.access = access;
    this.client = access.open();
  }

  /**
   * Runs all searches of a batch in one request.
   *
   * @throws SourceException when one of them has no whole answer
   */
  public void ask(Batch batch) throws SourceException {
    if (batch.isEmpty()) {
      return;
    }
    JsonNode answers = send(batch.lines()).path("responses");
    List<Batch.Slot> slots = batch.slots();
    for (int i = 0; i < slots.size(); i++) {
      slots.get(i).answer(Whole.answer(answers.path(i)));
    }
  }

  private JsonNode send(String lines) throws SourceException {
    Request request = new Request("POST", "/_msearch");
    request.setOptions(ANSWER_IN_8);
    request.setEntity(new NByteArrayEntity(lines.getBytes(StandardCharsets.UTF_8), NDJSON));
    try {
      Response response = client().performRequest(request);
      try (InputStream content = response.getEntity().getContent()) {
        return json.readTree(content);
      }
    } catch (ResponseException e) {
      throw refused(e);
    } catch (IOException e) {
      throw unanswered(e);
    }
  }

  private synchronized RestClient client() throws IOException {
    if (!closed && !client.isRunning()) {
      // An error on the client's own thread has ended it for good.
      client.close();
      client = access.open();
    }
    return client;
  }

  private SourceException unanswered(IOException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof SocketTimeoutException) {
        return new SourceException(
            Reason.SLOW,
            null,
            "Elasticsearch at "
                + access.where()
                + " does not answer in time ("
                + t.getMessage()
                + "): look at its load",
            e);
      }
    }
    Reason reason = access.isAboutTrust(e) ? Reason.UNTRUSTED : Reason.UNREACHABLE;
    return new SourceException(reason, null, access.line(e), e);
  }

  private SourceException refused(ResponseException e) {
    int status = e.getResponse().getStatusLine().getStatusCode();
    String where = "Elasticsearch at " + access.where();
    if (status == 401) {
      return new SourceException(
          Reason.DENIED,
          null,
          where
              + " does not know who asks (HTTP 401): set PAIDAN_ES_API_KEY, or PAIDAN_ES_USER and"
              + " PAIDAN_ES_PASSWORD, to a key or user that is valid there",
          e);
    }
    if (status == 403) {
      return new SourceException(
          Reason.DENIED,
          null,
          where + " lets this key or user read nothing (HTTP 403): " + ROLE,
          e);
    }
    Reason reason =
        status == 429 || status == 502 || status == 503 || status == 504
            ? Reason.UNAVAILABLE
            : Reason.FAILED;
    return new SourceException(
        reason, null, where + " answers with HTTP " + status + ": " + oneLine(e.getMessage()), e);
  }

  private static String oneLine(String message) {
    return String.valueOf(message).strip().replaceAll("\\s*[\\r\\n]+\\s*", "; ");
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    client.close();
  }
}
