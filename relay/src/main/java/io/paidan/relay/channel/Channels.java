package io.paidan.relay.channel;

import io.paidan.relay.config.ReceiverConfig;
import io.paidan.relay.config.RelayConfig;
import io.paidan.relay.config.RelayConfigException;
import io.paidan.relay.words.AlertWords;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Makes the channel of a receiver, with its secrets. */
public final class Channels {
  private Channels() {}

  /**
   * Opens a channel; nothing is sent yet.
   *
   * @param environment where secrets may be
   * @throws RelayConfigException when a secret or a file is missing, with one line that names it
   */
  public static Channel open(
      RelayConfig config, ReceiverConfig receiver, Map<String, String> environment)
      throws RelayConfigException {
    HttpSender http = new HttpSender(receiver.caFile(), receiver.proxy(), receiver.timeout());
    String token = receiver.token() == null ? "" : receiver.token().read(environment);
    List<URI> uris = receiver.urls().stream().map(url -> address(url, token)).toList();
    Map<String, String> headers =
        receiver.authorization() == null
            ? Map.of()
            : Map.of("Authorization", receiver.authorization().read(environment));
    String secret =
        receiver.signingSecret() == null ? null : receiver.signingSecret().read(environment);
    AlertWords words = new AlertWords(config);
    return switch (receiver.type()) {
      case ALERTMANAGER ->
          new AlertmanagerChannel(
              uris, http, headers, receiver.labels(), receiver.keepFiring(), config);
      case WEBHOOK -> new WebhookChannel(uris.get(0), http, headers, receiver.template(), config);
      case WECOM ->
          new RobotChannel(uris.get(0), http, new WecomRobot(receiver.mentionAll()), words);
      case DINGTALK ->
          new RobotChannel(
              uris.get(0), http, new DingtalkRobot(secret, receiver.mentionAll()), words);
      case FEISHU ->
          new RobotChannel(
              uris.get(0), http, new FeishuRobot(secret, receiver.mentionAll()), words);
    };
  }

  private static URI address(String url, String token) {
    return URI.create(url.replace("{token}", URLEncoder.encode(token, StandardCharsets.UTF_8)));
  }
}
