package io.paidan.board;

/** A request that cannot be answered; the message is one line that says what is wrong with it. */
final class BadRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  BadRequestException(String message) {
    super(message);
  }
}
