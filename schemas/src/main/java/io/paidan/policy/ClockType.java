package io.paidan.policy;

/** The clocks that can run on a ticket or an assignment (contract, section 2, "Clocks"). */
public enum ClockType {
  DISPATCH,
  ACCEPT,
  ARRIVE,
  RESOLVE,
  FEEDBACK,
  TOTAL
}
