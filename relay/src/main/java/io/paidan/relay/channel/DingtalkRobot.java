package io.paidan.relay.channel;

import io.paidan.relay.words.Message;
import io.paidan.relay.words.Message.Tone;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** DingTalk (钉钉): markdown, signed in the address. */
final class DingtalkRobot implements Robot {
  private static final int TEXT_BYTES = 18_000;

  private static final RobotCodes CODES =
      new RobotCodes(
          "errcode",
          "errmsg",
          Set.of("-1", "130101", "410100", "90018"),
          // It is silent for ten minutes then; asking now and then does no harm.
          Duration.ofMinutes(2),
          // 310000: signature, key word or address; 300001, 400101, 400102, 400106: no such robot,
          // stopped; 400013: the group is gone.
          Set.of("310000", "300001", "400013", "400101", "400102", "400106", "40035", "88"));

  private final String secret;
  private final boolean mentionAll;

  /**
   * @param secret null: unsigned
   */
  DingtalkRobot(String secret, boolean mentionAll) {
    this.secret = secret;
    this.mentionAll = mentionAll;
  }

  @Override
  public URI address(URI address, Instant now) {
    if (secret == null) {
      return address;
    }
    long millis = now.toEpochMilli();
    return URI.create(
        address
            + (address.getRawQuery() == null ? "?" : "&")
            + "timestamp="
            + millis
            + "&sign="
            + Signatures.dingtalk(millis, secret));
  }

  @Override
  public byte[] body(Message message, Instant now) {
    return Json.bytes(
        out -> {
          out.writeStartObject();
          out.writeStringField("msgtype", "markdown");
          out.writeObjectFieldStart("markdown");
          out.writeStringField("title", message.title());
          out.writeStringField("text", Utf8.limit(markdown(message), TEXT_BYTES));
          out.writeEndObject();
          out.writeObjectFieldStart("at");
          out.writeBooleanField("isAtAll", mentionAll && message.tone() == Tone.URGENT);
          out.writeEndObject();
          out.writeEndObject();
        });
  }

  private static String markdown(Message message) {
    StringBuilder text = new StringBuilder("#### ").append(message.title());
    for (Message.Line line : message.lines()) {
      text.append("\n- ").append(line.label()).append(": ").append(Markdown.value(line));
    }
    return text.toString();
  }

  @Override
  public Answer answer(String body) {
    return CODES.answer("DingTalk", body);
  }
}
