package io.paidan.index.sink;

import io.paidan.document.Alias;
import io.paidan.index.elasticsearch.ConnectionWords;
import io.paidan.index.elasticsearch.ElasticsearchClients;
import io.paidan.index.elasticsearch.ElasticsearchConnection;
import io.paidan.index.elasticsearch.ElasticsearchErrors;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.http.HttpEntity;
import org.apache.http.entity.ContentType;
import org.apache.http.nio.entity.NByteArrayEntity;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RequestOptions;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;

/**
 * Bulk requests through Elasticsearch's own low-level client, asynchronously.
 *
 * <p>Before the first request, and whenever there was no answer, it asks whether what it writes to
 * is there: an Elasticsearch that nobody has set up, or one that has lost its data, would otherwise
 * make indices of its own for events and for deletions, with fields that it guesses.
 */
public final class RestBulkTransport implements BulkTransport {
  /** Longer than Elasticsearch itself waits for a shard. */
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private static final ContentType NDJSON = ContentType.parse(ElasticsearchClients.NDJSON);
  private static final RequestOptions OPTIONS =
      RequestOptions.DEFAULT.toBuilder().addHeader("Accept", ElasticsearchClients.JSON).build();

  private final RestClient client;
  private final String where;
  private final Request needed;
  private final String missing;
  private volatile boolean neededSeen;

  private RestBulkTransport(RestClient client, String where, String needed, String missing) {
    this.client = client;
    this.where = where;
    this.needed = new Request("HEAD", needed);
    this.needed.setOptions(OPTIONS);
    this.missing = missing;
  }

  /** Makes transports to one cluster; documents are sent once all aliases are there. */
  public static BulkTransport.Factory to(ElasticsearchConnection connection) {
    return () -> open(connection, System.getenv());
  }

  /** The same, once all these indices are there. */
  public static BulkTransport.Factory to(
      ElasticsearchConnection connection, Collection<String> indices) {
    String names = String.join(",", indices);
    return () ->
        new RestBulkTransport(
            ElasticsearchClients.open(connection, ANSWER),
            connection.where(),
            "/" + names,
            "not all of " + names + " are there any more");
  }

  /**
   * Opens one.
   *
   * @param environment where the secrets are, or the names of their files
   * @throws IOException when it can never work, with one line that says why
   */
  public static BulkTransport open(
      ElasticsearchConnection connection, Map<String, String> environment) throws IOException {
    String aliases = Stream.of(Alias.values()).map(Alias::alias).collect(Collectors.joining(","));
    return new RestBulkTransport(
        ElasticsearchClients.open(connection, ANSWER, environment),
        connection.where(),
        "/_alias/" + aliases,
        "not all of Paidan's aliases are there");
  }

  @Override
  public void send(byte[] body, int length, Consumer<BulkAnswer> answer) {
    if (neededSeen) {
      sendBulk(body, length, answer);
      return;
    }
    perform(
        needed,
        answer,
        response -> {
          if (response.getStatusLine().getStatusCode() == 404) {
            answer.accept(BulkAnswer.refused(404, null, missing));
            return;
          }
          neededSeen = true;
          sendBulk(body, length, answer);
        });
  }

  private void sendBulk(byte[] body, int length, Consumer<BulkAnswer> answer) {
    Request request = new Request("POST", "/_bulk");
    request.setOptions(OPTIONS);
    request.addParameter("filter_path", BulkAnswerReader.FILTER);
    request.addParameter("timeout", "30s");
    request.setEntity(new NByteArrayEntity(body, 0, length, NDJSON));
    perform(request, answer, response -> answer.accept(carriedOut(response)));
  }

  private void perform(Request request, Consumer<BulkAnswer> answer, Consumer<Response> onSuccess) {
    client.performRequestAsync(
        request,
        new ResponseListener() {
          @Override
          public void onSuccess(Response response) {
            onSuccess.accept(response);
          }

          @Override
          public void onFailure(Exception failure) {
            if (failure instanceof ResponseException e) {
              answer.accept(refused(e));
            } else {
              neededSeen = false;
              answer.accept(noAnswer(failure));
            }
          }
        });
  }

  private static BulkAnswer carriedOut(Response response) {
    try (InputStream in = response.getEntity().getContent()) {
      return BulkAnswerReader.read(in);
    } catch (IOException e) {
      return BulkAnswer.noAnswer(oneLine(e));
    }
  }

  private static BulkAnswer refused(ResponseException e) {
    Response response = e.getResponse();
    int status = response.getStatusLine().getStatusCode();
    HttpEntity entity = response.getEntity();
    try {
      byte[] body = entity == null ? new byte[0] : EntityUtils.toByteArray(entity);
      ElasticsearchErrors.Error error = ElasticsearchErrors.read(body);
      return BulkAnswer.refused(status, error.type(), error.reason());
    } catch (IOException unread) {
      return BulkAnswer.refused(status, null, oneLine(unread));
    }
  }

  private BulkAnswer noAnswer(Exception failure) {
    String why = ConnectionWords.of(failure, where);
    return ConnectionWords.isAboutTrust(failure)
        ? BulkAnswer.notTrusted(why)
        : BulkAnswer.noAnswer(why);
  }

  private static String oneLine(Throwable t) {
    String message = t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
    return message.lines().findFirst().orElse(t.getClass().getSimpleName());
  }

  @Override
  public String where() {
    return where;
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
