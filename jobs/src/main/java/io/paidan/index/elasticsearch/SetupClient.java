package io.paidan.index.elasticsearch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import org.apache.http.HttpEntity;
import org.apache.http.entity.ContentType;
import org.apache.http.nio.entity.NByteArrayEntity;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RequestOptions;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/** The few requests that set Elasticsearch up, each with errors that say what to do. */
public final class SetupClient implements Closeable {
  private static final ContentType JSON_TYPE = ContentType.parse(ElasticsearchClients.JSON);
  private static final RequestOptions OPTIONS =
      RequestOptions.DEFAULT.toBuilder().addHeader("Accept", ElasticsearchClients.JSON).build();
  private static final JsonFactory JSON = new JsonFactory();

  private final RestClient client;
  private final String where;

  public SetupClient(RestClient client, String where) {
    this.client = client;
    this.where = where;
  }

  /** Elasticsearch has answered with an error; the message is one line. */
  public static final class Refusal extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String errorType;

    Refusal(String message, int status, String errorType, Throwable cause) {
      super(message, cause);
      this.status = status;
      this.errorType = errorType;
    }

    /** The HTTP status. */
    public int status() {
      return status;
    }

    /** Elasticsearch's name of the error; null when it gave none. */
    public String errorType() {
      return errorType;
    }
  }

  /**
   * Puts a JSON body.
   *
   * @throws Refusal when Elasticsearch answers with an error
   * @throws IOException when it does not answer
   */
  public void put(String path, byte[] body) throws IOException {
    perform("PUT", path, body);
  }

  /**
   * Posts a JSON body, which may be empty.
   *
   * @throws Refusal when Elasticsearch answers with an error
   * @throws IOException when it does not answer
   */
  public void post(String path, byte[] body) throws IOException {
    perform("POST", path, body);
  }

  /**
   * Deletes what is there.
   *
   * @throws Refusal when Elasticsearch answers with an error
   * @throws IOException when it does not answer
   */
  public void delete(String path) throws IOException {
    perform("DELETE", path, new byte[0]);
  }

  /**
   * The body of the answer.
   *
   * @throws Refusal when Elasticsearch answers with an error
   * @throws IOException when it does not answer
   */
  public byte[] get(String path) throws IOException {
    return perform("GET", path, new byte[0]);
  }

  private byte[] perform(String method, String path, byte[] body) throws IOException {
    Request request = new Request(method, path);
    request.setOptions(OPTIONS);
    if (body.length > 0) {
      request.setEntity(new NByteArrayEntity(body, JSON_TYPE));
    }
    try {
      return EntityUtils.toByteArray(client.performRequest(request).getEntity());
    } catch (ResponseException e) {
      throw refusal(path, e);
    }
  }

  /**
   * Whether something is there.
   *
   * @throws Refusal when Elasticsearch answers with an error
   * @throws IOException when it does not answer
   */
  public boolean exists(String path) throws IOException {
    Request request = new Request("HEAD", path);
    request.setOptions(OPTIONS);
    Response response;
    try {
      response = client.performRequest(request);
    } catch (ResponseException e) {
      throw refusal(path, e);
    }
    return response.getStatusLine().getStatusCode() != 404;
  }

  private Refusal refusal(String path, ResponseException e) throws IOException {
    int status = e.getResponse().getStatusLine().getStatusCode();
    HttpEntity entity = e.getResponse().getEntity();
    ElasticsearchErrors.Error error =
        ElasticsearchErrors.read(entity == null ? new byte[0] : EntityUtils.toByteArray(entity));
    String said =
        status
            + (error.type() == null ? "" : " " + error.type())
            + (error.reason() == null ? "" : ": " + error.reason());
    return new Refusal(
        "Elasticsearch at "
            + where
            + " refuses to set up "
            + path.substring(1)
            + " ("
            + said
            + "). "
            + advice(status, path, error),
        status,
        error.type(),
        e);
  }

  private static String advice(int status, String path, ElasticsearchErrors.Error error) {
    if (status == 401) {
      return "Set PAIDAN_ES_API_KEY, or PAIDAN_ES_USER and PAIDAN_ES_PASSWORD, to what it knows.";
    }
    if (status == 403) {
      return "Use a user that may manage index templates and the indices paidan-*.";
    }
    if (path.endsWith("/_mapping")) {
      return "The index was made with other fields than this version of Paidan has: run 'paidan"
          + " rebuild' for its alias.";
    }
    if ("invalid_alias_name_exception".equals(error.type())) {
      return "An index has the name of the alias: delete or rename it.";
    }
    return "See its log.";
  }

  /** The mapping inside an index template, as {@code PUT INDEX/_mapping} wants it. */
  public static byte[] mappingOf(byte[] template) throws IOException {
    ByteArrayOutputStream mapping = new ByteArrayOutputStream();
    try (JsonParser p = JSON.createParser(template);
        JsonGenerator g = JSON.createGenerator(mapping)) {
      descend(p, "template");
      descend(p, "mappings");
      g.copyCurrentStructure(p);
    }
    return mapping.toByteArray();
  }

  /** Leaves the parser at the object under a field of the next or present object. */
  private static void descend(JsonParser p, String field) throws IOException {
    if (p.currentToken() == null) {
      p.nextToken();
    }
    while (p.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = p.currentName().equals(field);
      p.nextToken();
      if (found) {
        return;
      }
      p.skipChildren();
    }
    throw new IOException("An index template of Paidan's own jar has no " + field + ".");
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
