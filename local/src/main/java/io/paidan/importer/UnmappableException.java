package io.paidan.importer;

/** Why a row, or a part of it, cannot be mapped; the message is for the list of rejected rows. */
public final class UnmappableException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnmappableException(String message) {
    super(message);
  }
}
