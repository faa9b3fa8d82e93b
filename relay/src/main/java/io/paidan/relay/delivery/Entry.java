package io.paidan.relay.delivery;

import io.paidan.relay.alert.Alert;

/**
 * What a receiver knows of one alert.
 *
 * @param alert its state that was told, or that is held back
 * @param partition of {@code paidan.alerts}, where that state was read
 * @param offset the same
 * @param at when it came to this, ms
 * @param reason why it was refused, ASIDE alone; else null
 */
record Entry(Phase phase, Alert alert, int partition, long offset, long at, String reason) {
  /** Whether the receiver believes that the alert fires. */
  boolean isToldFiring() {
    return phase == Phase.SENT || phase == Phase.END_HELD;
  }
}
