package io.paidan.relay.channel;

import io.paidan.relay.alert.Alert;
import io.paidan.relay.words.AlertWords;
import io.paidan.relay.words.Message;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A chat robot: one message for one alert, or a digest for several. */
final class RobotChannel implements Channel {
  private final URI address;
  private final HttpSender http;
  private final Robot robot;
  private final AlertWords words;

  RobotChannel(URI address, HttpSender http, Robot robot, AlertWords words) {
    this.address = address;
    this.http = http;
    this.robot = robot;
    this.words = words;
  }

  @Override
  public int most() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Answer deliver(List<Notice> notices, Instant now) throws InterruptedException {
    byte[] body = robot.body(message(words, notices), now);
    URI uri = robot.address(address, now);
    try {
      HttpSender.Response response = http.post(uri, body, Map.of());
      Answer byStatus = HttpAnswers.of(uri, response);
      return byStatus.outcome() == Answer.Outcome.DELIVERED
          ? robot.answer(response.body())
          : byStatus;
    } catch (HttpSender.NoAnswerException e) {
      return Answer.later(e.getMessage(), null);
    }
  }

  static Message message(AlertWords words, List<Notice> notices) {
    List<Alert> alerts = notices.stream().map(Notice::alert).toList();
    return alerts.size() == 1 ? words.message(alerts.get(0)) : words.digest(alerts);
  }
}
