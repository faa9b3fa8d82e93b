package io.paidan.cli;

/**
 * A command cannot do what it was asked. The message is the one line that the user gets: what is
 * wrong, where, and what to do.
 */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line: what is wrong, where, and what to do
   */
  public CommandException(String message) {
    super(message);
  }

  /**
   * @param message one line: what is wrong, where, and what to do
   * @param cause for the stack trace that {@code PAIDAN_DEBUG=1} shows
   */
  public CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
