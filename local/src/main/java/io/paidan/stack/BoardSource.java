package io.paidan.stack;

import io.paidan.board.source.ElasticsearchAccess;
import io.paidan.index.elasticsearch.ConnectionWords;
import io.paidan.index.elasticsearch.ElasticsearchClients;
import io.paidan.index.elasticsearch.ElasticsearchConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.elasticsearch.client.RestClient;

/** The board's way to Elasticsearch: the one of the index job, which has its secrets likewise. */
public final class BoardSource implements ElasticsearchAccess {
  /** A wall that waits longer shows nothing that is still of now. */
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final ElasticsearchConnection connection;
  private final Map<String, String> environment;

  public BoardSource(ElasticsearchConnection connection) {
    this(connection, System.getenv());
  }

  /**
   * The same with another environment than that of this process.
   *
   * @param environment where the secrets are, or the names of their files
   */
  public BoardSource(ElasticsearchConnection connection, Map<String, String> environment) {
    this.connection = connection;
    this.environment = environment;
  }

  @Override
  public RestClient open() throws IOException {
    return ElasticsearchClients.open(connection, ANSWER, environment);
  }

  @Override
  public String where() {
    return connection.where();
  }

  @Override
  public String line(IOException failure) {
    return "Elasticsearch at "
        + where()
        + " cannot be used ("
        + ConnectionWords.of(failure, where())
        + "). "
        + (isAboutTrust(failure)
            ? "Give the certificate of its CA with --elasticsearch-ca."
            : "Start it, or correct --elasticsearch.");
  }

  @Override
  public boolean isAboutTrust(IOException failure) {
    return ConnectionWords.isAboutTrust(failure);
  }
}
