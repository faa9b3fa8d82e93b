package io.paidan.board;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The page and what it is made of, read from the jar once: no path of a request reaches a file. */
final class Assets {
  /**
   * @param zipped the same bytes gzipped; null where that gains nothing
   * @param etag of the bytes however they are sent, hence a weak one
   */
  record Asset(byte[] bytes, byte[] zipped, String contentType, String etag) {}

  private static final List<String> NAMES =
      List.of(
          "index.html",
          "api.js",
          "board.css",
          "charts.js",
          "clocks.js",
          "dom.js",
          "en.js",
          "events.js",
          "favicon.svg",
          "figures.js",
          "filters.js",
          "format.js",
          "funnel.js",
          "hours.js",
          "main.js",
          "overdue.js",
          "panel.css",
          "panel.js",
          "ranking.js",
          "rankings.js",
          "status.js",
          "stream.js",
          "tags.js",
          "theme.js",
          "ticket.js",
          "tickets.js",
          "time.js",
          "view.js",
          "words.js",
          "zh.js");

  /** Apache ECharts: line, bar and scatter are all that the page draws with. */
  private static final String ECHARTS_FILE = "dist/echarts.common.min.js";

  private static final String ECHARTS_VERSION = "/META-INF/maven/org.mvnpm/echarts/pom.properties";

  private final Map<String, Asset> byPath;

  private Assets(Map<String, Asset> byPath) {
    this.byPath = Map.copyOf(byPath);
  }

  static Assets load() {
    Map<String, Asset> assets = new LinkedHashMap<>();
    for (String name : NAMES) {
      assets.put("/" + name, read(name));
    }
    assets.put("/", assets.remove("/index.html"));
    assets.put("/echarts.js", read(echarts()));
    return new Assets(assets);
  }

  /**
   * @param path as requested, from the slash on
   * @return null when there is nothing under that path
   */
  Asset at(String path) {
    return byPath.get(path);
  }

  /** Where the library lies in its jar: the path has its version. */
  private static String echarts() {
    Properties properties = new Properties();
    try (InputStream in = open(ECHARTS_VERSION)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String version = properties.getProperty("version");
    return "/META-INF/resources/_static/echarts/" + version + "/" + ECHARTS_FILE;
  }

  private static Asset read(String name) {
    try (InputStream in = open(name)) {
      byte[] bytes = in.readAllBytes();
      return new Asset(bytes, zipped(bytes), contentType(name), etag(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) throws IOException {
    InputStream in = Assets.class.getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException("the board lacks a file of its own class path: " + name);
    }
    return in;
  }

  private static byte[] zipped(byte[] bytes) {
    byte[] zipped = Compression.gzip(bytes);
    return bytes.length >= Compression.WORTH && zipped.length < bytes.length ? zipped : null;
  }

  private static String contentType(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "svg" -> "image/svg+xml";
      default -> throw new IllegalArgumentException("no content type for " + name);
    };
  }

  private static String etag(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "W/\"" + HexFormat.of().formatHex(hash, 0, 12) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
