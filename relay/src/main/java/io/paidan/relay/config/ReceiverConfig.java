package io.paidan.relay.config;

import io.paidan.json.JsonValue;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Somebody who is told.
 *
 * @param name of the receiver: also of its consumer group and its state, so a receiver that is
 *     renamed is a new one
 * @param urls one, of Alertmanagers that form a cluster all; may hold {@code {token}}
 * @param token what {@code {token}} stands for; null where there is none
 * @param signingSecret of DingTalk's and Feishu's signatures; null: unsigned
 * @param authorization the value of the header of that name; null: none
 * @param caFile PEM certificates to trust for https; null: those that Java trusts
 * @param proxy {@code http://host:port}; null: none
 * @param timeout of one delivery
 * @param quietHours null: none
 * @param stormOver over so many messages a minute become a digest; 0: never
 * @param tellsEnd whether a message says that a matter has ended
 * @param mentionAll whether emergencies that fire call everybody in the group
 * @param labels more labels of every alert at Alertmanager
 * @param resendEvery how often Alertmanager is told again what fires
 * @param keepFiring for how long Alertmanager lets an alert fire that it is told no more of
 * @param template of a web hook's body; null: the relay's own form
 */
public record ReceiverConfig(
    String name,
    ReceiverType type,
    List<String> urls,
    Secret token,
    Secret signingSecret,
    Secret authorization,
    Path caFile,
    URI proxy,
    Duration timeout,
    QuietHours quietHours,
    int stormOver,
    boolean tellsEnd,
    boolean mentionAll,
    Map<String, String> labels,
    Duration resendEvery,
    Duration keepFiring,
    JsonValue template) {}
