package io.paidan.relay.channel;

import io.paidan.relay.config.ReceiverConfig;
import io.paidan.relay.config.RelayConfig;
import io.paidan.relay.config.RelayConfigException;
import io.paidan.relay.config.Secret;
import io.paidan.relay.words.AlertWords;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

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
    String token = read(receiver.token(), environment);
    String authorization = read(receiver.authorization(), environment);
    String secret = read(receiver.signingSecret(), environment);
    Channel channel = open(config, receiver, http, token, authorization, secret);
    List<String> secrets =
        Stream.of(token, token == null ? null : encoded(token), authorization, secret)
            .filter(Objects::nonNull)
            .toList();
    return new DiscreetChannel(channel, secrets);
  }

  private static String read(Secret secret, Map<String, String> environment)
      throws RelayConfigException {
    return secret == null ? null : secret.read(environment);
  }

  private static Channel open(
      RelayConfig config,
      ReceiverConfig receiver,
      HttpSender http,
      String token,
      String authorization,
      String secret) {
    List<URI> uris = receiver.urls().stream().map(url -> address(url, token)).toList();
    Map<String, String> headers =
        authorization == null ? Map.of() : Map.of("Authorization", authorization);
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
    return URI.create(token == null ? url : url.replace("{token}", encoded(token)));
  }

  private static String encoded(String token) {
    return URLEncoder.encode(token, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
