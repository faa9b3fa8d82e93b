package io.paidan.cli.kibana;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * Where Kibana is, without any secret.
 *
 * @param base its address with its base path, without a slash at the end
 * @param space the space's id, or null: the default one
 */
public record KibanaAddress(URI base, String space) {
  private static final Pattern SPACE = Pattern.compile("[a-z0-9_-]+");

  /**
   * An address as people write it.
   *
   * @throws IllegalArgumentException when it is none, with one line that says how to write it
   */
  public static KibanaAddress of(String url, String space) {
    URI uri;
    try {
      uri = URI.create(url.strip());
    } catch (IllegalArgumentException e) {
      throw noUrl(e);
    }
    if (!("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
        || uri.getHost() == null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw noUrl(null);
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "--kibana on "
              + uri.getHost()
              + " holds a user: give it with PAIDAN_KIBANA_USER and PAIDAN_KIBANA_PASSWORD"
              + " instead.");
    }
    if (space != null && !SPACE.matcher(space).matches()) {
      throw new IllegalArgumentException(
          "--kibana-space is the id of a space (a-z, 0-9, _ and -), as it stands in Kibana's own"
              + " address after /s/.");
    }
    String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
    String address = uri.getScheme() + "://" + uri.getRawAuthority() + path;
    return new KibanaAddress(URI.create(address), "default".equals(space) ? null : space);
  }

  private static IllegalArgumentException noUrl(Exception cause) {
    return new IllegalArgumentException(
        "--kibana is no URL of Kibana: use http://host:5601 or https://host[:port][/base/path].",
        cause);
  }

  /** Where a path of Kibana's interface is, in the space. */
  URI resolve(String path) {
    return URI.create(base + (space == null ? "" : "/s/" + space) + path);
  }

  /** The same outside all spaces. */
  URI resolveOutside(String path) {
    return URI.create(base + path);
  }

  /** For people. */
  String where() {
    return base + (space == null ? "" : " (space " + space + ")");
  }
}
