package io.paidan.relay.channel;

import com.fasterxml.jackson.core.JsonGenerator;
import io.paidan.relay.words.Message;
import io.paidan.relay.words.Message.Tone;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Feishu (飞书): rich text ({@code post}) of up to 20 KB, signed in the body. */
final class FeishuRobot implements Robot {
  private static final int VALUE_BYTES = 1000;

  private static final RobotCodes CODES =
      new RobotCodes(
          "code",
          "msg",
          Set.of("11232", "99991400", "1500"),
          Duration.ofSeconds(15),
          // 19021 signature, 19022 address we call from, 19024 key word, 19001 no such robot.
          Set.of("19021", "19022", "19024", "19001", "19002"));

  private final String secret;
  private final boolean mentionAll;

  /**
   * @param secret null: unsigned
   */
  FeishuRobot(String secret, boolean mentionAll) {
    this.secret = secret;
    this.mentionAll = mentionAll;
  }

  @Override
  public byte[] body(Message message, Instant now) {
    return Json.bytes(
        out -> {
          out.writeStartObject();
          if (secret != null) {
            long seconds = now.getEpochSecond();
            out.writeStringField("timestamp", Long.toString(seconds));
            out.writeStringField("sign", Signatures.feishu(seconds, secret));
          }
          out.writeStringField("msg_type", "post");
          out.writeObjectFieldStart("content");
          out.writeObjectFieldStart("post");
          out.writeObjectFieldStart("zh_cn");
          out.writeStringField("title", message.title());
          out.writeArrayFieldStart("content");
          for (Message.Line line : message.lines()) {
            line(out, line);
          }
          if (mentionAll && message.tone() == Tone.URGENT) {
            out.writeStartArray();
            out.writeStartObject();
            out.writeStringField("tag", "at");
            out.writeStringField("user_id", "all");
            out.writeEndObject();
            out.writeEndArray();
          }
          out.writeEndArray();
          out.writeEndObject();
          out.writeEndObject();
          out.writeEndObject();
          out.writeEndObject();
        });
  }

  private static void line(JsonGenerator out, Message.Line line) throws IOException {
    out.writeStartArray();
    out.writeStartObject();
    out.writeStringField("tag", "text");
    out.writeStringField("text", line.label() + ": ");
    out.writeEndObject();
    out.writeStartObject();
    out.writeStringField("tag", line.link() == null ? "text" : "a");
    out.writeStringField("text", Utf8.limit(line.value(), VALUE_BYTES));
    if (line.link() != null) {
      out.writeStringField("href", line.link());
    }
    out.writeEndObject();
    out.writeEndArray();
  }

  @Override
  public Answer answer(String body) {
    // Robots of the first generation answer StatusCode alone.
    return Json.member(body, "code") == null && "0".equals(Json.member(body, "StatusCode"))
        ? Answer.DELIVERED
        : CODES.answer("Feishu", body);
  }
}
