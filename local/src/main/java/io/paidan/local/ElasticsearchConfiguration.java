package io.paidan.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The configuration of one embedded Elasticsearch, written anew at every start. */
final class ElasticsearchConfiguration {
  private ElasticsearchConfiguration() {}

  /**
   * Writes {@code config/} of the folder.
   *
   * @param home the unpacked server
   * @param port the HTTP port, 0 for any
   * @param more settings beside those that every server has here
   */
  static void write(InstanceFolder folder, Path home, int port, Map<String, String> more)
      throws IOException {
    Path config = folder.createFolder("config");
    Path defaults = home.resolve("config");
    for (String name :
        List.of("log4j2.properties", "role_mapping.yml", "roles.yml", "users", "users_roles")) {
      Path file = defaults.resolve(name);
      if (Files.exists(file)) {
        Files.copy(file, config.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    // The shipped options but for the garbage collector's log, which may grow to 2 GB.
    Files.write(
        config.resolve("jvm.options"),
        Files.readAllLines(defaults.resolve("jvm.options")).stream()
            .filter(line -> !line.startsWith("-Xlog:gc"))
            .toList());
    List<String> settings = settings(folder, home, port);
    more.forEach((name, value) -> settings.add(name + ": " + value));
    Files.write(config.resolve("elasticsearch.yml"), settings);
    // What an earlier server wrote is not this one's.
    Files.deleteIfExists(portsFile(folder));
  }

  private static List<String> settings(InstanceFolder folder, Path home, int port) {
    List<String> lines = new ArrayList<>();
    // The folder's own name: stable, as log files are named after it, and no other folder's.
    lines.add("cluster.name: paidan-" + Integer.toHexString(folder.path().toString().hashCode()));
    lines.add("node.name: paidan");
    lines.add("discovery.type: single-node");
    lines.add("network.host: " + Ports.HOST);
    lines.add("http.port: " + port);
    lines.add("transport.port: 0");
    lines.add("node.portsfile: true");
    lines.add("path.data: " + quoted(folder.resolve("data")));
    lines.add("path.logs: " + quoted(folder.resolve("logs")));
    // A developer's disk is often fuller than the watermarks like; read-only indices help nobody.
    lines.add("cluster.routing.allocation.disk.threshold_enabled: false");
    // The server refuses settings of modules that it does not have.
    if (Files.isDirectory(home.resolve("modules").resolve("x-pack-security"))) {
      lines.add("xpack.security.enabled: false");
      lines.add("xpack.security.autoconfiguration.enabled: false");
    }
    if (Files.isDirectory(home.resolve("modules").resolve("ingest-geoip"))) {
      lines.add("ingest.geoip.downloader.enabled: false");
    }
    if (Files.isDirectory(home.resolve("modules").resolve("x-pack-ml"))) {
      lines.add("xpack.ml.enabled: false");
    }
    return lines;
  }

  private static String quoted(Path path) {
    return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** The HTTP port that the running server told, 0 as long as it has not. */
  static int boundPort(InstanceFolder folder) {
    Path file = portsFile(folder);
    try {
      if (Files.exists(file)) {
        for (String address : Files.readAllLines(file)) {
          if (address.startsWith(Ports.HOST + ":")) {
            return Integer.parseInt(address.substring(Ports.HOST.length() + 1).strip());
          }
        }
      }
      return 0;
    } catch (IOException e) {
      throw new LocalServerException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static Path portsFile(InstanceFolder folder) {
    return folder.resolve("logs").resolve("http.ports");
  }
}
