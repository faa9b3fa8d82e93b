package io.paidan.relay.channel;

import com.fasterxml.jackson.core.JsonGenerator;
import io.paidan.json.JsonValue;
import io.paidan.relay.alert.Alert;
import io.paidan.relay.alert.AlertJson;
import io.paidan.relay.config.RelayConfig;
import io.paidan.relay.words.AlertWords;
import io.paidan.relay.words.Message;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A plain web hook: the relay's own JSON, or a template whose texts have {@code {names}}. */
final class WebhookChannel implements Channel {
  private final URI uri;
  private final HttpSender http;
  private final Map<String, String> headers;
  private final JsonValue template;
  private final RelayConfig config;
  private final AlertWords words;

  /**
   * @param template null: the relay's own form
   */
  WebhookChannel(
      URI uri,
      HttpSender http,
      Map<String, String> headers,
      JsonValue template,
      RelayConfig config) {
    this.uri = uri;
    this.http = http;
    this.headers = headers;
    this.template = template;
    this.config = config;
    this.words = new AlertWords(config);
  }

  @Override
  public int most() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Answer deliver(List<Notice> notices, Instant now) throws InterruptedException {
    try {
      return HttpAnswers.of(uri, http.post(uri, body(notices), headers));
    } catch (HttpSender.NoAnswerException e) {
      return Answer.later(e.getMessage(), null);
    }
  }

  byte[] body(List<Notice> notices) {
    Message message = RobotChannel.message(words, notices);
    return Json.bytes(
        out -> {
          if (template == null) {
            ownForm(out, notices, message);
          } else {
            fill(out, template, values(notices, message));
          }
        });
  }

  private void ownForm(JsonGenerator out, List<Notice> notices, Message message)
      throws IOException {
    out.writeStartObject();
    out.writeNumberField("version", 1);
    out.writeStringField("title", message.title());
    out.writeStringField("text", message.plain());
    out.writeArrayFieldStart("alerts");
    for (Notice notice : notices) {
      Alert alert = notice.alert();
      out.writeStartObject();
      out.writeStringField("id", alert.id());
      AlertJson.writeFields(alert, out);
      String link = config.link(alert);
      if (link != null) {
        out.writeStringField("link", link);
      }
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  /** What a template may name; of a digest the worst alert's where it is about one. */
  private Map<String, String> values(List<Notice> notices, Message message) {
    Alert worst = notices.stream().map(Notice::alert).min(Alert.WORST_FIRST).orElseThrow();
    Map<String, String> values = new LinkedHashMap<>();
    values.put("title", message.title());
    values.put("text", message.plain());
    values.put("number", Integer.toString(notices.size()));
    values.put("id", worst.id());
    values.put("status", worst.status().name());
    values.put("level", worst.level().name());
    values.put("severity", worst.critical() ? "critical" : "warning");
    values.put("ticket", worst.ticket());
    values.put("clock", worst.clock().name());
    values.put("ticketClass", worst.ticketClass() == null ? "" : worst.ticketClass().name());
    values.put("district", worst.district() == null ? "" : worst.district().name());
    values.put("department", worst.department() == null ? "" : worst.department().name());
    values.put("expected", words.expected(worst));
    String link = config.link(worst);
    values.put("link", link == null ? "" : link);
    return values;
  }

  private static void fill(JsonGenerator out, JsonValue value, Map<String, String> values)
      throws IOException {
    switch (value.kind()) {
      case OBJECT -> {
        out.writeStartObject();
        for (JsonValue.Member member : value.members()) {
          out.writeFieldName(member.name());
          fill(out, member.value(), values);
        }
        out.writeEndObject();
      }
      case ARRAY -> {
        out.writeStartArray();
        for (JsonValue item : value.items()) {
          fill(out, item, values);
        }
        out.writeEndArray();
      }
      case STRING -> out.writeString(replace(value.text(), values));
      case NUMBER -> out.writeNumber(value.text());
      case TRUE -> out.writeBoolean(true);
      case FALSE -> out.writeBoolean(false);
      case NULL -> out.writeNull();
    }
  }

  private static String replace(String text, Map<String, String> values) {
    StringBuilder filled = new StringBuilder();
    int at = 0;
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
      int close = text.indexOf('}', open);
      String value = close < 0 ? null : values.get(text.substring(open + 1, close));
      if (value != null) {
        filled.append(text, at, open).append(value);
        at = close + 1;
      }
    }
    return filled.append(text, at, text.length()).toString();
  }
}
