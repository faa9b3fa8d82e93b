package io.paidan.cli.kibana;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.index.elasticsearch.ConnectionWords;
import io.paidan.index.elasticsearch.TrustedAuthorities;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Kibana's interface over HTTP, as far as it is needed here. */
final class KibanaClient {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofMinutes(2);

  private final HttpClient client;
  private final String authorization;
  private final KibanaAddress address;

  private KibanaClient(HttpClient client, String authorization, KibanaAddress address) {
    this.client = client;
    this.authorization = authorization;
    this.address = address;
  }

  /**
   * Nothing is asked of Kibana yet.
   *
   * @param caFile PEM certificates to trust for https; null: those that Java trusts
   * @param environment where the secrets are, or the names of their files
   */
  static KibanaClient open(KibanaAddress address, Path caFile, Map<String, String> environment)
      throws IOException {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            // Where a login page is meant, its address is no use to us, and ours is a secret.
            .followRedirects(HttpClient.Redirect.NEVER);
    if (caFile != null) {
      builder.sslContext(TrustedAuthorities.context(caFile, "--kibana-ca"));
    }
    return new KibanaClient(builder.build(), KibanaSecrets.authorization(environment), address);
  }

  KibanaAddress address() {
    return address;
  }

  KibanaAnswer get(URI uri) throws IOException, InterruptedException {
    return send(request(uri).GET().build());
  }

  KibanaAnswer json(String method, URI uri, String body) throws IOException, InterruptedException {
    return send(
        request(uri)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build());
  }

  /** Posts a file, as a form does. */
  KibanaAnswer file(URI uri, String name, byte[] content) throws IOException, InterruptedException {
    String boundary = "paidan-" + UUID.randomUUID();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        ("--"
                + boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + name
                + "\"\r\nContent-Type: application/ndjson\r\n\r\n")
            .getBytes(UTF_8));
    body.writeBytes(content);
    body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(UTF_8));
    return send(
        request(uri)
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(BodyPublishers.ofByteArray(body.toByteArray()))
            .build());
  }

  private HttpRequest.Builder request(URI uri) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(ANSWER).header("kbn-xsrf", "paidan");
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return request;
  }

  private KibanaAnswer send(HttpRequest request) throws IOException, InterruptedException {
    try {
      HttpResponse<String> response =
          client.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
      return KibanaAnswer.of(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new KibanaException(
          "Cannot reach Kibana at "
              + address.base()
              + ": "
              + why(e)
              + ". Check --kibana and that Kibana is running.",
          e);
    }
  }

  private String why(IOException failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof UnresolvedAddressException) {
        return "there is no host " + address.base().getHost();
      }
      if (t instanceof CertificateException && String.valueOf(t.getMessage()).startsWith("No ")) {
        return "its certificate is for another host";
      }
    }
    if (failure instanceof HttpConnectTimeoutException) {
      return "no connection within " + CONNECT.toSeconds() + " s";
    }
    if (failure instanceof HttpTimeoutException) {
      return "no answer within " + ANSWER.toSeconds() + " s";
    }
    if (failure instanceof ConnectException) {
      return "connection refused";
    }
    boolean plain = "http".equals(address.base().getScheme());
    if (plain && !ConnectionWords.isAboutTrust(failure)) {
      return "it closed the connection; where it speaks https, say https://";
    }
    return ConnectionWords.of(failure, address.base().toString());
  }
}
