package io.paidan.relay.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.JsonSchema;
import io.paidan.json.Problem;
import io.paidan.relay.Samples;
import io.paidan.schemas.Agreement;
import io.paidan.schemas.Schemas;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayConfigTest {
  private static final String GOOD =
      """
      {"language":"EN","zone":"Asia/Urumqi","ticketLink":"https://board.example/#ticket={ticket}",
       "receivers":[
        {"name":"am","type":"ALERTMANAGER","urls":["http://am-1:9093","http://am-2:9093/x"],
         "labels":{"prefecture":"changji"},"resendEvery":"PT1M","keepFiring":"PT5M",
         "authorization":{"env":"AM"},"caFile":"ca.pem","proxy":"http://proxy:3128","timeout":"PT5S"},
        {"name":"hook","type":"WEBHOOK","url":"https://hook.example/{token}","token":{"file":"t"},
         "stormOver":30,"tellEnd":false,"template":{"text":"{title}","n":[1,true,null]}},
        {"name":"wecom","type":"WECOM","token":{"env":"WECOM"},"mentionAll":true,
         "quietHours":{"from":"21:00","to":"08:00"}},
        {"name":"ding","type":"DINGTALK","token":{"env":"DING"},"signingSecret":{"file":"/s"}},
        {"name":"feishu","type":"FEISHU","url":"http://127.0.0.1:1/f","stormOver":90}],
       "routes":[
        {"receivers":["am","hook"],"ticketClass":["EMERGENCY","UNKNOWN"],"clock":["ARRIVE"],
         "level":["BREACH","ESCALATION","ESCALATION-2"],"district":["fuxin"],"department":["fire"]},
        {"receivers":["wecom","ding","feishu"]}]}
      """;

  /** How the messages begin that tell of what no schema can see. */
  private static final List<String> BEYOND_A_SCHEMA =
      List.of(
          "unknown time zone ",
          "unknown receiver ",
          "no route leads to the receiver ",
          "\"token\" is missing: ",
          "is not used: write {token}",
          "keepFiring must be three times",
          "timeout must be from ",
          "resendEvery must be from ",
          "keepFiring must be from ",
          "quiet hours must end ");

  private final JsonSchema schema = Schemas.load("relay");

  private static List<Problem> problems(String json) {
    return RelayConfigParser.parse(json.getBytes(UTF_8), Path.of("/etc/paidan")).problems();
  }

  @Test
  void agreesWithTheSchemaOnEveryDocumentThatIsChangedInOnePlace() throws Exception {
    assertThat(problems(GOOD)).isEmpty();
    assertThat(Schemas.accepts(schema, GOOD)).isTrue();
    Agreement agreement = Agreement.of(schema, GOOD, BEYOND_A_SCHEMA, RelayConfigTest::problems);
    assertThat(agreement.refused()).isGreaterThan(3000);
    assertThat(agreement.accepted()).isGreaterThan(100);
  }

  @Test
  void fillsInWhatIsLeftOut() {
    RelayConfig config = Samples.config(GOOD);
    ReceiverConfig wecom = config.receivers().get(2);
    assertThat(wecom.urls())
        .containsExactly("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={token}");
    assertThat(wecom.stormOver()).isEqualTo(10);
    assertThat(wecom.tellsEnd()).isTrue();
    assertThat(wecom.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.receivers().get(0).caFile()).isEqualTo(Path.of("/etc/paidan/ca.pem"));
    assertThat(config.receivers().get(3).signingSecret().file()).isEqualTo(Path.of("/s"));
    assertThat(Samples.config().language()).isEqualTo(Language.ZH);
  }

  @Test
  void namesEveryProblemWithItsPlaceAndNoSecret() {
    String json =
        """
        {"language":"FR",
         "receivers":[
          {"name":"Duty","type":"WECOM","token":"s3cr3t-t0k3n"},
          {"name":"ding","type":"DINGTALK","stormOver":11,"token":{"env":"A","file":"b"}},
          {"name":"hook","type":"WEBHOOK","url":"https://user:s3cr3t-t0k3n@host/"}],
         "routes":[{"receivers":["nobody"],"level":["PANIC"],"clock":[]}]}
        """;
    List<String> lines = problems(json).stream().map(Problem::toString).toList();
    assertThat(lines).anySatisfy(l -> assertThat(l).startsWith("1:13 /language unknown language"));
    assertThat(lines)
        .anySatisfy(
            l -> assertThat(l).matches("3:[0-9]+ /receivers/0/token a secret does not stand in.*"));
    assertThat(String.join("\n", lines))
        .contains(
            "a receiver's name is of small letters",
            "stormOver is 10 at most for DINGTALK",
            "needs either \"file\" or \"env\"",
            "without a user or password in it",
            "unknown receiver \"nobody\"",
            "unknown level \"PANIC\"",
            "must not be empty: leave it out to let all pass")
        .doesNotContain("s3cr3t-t0k3n");
  }

  @Test
  void routesByWhatIsGiven() {
    RelayConfig config = Samples.config(GOOD);
    assertThat(config.routes("wecom", Samples.breach())).isTrue();
    // Another department.
    assertThat(config.routes("am", Samples.breach())).isFalse();
    assertThat(config.routes("am", fire())).isTrue();
    assertThat(config.routes("am", fire("\"BREACH\"", "\"ESCALATION-3\""))).isTrue();
    assertThat(config.routes("am", fire("\"BREACH\"", "\"WARNING\""))).isFalse();
    assertThat(config.routes("am", fire("\"EMERGENCY\"", "null"))).isTrue();
    assertThat(config.routes("am", fire("\"EMERGENCY\"", "\"ROUTINE\""))).isFalse();
    assertThat(config.routes("am", fire("\"clock\":\"ARRIVE\"", "\"clock\":\"RESOLVE\"")))
        .isFalse();
    assertThat(config.routes("am", fire("\"district\":\"fuxin\"", "\"district\":null"))).isFalse();
    assertThat(Samples.config().routes("hook", Samples.breach())).isTrue();
  }

  private static io.paidan.relay.alert.Alert fire(String... replacements) {
    String[] all = new String[replacements.length + 2];
    all[0] = "\"department\":\"traffic-police\"";
    all[1] = "\"department\":\"fire\"";
    System.arraycopy(replacements, 0, all, 2, replacements.length);
    return Samples.breach(all);
  }

  @Test
  void quietHoursGoOverMidnight() {
    QuietHours night =
        Samples.config(GOOD).receivers().get(2).quietHours(); // 21:00 to 08:00, UTC+6
    assertThat(night.contains(Instant.parse("2026-11-20T14:59:59.999Z"))).isFalse();
    assertThat(night.contains(Instant.parse("2026-11-20T15:00:00Z"))).isTrue();
    assertThat(night.contains(Instant.parse("2026-11-20T18:00:00Z"))).isTrue();
    assertThat(night.contains(Instant.parse("2026-11-21T01:59:59Z"))).isTrue();
    assertThat(night.contains(Instant.parse("2026-11-21T02:00:00Z"))).isFalse();
  }

  @Test
  void secretsComeFromTheEnvironmentOrAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), " s3cr3t\n");
    assertThat(new Secret(null, file).read(Map.of())).isEqualTo("s3cr3t");
    assertThat(new Secret("TOKEN", null).read(Map.of("TOKEN", "t"))).isEqualTo("t");
    assertThatThrownBy(() -> new Secret("TOKEN", null).read(Map.of()))
        .hasMessageContaining("environment variable TOKEN is missing");
    assertThatThrownBy(() -> new Secret(null, folder.resolve("none")).read(Map.of()))
        .isInstanceOf(RelayConfigException.class)
        .hasMessageContaining(folder.resolve("none").toString());
  }
}
