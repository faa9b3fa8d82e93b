package io.paidan.kibana.object;

/** What people read, in every language of the pack. */
public record Text(String zh, String en) {
  public String in(Language language) {
    return language == Language.ZH_CN ? zh : en;
  }
}
