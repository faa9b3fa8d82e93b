package io.paidan.relay.channel;

import io.paidan.relay.alert.Alert;

/**
 * That an alert fires, or has ended.
 *
 * @param alert as it is to be told
 * @param firing whether it is told as firing; an alert that fires but is no longer the receiver's
 *     is told as ended
 * @param before as the receiver had been told last; null: it knows nothing of it
 */
public record Notice(Alert alert, boolean firing, Alert before) {}
