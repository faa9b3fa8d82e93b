package io.paidan.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
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
    Map<String, String> settings = settings(folder, home, port);
    settings.putAll(more);
    Files.write(
        config.resolve("elasticsearch.yml"),
        settings.entrySet().stream().map(s -> s.getKey() + ": " + s.getValue()).toList());
    // What an earlier server wrote is not this one's.
    Files.deleteIfExists(portsFile(folder));
  }

  private static Map<String, String> settings(InstanceFolder folder, Path home, int port) {
    Map<String, String> settings = new LinkedHashMap<>();
    // The folder's own name: stable, as log files are named after it, and no other folder's.
    settings.put(
        "cluster.name", "paidan-" + Integer.toHexString(folder.path().toString().hashCode()));
    settings.put("node.name", "paidan");
    settings.put("discovery.type", "single-node");
    settings.put("network.host", Ports.HOST);
    settings.put("http.port", Integer.toString(port));
    settings.put("transport.port", "0");
    settings.put("node.portsfile", "true");
    settings.put("path.data", quoted(folder.resolve("data")));
    settings.put("path.logs", quoted(folder.resolve("logs")));
    // A developer's disk is often fuller than the watermarks like; read-only indices help nobody.
    settings.put("cluster.routing.allocation.disk.threshold_enabled", "false");
    // The server refuses settings of modules that it does not have.
    if (Files.isDirectory(home.resolve("modules").resolve("x-pack-security"))) {
      settings.put("xpack.security.enabled", "false");
      settings.put("xpack.security.autoconfiguration.enabled", "false");
    }
    if (Files.isDirectory(home.resolve("modules").resolve("ingest-geoip"))) {
      settings.put("ingest.geoip.downloader.enabled", "false");
    }
    if (Files.isDirectory(home.resolve("modules").resolve("x-pack-ml"))) {
      settings.put("xpack.ml.enabled", "false");
    }
    return settings;
  }

  static String quoted(Path path) {
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
