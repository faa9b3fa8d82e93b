package io.paidan.event;

/** Carries the verdict on a malformed record out of the depths of the decoder. */
final class RejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  RejectedException(Reason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  Malformed malformed() {
    return new Malformed(reason, getMessage());
  }
}
