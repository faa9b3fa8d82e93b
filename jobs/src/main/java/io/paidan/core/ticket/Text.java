package io.paidan.core.ticket;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text that is passed on and not looked at: as UTF-8, which is what it is in state and in
 * documents, so that a title is not decoded and encoded again with every event. Immutable.
 */
public final class Text {
  private final byte[] utf8;

  private Text(byte[] utf8) {
    this.utf8 = utf8;
  }

  /** The text of a string; null for null. */
  static Text of(String text) {
    return text == null ? null : new Text(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The text that bytes are; copied. */
  static Text of(byte[] bytes, int start, int end) {
    return new Text(Arrays.copyOfRange(bytes, start, end));
  }

  /** Its bytes; nobody changes them. */
  byte[] utf8() {
    return utf8;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Text that && Arrays.equals(utf8, that.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }

  @Override
  public String toString() {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
