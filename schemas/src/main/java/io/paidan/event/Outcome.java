package io.paidan.event;

/** What a department says its work came to (contract, section 1, {@code resolved}). */
public enum Outcome {
  SOLVED,
  PARTLY_SOLVED,
  UNSOLVABLE
}
