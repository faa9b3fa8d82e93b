package io.paidan.relay.channel;

import java.time.Duration;
import java.util.Set;

/**
 * The codes by which a robot says no.
 *
 * @param name of the member that holds the code
 * @param words of the member that says it in words
 * @param busy too many messages, or its operator is in trouble
 * @param pause for how long too many messages are answered so
 * @param closed the key, the signature, the address we call from, the group: nothing will pass
 */
record RobotCodes(String name, String words, Set<String> busy, Duration pause, Set<String> closed) {
  Answer answer(String maker, String body) {
    String code = Json.member(body, name);
    if ("0".equals(code)) {
      return Answer.DELIVERED;
    }
    if (code == null) {
      return Answer.later(
          maker + " answers in no form that is known" + HttpAnswers.words(body), null);
    }
    String said = Json.member(body, words);
    String reason = maker + " answers " + code + HttpAnswers.words(said == null ? "" : said);
    if (busy.contains(code)) {
      return Answer.later(reason, pause);
    }
    return closed.contains(code) ? Answer.closed(reason) : Answer.unclear(reason);
  }
}
