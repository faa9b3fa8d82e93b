package io.paidan.cli.kibana;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.index.elasticsearch.Secrets;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;

/**
 * Who we are to Kibana: {@code PAIDAN_KIBANA_API_KEY}, or {@code PAIDAN_KIBANA_USER} and {@code
 * PAIDAN_KIBANA_PASSWORD}, or each with {@code _FILE}; without any of them what stands there for
 * Elasticsearch, whose users are Kibana's.
 */
final class KibanaSecrets {
  private KibanaSecrets() {}

  /**
   * The header that says it, or null: nobody.
   *
   * @throws IOException when they do not fit together, with one line that says which
   */
  static String authorization(Map<String, String> environment) throws IOException {
    Secrets secrets = new Secrets(environment);
    String own = authorization(secrets, "PAIDAN_KIBANA_");
    return own == null ? authorization(secrets, "PAIDAN_ES_") : own;
  }

  private static String authorization(Secrets secrets, String prefix) throws IOException {
    String apiKey = secrets.get(prefix + "API_KEY");
    if (apiKey != null) {
      return "ApiKey " + apiKey;
    }
    String user = secrets.get(prefix + "USER");
    String password = secrets.get(prefix + "PASSWORD");
    if (user == null && password == null) {
      return null;
    }
    if (user == null || password == null) {
      throw new KibanaException(
          prefix + "USER and " + prefix + "PASSWORD belong together: one of them is missing.");
    }
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }
}
