package io.paidan.it.kibana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.cli.kibana.KibanaAddress;
import io.paidan.cli.kibana.KibanaSetup;
import io.paidan.it.browser.Chromium;
import io.paidan.kibana.KibanaPack;
import io.paidan.kibana.check.Pack;
import io.paidan.kibana.object.Json;
import io.paidan.kibana.object.Language;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The packs in a real Kibana: imported, found again, and read in a browser. Skipped without {@code
 * KIBANA_URL}; {@code KIBANA_ELASTICSEARCH_URL}, the Elasticsearch behind it, lets the numbers be
 * compared, and {@code KIBANA_ZONE} says which zone the Kibana is set to (else that of this
 * machine). Who we are: as {@code init} has it.
 */
@EnabledIfEnvironmentVariable(
    named = "KIBANA_URL",
    matches = ".+",
    disabledReason = "KIBANA_URL is not set: no live Kibana to try the packs in")
class LiveKibanaTest {
  private static final Map<String, String> ENVIRONMENT = System.getenv();

  @TempDir Path temp;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url = ENVIRONMENT.getOrDefault("KIBANA_URL", "").replaceAll("/+$", "");

  @ParameterizedTest
  @EnumSource(Language.class)
  void takesThePackAndHasEveryObject(Language language) throws Exception {
    KibanaSetup.Report report = setUp(language);
    assertThat(report.done().get(0))
        .contains("imported " + KibanaPack.objects(language).size() + " Kibana objects");

    for (JsonNode object : Pack.read(KibanaPack.ndjson(language)).objects()) {
      String path =
          "/api/saved_objects/" + object.path("type").asText() + "/" + object.path("id").asText();
      JsonNode there = get(path);
      assertThat(there.at("/attributes/title")).isEqualTo(object.at("/attributes/title"));
      assertThat(there.path("references")).hasSameSizeAs(object.path("references"));
      assertThat(there.path("error").isMissingNode()).as(path).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void showsEveryPanelWithItsValues(Language language) throws Exception {
    assumeTrue(Chromium.isHere(), Chromium.HOW_TO_GET_ONE);
    setUp(language);
    Pack pack = Pack.read(KibanaPack.ndjson(language));
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Look look =
        new Look(
            now,
            now.minus(Duration.ofDays(30)),
            now,
            ZoneId.of(ENVIRONMENT.getOrDefault("KIBANA_ZONE", ZoneId.systemDefault().getId())));
    try (Chromium browser = Chromium.start(temp, "--ignore-certificate-errors")) {
      // High enough for all panels: Kibana renders those that are seen.
      browser.screen(1680, 6000);
      logIn(browser);
      for (JsonNode dashboard : pack.ofType("dashboard")) {
        List<JsonNode> panels = Pack.panels(dashboard);
        browser.open(
            URI.create(
                url
                    + "/app/dashboards#/view/"
                    + dashboard.path("id").asText()
                    + "?_g=(refreshInterval:(pause:!t,value:0),time:(from:'"
                    + look.from()
                    + "',to:'"
                    + look.to()
                    + "'))"));
        RenderedDashboard rendered = RenderedDashboard.read(browser, panels.size());
        for (JsonNode panel : panels) {
          isShown(dashboard, panel, rendered);
          if (ENVIRONMENT.containsKey("KIBANA_ELASTICSEARCH_URL")) {
            hasItsNumber(pack, look, dashboard, panel, rendered);
          }
        }
      }
    }
  }

  private static void isShown(JsonNode dashboard, JsonNode panel, RenderedDashboard rendered) {
    String id = panel.path("panelIndex").asText();
    String where = dashboard.path("id").asText() + "/" + id;
    assertThat(rendered.text(id)).as(where).isNotNull().isNotBlank();
    assertThat(rendered.isFailed(id)).as(where + ": " + rendered.text(id)).isFalse();
    if (isMetric(panel)) {
      String label = metric(panel).path("label").asText();
      assertThat(rendered.text(id)).as(where).contains(label);
      // A blank number is called complete, too.
      assertThat(rendered.text(id).replace(label, "")).as(where).containsPattern("\\d|N/A|-");
    } else if (Pack.isLens(panel) || Pack.isVega(panel)) {
      boolean empty = rendered.text(id).contains("No results") || rendered.text(id).contains("没有");
      assertThat(rendered.isDrawn(id) || empty).as(where + ": " + rendered.text(id)).isTrue();
    }
  }

  private static boolean isMetric(JsonNode panel) {
    return panel.at("/embeddableConfig/attributes/visualizationType").asText().equals("lnsMetric");
  }

  private static JsonNode metric(JsonNode panel) {
    return Pack.layers(panel).get("data").at("/columns/value");
  }

  private static void hasItsNumber(
      Pack pack, Look look, JsonNode dashboard, JsonNode panel, RenderedDashboard rendered)
      throws Exception {
    if (!isMetric(panel)) {
      return;
    }
    JsonNode params = metric(panel).path("params");
    boolean percent = params.at("/format/id").asText().equals("percent");
    if (!percent && !params.at("/format/id").asText().equals("number")) {
      return; // a date, shown as Kibana is set to
    }
    KibanaSearches searches =
        new KibanaSearches(URI.create(ENVIRONMENT.get("KIBANA_ELASTICSEARCH_URL")), pack, look);
    Double value = searches.layer(dashboard, panel, "data").get(List.<String>of()).get("value");
    String shown =
        value == null
            ? "N/A"
            : percent
                ? trimmed(String.format(Locale.ROOT, "%.1f", value * 100)) + "%"
                : String.format(Locale.ROOT, "%,.0f", value);
    String id = panel.path("panelIndex").asText();
    assertThat(rendered.text(id)).as(dashboard.path("id").asText() + "/" + id).contains(shown);
  }

  private static String trimmed(String decimal) {
    return decimal.endsWith(".0") ? decimal.substring(0, decimal.length() - 2) : decimal;
  }

  private KibanaSetup.Report setUp(Language language) throws Exception {
    return KibanaSetup.open(KibanaAddress.of(url, null), null, ENVIRONMENT, language).run();
  }

  private void logIn(Chromium browser) throws Exception {
    String user = secret("USER");
    if (user == null) {
      return;
    }
    browser.open(URI.create(url + "/login"));
    ObjectNode login =
        Json.object()
            .put("providerType", "basic")
            .put("providerName", "basic")
            .put("currentURL", "/");
    login.set("params", Json.object().put("username", user).put("password", secret("PASSWORD")));
    String status =
        browser.askLater(
            "const done = arguments[arguments.length - 1];"
                + "fetch('"
                + url
                + "/internal/security/login', {method: 'POST', headers: {'kbn-xsrf': 'paidan',"
                + " 'x-elastic-internal-origin': 'paidan', 'Content-Type': 'application/json'},"
                + " body: JSON.stringify("
                + Json.text(login)
                + ")}).then(r => done(r.status), e => done(String(e)));");
    assertThat(status).as("log in").matches("2\\d\\d");
  }

  private static String secret(String name) {
    String own = ENVIRONMENT.get("PAIDAN_KIBANA_" + name);
    return own == null ? ENVIRONMENT.get("PAIDAN_ES_" + name) : own;
  }

  private JsonNode get(String path) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
    if (secret("API_KEY") != null) {
      request.header("Authorization", "ApiKey " + secret("API_KEY"));
    } else if (secret("USER") != null) {
      String both = secret("USER") + ":" + secret("PASSWORD");
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
    }
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return Pack.parse(response.body());
  }
}
