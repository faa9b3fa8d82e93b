package io.paidan.event;

/** Bytes that are not JSON (RFC 8259) in UTF-8; the message says where and why, quoting nothing. */
final class JsonSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  JsonSyntaxException(String message) {
    super(message, null, false, false);
  }
}
