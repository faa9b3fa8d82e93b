package io.paidan.kibana.object;

/**
 * The languages that the pack comes in, each with ids of its own, so that both fit in one Kibana.
 */
public enum Language {
  ZH_CN("zh-CN", "paidan-"),
  EN("en", "paidan-en-");

  private final String tag;
  private final String prefix;

  Language(String tag, String prefix) {
    this.tag = tag;
    this.prefix = prefix;
  }

  /** As in BCP 47, for example {@code zh-CN}; also in the names of files. */
  public String tag() {
    return tag;
  }

  /** The id of a saved object: stable, because links and bookmarks hold it. */
  public String id(String name) {
    return prefix + name;
  }

  /** The language with that {@link #tag}, whatever its case, or null when there is none. */
  public static Language ofTag(String tag) {
    for (Language language : values()) {
      if (language.tag.equalsIgnoreCase(tag)) {
        return language;
      }
    }
    return null;
  }
}
