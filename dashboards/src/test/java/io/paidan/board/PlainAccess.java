package io.paidan.board;

import io.paidan.board.source.ElasticsearchAccess;
import java.io.IOException;
import java.net.URI;
import javax.net.ssl.SSLException;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;

/** A way to a server of a test: without TLS, and soon tired of waiting. */
record PlainAccess(URI url, int answerMillis) implements ElasticsearchAccess {
  static PlainAccess to(URI url) {
    return new PlainAccess(url, 5_000);
  }

  @Override
  public RestClient open() {
    return RestClient.builder(new HttpHost(url.getHost(), url.getPort(), url.getScheme()))
        .setRequestConfigCallback(config -> config.setSocketTimeout(answerMillis))
        .build();
  }

  @Override
  public String where() {
    return url.toString();
  }

  @Override
  public String line(IOException failure) {
    return "Elasticsearch at " + url + " cannot be used (" + failure.getMessage() + ").";
  }

  @Override
  public boolean isAboutTrust(IOException failure) {
    return failure instanceof SSLException;
  }
}
