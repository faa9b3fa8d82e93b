package io.paidan.relay.channel;

import java.net.URI;

/** What an HTTP status means for a delivery. */
final class HttpAnswers {
  private static final int LONGEST_WORDS = 200;

  private HttpAnswers() {}

  /** By the status alone; 2xx is delivered. */
  static Answer of(URI uri, HttpSender.Response response) {
    int status = response.status();
    String reason = HttpSender.place(uri) + " answers " + status + words(response.body());
    if (status >= 200 && status < 300) {
      return Answer.DELIVERED;
    }
    return switch (status) {
      case 400, 413, 422 -> Answer.refused(reason);
      case 408, 425, 429 -> Answer.later(reason, response.retryAfter());
      default ->
          status >= 500
              ? Answer.later(reason, response.retryAfter())
              // A key, an address, a redirection: the next message would fare no better.
              : Answer.closed(reason);
    };
  }

  /** The beginning of what it says, as one line. */
  static String words(String body) {
    String line = body.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
    if (line.isEmpty()) {
      return "";
    }
    int end = Math.min(line.length(), LONGEST_WORDS);
    return ": " + line.substring(0, end);
  }
}
