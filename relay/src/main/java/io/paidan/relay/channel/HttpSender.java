package io.paidan.relay.channel;

import io.paidan.relay.config.RelayConfigException;
import io.paidan.tls.CertificateAuthorities;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** Posts JSON. What it says of a failure names the host, never the rest of an address. */
final class HttpSender {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** An answer; retryAfter is null where the server says nothing of it. */
  record Response(int status, String body, Duration retryAfter) {}

  /** There was no answer. The message is for people and without secrets. */
  static final class NoAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    NoAnswerException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private final HttpClient client;
  private final Duration timeout;

  /**
   * @param caFile PEM certificates to trust; null: those that Java trusts
   * @param proxy null: none
   * @param timeout from the first byte sent to the last one received
   */
  HttpSender(Path caFile, URI proxy, Duration timeout) throws RelayConfigException {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT);
    if (caFile != null) {
      builder.sslContext(trusting(caFile));
    }
    builder.proxy(
        proxy == null
            ? HttpClient.Builder.NO_PROXY
            : ProxySelector.of(new InetSocketAddress(proxy.getHost(), proxy.getPort())));
    this.client = builder.build();
    this.timeout = timeout;
  }

  Response post(URI uri, byte[] json, Map<String, String> headers)
      throws NoAnswerException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(timeout)
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json));
    headers.forEach(request::header);
    // Not send(): its timeout ends with the headers, and a body that never ends would hold us.
    CompletableFuture<HttpResponse<String>> coming =
        client.sendAsync(
            request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    try {
      HttpResponse<String> response = coming.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return new Response(response.statusCode(), response.body(), retryAfter(response));
    } catch (TimeoutException e) {
      throw new NoAnswerException(
          place(uri) + " did not answer within " + timeout.toMillis() / 1000.0 + " s", e);
    } catch (ExecutionException e) {
      throw new NoAnswerException(why(uri, e.getCause()), e.getCause());
    } finally {
      coming.cancel(true);
    }
  }

  private static Duration retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("[0-9]{1,5}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
        .orElse(null);
  }

  /** Where it is, without what could be secret. */
  static String place(URI uri) {
    return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  private String why(URI uri, Throwable failure) {
    String where = place(uri);
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof UnresolvedAddressException || t instanceof UnknownHostException) {
        return where + " is an unknown host";
      }
      if (t instanceof HttpConnectTimeoutException) {
        return where + " cannot be reached in time";
      }
      if (t instanceof java.net.http.HttpTimeoutException) {
        return where + " did not answer within " + timeout.toMillis() / 1000.0 + " s";
      }
      if (t instanceof SSLException) {
        return where + " has no certificate that is trusted here, or speaks no https";
      }
      if (t instanceof ConnectException) {
        return where + " refuses connections";
      }
    }
    return where + " broke off the connection";
  }

  private static SSLContext trusting(Path caFile) throws RelayConfigException {
    try {
      return CertificateAuthorities.trusting(caFile);
    } catch (IOException | GeneralSecurityException e) {
      throw new RelayConfigException(
          "the CA file " + caFile + " cannot be used: give PEM certificates with caFile", e);
    }
  }
}
