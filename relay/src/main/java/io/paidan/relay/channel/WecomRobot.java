package io.paidan.relay.channel;

import io.paidan.relay.words.Message;
import io.paidan.relay.words.Message.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * WeCom (企业微信): markdown of up to 4,096 bytes. Only a text (2,048 bytes) can call everybody, so
 * that is what an emergency becomes where that is wanted.
 */
final class WecomRobot implements Robot {
  private static final int MARKDOWN_BYTES = 4096;
  private static final int TEXT_BYTES = 2048;

  private static final RobotCodes CODES =
      new RobotCodes(
          "errcode",
          "errmsg",
          Set.of("-1", "45009", "45033", "50001", "50002"),
          Duration.ofSeconds(60),
          // 93000: no such robot (any more); the others: keys.
          Set.of("93000", "40001", "40014", "42001", "41001", "60020"));

  private final boolean mentionAll;

  WecomRobot(boolean mentionAll) {
    this.mentionAll = mentionAll;
  }

  @Override
  public byte[] body(Message message, Instant now) {
    boolean callsAll = mentionAll && message.tone() == Tone.URGENT;
    return Json.bytes(
        out -> {
          out.writeStartObject();
          if (callsAll) {
            out.writeStringField("msgtype", "text");
            out.writeObjectFieldStart("text");
            out.writeStringField("content", Utf8.limit(message.plain(), TEXT_BYTES));
            out.writeArrayFieldStart("mentioned_list");
            out.writeString("@all");
            out.writeEndArray();
          } else {
            out.writeStringField("msgtype", "markdown");
            out.writeObjectFieldStart("markdown");
            out.writeStringField("content", Utf8.limit(markdown(message), MARKDOWN_BYTES));
          }
          out.writeEndObject();
          out.writeEndObject();
        });
  }

  private static String markdown(Message message) {
    String colour = message.tone() == Tone.ENDED ? "info" : "warning";
    StringBuilder text = new StringBuilder();
    text.append("**<font color=\"").append(colour).append("\">");
    text.append(message.title()).append("</font>**");
    for (Message.Line line : message.lines()) {
      text.append("\n> ").append(line.label()).append(": ").append(Markdown.value(line));
    }
    return text.toString();
  }

  @Override
  public Answer answer(String body) {
    return CODES.answer("WeCom", body);
  }
}
