package io.paidan.event;

/**
 * The rule for the ids of tickets, departments and districts (contract, section 1): 1 to 100 bytes
 * of UTF-8, no {@code /}, no control characters (U+0000 to U+001F, U+007F to U+009F).
 */
public final class Ids {
  private Ids() {}

  /** What is wrong with an id, as the end of a sentence; null when it is right. */
  public static String problem(String id) {
    if (id.isEmpty()) {
      return "is empty: an id has 1 to 100 bytes";
    }
    int bytes = 0;
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c == '/') {
        return "holds a '/', which no id may";
      }
      if (Character.isISOControl(c)) {
        return "holds a control character, which no id may";
      }
      // Each half of a surrogate pair stands for two of its four bytes.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes > Values.LONGEST_ID ? "has " + bytes + " bytes: an id has 1 to 100" : null;
  }
}
