package io.paidan.relay.channel;

import java.time.Instant;
import java.util.List;

/**
 * Keeps secrets out of what is said of a receiver: there are servers that repeat an address with
 * its token in their answers.
 */
final class DiscreetChannel implements Channel {
  private final Channel channel;
  private final List<String> secrets;

  /**
   * @param secrets none of them empty
   */
  DiscreetChannel(Channel channel, List<String> secrets) {
    this.channel = channel;
    this.secrets = secrets;
  }

  @Override
  public Answer deliver(List<Notice> notices, Instant now) throws InterruptedException {
    Answer answer = channel.deliver(notices, now);
    if (answer.reason() == null) {
      return answer;
    }
    String reason = answer.reason();
    for (String secret : secrets) {
      reason = reason.replace(secret, "***");
    }
    return new Answer(answer.outcome(), reason, answer.after());
  }

  @Override
  public int most() {
    return channel.most();
  }
}
