package io.paidan.relay.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.relay.Samples;
import io.paidan.relay.alert.Alert;
import io.paidan.relay.channel.Answer.Outcome;
import io.paidan.relay.config.RelayConfig;
import io.paidan.relay.words.AlertWords;
import io.paidan.relay.words.Message;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes over the wire. */
class PayloadsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-11-20T03:34:06Z");
  private static final Alert FIRING = Samples.breach();
  private static final Alert RESOLVED =
      Samples.breach(
          "\"FIRING\"", "\"RESOLVED\"",
          "\"ended_at\":null", "\"ended_at\":\"2026-11-20T03:50:00.000Z\"");
  private static final RelayConfig CONFIG = Samples.config();
  private static final AlertWords WORDS = new AlertWords(CONFIG);

  private static JsonNode json(byte[] bytes) throws IOException {
    return JSON.readTree(bytes);
  }

  @Test
  void wecom() throws Exception {
    assertThat(json(new WecomRobot(false).body(WORDS.message(FIRING), NOW)))
        .isEqualTo(
            JSON.readTree(
                """
                {"msgtype":"markdown","markdown":{"content":
                "**<font color=\\"warning\\">【告警】应急单·到场·已超时</font>**\\n> 工单: T-2026-000666\\n> 街道: 阜新街道\\n> 部门: 交警大队\\n> 时限: 到场 30 分钟\\n> 计时开始: 2026-11-20 11:04:05\\n> 到期: 2026-11-20 11:34:05\\n> 要求: 请部门立即到场处置\\n> 时间线: [https://board.example/#ticket=T-2026-000666](https://board.example/#ticket=T-2026-000666)"}}
                """));
    JsonNode calling = json(new WecomRobot(true).body(WORDS.message(FIRING), NOW));
    assertThat(calling.at("/msgtype").asText()).isEqualTo("text");
    assertThat(calling.at("/text/mentioned_list/0").asText()).isEqualTo("@all");
    assertThat(
            json(new WecomRobot(true).body(WORDS.message(RESOLVED), NOW)).at("/msgtype").asText())
        .isEqualTo("markdown");
  }

  @Test
  void wecomKeepsWithinItsLimits() throws Exception {
    Message long1 = new Message("长".repeat(5000), List.of(), Message.Tone.URGENT);
    for (WecomRobot robot : List.of(new WecomRobot(false), new WecomRobot(true))) {
      JsonNode body = json(robot.body(long1, NOW));
      String text = body.at("/" + body.at("/msgtype").asText() + "/content").asText();
      int most = body.at("/msgtype").asText().equals("text") ? 2048 : 4096;
      assertThat(text.getBytes(UTF_8).length).isBetween(most - 3, most);
      assertThat(text).endsWith("…");
    }
    assertThat(Utf8.limit("a😀b", 6)).isEqualTo("a😀b");
    assertThat(Utf8.limit("a😀bc", 6)).isEqualTo("a…");
  }

  @Test
  void dingtalk() throws Exception {
    DingtalkRobot robot = new DingtalkRobot("this is secret", true);
    JsonNode body = json(robot.body(WORDS.message(FIRING), NOW));
    assertThat(body.at("/msgtype").asText()).isEqualTo("markdown");
    assertThat(body.at("/markdown/title").asText()).isEqualTo("【告警】应急单·到场·已超时");
    assertThat(body.at("/markdown/text").asText()).contains("\n- 工单: T-2026-000666");
    assertThat(body.at("/at/isAtAll").asBoolean()).isTrue();
    assertThat(json(robot.body(WORDS.message(RESOLVED), NOW)).at("/at/isAtAll").asBoolean())
        .isFalse();
    assertThat(
            robot.address(
                URI.create("https://oapi.dingtalk.com/robot/send?access_token=T"),
                Instant.ofEpochMilli(1577262236757L)))
        .hasToString(
            "https://oapi.dingtalk.com/robot/send?access_token=T&timestamp=1577262236757"
                + "&sign=hmPWwU%2B7lVdm3ZZz0r9tSfx0L4Q26jWOZr9%2BGs6EZQM%3D");
  }

  @Test
  void feishu() throws Exception {
    JsonNode body =
        json(
            new FeishuRobot("this is secret", true)
                .body(WORDS.message(FIRING), Instant.ofEpochSecond(1599360473)));
    assertThat(body.at("/timestamp").asText()).isEqualTo("1599360473");
    assertThat(body.at("/sign").asText()).isEqualTo("/eYKrXQBzTjUZJ3s6NX16VxGbTwmK7AEs8/FnvC1CSw=");
    assertThat(body.at("/msg_type").asText()).isEqualTo("post");
    JsonNode post = body.at("/content/post/zh_cn");
    assertThat(post.at("/title").asText()).isEqualTo("【告警】应急单·到场·已超时");
    assertThat(post.at("/content/0"))
        .isEqualTo(
            JSON.readTree(
                "[{\"tag\":\"text\",\"text\":\"工单: \"},{\"tag\":\"text\",\"text\":\"T-2026-000666\"}]"));
    assertThat(post.toString())
        .contains("\"tag\":\"a\"", "\"href\":\"https://board.example/#ticket=T-2026-000666\"")
        .contains("\"user_id\":\"all\"");
    assertThat(json(new FeishuRobot(null, false).body(WORDS.message(FIRING), NOW)).has("sign"))
        .isFalse();
  }

  @Test
  void robotsSayNoWithinAnAnswerOf200() {
    Robot wecom = new WecomRobot(false);
    Robot dingtalk = new DingtalkRobot(null, false);
    Robot feishu = new FeishuRobot(null, false);
    assertThat(wecom.answer("{\"errcode\":0,\"errmsg\":\"ok\"}")).isEqualTo(Answer.DELIVERED);
    assertThat(feishu.answer("{\"StatusCode\":0,\"StatusMessage\":\"success\"}"))
        .isEqualTo(Answer.DELIVERED);
    assertThat(
            feishu.answer(
                "{\"Extra\":null,\"StatusCode\":0,\"StatusMessage\":\"success\",\"code\":0,\"data\":{},\"msg\":\"success\"}"))
        .isEqualTo(Answer.DELIVERED);
    Answer tooFast = dingtalk.answer("{\"errcode\":130101,\"errmsg\":\"send too fast\"}");
    assertThat(tooFast.outcome()).isEqualTo(Outcome.LATER);
    assertThat(tooFast.after()).isGreaterThan(Duration.ofMinutes(1));
    assertThat(wecom.answer("{\"errcode\":45009,\"errmsg\":\"freq out of limit\"}").outcome())
        .isEqualTo(Outcome.LATER);
    assertThat(dingtalk.answer("{\"errcode\":310000,\"errmsg\":\"sign not match\"}"))
        .isEqualTo(Answer.closed("DingTalk answers 310000: sign not match"));
    assertThat(wecom.answer("{\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}").outcome())
        .isEqualTo(Outcome.CLOSED);
    assertThat(feishu.answer("{\"code\":19021,\"msg\":\"sign match fail\"}").outcome())
        .isEqualTo(Outcome.CLOSED);
    assertThat(
            wecom.answer("{\"errcode\":40058,\"errmsg\":\"invalid Request Parameter\"}").outcome())
        .isEqualTo(Outcome.UNCLEAR);
    assertThat(wecom.answer("<html>Log in to the Wi-Fi</html>").outcome()).isEqualTo(Outcome.LATER);
  }

  @Test
  void statusesSayWhoseFaultItIs() {
    URI uri = URI.create("https://host/s3cr3t?token=s3cr3t");
    for (int status : new int[] {200, 202, 204}) {
      assertThat(outcome(uri, status)).isEqualTo(Outcome.DELIVERED);
    }
    for (int status : new int[] {400, 413, 422}) {
      assertThat(outcome(uri, status)).isEqualTo(Outcome.REFUSED);
    }
    for (int status : new int[] {408, 429, 500, 502, 503, 504}) {
      assertThat(outcome(uri, status)).isEqualTo(Outcome.LATER);
    }
    for (int status : new int[] {301, 401, 403, 404, 405, 410}) {
      assertThat(outcome(uri, status)).isEqualTo(Outcome.CLOSED);
    }
    Answer answer =
        HttpAnswers.of(uri, new HttpSender.Response(429, "slow\ndown", Duration.ofSeconds(7)));
    assertThat(answer.reason()).isEqualTo("https://host answers 429: slow down");
    assertThat(answer.after()).isEqualTo(Duration.ofSeconds(7));
  }

  private static Outcome outcome(URI uri, int status) {
    return HttpAnswers.of(uri, new HttpSender.Response(status, "", null)).outcome();
  }

  private static AlertmanagerChannel alertmanager() throws IOException {
    return new AlertmanagerChannel(
        List.of(URI.create("http://127.0.0.1:1/am")),
        new HttpSender(null, null, Duration.ofSeconds(1)),
        Map.of(),
        Map.of("prefecture", "changji"),
        Duration.ofMinutes(15),
        CONFIG);
  }

  @Test
  void alertmanagerFiringAndEnded() throws Exception {
    JsonNode firing =
        json(alertmanager().body(List.of(new Notice(FIRING, true, null)), NOW)).get(0);
    assertThat(firing.at("/labels"))
        .isEqualTo(
            JSON.readTree(
                """
                {"alertname":"PaidanTicketOverdue","category":"ENFORCEMENT","clock":"ARRIVE",
                 "county":"fukang","cycle":"1","department":"traffic-police","district":"fuxin",
                 "level":"BREACH","prefecture":"changji","severity":"critical",
                 "ticket":"T-2026-000666","ticket_class":"EMERGENCY"}
                """));
    assertThat(firing.at("/startsAt").asText()).isEqualTo("2026-11-20T03:34:05.123Z");
    assertThat(firing.at("/endsAt").asText()).isEqualTo("2026-11-20T03:49:06.000Z");
    assertThat(firing.at("/annotations/description").asText()).contains("部门: 交警大队", "到场 30 分钟");
    assertThat(firing.at("/generatorURL").asText()).endsWith("#ticket=T-2026-000666");

    JsonNode ended =
        json(alertmanager().body(List.of(new Notice(RESOLVED, false, FIRING)), NOW)).get(0);
    assertThat(ended.at("/labels")).isEqualTo(firing.at("/labels"));
    assertThat(ended.at("/endsAt").asText()).isEqualTo("2026-11-20T03:50:00.000Z");
  }

  @Test
  void anAlertThatEndsBeforeItStartsEndsWhereItStarts() throws Exception {
    Alert withdrawn =
        Samples.breach(
            "\"FIRING\"", "\"WITHDRAWN\"",
            "\"ended_at\":null", "\"ended_at\":\"2026-11-20T03:00:00.000Z\"");
    JsonNode ended =
        json(alertmanager().body(List.of(new Notice(withdrawn, false, FIRING)), NOW)).get(0);
    assertThat(ended.at("/endsAt").asText()).isEqualTo("2026-11-20T03:34:05.123Z");
  }

  @Test
  void labelsThatChangeEndTheAlertThatHadTheOldOnes() throws Exception {
    Alert routine = Samples.breach("\"EMERGENCY\"", "\"ROUTINE\"", "\"critical\"", "\"warning\"");
    JsonNode both = json(alertmanager().body(List.of(new Notice(FIRING, true, routine)), NOW));
    assertThat(both).hasSize(2);
    assertThat(both.at("/0/labels/ticket_class").asText()).isEqualTo("ROUTINE");
    assertThat(both.at("/0/endsAt").asText()).isEqualTo("2026-11-20T03:34:06.000Z");
    assertThat(both.at("/1/labels/ticket_class").asText()).isEqualTo("EMERGENCY");
    assertThat(both.at("/1/endsAt").asText()).isEqualTo("2026-11-20T03:49:06.000Z");
  }

  private static WebhookChannel webhook(String more) throws IOException {
    RelayConfig config =
        Samples.config(
            "{\"language\":\"EN\",\"receivers\":[{\"name\":\"h\",\"type\":\"WEBHOOK\","
                + "\"url\":\"http://127.0.0.1:1/\""
                + more
                + "}]}");
    return new WebhookChannel(
        URI.create("http://127.0.0.1:1/"),
        new HttpSender(null, null, Duration.ofSeconds(1)),
        Map.of(),
        config.receivers().get(0).template(),
        config);
  }

  @Test
  void webhookInItsOwnForm() throws Exception {
    JsonNode body = json(webhook("").body(List.of(new Notice(FIRING, true, null))));
    assertThat(body.at("/title").asText()).isEqualTo("[Alert] Emergency, arrival overdue");
    assertThat(body.at("/text").asText())
        .isEqualTo(
            """
            [Alert] Emergency, arrival overdue
            Ticket: T-2026-000666
            Street: 阜新街道
            Department: 交警大队
            Limit: arrival 30 min
            Since: 2026-11-20 11:04:05
            Due: 2026-11-20 11:34:05
            Expected: The department is to be on the scene""");
    assertThat(body.at("/alerts/0/id").asText()).isEqualTo(FIRING.id());
    assertThat(body.at("/alerts/0/revision").asLong()).isEqualTo(7);
    assertThat(body.toString()).doesNotContain("张三");
  }

  @Test
  void webhookByATemplate() throws Exception {
    JsonNode body =
        json(
            webhook(
                    ",\"template\":{\"say\":\"{title}! {unknown} {\",\"to\":[\"{department}\",1,true,null,{\"n\":\"{number}\"}]}")
                .body(List.of(new Notice(FIRING, true, null))));
    assertThat(body)
        .isEqualTo(
            JSON.readTree(
                "{\"say\":\"[Alert] Emergency, arrival overdue! {unknown} {\",\"to\":[\"交警大队\",1,true,null,{\"n\":\"1\"}]}"));
  }

  @Test
  void aDigestNamesTheNumberAndTheWorst() {
    List<Alert> alerts = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      alerts.add(
          Samples.breach(
              "\"ticket_id\":\"T-2026-000666\"", "\"ticket_id\":\"T-" + i + "\"",
              "\"EMERGENCY\"", "\"ROUTINE\"",
              "\"critical\"", "\"warning\""));
    }
    alerts.add(FIRING);
    alerts.add(RESOLVED);
    Message digest = WORDS.digest(alerts);
    assertThat(digest.title()).isEqualTo("【告警汇总】13 条");
    assertThat(digest.tone()).isEqualTo(Message.Tone.URGENT);
    List<String> values = digest.lines().stream().map(Message.Line::value).toList();
    assertThat(values).hasSize(8);
    assertThat(values.get(0)).isEqualTo("1 条");
    assertThat(values.get(1)).isEqualTo("1 条");
    assertThat(values.get(2))
        .isEqualTo("T-2026-000666 应急单·到场·已超时 阜新街道 交警大队 到期 2026-11-20 11:34:05");
    assertThat(values.get(7)).isEqualTo("8 条，请查看看板");
    assertThat(WORDS.digest(List.of(RESOLVED, RESOLVED)).title()).isEqualTo("【解除汇总】2 条");
  }
}
