package io.paidan.board;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;

/**
 * Turns away requests under a foreign name while the board listens on a loopback address only:
 * otherwise any web page could let its own name point to this machine and read the board (DNS
 * rebinding).
 */
final class HostGuard {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final boolean loopbackOnly;
  private final String bindHost;

  HostGuard(String bindHost, InetAddress bound) {
    this.loopbackOnly = bound.isLoopbackAddress();
    this.bindHost = bindHost.toLowerCase(Locale.ROOT);
  }

  /**
   * @param host the request's {@code Host} header, null when it has none
   */
  boolean allows(String host) {
    if (!loopbackOnly) {
      return true;
    }
    if (host == null) {
      return false;
    }
    String name = host.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
    return LOOPBACK.contains(name) || name.equals(bindHost);
  }
}
