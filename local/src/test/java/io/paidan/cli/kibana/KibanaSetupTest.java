package io.paidan.cli.kibana;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.cli.kibana.KibanaStandIn.Asked;
import io.paidan.kibana.KibanaPack;
import io.paidan.kibana.object.Language;
import io.paidan.local.testing.Certificates;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of Kibana, and what is said of its answers. */
class KibanaSetupTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temp;
  private KibanaStandIn kibana;

  @BeforeEach
  void start() throws Exception {
    kibana = KibanaStandIn.start();
  }

  @AfterEach
  void stop() {
    kibana.close();
  }

  private KibanaSetup.Report run(String url, String space, Map<String, String> environment)
      throws Exception {
    return KibanaSetup.open(KibanaAddress.of(url, space), null, environment, Language.ZH_CN).run();
  }

  private KibanaSetup.Report run() throws Exception {
    return run(kibana.url(), null, Map.of());
  }

  private String failure() {
    return oneLine(catchThrowable(this::run));
  }

  private static String oneLine(Throwable failure) {
    assertThat(failure).isInstanceOf(KibanaException.class);
    assertThat(failure.getMessage().lines()).hasSize(1);
    return failure.getMessage();
  }

  @Test
  void importsThePackAsItIsAndMakesTheRule() throws Exception {
    KibanaSetup.Report report = run();

    assertThat(report.done()).hasSize(2);
    assertThat(report.done().get(0)).contains("imported 38 Kibana objects (zh-CN)", kibana.url());
    assertThat(report.notes()).isEmpty();
    List<Asked> asked = kibana.asked();
    assertThat(asked)
        .extracting(Asked::what)
        .containsExactly(KibanaStandIn.IMPORT, "POST " + KibanaStandIn.RULE);
    assertThat(asked).allSatisfy(a -> assertThat(a.header("Kbn-xsrf")).isEqualTo("paidan"));
    assertThat(asked).allSatisfy(a -> assertThat(a.header("Authorization")).isNull());
    String boundary = asked.get(0).header("Content-type").replaceAll(".*boundary=", "");
    assertThat(asked.get(0).header("Content-type")).startsWith("multipart/form-data; ");
    assertThat(asked.get(0).body())
        .startsWith("--" + boundary + "\r\n")
        .contains("name=\"file\"; filename=\"paidan-zh-CN.ndjson\"")
        .contains("\r\n\r\n" + new String(KibanaPack.ndjson(Language.ZH_CN), UTF_8) + "\r\n--")
        .endsWith("--" + boundary + "--\r\n");
    JsonNode rule = JSON.readTree(asked.get(1).body());
    assertThat(rule.path("rule_type_id").asText()).isEqualTo(".es-query");
    assertThat(rule.path("consumer").asText()).isEqualTo("stackAlerts");
  }

  @Test
  void aSpaceAndABasePathAreInEveryAddress() throws Exception {
    kibana
        .answers("GET /kb/api/spaces/space/prefecture", 200, "{\"id\":\"prefecture\"}")
        .answers(
            "POST /kb/s/prefecture/api/saved_objects/_import?overwrite=true",
            200,
            "{\"success\":true,\"successCount\":38}")
        .answers("POST /kb/s/prefecture" + KibanaStandIn.RULE, 200, "{}");
    KibanaSetup.Report report = run(kibana.url() + "/kb/", "prefecture", Map.of());
    assertThat(report.done()).hasSize(2);
    assertThat(report.done().get(0)).contains("(space prefecture)");
  }

  @Test
  void aSpaceThatThereIsNotIsNamedBeforeAnythingIsPutIntoIt() {
    String failure = oneLine(catchThrowable(() -> run(kibana.url(), "nowhere", Map.of())));
    assertThat(failure).contains("no space nowhere", "--kibana-space");
    assertThat(kibana.asked()).hasSize(1);
  }

  @Test
  void aSuccessThatIsNoneIsAFailureThatNamesTheObjects() {
    kibana.answers(
        KibanaStandIn.IMPORT,
        200,
        "{\"success\":false,\"successCount\":36,\"errors\":["
            + "{\"id\":\"paidan-sla\",\"type\":\"dashboard\",\"meta\":{\"title\":\"[Paidan] SLA\"},"
            + "\"error\":{\"type\":\"missing_references\",\"references\":[]}},"
            + "{\"id\":\"paidan-tag\",\"type\":\"tag\",\"error\":{\"type\":\"unknown\","
            + "\"message\":\"no\\nroom\",\"statusCode\":500}}]}");
    assertThat(failure())
        .contains("took 36 of " + KibanaPack.objects(Language.ZH_CN).size() + " objects")
        .contains("dashboard paidan-sla \"[Paidan] SLA\": missing_references")
        .contains("tag paidan-tag: no room");
    assertThat(kibana.asked()).as("no rule after a failure").hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "401, PAIDAN_KIBANA_API_KEY",
    "403, Saved Objects Management",
    "404, server.basePath",
    "413, savedObjects.maxImportPayloadBytes",
    "422, older than 8.12",
    "429, try again",
    "302, sends us elsewhere",
    "502, the proxy before it",
    "503, not ready",
    "500, see its log",
  })
  void everyRefusalSaysWhatToDo(int status, String word) {
    kibana.answers(
        KibanaStandIn.IMPORT,
        status,
        "{\"statusCode\":" + status + ",\"error\":\"E\",\"message\":\"The word\\nof Kibana\"}");
    assertThat(failure()).contains("(" + status + ")", word, kibana.url());
  }

  @Test
  void aKibanaThatIsStartingSpeaksNoJson() {
    kibana.answers(KibanaStandIn.IMPORT, 503, "Kibana server is not ready yet.");
    assertThat(failure()).contains("is not ready (503)", "try again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>Welcome</html>", "{\"ok\":true}", "[]", ""})
  void somethingElseThatAnswersIsNotTakenForKibana(String body) {
    kibana.answers(KibanaStandIn.IMPORT, 200, body);
    assertThat(failure()).contains("is not Kibana", "base path");
  }

  @Test
  void nobodyThereIsOneLine() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    assertThat(oneLine(catchThrowable(() -> run("http://127.0.0.1:" + free, null, Map.of()))))
        .contains("Cannot reach Kibana at http://127.0.0.1:" + free, "connection refused");
    assertThat(
            oneLine(catchThrowable(() -> run("http://no-such-host.invalid:5601", null, Map.of()))))
        .contains("no host no-such-host.invalid");
  }

  @Test
  void aRuleThatIsThereIsUpdatedWithoutTakingItsActions() throws Exception {
    kibana
        .answers("POST " + KibanaStandIn.RULE, 409, "{\"statusCode\":409,\"message\":\"is there\"}")
        .answers(
            "GET " + KibanaStandIn.RULE,
            200,
            "{\"schedule\":{\"interval\":\"5m\"},\"actions\":[{\"id\":\"c\",\"group\":\"query"
                + " matched\",\"connector_type_id\":\".index\",\"params\":{\"documents\":[]}}]}")
        .answers("PUT " + KibanaStandIn.RULE, 200, "{}");
    KibanaSetup.Report report = run();
    assertThat(report.notes()).isEmpty();
    assertThat(report.done()).hasSize(2);
    Asked put = kibana.asked().get(3);
    assertThat(put.what()).isEqualTo("PUT " + KibanaStandIn.RULE);
    JsonNode body = JSON.readTree(put.body());
    assertThat(body.has("consumer")).isFalse();
    assertThat(body.has("rule_type_id")).isFalse();
    assertThat(body.at("/schedule/interval").asText()).isEqualTo("5m");
    assertThat(body.at("/actions/0/id").asText()).isEqualTo("c");
    assertThat(body.at("/actions/0").has("connector_type_id")).isFalse();
    assertThat(body.at("/params/timeField").asText()).isEqualTo("breached_at");
  }

  @Test
  void aRuleThatIsThereAndCannotBeReadIsLeftAsItIs() throws Exception {
    kibana
        .answers("POST " + KibanaStandIn.RULE, 409, "{\"statusCode\":409}")
        .answers("GET " + KibanaStandIn.RULE, 403, "{\"message\":\"Unauthorized\"}");
    KibanaSetup.Report report = run();
    assertThat(report.notes()).hasSize(1);
    assertThat(report.notes().get(0)).contains("left as it is", "403", "Unauthorized");
    assertThat(kibana.asked()).extracting(Asked::what).noneMatch(what -> what.startsWith("PUT"));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 500})
  void rulesThatTheLicenceOrTheUserDoesNotHaveAreANote(int status) throws Exception {
    kibana.answers(
        "POST " + KibanaStandIn.RULE,
        status,
        "{\"statusCode\":" + status + ",\"message\":\"Rule type .es-query is disabled\"}");
    KibanaSetup.Report report = run();
    assertThat(report.done()).hasSize(1);
    assertThat(report.notes()).hasSize(1);
    assertThat(report.notes().get(0))
        .contains("no alerting rule", "(" + status + ")", "Rule type .es-query is disabled");
  }

  @Test
  void otherIdsInASecondSpaceAreANote() throws Exception {
    kibana.answers(
        KibanaStandIn.IMPORT,
        200,
        "{\"success\":true,\"successCount\":38,\"successResults\":[{\"type\":\"dashboard\","
            + "\"id\":\"paidan-sla\",\"destinationId\":\"0c1f\"}]}");
    assertThat(run().notes()).singleElement().asString().contains("another space");
  }

  @Test
  void secretsComeFromTheEnvironmentAndGoNowhereElse() throws Exception {
    Path file = Files.writeString(temp.resolve("secret"), "from-file\n");
    run(kibana.url(), null, Map.of("PAIDAN_KIBANA_API_KEY", "own", "PAIDAN_ES_API_KEY", "other"));
    run(kibana.url(), null, Map.of("PAIDAN_ES_API_KEY_FILE", file.toString()));
    run(kibana.url(), null, Map.of("PAIDAN_KIBANA_USER", "u", "PAIDAN_KIBANA_PASSWORD", "p:1"));
    assertThat(kibana.asked())
        .filteredOn(asked -> asked.what().equals(KibanaStandIn.IMPORT))
        .extracting(asked -> asked.header("Authorization"))
        .containsExactly(
            "ApiKey own",
            "ApiKey from-file",
            "Basic " + Base64.getEncoder().encodeToString("u:p:1".getBytes(UTF_8)));
    assertThatThrownBy(() -> run(kibana.url(), null, Map.of("PAIDAN_KIBANA_USER", "u")))
        .hasMessageContaining("belong together");
    kibana.answers(KibanaStandIn.IMPORT, 401, "{\"message\":\"unknown key own\"}");
    assertThat(
            oneLine(
                catchThrowable(
                    () -> run(kibana.url(), null, Map.of("PAIDAN_KIBANA_API_KEY", "geheim")))))
        .doesNotContain("geheim");
  }

  @Test
  void httpsGoesByTheAuthorityThatIsGiven() throws Exception {
    Certificates certificates = new Certificates(temp.resolve("certificates"));
    Path trusted = certificates.authority("ours");
    Path stranger = certificates.authority("theirs");
    try (KibanaStandIn secure =
        KibanaStandIn.startWith(tls(certificates.server("ours", "kibana", "ip:127.0.0.1", 0, 5)))) {
      KibanaAddress address = KibanaAddress.of(secure.url(), null);
      assertThat(KibanaSetup.open(address, trusted, Map.of(), Language.EN).run().done()).hasSize(2);
      assertThat(
              oneLine(
                  catchThrowable(
                      () -> KibanaSetup.open(address, stranger, Map.of(), Language.EN).run())))
          .contains("not from an authority that is trusted here");
      assertThat(
              oneLine(
                  catchThrowable(() -> run(secure.url().replace("https", "http"), null, Map.of()))))
          .contains("say https://");
    }
    try (KibanaStandIn other =
        KibanaStandIn.startWith(
            tls(certificates.server("ours", "other", "dns:kibana.example", 0, 5)))) {
      KibanaAddress address = KibanaAddress.of(other.url(), null);
      assertThat(
              oneLine(
                  catchThrowable(
                      () -> KibanaSetup.open(address, trusted, Map.of(), Language.EN).run())))
          .contains("for another host");
    }
  }

  @Test
  void aPortThatDoesNotSpeakHttpsIsNamed() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answers =
          new Thread(
              () -> {
                try (Socket socket = plain.accept()) {
                  // As Node does when it is spoken to in TLS.
                  socket.getInputStream().read();
                  socket
                      .getOutputStream()
                      .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      answers.start();
      String url = "https://127.0.0.1:" + plain.getLocalPort();
      assertThat(oneLine(catchThrowable(() -> run(url, null, Map.of()))))
          .contains("does not speak https");
      answers.join();
    }
  }

  private static SSLContext tls(Certificates.Server server) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(server.store())) {
      keys.load(in, server.password().toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, server.password().toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:5601",
        "kibana",
        "ftp://k",
        "http://",
        "http://u:p@k:5601",
        "http://k?x"
      })
  void whatIsNoAddressIsNamed(String url) {
    assertThatThrownBy(() -> KibanaAddress.of(url, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--kibana")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("u:p"));
  }

  @Test
  void theDefaultSpaceIsNoSpace() {
    assertThat(KibanaAddress.of("http://k:5601/", "default").resolve("/api").toString())
        .isEqualTo("http://k:5601/api");
    assertThatThrownBy(() -> KibanaAddress.of("http://k", "../x")).hasMessageContaining("space");
  }
}
