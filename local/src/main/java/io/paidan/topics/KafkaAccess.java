package io.paidan.topics;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** Connections to a Kafka cluster that fail soon and in words. */
public final class KafkaAccess {
  /** How long a broker may take to answer before it counts as not there. */
  public static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration KNOCK = Duration.ofSeconds(5);

  private KafkaAccess() {}

  /**
   * An admin client of a cluster that has answered.
   *
   * @param bootstrapServers {@code host:port}, several with commas
   * @throws KafkaAccessException when none of them answers
   */
  public static Admin connect(String bootstrapServers)
      throws KafkaAccessException, InterruptedException {
    knock(bootstrapServers);
    Admin admin;
    try {
      admin =
          Admin.create(
              Map.of(
                  AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                  bootstrapServers,
                  AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                  (int) PATIENCE.toMillis(),
                  AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                  (int) PATIENCE.toMillis() / 3,
                  AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                  1000));
    } catch (KafkaException e) {
      throw new KafkaAccessException(
          "cannot use '"
              + bootstrapServers
              + "' as bootstrap servers: "
              + reason(e)
              + "; write them like host:9092,host2:9092",
          e);
    }
    try {
      await(admin.describeCluster().nodes(), "reach Kafka at " + bootstrapServers);
      return admin;
    } catch (KafkaAccessException | InterruptedException | RuntimeException e) {
      admin.close(Duration.ZERO);
      throw e;
    }
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
            + (refusal instanceof UnknownHostException ? "unknown host" : reason(refusal))
            + "; check that the broker runs and that the address is right",
        refusal);
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
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw silent(what, e);
      }
      throw new KafkaAccessException("cannot " + what + ": " + reason(e.getCause()), e.getCause());
    }
  }

  private static KafkaAccessException silent(String what, Exception e) {
    return new KafkaAccessException(
        "cannot "
            + what
            + ": no answer within "
            + PATIENCE.toSeconds()
            + " s; check that the broker runs and that the address is right",
        e);
  }

  /** What Kafka says, without its class names: the innermost message. */
  static String reason(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null && cause.getCause().getMessage() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
