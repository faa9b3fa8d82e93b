package io.paidan.index.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Elasticsearch's own low-level client. Who we are comes from the environment of the process
 * that connects: {@code PAIDAN_ES_API_KEY}, or {@code PAIDAN_ES_USER} and {@code
 * PAIDAN_ES_PASSWORD}, or each with {@code _FILE} and a file's name; without any of them, nobody.
 */
public final class ElasticsearchClients {
  /** Speaks the language of 8 to servers of 8 and of 9. */
  public static final String JSON = "application/vnd.elasticsearch+json;compatible-with=8";

  public static final String NDJSON = "application/vnd.elasticsearch+x-ndjson;compatible-with=8";

  private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchClients.class);
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private ElasticsearchClients() {}

  /**
   * Opens a client; nothing is asked of Elasticsearch yet.
   *
   * @param answer how long to wait for an answer
   * @throws ConnectionSettingsException when a file is missing or the secrets do not fit together
   */
  public static RestClient open(ElasticsearchConnection connection, Duration answer)
      throws IOException {
    return open(connection, answer, System.getenv());
  }

  /**
   * The same with another environment than that of this process.
   *
   * @param environment where the secrets are, or the names of their files
   */
  public static RestClient open(
      ElasticsearchConnection connection, Duration answer, Map<String, String> environment)
      throws IOException {
    RestClientBuilder builder =
        RestClient.builder(
            connection.urls().stream().map(ElasticsearchClients::host).toArray(HttpHost[]::new));
    String path = URI.create(connection.urls().get(0)).getPath();
    if (path != null && path.length() > 1) {
      builder.setPathPrefix(path);
    }
    Header authorization = authorization(new Secrets(environment));
    if (authorization != null) {
      warnIfReadable(connection);
      builder.setDefaultHeaders(new Header[] {authorization});
    }
    SSLContext tls =
        connection.caFile() == null
            ? null
            : TrustedAuthorities.context(Path.of(connection.caFile()), "--elasticsearch-ca");
    builder.setRequestConfigCallback(
        c ->
            c.setConnectTimeout((int) CONNECT.toMillis())
                .setSocketTimeout((int) answer.toMillis())
                .setConnectionRequestTimeout((int) answer.toMillis()));
    builder.setHttpClientConfigCallback(c -> tls == null ? c : c.setSSLContext(tls));
    return builder.build();
  }

  private static void warnIfReadable(ElasticsearchConnection connection) {
    for (String url : connection.urls()) {
      URI uri = URI.create(url);
      if (uri.getScheme().equals("http") && !LOOPBACK.contains(uri.getHost())) {
        LOG.warn(
            "The key or password for Elasticsearch goes to {} over http, where others can read it:"
                + " use https",
            uri.getHost());
      }
    }
  }

  private static HttpHost host(String url) {
    URI uri = URI.create(url);
    int port = uri.getPort() >= 0 ? uri.getPort() : 9200;
    return new HttpHost(uri.getHost(), port, uri.getScheme());
  }

  private static Header authorization(Secrets secrets) throws IOException {
    String apiKey = secrets.get("PAIDAN_ES_API_KEY");
    if (apiKey != null) {
      return new BasicHeader("Authorization", "ApiKey " + apiKey);
    }
    String user = secrets.get("PAIDAN_ES_USER");
    String password = secrets.get("PAIDAN_ES_PASSWORD");
    if (user == null && password == null) {
      return null;
    }
    if (user == null || password == null) {
      throw new ConnectionSettingsException(
          "PAIDAN_ES_USER and PAIDAN_ES_PASSWORD belong together: one of them is missing.", null);
    }
    String both = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    return new BasicHeader("Authorization", "Basic " + both);
  }
}
