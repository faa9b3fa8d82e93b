package io.paidan.kafka;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.util.Properties;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * One side speaks TLS and the other does not. Kafka's client tells of neither: the connection ends,
 * and it tries again until its time is over. So the brokers are asked, once an answer is overdue.
 */
public final class TlsMismatch {
  private static final int PATIENCE_MS = 3_000;

  private enum Speech {
    TLS,
    OTHER,
    UNKNOWN
  }

  private TlsMismatch() {}

  /** Whether such a client speaks TLS. */
  public static boolean speaksTls(Properties client) {
    return KafkaProperties.protocol(client).endsWith("SSL");
  }

  /**
   * Which side speaks TLS alone, and what to do, in one line; null when it is not so. Blocks for
   * some seconds.
   */
  public static String of(Properties client) {
    String protocol = KafkaProperties.protocol(client);
    if (protocol.contains("${")) {
      return null; // what it is, Kafka's client alone knows
    }
    Speech broker = speech(client.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, ""));
    if (broker == Speech.TLS && !speaksTls(client)) {
      return "it speaks TLS on that port, and the client does not (security.protocol is "
          + protocol
          + "); set security.protocol=SASL_SSL, or SSL where no user is asked for, in a file that"
          + " --kafka-properties names";
    }
    if (broker == Speech.OTHER && speaksTls(client)) {
      return "it does not speak TLS on that port, and the client does (security.protocol is "
          + protocol
          + "); correct the port, or security.protocol in the file of --kafka-properties";
    }
    return null;
  }

  private static Speech speech(String servers) {
    for (String server : servers.split(",", -1)) {
      Speech heard = speechOf(server.strip());
      if (heard != Speech.UNKNOWN) {
        return heard;
      }
    }
    return Speech.UNKNOWN;
  }

  private static Speech speechOf(String server) {
    int colon = server.lastIndexOf(':');
    if (colon < 0) {
      return Speech.UNKNOWN;
    }
    String host = server.substring(0, colon).replaceAll("[\\[\\]]", "");
    try (Socket socket = new Socket()) {
      int port = Integer.parseInt(server.substring(colon + 1));
      socket.connect(new InetSocketAddress(host, port), PATIENCE_MS);
      socket.setSoTimeout(PATIENCE_MS);
      SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
      try (SSLSocket over = (SSLSocket) tls.createSocket(socket, host, port, true)) {
        over.startHandshake();
      }
      return Speech.TLS;
    } catch (SSLException e) {
      return speechOf(e);
    } catch (IOException | IllegalArgumentException e) {
      return Speech.UNKNOWN;
    }
  }

  /** A certificate that is not trusted, or an alert, comes from somebody who speaks TLS. */
  private static Speech speechOf(SSLException failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof CertificateException) {
        return Speech.TLS;
      }
      if (t instanceof EOFException) {
        return Speech.OTHER;
      }
    }
    String said = String.valueOf(failure.getMessage());
    if (said.contains("Received fatal alert")) {
      return Speech.TLS;
    }
    return said.contains("unrecognized SSL message") ? Speech.OTHER : Speech.UNKNOWN;
  }
}
