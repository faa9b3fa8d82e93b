package io.paidan.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of this machine's loopback interface. */
public final class Ports {
  /** The address that every embedded server listens on. */
  public static final String HOST = "127.0.0.1";

  private Ports() {}

  /** A port that nobody listens on at this moment, chosen by the operating system. */
  public static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new LocalServerException("no free TCP port on " + HOST + ": " + e.getMessage(), e);
    }
  }

  /**
   * Fails when somebody listens on the port already.
   *
   * @param what the server that wants the port, for the message
   * @param option how the user gives another port, for the message
   */
  public static void requireFree(int port, String what, String option) {
    try {
      bind(port);
    } catch (IOException e) {
      throw new LocalServerException(
          "port %d for %s is taken (%s): stop what listens there or choose another port (%s)"
              .formatted(port, what, e.getMessage(), option),
          e);
    }
  }

  /** Whether nobody listens on the port at this moment. */
  public static boolean isFree(int port) {
    try {
      bind(port);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void bind(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      // As servers do: a port whose last connections linger in TIME_WAIT can be taken.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
    }
  }
}
