package io.paidan.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.local.EmbeddedElasticsearch.Security;
import io.paidan.local.EmbeddedElasticsearch.Security.User;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** An embedded Elasticsearch with https, and users and roles in its files. */
final class ElasticsearchSecurity {
  private static final String CERTIFICATE = "http.pem";
  private static final String KEY = "http.key";
  private static final int ROUNDS = 10_000;
  private static final int BYTES = 32;

  private ElasticsearchSecurity() {}

  /** What is in elasticsearch.yml for that. */
  static Map<String, String> settings(InstanceFolder folder) {
    Path config = folder.resolve("config");
    return Map.of(
        "xpack.security.enabled",
        "true",
        "xpack.security.http.ssl.enabled",
        "true",
        "xpack.security.http.ssl.certificate",
        ElasticsearchConfiguration.quoted(config.resolve(CERTIFICATE)),
        "xpack.security.http.ssl.key",
        ElasticsearchConfiguration.quoted(config.resolve(KEY)));
  }

  /** Writes certificate, key, users and roles into the configuration. */
  static void write(InstanceFolder folder, Security security) throws IOException {
    Path config = folder.resolve("config");
    Files.copy(
        security.certificate(), config.resolve(CERTIFICATE), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(security.key(), config.resolve(KEY), StandardCopyOption.REPLACE_EXISTING);
    List<String> users = new ArrayList<>();
    Map<String, List<String>> namesByRole = new TreeMap<>();
    for (User user : security.users()) {
      users.add(user.name() + ":" + hash(user.password()));
      namesByRole.computeIfAbsent(user.role(), r -> new ArrayList<>()).add(user.name());
    }
    Files.write(config.resolve("users"), users);
    Files.write(
        config.resolve("users_roles"),
        namesByRole.entrySet().stream()
            .map(e -> e.getKey() + ":" + String.join(",", e.getValue()))
            .toList());
    // A role on a line of its own: JSON is YAML, but a new line without indent begins a role.
    Files.write(
        config.resolve("roles.yml"),
        security.roles().entrySet().stream()
            .map(e -> e.getKey() + ": " + e.getValue().replaceAll("\\s*\\R\\s*", " ").strip())
            .toList());
  }

  /** As the server's file realm has it. */
  private static String hash(String password) throws IOException {
    byte[] salt = new byte[BYTES];
    new SecureRandom().nextBytes(salt);
    try {
      byte[] hash =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
              .generateSecret(new PBEKeySpec(password.toCharArray(), salt, ROUNDS, BYTES * 8))
              .getEncoded();
      Base64.Encoder base64 = Base64.getEncoder();
      return "{PBKDF2}"
          + ROUNDS
          + "$"
          + base64.encodeToString(salt)
          + "$"
          + base64.encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IOException("this Java cannot hash a password: " + e.getMessage(), e);
    }
  }

  /** Asks as the first user, whatever the certificate: a test may have given it an expired one. */
  static void prepare(HttpsURLConnection connection, Security security) throws IOException {
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, new TrustManager[] {new OwnChild()}, null);
      connection.setSSLSocketFactory(tls.getSocketFactory());
    } catch (GeneralSecurityException e) {
      throw new IOException("this Java speaks no TLS: " + e.getMessage(), e);
    }
    connection.setHostnameVerifier((host, session) -> true);
    User user = security.users().get(0);
    String both = user.name() + ":" + user.password();
    connection.setRequestProperty(
        "Authorization", "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8)));
  }

  /** Trusts whoever answers on the port that our own child process told: nobody else is there. */
  private static final class OwnChild extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
