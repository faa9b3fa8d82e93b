package io.paidan.core.ticket;

/**
 * How a clock stands at the instant that a ticket was judged at (contract, section 2, "Clocks").
 */
public enum ClockStatus {
  RUNNING,
  PAUSED,
  MET,
  /** Over its limit and still running. */
  BREACHED,
  /** Stopped after its due instant, however it was stopped. */
  MISSED,
  /** Stopped without a verdict, not after its due instant. */
  ENDED;

  /** On time or not: there is a verdict. */
  public boolean isDecided() {
    return this == MET || this == BREACHED || this == MISSED;
  }

  /** Went, or is, over its limit. */
  public boolean isOver() {
    return this == BREACHED || this == MISSED;
  }
}
