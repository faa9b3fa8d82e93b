package io.paidan.event;

import java.util.Comparator;

/**
 * Strings by code point. {@link String#compareTo} compares UTF-16 units and puts characters outside
 * the Basic Multilingual Plane (rare Chinese characters in names) before U+E000 to U+FFFF.
 */
public enum CodePointOrder implements Comparator<String> {
  INSTANCE;

  @Override
  public int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean bothOrNoneSurrogate = Character.isSurrogate(x) == Character.isSurrogate(y);
        return bothOrNoneSurrogate ? x - y : Character.isSurrogate(x) ? 1 : -1;
      }
    }
    return a.length() - b.length();
  }
}
