package io.paidan.kafka;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;

/** Connections to a Kafka cluster that fail soon and in words. */
public final class KafkaAccess {
  /** How long a broker may take to answer before it counts as not there. */
  public static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration KNOCK = Duration.ofSeconds(5);

  /** Brokers that have not answered by then may be spoken to in a wrong way. */
  private static final Duration DOUBT = Duration.ofSeconds(3);

  private KafkaAccess() {}

  /**
   * An admin client of a cluster that has answered and asks nobody who he is.
   *
   * @param bootstrapServers {@code host:port}, several with commas
   * @throws KafkaAccessException when none of them answers
   */
  public static Admin connect(String bootstrapServers)
      throws KafkaAccessException, InterruptedException {
    return connect(KafkaProperties.of(bootstrapServers));
  }

  /**
   * An admin client of a cluster that has answered.
   *
   * @param client {@code bootstrap.servers} and what else a client needs
   * @throws KafkaAccessException when none of the brokers answers, or not to this client
   */
  public static Admin connect(Properties client) throws KafkaAccessException, InterruptedException {
    String servers = client.getProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
    knock(servers);
    Map<String, Object> config = new HashMap<>();
    client.stringPropertyNames().forEach(name -> config.put(name, client.getProperty(name)));
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 3);
    config.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000);
    Admin admin;
    try {
      admin = Admin.create(config);
    } catch (KafkaException e) {
      throw unusable(servers, e);
    }
    try {
      awaitFirst(admin.describeCluster().nodes(), "reach Kafka at " + servers, client);
      return admin;
    } catch (KafkaAccessException | InterruptedException | RuntimeException e) {
      admin.close(Duration.ZERO);
      throw e;
    }
  }

  private static KafkaAccessException unusable(String servers, KafkaException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof ConfigException && String.valueOf(t.getMessage()).contains("bootstrap")) {
        return new KafkaAccessException(
            "cannot use '"
                + servers
                + "' as bootstrap servers: "
                + KafkaWords.of(t)
                + "; write them like host:9092,host2:9092",
            e);
      }
    }
    return new KafkaAccessException("cannot speak to Kafka: " + KafkaWords.of(e), e);
  }

  /** Kafka's client goes on trying where nobody listens; people need not wait for that. */
  private static void knock(String bootstrapServers) throws KafkaAccessException {
    IOException refusal = null;
    for (String server : bootstrapServers.split(",", -1)) {
      int colon = server.lastIndexOf(':');
      if (colon < 0) {
        return; // for Kafka's client to say what is wrong with it
      }
      String host = server.substring(0, colon).replaceAll("[\\[\\]]", "");
      try (Socket socket = new Socket()) {
        int port = Integer.parseInt(server.substring(colon + 1).strip());
        socket.connect(new InetSocketAddress(host.strip(), port), (int) KNOCK.toMillis());
        return;
      } catch (IOException e) {
        refusal = e;
      } catch (IllegalArgumentException e) {
        return; // no port; the same
      }
    }
    throw new KafkaAccessException(
        "cannot reach Kafka at "
            + bootstrapServers
            + ": "
            + (refusal instanceof UnknownHostException ? "unknown host" : KafkaWords.of(refusal))
            + "; check that the broker runs and that the address is right",
        refusal);
  }

  /** An answer that may be the first one: where none comes, the two may not speak alike. */
  static <T> T awaitFirst(KafkaFuture<T> answer, String what, Properties client)
      throws KafkaAccessException, InterruptedException {
    try {
      return answer.get(DOUBT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      String mismatch = TlsMismatch.of(client);
      if (mismatch != null) {
        throw new KafkaAccessException("cannot " + what + ": " + mismatch, e);
      }
    } catch (ExecutionException e) {
      throw failed(what, e);
    }
    return await(answer, what);
  }

  /**
   * The answer to an admin request.
   *
   * @param what the request, to follow "cannot"
   * @throws KafkaAccessException when it fails, or no answer comes in {@link #PATIENCE}
   */
  public static <T> T await(KafkaFuture<T> answer, String what)
      throws KafkaAccessException, InterruptedException {
    try {
      return answer.get(PATIENCE.toMillis() + 1000, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw silent(what, e);
    } catch (ExecutionException e) {
      throw failed(what, e);
    }
  }

  private static KafkaAccessException failed(String what, ExecutionException e) {
    if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
      return silent(what, e);
    }
    return new KafkaAccessException(
        "cannot " + what + ": " + KafkaWords.of(e.getCause()), e.getCause());
  }

  private static KafkaAccessException silent(String what, Exception e) {
    return new KafkaAccessException(
        "cannot "
            + what
            + ": no answer within "
            + PATIENCE.toSeconds()
            + " s; check that the broker runs, that the address is right, and that"
            + " security.protocol is the one of that port",
        e);
  }
}
