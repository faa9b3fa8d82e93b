package io.paidan.json;

/**
 * Something in a document that a person has to mend.
 *
 * @param place {@code line:column /pointer}: where the offending text begins, both from 1, and its
 *     JSON pointer (RFC 6901), {@code /} for the whole document
 * @param message what is wrong and what would be right, one line
 */
public record Problem(String place, String message) {
  @Override
  public String toString() {
    return place + " " + message;
  }
}
