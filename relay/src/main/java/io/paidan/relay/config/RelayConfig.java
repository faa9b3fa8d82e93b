package io.paidan.relay.config;

import io.paidan.json.Problem;
import io.paidan.relay.alert.Alert;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who is told of what, and how.
 *
 * @param zone of the times that people read
 * @param ticketLink where a ticket's time line is, with {@code {ticket}} for its id; or null
 * @param routes empty: everybody is told everything
 */
public record RelayConfig(
    Language language,
    ZoneId zone,
    String ticketLink,
    List<ReceiverConfig> receivers,
    List<Route> routes) {
  /**
   * Reads a configuration file.
   *
   * @throws RelayConfigException naming every problem with its place
   */
  public static RelayConfig load(Path file) throws IOException {
    RelayConfigParser.Result result =
        RelayConfigParser.parse(Files.readAllBytes(file), file.toAbsolutePath().getParent());
    if (!result.problems().isEmpty()) {
      throw new RelayConfigException(
          result.problems().stream()
              .map(Problem::toString)
              .collect(Collectors.joining("; ", file + ":", "")),
          null);
    }
    return result.config();
  }

  /** Whether the receiver is told of the alert. */
  public boolean routes(String receiver, Alert alert) {
    return routes.isEmpty()
        || routes.stream().anyMatch(r -> r.receivers().contains(receiver) && r.takes(alert));
  }

  /** Where the ticket's time line is, or null. */
  public String link(Alert alert) {
    return ticketLink == null
        ? null
        : ticketLink.replace(
            "{ticket}",
            URLEncoder.encode(alert.ticket(), StandardCharsets.UTF_8).replace("+", "%20"));
  }
}
