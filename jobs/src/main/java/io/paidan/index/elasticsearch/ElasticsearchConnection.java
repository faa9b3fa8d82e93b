package io.paidan.index.elasticsearch;

import java.io.Serializable;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/**
 * Where Elasticsearch is, without any secret: {@link ElasticsearchClients} reads those where the
 * connection is made.
 *
 * @param urls one or more of {@code http[s]://host[:port][/path]}, all of one cluster; the path is
 *     the same for all
 * @param caFile PEM certificates to trust for https; null: those that Java trusts
 */
public record ElasticsearchConnection(List<String> urls, String caFile) implements Serializable {
  public ElasticsearchConnection {
    urls = List.copyOf(urls);
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("No address of Elasticsearch is given.");
    }
    urls.forEach(ElasticsearchConnection::check);
  }

  /**
   * Addresses separated by commas.
   *
   * @throws IllegalArgumentException with one line when one is none
   */
  public static ElasticsearchConnection of(String urls, String caFile) {
    return new ElasticsearchConnection(
        Arrays.stream(urls.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList(),
        caFile);
  }

  /** The addresses, for people. */
  public String where() {
    return String.join(", ", urls);
  }

  private static void check(String url) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The address of Elasticsearch is no URL: use http://host:9200 or https://host:9200.", e);
    }
    if (!("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
        || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "The address of Elasticsearch is no URL: use http://host:9200 or https://host:9200.");
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "The address of Elasticsearch on "
              + uri.getHost()
              + " holds a user: give it with PAIDAN_ES_USER and PAIDAN_ES_PASSWORD instead.");
    }
  }
}
