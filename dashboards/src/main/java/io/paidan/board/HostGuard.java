package io.paidan.board;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Turns away requests under a foreign name: otherwise any web page could let its own name point to
 * the board and read it with the browser of somebody who can reach it (DNS rebinding). Known are
 * the names of this machine's loopback, the address that the board listens on, and the public names
 * that it was told. Only a board that listens for others and was told no name answers under any.
 */
final class HostGuard {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final boolean any;
  private final Set<String> known = new HashSet<>(LOOPBACK);

  /**
   * @param publicHosts names without port
   */
  HostGuard(String bindHost, InetAddress bound, List<String> publicHosts) {
    this.any = !bound.isLoopbackAddress() && publicHosts.isEmpty();
    known.add(bindHost.toLowerCase(Locale.ROOT));
    publicHosts.forEach(host -> known.add(host.toLowerCase(Locale.ROOT)));
  }

  /**
   * @param host the request's {@code Host} header, null when it has none
   */
  boolean allows(String host) {
    return any
        || (host != null
            && known.contains(host.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT)));
  }
}
