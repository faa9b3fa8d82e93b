package io.paidan.relay.delivery;

import io.paidan.relay.alert.Alert;
import io.paidan.relay.config.QuietHours;
import io.paidan.relay.config.ReceiverConfig;
import io.paidan.relay.config.ReceiverType;
import io.paidan.relay.config.RelayConfig;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * What a desk must know of its receiver.
 *
 * @param routed whether it is told of the alert
 * @param states whether it takes the state of alerts again and again (Alertmanager), and not
 *     messages
 * @param tellsEnd whether it is told that a matter has ended
 * @param quietHours null: none
 * @param stormOver over so many messages a minute become a digest; 0: never
 * @param resendEvery how often states are told again
 * @param horizon alerts that were found out so long after their threshold are not told
 */
record Receiver(
    String name,
    Predicate<Alert> routed,
    boolean states,
    boolean tellsEnd,
    QuietHours quietHours,
    int stormOver,
    Duration resendEvery,
    Duration horizon) {
  static Receiver of(RelayConfig config, ReceiverConfig receiver, Duration horizon) {
    return new Receiver(
        receiver.name(),
        alert -> config.routes(receiver.name(), alert),
        receiver.type() == ReceiverType.ALERTMANAGER,
        receiver.tellsEnd(),
        receiver.quietHours(),
        receiver.stormOver(),
        receiver.resendEvery(),
        horizon);
  }
}
