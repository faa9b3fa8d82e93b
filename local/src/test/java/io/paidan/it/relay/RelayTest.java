package io.paidan.it.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.Topics;
import io.paidan.cli.Paidan;
import io.paidan.kafka.KafkaAccess;
import io.paidan.local.KafkaProcess;
import io.paidan.local.testing.Await;
import io.paidan.local.testing.ChildProgram;
import io.paidan.relay.Relay;
import io.paidan.relay.channel.Answer;
import io.paidan.relay.channel.Channel;
import io.paidan.relay.channel.Notice;
import io.paidan.relay.config.ReceiverConfig;
import io.paidan.relay.config.RelayConfig;
import io.paidan.relay.delivery.ReceiverLoop;
import io.paidan.relay.monitor.ReceiverStats;
import io.paidan.relay.monitor.ReceiverStats.Count;
import io.paidan.relay.monitor.ReceiverStats.State;
import io.paidan.topics.TopicSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The relay on a real Kafka: what it owes to those who wait for it, and to those who are down. */
class RelayTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration HORIZON = Duration.ofHours(1);

  @TempDir static Path folder;
  private static KafkaProcess kafka;

  @BeforeAll
  static void startKafka() throws Exception {
    kafka = KafkaProcess.start(folder.resolve("kafka"));
    try (Admin admin = KafkaAccess.connect(kafka.bootstrapServers())) {
      TopicSetup.ensure(admin, new TopicSetup.Options(3, 1));
    }
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  private static RelayConfig config(String name, String district, String receivers)
      throws IOException {
    return RelayConfig.load(file(name, district, receivers));
  }

  /** All of a test's receivers, each told of the test's own district alone. */
  private static Path file(String name, String district, String receivers) throws IOException {
    List<String> names = new ArrayList<>();
    JSON.readTree("[" + receivers + "]").forEach(r -> names.add(r.at("/name").asText()));
    return Files.writeString(
        folder.resolve(name + ".json"),
        """
        {"ticketLink":"http://127.0.0.1:8090/#ticket={ticket}","receivers":[%s],
         "routes":[{"district":["%s"],"receivers":%s}]}
        """
            .formatted(receivers, district, JSON.writeValueAsString(names)));
  }

  private static String hook(String name, StandIn standIn) {
    return "{\"name\":\"%s\",\"type\":\"WEBHOOK\",\"url\":\"%s/\",\"timeout\":\"PT30S\"}"
        .formatted(name, standIn.url());
  }

  private static Relay start(RelayConfig config) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", kafka.bootstrapServers());
    return Relay.start(
        new Relay.Settings(properties, config, HORIZON, Map.of("KEY", "s3cr3t-k3y"), null));
  }

  private static ReceiverStats stats(Relay relay, String name) {
    return relay.stats().stream().filter(s -> s.receiver().equals(name)).findFirst().orElseThrow();
  }

  /** How often each ticket was accepted with each status, as {@code ticket status}. */
  private static Map<String, Integer> told(StandIn standIn) {
    Map<String, Integer> told = new TreeMap<>();
    for (StandIn.Request request : standIn.accepted()) {
      for (JsonNode alert : Notices.json(request).at("/alerts")) {
        told.merge(
            alert.at("/ticket_id").asText() + " " + alert.at("/status").asText(), 1, Integer::sum);
      }
    }
    return told;
  }

  private static Map<String, Integer> once(String... told) {
    Map<String, Integer> once = new TreeMap<>();
    for (String line : told) {
      once.put(line, 1);
    }
    return once;
  }

  /** Records of the topic that the receiver's group has not gone past. */
  private static long behind(String receiver) throws Exception {
    try (Admin admin = KafkaAccess.connect(kafka.bootstrapServers())) {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin
              .listConsumerGroupOffsets("paidan-relay-" + receiver)
              .partitionsToOffsetAndMetadata()
              .get();
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      for (int i = 0; i < 3; i++) {
        latest.put(new TopicPartition(Topics.ALERTS, i), OffsetSpec.latest());
      }
      long behind = 0;
      for (var end : admin.listOffsets(latest).all().get().entrySet()) {
        OffsetAndMetadata offset = committed.get(end.getKey());
        behind += end.getValue().offset() - (offset == null ? 0 : offset.offset());
      }
      return behind;
    }
  }

  @Test
  void oneThatIsDownHoldsUpNobodyAndLosesNothing() throws Exception {
    try (StandIn good = new StandIn((r, n) -> StandIn.Answer.OK);
        StandIn busy =
            new StandIn(
                (r, n) ->
                    n <= 2
                        ? new StandIn.Answer(429, "slow down", Map.of("Retry-After", "1"))
                        : StandIn.Answer.OK);
        StandIn broken = new StandIn((r, n) -> StandIn.Answer.of(n <= 3 ? 500 : 204));
        StandIn silent = new StandIn((r, n) -> StandIn.Answer.NEVER);
        StandIn choosy =
            new StandIn((r, n) -> StandIn.Answer.of(r.body().contains("D-3") ? 400 : 200));
        StandIn closed =
            new StandIn((r, n) -> new StandIn.Answer(401, "no " + r.path(), Map.of()));
        AlertStream alerts = new AlertStream(kafka.bootstrapServers(), "down");
        Relay relay =
            start(
                config(
                    "down",
                    "down",
                    String.join(
                        ",",
                        hook("good", good),
                        hook("busy", busy),
                        hook("broken", broken),
                        hook("silent", silent).replace("PT30S", "PT1S"),
                        hook("choosy", choosy),
                        hook("closed", closed)
                            .replace("/\"", "/{token}\",\"token\":{\"env\":\"KEY\"}"))))) {
      Await.until(
          () -> relay.stats().stream().allMatch(s -> s.state() == State.OK),
          () -> "not all receivers read");
      alerts.send("D-0", "FIRING");
      Await.until(() -> told(good).size() == 1, () -> "the good one was told nothing");
      List<Long> sent = new ArrayList<>(List.of(System.nanoTime()));
      for (int i = 1; i <= 5; i++) {
        sent.add(System.nanoTime());
        alerts.send("D-" + i, "FIRING");
      }
      Map<String, Integer> all =
          once("D-0 FIRING", "D-1 FIRING", "D-2 FIRING", "D-3 FIRING", "D-4 FIRING", "D-5 FIRING");
      Await.until(() -> told(good).equals(all), () -> "the good one was told " + good.requests());
      System.out.println(
          "RelayTest: ms from Kafka to the good receiver, five others in trouble beside it: "
              + good.accepted().stream()
                  .skip(1)
                  .map(r -> (r.nanos() - sent.get(number(r.body()))) / 1_000_000)
                  .toList());
      Await.until(() -> told(busy).equals(all), () -> "the busy one was told " + told(busy));
      Await.until(() -> told(broken).equals(all), () -> "the broken one was told " + told(broken));
      Await.until(
          () -> stats(relay, "choosy").get(Count.REFUSED) == 1,
          () -> "nothing was put aside for the choosy one");
      Await.until(() -> told(choosy).size() == 5, () -> "the choosy one was told " + told(choosy));
      for (String done : List.of("good", "busy", "broken", "choosy")) {
        Await.until(() -> behind(done) == 0, () -> done + " has not moved on");
      }
      // Those that took nothing keep their offsets, and say why.
      assertThat(behind("silent")).isGreaterThanOrEqualTo(6);
      assertThat(behind("closed")).isGreaterThanOrEqualTo(6);
      Await.until(
          () -> stats(relay, "silent").reason().contains("did not answer within 1.0 s"),
          () -> stats(relay, "silent").reason());
      Await.until(
          () -> stats(relay, "closed").state() == State.CLOSED,
          () -> "the closed one is " + stats(relay, "closed").state());
      assertThat(closed.requests().get(0).path()).isEqualTo("/s3cr3t-k3y");
      assertThat(stats(relay, "closed").reason()).contains("answers 401: no /***");

      silent.answer(before -> (r, n) -> StandIn.Answer.OK);
      Await.until(() -> told(silent).equals(all), () -> "the silent one was told " + told(silent));
      Await.until(() -> behind("silent") == 0, () -> "the silent one has not moved on");
      assertThat(good.requests()).noneMatch(r -> r.body().contains("李四"));
    }
  }

  private static int number(String body) {
    return Integer.parseInt(body.replaceAll("(?s).*\"ticket_id\":\"D-([0-9]+)\".*", "$1"));
  }

  @Test
  void aRelayThatStartsAgainTellsNothingTwiceAndForgetsNothing() throws Exception {
    try (StandIn hook = new StandIn((r, n) -> StandIn.Answer.OK);
        AlertStream alerts = new AlertStream(kafka.bootstrapServers(), "again")) {
      RelayConfig config = config("again", "again", hook("again", hook));
      alerts.send("A-old", "FIRING", Instant.now().minus(HORIZON).minusSeconds(1));
      alerts.send("A-before", "FIRING");
      try (Relay relay = start(config)) {
        // What was said within the horizon is told by a receiver that is new.
        Await.until(
            () -> told(hook).equals(once("A-before FIRING")), () -> "was told " + told(hook));
        alerts.send("A-1", "FIRING");
        alerts.send("A-2", "FIRING");
        Await.until(() -> told(hook).size() == 3, () -> "was told " + told(hook));
        Await.until(
            () -> stats(relay, "again").get(Count.OLD) == 1, () -> "nothing was found too old");
      }
      alerts.send("A-1", "RESOLVED");
      alerts.send("A-3", "FIRING");
      alerts.send("A-4", "FIRING");
      alerts.send("A-4", "RESOLVED");
      alerts.send("A-2", "WITHDRAWN");
      Map<String, Integer> all =
          once(
              "A-before FIRING",
              "A-1 FIRING",
              "A-1 RESOLVED",
              "A-2 FIRING",
              "A-2 WITHDRAWN",
              "A-3 FIRING");
      try (Relay relay = start(config)) {
        Await.until(() -> told(hook).equals(all), () -> "was told " + told(hook));
        Await.until(() -> behind("again") == 0, () -> "has not moved on");
        assertThat(stats(relay, "again").get(Count.FIRING)).isEqualTo(1);
      }
      assertThat(told(hook)).isEqualTo(all);
    }
  }

  @Test
  void oneRelayTakesOverFromAnother() throws Exception {
    try (StandIn hook = new StandIn((r, n) -> StandIn.Answer.OK);
        AlertStream alerts = new AlertStream(kafka.bootstrapServers(), "two")) {
      RelayConfig config = config("two", "two", hook("two", hook));
      Map<String, Integer> all = new TreeMap<>();
      Relay second;
      try (Relay first = start(config)) {
        send(alerts, 0, 10, all);
        // Else the second may come so early that it gets all there is to tell.
        awaitFiring(first, 1);
        second = start(config);
        send(alerts, 10, 20, all);
        Await.until(() -> told(hook).equals(all), () -> "was told " + told(hook));
        Await.until(
            () -> stats(second, "two").state() == State.OK, () -> "the second has not joined");
      }
      try (second) {
        send(alerts, 20, 30, all);
        Await.until(() -> told(hook).equals(all), () -> "was told " + told(hook));
        awaitFiring(second, 10);
        // It knows what the first has told: the ends come, and nothing fires anew.
        for (int i = 0; i < 30; i++) {
          alerts.send("T-" + i, "RESOLVED");
          all.put("T-" + i + " RESOLVED", 1);
        }
        Await.until(() -> told(hook).equals(all), () -> "was told " + told(hook));
      }
    }
  }

  /** What was told is counted a moment after it was taken. */
  private static void awaitFiring(Relay relay, int atLeast) throws Exception {
    Await.until(
        () -> stats(relay, "two").get(Count.FIRING) >= atLeast,
        () -> "told of " + stats(relay, "two").get(Count.FIRING));
  }

  private static void send(AlertStream alerts, int from, int to, Map<String, Integer> all)
      throws Exception {
    for (int i = from; i < to; i++) {
      alerts.send("T-" + i, "FIRING");
      all.put("T-" + i + " FIRING", 1);
    }
  }

  @Test
  void aStormIsADigestToARobot() throws Exception {
    try (StandIn robot =
            new StandIn(
                (r, n) -> new StandIn.Answer(200, "{\"errcode\":0,\"errmsg\":\"ok\"}", Map.of()));
        AlertStream alerts = new AlertStream(kafka.bootstrapServers(), "storm")) {
      RelayConfig config =
          config(
              "storm",
              "storm",
              """
              {"name":"robot","type":"WECOM","url":"%s/cgi-bin/webhook/send?key={token}",
               "token":{"env":"KEY"}}
              """
                  .formatted(robot.url()));
      for (int i = 0; i < 40; i++) {
        alerts.send("S-" + i, "FIRING");
      }
      try (Relay relay = start(config)) {
        Await.until(() -> stats(relay, "robot").get(Count.DIGESTS) == 1, () -> "came no digest");
        assertThat(stats(relay, "robot").get(Count.FIRING)).as("counted before").isEqualTo(40);
        assertThat(robot.accepted()).hasSize(1);
        StandIn.Request digest = robot.accepted().get(0);
        assertThat(digest.path()).isEqualTo("/cgi-bin/webhook/send?key=s3cr3t-k3y");
        assertThat(Notices.json(digest).at("/markdown/content").asText())
            .contains("【告警汇总】40 条", "其中应急单: 40 条", "最严重 1: [S-", "另有: 35 条");
      }
    }
  }

  private static String alertmanager(String name, Alertmanager alertmanager) {
    return """
        {"name":"%s","type":"ALERTMANAGER","urls":["%s"],"resendEvery":"PT1S"}
        """
        .formatted(name, alertmanager.url());
  }

  @Test
  void alertmanagerFiresWhileTheMatterLastsAndNoLonger() throws Exception {
    try (StandIn people = new StandIn((r, n) -> StandIn.Answer.OK);
        Alertmanager alertmanager = Alertmanager.start(folder.resolve("am-life"), people.url());
        AlertStream alerts = new AlertStream(kafka.bootstrapServers(), "life")) {
      RelayConfig config = config("life", "life", alertmanager("life", alertmanager));
      try (Relay relay = start(config)) {
        alerts.send("L-1", "FIRING");
        alerts.send("L-2", "FIRING");
        Await.until(
            () -> Notices.of(people).equals(once("L-1 firing", "L-2 firing")),
            () -> "people were told " + Notices.of(people));
        JsonNode first = alertmanager.firing().get("L-1");
        assertThat(first.at("/labels/severity").asText()).isEqualTo("critical");
        assertThat(first.at("/annotations/description").asText())
            .contains("测试街道", "消防救援支队", "到场 30 分钟", "#ticket=L-1")
            .doesNotContain("李四");
        // Told again and again, it goes on for longer.
        Await.until(
            () ->
                Instant.parse(alertmanager.firing().get("L-1").at("/endsAt").asText())
                    .isAfter(Instant.parse(first.at("/endsAt").asText()).plusSeconds(2)),
            () -> "its end does not move: " + first);
        alerts.send("L-1", "RESOLVED");
        Await.until(
            () -> alertmanager.firing().keySet().equals(Set.of("L-2")),
            () -> "it fires still, " + stats(relay, "life").reason());
      }
      // The relay that comes after knows what fires without being told.
      try (Relay relay = start(config)) {
        JsonNode second = alertmanager.firing().get("L-2");
        Await.until(
            () ->
                Instant.parse(alertmanager.firing().get("L-2").at("/endsAt").asText())
                    .isAfter(Instant.parse(second.at("/endsAt").asText()).plusSeconds(2)),
            () -> "its end does not move: " + stats(relay, "life").reason());
        alerts.send("L-2", "WITHDRAWN");
        Await.until(() -> alertmanager.firing().isEmpty(), () -> "it fires still");
        Map<String, Integer> all = once("L-1 firing", "L-1 resolved", "L-2 firing", "L-2 resolved");
        Await.until(
            () -> Notices.of(people).equals(all), () -> "people were told " + Notices.of(people));
      }
    }
  }

  @Test
  void whatIsNewIsReadWhileAllThatFiresIsToldAgain() throws Exception {
    RelayConfig config =
        config(
            "round",
            "round",
            """
            {"name":"round","type":"ALERTMANAGER","urls":["http://127.0.0.1:1"]}
            """);
    Set<String> told = ConcurrentHashMap.newKeySet();
    Channel channel =
        new Channel() {
          @Override
          public Answer deliver(List<Notice> notices, Instant now) {
            notices.forEach(notice -> told.add(notice.alert().ticket()));
            return Answer.DELIVERED;
          }

          @Override
          public int most() {
            return 1;
          }
        };
    ReceiverStats stats = new ReceiverStats("round");
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", kafka.bootstrapServers());
    try (AlertStream alerts = new AlertStream(kafka.bootstrapServers(), "round");
        ReceiverLoop loop =
            ReceiverLoop.start(
                properties,
                config,
                toldAgainAtOnce(config.receivers().get(0)),
                channel,
                HORIZON,
                stats,
                // One that stands still: a round of telling again has no end by it.
                Clock.fixed(Instant.now(), ZoneOffset.UTC))) {
      alerts.send("R-1", "FIRING");
      alerts.send("R-2", "FIRING");
      Await.until(() -> stats.get(Count.RESENT) > 10, () -> "nothing is told again");
      alerts.send("R-3", "FIRING");
      Await.until(() -> told.contains("R-3"), () -> "what is new waits for what is told again");
    }
  }

  private static ReceiverConfig toldAgainAtOnce(ReceiverConfig receiver) {
    return new ReceiverConfig(
        receiver.name(),
        receiver.type(),
        receiver.urls(),
        receiver.token(),
        receiver.signingSecret(),
        receiver.authorization(),
        receiver.caFile(),
        receiver.proxy(),
        receiver.timeout(),
        receiver.quietHours(),
        receiver.stormOver(),
        receiver.tellsEnd(),
        receiver.mentionAll(),
        receiver.labels(),
        Duration.ZERO,
        receiver.keepFiring(),
        receiver.template());
  }

  @Test
  void killedRelaysAndBrokersLoseNothingAndDoubleNothingAtAlertmanager() throws Exception {
    int number = 200;
    try (StandIn people = new StandIn((r, n) -> StandIn.Answer.OK);
        StandIn hook = new StandIn((r, n) -> StandIn.Answer.OK);
        Alertmanager alertmanager = Alertmanager.start(folder.resolve("am-kill"), people.url());
        AlertStream alerts = new AlertStream(kafka.bootstrapServers(), "kill")) {
      Path file =
          file(
              "kill",
              "kill",
              alertmanager("kill-am", alertmanager) + "," + hook("kill-hook", hook));
      Set<String> firing = new TreeSet<>();
      Map<String, Integer> all = new TreeMap<>();
      ChildProgram relay = relay(file, 0);
      try {
        for (int i = 0; i < number; i++) {
          alerts.send("K-" + i, "FIRING");
          firing.add("K-" + i);
          all.put("K-" + i + " FIRING", 1);
          if (i == 40 || i == 160) {
            // In the midst of the stream: some told, some not.
            Await.until(() -> !hook.accepted().isEmpty(), () -> "nobody was told");
            relay.close();
            relay = relay(file, i);
          }
          if (i == 100) {
            int port = Integer.parseInt(kafka.bootstrapServers().split(":")[1]);
            kafka.kill();
            kafka.close();
            kafka = KafkaProcess.start(folder.resolve("kafka"), port);
          }
        }
        Await.until(() -> told(hook).keySet().equals(all.keySet()), () -> "the hook lacks some");
        Await.until(
            () -> alertmanager.firing().keySet().equals(firing), () -> "Alertmanager lacks some");
        for (int i = 0; i < number; i += 2) {
          alerts.send("K-" + i, "RESOLVED");
          firing.remove("K-" + i);
          if (i == number / 2) {
            relay.close();
            relay = relay(file, number);
          }
        }
        Await.until(
            () -> alertmanager.firing().keySet().equals(firing),
            () -> "other alerts fire than should");
        Map<String, Integer> notices = new TreeMap<>();
        for (int i = 0; i < number; i++) {
          notices.put("K-" + i + " firing", 1);
          if (i % 2 == 0) {
            notices.put("K-" + i + " resolved", 1);
          }
        }
        Await.until(
            () -> Notices.of(people).equals(notices),
            () -> "people were told otherwise: " + Notices.of(people));
        // A plain web hook may hear twice of what was under way when the relay was killed.
        int doubled = told(hook).values().stream().mapToInt(times -> times - 1).sum();
        System.out.println("RelayTest: after four kills the web hook heard " + doubled + " twice");
        assertThat(doubled).isLessThanOrEqualTo(3);
      } finally {
        relay.close();
      }
    }
  }

  private static ChildProgram relay(Path file, int number) throws IOException {
    return ChildProgram.start(
        Paidan.class,
        folder.resolve("relay-" + number),
        Map.of(),
        "relay",
        "--bootstrap-servers",
        kafka.bootstrapServers(),
        "--config",
        file);
  }
}
