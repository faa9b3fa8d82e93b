package io.paidan.it.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.board.BoardOptions;
import io.paidan.board.BoardServer;
import io.paidan.document.Alias;
import io.paidan.it.browser.Chromium;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/**
 * The wall in a real browser, served by the real board from a real Elasticsearch with the documents
 * of a simulated prefecture.
 */
class WallInBrowserTest {
  private static final Path FOLDER = Path.of("target", "wall");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant FROM = Instant.parse("2026-11-17T00:00:00Z");
  private static final Instant AS_OF = Instant.parse("2026-11-20T07:25:00Z");
  private static final Instant MONTH = Instant.parse("2026-10-31T16:00:00Z");
  private static final String STREET = "fuxin";
  private static final long MOST_BYTES = 1_500_000;

  private static Chromium browser;
  private static WallPrefecture prefecture;
  private static WallIndex index;
  private static BoardServer board;

  private final WallScreen wall = new WallScreen(browser);

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Chromium.isHere(), Chromium.HOW_TO_GET_ONE);
    prefecture = WallPrefecture.simulated(FROM, AS_OF, 0.03, FOLDER.resolve("prefecture"));
    index = new WallIndex(FOLDER.resolve("elasticsearch"));
    index.fill(prefecture.documents());
    // Time goes on from the instant of the documents.
    Clock clock = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), AS_OF));
    board = BoardServer.start(BoardOptions.of(index.access()).withClock(clock));
    browser = Chromium.start(FOLDER.resolve("chromium"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
    if (board != null) {
      board.close();
    }
    if (index != null) {
      index.close();
    }
  }

  @BeforeEach
  void aScreen() {
    browser.screen(1920, 1080);
    browser.prefers("light");
  }

  @AfterEach
  void nothingWasForbiddenOrWrong() {
    assertThat(browser.complaints()).isEmpty();
  }

  private static URI url() {
    return board.url();
  }

  // What the documents say.

  private static Predicate<JsonNode> in(String district) {
    return document -> district == null || document.path("district").asText().equals(district);
  }

  private static long sum(Alias alias, String field, Predicate<JsonNode> wanted) {
    return prefecture.of(alias).filter(wanted).mapToLong(d -> d.path(field).asLong()).sum();
  }

  private static Predicate<JsonNode> between(String field, Instant from, Instant to) {
    return document -> {
      String text = document.path(field).asText(null);
      return text != null
          && !Instant.parse(text).isBefore(from)
          && Instant.parse(text).isBefore(to);
    };
  }

  private static Predicate<JsonNode> state(String... states) {
    return document -> List.of(states).contains(document.path("state").asText());
  }

  private static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%.1f%%", 100.0 * part / whole);
  }

  private static String parts(long part, long whole) {
    return String.format(Locale.ROOT, "%,d/%,d", part, whole);
  }

  private void showsTheFiguresOf(String district) {
    Predicate<JsonNode> here = in(district);
    long dispatched = sum(Alias.DISTRICT_DAILY, "dispatched", here);
    long resolved = sum(Alias.DISTRICT_DAILY, "resolved", here);
    long onTime = sum(Alias.DISTRICT_DAILY, "resolved_on_time", here);
    long decided = sum(Alias.DISTRICT_DAILY, "decided", here);
    assertThat(wall.number("[data-f=dispatched]")).isEqualTo(dispatched).isGreaterThan(10);
    assertThat(wall.number("[data-f=resolved]")).isEqualTo(resolved).isPositive();
    assertThat(wall.text("[data-f=resolution]")).isEqualTo(percent(resolved, dispatched));
    assertThat(wall.text("[data-f=resolutionParts]")).isEqualTo(parts(resolved, dispatched));
    assertThat(wall.text("[data-f=onTime]")).isEqualTo(percent(onTime, decided));
    assertThat(wall.text("[data-f=onTimeParts]")).isEqualTo(parts(onTime, decided));
    assertThat(wall.number("[data-f=waiting]"))
        .isEqualTo(
            prefecture.count(Alias.TICKETS, here.and(state("REPORTED", "ASSESSED", "RETURNED"))));
    assertThat(wall.number("[data-f=inHand]"))
        .isEqualTo(
            prefecture.count(Alias.TICKETS, here.and(state("DISPATCHED", "ACCEPTED", "ON_SITE"))));
  }

  private void showsWhatIsOverdueIn(String district) {
    List<ObjectNode> overdue = prefecture.overdue(in(district));
    assertThat(wall.number("[data-f=overdue]")).isEqualTo(overdue.size());
    Map<String, String> shown =
        Map.of(
            "EMERGENCY", "overdueEmergency",
            "KEY", "overdueKey",
            "ROUTINE", "overdueRoutine",
            "", "overdueUnclassified");
    shown.forEach(
        (name, figure) ->
            assertThat(wall.number("[data-f=" + figure + "]"))
                .as(figure)
                .isEqualTo(
                    overdue.stream()
                        .filter(t -> t.path("ticket_class").asText("").equals(name))
                        .count()));
    assertThat(
            browser.ask(
                "[...document.querySelectorAll('#overdue-rows li')].map((e) => e.dataset.ticket)"))
        .isEqualTo(
            JSON.valueToTree(
                overdue.stream().limit(100).map(t -> t.path("ticket_id").asText()).toList()));
  }

  private void showsTheHoursOf(String district) {
    Instant hour = AS_OF.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(23));
    List<String> said = wall.texts("#hour-buttons [aria-label]");
    JsonNode labels =
        browser.ask(
            "[...document.querySelectorAll('#hour-buttons button')].map((b) => b.ariaLabel)");
    assertThat(labels).hasSize(24);
    assertThat(said).hasSize(24);
    for (JsonNode label : labels) {
      Instant end = hour.plus(Duration.ofHours(1));
      assertThat(label.asText())
          .endsWith(
              "派单 %,d，办结 %,d，超时 %,d"
                  .formatted(
                      prefecture.count(
                          Alias.TICKETS, in(district).and(between("dispatched_at", hour, end))),
                      prefecture.count(
                          Alias.TICKETS, in(district).and(between("resolved_at", hour, end))),
                      prefecture.count(
                          Alias.CLOCKS, in(district).and(between("breached_at", hour, end)))));
      hour = end;
    }
  }

  private void showsTheFunnelOf(String district) {
    Predicate<JsonNode> reported =
        in(district).and(between("reported_at", MONTH, AS_OF)).and(state("CANCELLED").negate());
    Predicate<JsonNode> dispatched = reported.and(t -> !t.path("dispatched_at").isNull());
    Predicate<JsonNode> resolved = dispatched.and(t -> !t.path("resolved_at").isNull());
    List<Long> through =
        List.of(
            prefecture.count(Alias.TICKETS, reported),
            prefecture.count(
                Alias.TICKETS,
                reported.and(
                    t -> !t.path("assessed_at").isNull() || !t.path("dispatched_at").isNull())),
            prefecture.count(Alias.TICKETS, dispatched),
            prefecture.count(Alias.TICKETS, resolved),
            prefecture.count(Alias.TICKETS, resolved.and(t -> !t.path("fed_back_at").isNull())));
    assertThat(wall.texts("#funnel td.reached"))
        .isEqualTo(through.stream().map(n -> String.format(Locale.ROOT, "%,d", n)).toList());
    assertThat(wall.number("#funnel tr:nth-child(4) .waiting a"))
        .isEqualTo(
            prefecture.count(
                Alias.TICKETS, in(district).and(state("DISPATCHED", "ACCEPTED", "ON_SITE"))));
  }

  @Test
  void numbersAreThoseOfTheDocumentsAndAStreetFiltersThemAll() throws Exception {
    wall.open(url(), "");

    showsTheFiguresOf(null);
    showsWhatIsOverdueIn(null);
    showsTheHoursOf(null);
    showsTheFunnelOf(null);

    wall.choose("#district", STREET);
    wall.untilText("#scope", "阜新街道 · 2026年11月");
    wall.untilLive();

    showsTheFiguresOf(STREET);
    showsWhatIsOverdueIn(STREET);
    showsTheHoursOf(STREET);
    showsTheFunnelOf(STREET);
    assertThat(wall.text("#streets tr.chosen th")).isEqualTo("阜新街道");
  }

  @Test
  void rankingsNameAllStreetsAndDepartmentsAndSaySoWhereTheSampleIsTooSmall() throws Exception {
    wall.open(url(), "");

    assertThat(wall.texts("#streets tbody tr")).hasSize(14);
    assertThat(wall.texts("#departments tbody tr")).hasSize(17);
    Map<String, ObjectNode> scores =
        prefecture
            .of(Alias.DEPARTMENT_SCORES)
            .filter(score -> score.path("period").asText().equals("2026-11"))
            .collect(Collectors.toMap(s -> s.path("department").asText(), s -> s));
    Map<String, String> marks = new TreeMap<>();
    scores.forEach(
        (id, score) -> {
          if (!score.path("mark").isNull()) {
            marks.put(id, String.format(Locale.ROOT, "%.1f", score.path("mark").asDouble()));
          }
        });
    assertThat(marks).isNotEmpty();
    marks.forEach(
        (id, mark) ->
            assertThat(wall.text("#departments tr[data-id='" + id + "'] .mark"))
                .as(id)
                .isEqualTo(mark));
    prefecture
        .of(Alias.DISTRICT_DAILY)
        .map(day -> day.path("district").asText())
        .distinct()
        .forEach(
            id ->
                assertThat(wall.number("#streets tr[data-id='" + id + "'] .late"))
                    .as(id)
                    .isEqualTo(prefecture.overdue(in(id)).size()));
    // Whoever has no rank has too small a sample, or no mark, and it is said in words.
    for (String row : wall.texts("#streets tbody tr")) {
      assertThat(row.startsWith("—")).as(row).isEqualTo(row.matches(".*(样本不足|暂无样本).*"));
    }
  }

  @Test
  void everyFigureLeadsToAsManyTickets() throws Exception {
    wall.open(url(), "");
    JsonNode figures =
        browser.ask(
            """
            [...document.querySelectorAll('a[data-panel]')]
              .filter((a) => /^[0-9,]+$/.test(a.textContent.trim()) && a.checkVisibility())
              .map((a) => ({ href: a.getAttribute('href'), figure: a.textContent.trim() }))
            """);
    assertThat(figures.size()).isGreaterThan(20);
    for (JsonNode figure : figures) {
      browser.ask("void (location.hash = arguments[0])", figure.path("href").asText());
      String total = "共 " + figure.path("figure").asText() + " 件";
      browser.until(
          "document.querySelector('#panel-content > .about')?.textContent.includes(arguments[0])",
          total);
      browser.ask("document.getElementById('panel-content').replaceChildren()");
    }
  }

  @Test
  void aTicketThatGoesOverdueAppearsByItselfAndItsClockRuns() throws Exception {
    wall.open(url(), "");
    long before = wall.number("[data-f=overdueEmergency]");
    assertThat(wall.isThere("li[data-ticket='T-NEW']")).isFalse();
    ObjectNode ticket = prefecture.overdue(t -> true).get(0).deepCopy();
    ticket.put("ticket_id", "T-NEW").put("title", "燃气泄漏").put("ticket_class", "EMERGENCY");
    ObjectNode clock =
        prefecture
            .of(Alias.CLOCKS)
            .filter(c -> c.path("status").asText().equals("BREACHED"))
            .findFirst()
            .orElseThrow()
            .deepCopy();
    clock.put("ticket_id", "T-NEW").put("ticket_class", "EMERGENCY").put("clock", "ARRIVE");
    clock.put("due_at", AS_OF.toString()).put("breached_at", AS_OF.toString());

    index.put(Alias.CLOCKS, "T-NEW/fire/1/ARRIVE", clock);
    index.put(Alias.TICKETS, "T-NEW", ticket);

    wall.untilThere("li[data-ticket='T-NEW']");
    browser.until(
        "document.querySelector('[data-f=overdueEmergency]').textContent === arguments[0]",
        String.format(Locale.ROOT, "%,d", before + 1));
    assertThat(wall.text("#announcer")).isEqualTo("应急单超时增至 " + (before + 1) + " 件");
    assertThat(wall.text("li[data-ticket='T-NEW'] .badge")).isEqualTo("应急单");
    String elapsed = wall.text("li[data-ticket='T-NEW'] .elapsed");
    browser.until(
        "document.querySelector(\"li[data-ticket='T-NEW'] .elapsed\").textContent > arguments[0]",
        elapsed);

    index.put(Alias.TICKETS, "T-NEW", ticket.put("overdue", false).put("state", "CANCELLED"));
    index.put(Alias.CLOCKS, "T-NEW/fire/1/ARRIVE", clock.put("status", "ENDED"));
    wall.untilGone("li[data-ticket='T-NEW']");
  }

  @Test
  void saysThatTheSourceIsGoneAndComesBackByItself() throws Exception {
    wall.open(url(), "");
    String figure = wall.text("[data-f=dispatched]");

    index.stop();
    wall.untilThere("#banner");
    assertThat(wall.text("#banner")).contains("数据源中断", "已停止更新");
    assertThat(wall.text("#status")).contains("数据源中断");
    assertThat(browser.ask("document.body.classList.contains('stale')").asBoolean()).isTrue();
    assertThat(wall.text("[data-f=dispatched]")).isEqualTo(figure);
    browser.until("document.getElementById('announcer').textContent.includes('数据源中断')");
    // The wall's own clock goes on; what is no longer known to run stands.
    String elapsed = wall.text("#overdue-rows .elapsed");
    String clock = wall.text("#clock");
    browser.until("document.getElementById('clock').textContent > arguments[0]", clock);
    assertThat(wall.text("#overdue-rows .elapsed")).isEqualTo(elapsed);
    assertThat(wall.text("#overdue-order")).startsWith("截至 ");
    assertThat(Accessibility.findings(browser)).isEmpty();
    wall.click("#overdue-all a");
    wall.untilThere("#panel-content .failed");

    index.startAgain();
    wall.untilThere("#panel-content .tickets");
    assertThat(browser.complaints()).isNotEmpty().allMatch(line -> line.contains("api/tickets"));
    wall.press(Keys.ESCAPE);
    wall.untilLive();
    wall.untilGone("#banner");
    assertThat(wall.text("[data-f=dispatched]")).isEqualTo(figure);
    assertThat(wall.text("#announcer")).isEqualTo("数据源已恢复");
  }

  @Test
  void saysThatTheBoardItselfIsGoneAndComesBackByItself() throws Exception {
    int port = url().getPort();
    wall.open(url(), "");

    board.close();
    wall.untilThere("#banner");
    assertThat(wall.text("#banner")).contains("与看板服务的连接中断");

    Clock clock = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), AS_OF));
    board = BoardServer.start(BoardOptions.of(index.access()).withClock(clock).withPort(port));
    wall.untilLive();
    assertThat(wall.isThere("#banner")).isFalse();
    // What was asked in vain, and nothing else.
    assertThat(browser.complaints()).allMatch(line -> line.contains(url() + "api/"));
  }

  @Test
  void theKeyboardAloneLeadsToATicketAndBack() throws Exception {
    wall.open(url(), "");

    wall.press(Keys.TAB);
    assertThat(wall.hasFocus(".skip")).isTrue();
    wall.press(Keys.ENTER);
    assertThat(wall.hasFocus("#overdue")).isTrue();
    wall.tabTo("#overdue-all a", 3);
    wall.press(Keys.ENTER);
    wall.untilFocus("#panel-title");
    assertThat(wall.text("#panel-title")).isEqualTo("当前超时的工单");
    wall.untilThere(".tickets");

    wall.tabTo(".tickets a", 15);
    String id = wall.text(".tickets tbody .id");
    wall.press(Keys.ENTER);
    wall.untilThere(".event-list");
    wall.untilFocus("#panel-title");
    assertThat(wall.text("#panel-content .tags")).contains(id);

    browser.driver().navigate().back();
    wall.untilThere(".tickets");
    assertThat(wall.isThere(".event-list")).isFalse();
    wall.press(Keys.ESCAPE);
    wall.untilGone("#panel");
    assertThat(wall.hasFocus("#overdue-all a")).isTrue();
    assertThat(browser.ask("location.hash").asText()).doesNotContain("figure");

    wall.tabTo("#hour-buttons button", 150);
    String last = browser.ask("document.activeElement.ariaLabel").asText();
    assertThat(last).startsWith("15:00–16:00");
    wall.press(Keys.ARROW_LEFT, Keys.ARROW_LEFT);
    assertThat(browser.ask("document.activeElement.ariaLabel").asText()).startsWith("13:00–14:00");
    assertThat(wall.text("#hour-reading")).isEqualTo("13:00–14:00");
    wall.press(Keys.ENTER);
    wall.untilThere(".siblings");
    assertThat(wall.text("#panel-content > .about")).contains("13:00–14:00");
  }

  @Test
  void aTicketTellsItsEventsClocksAndPolicy() throws Exception {
    ObjectNode ticket =
        prefecture.overdue(t -> t.path("ticket_class").asText().equals("EMERGENCY")).get(0);
    String id = ticket.path("ticket_id").asText();
    Predicate<JsonNode> ofIt = document -> document.path("ticket_id").asText().equals(id);

    wall.open(url(), "#ticket=" + id);
    wall.untilThere(".event-list");

    assertThat(wall.text("#panel-title")).isEqualTo(ticket.path("title").asText());
    assertThat(wall.texts(".event-list > li")).hasSize((int) prefecture.count(Alias.EVENTS, ofIt));
    assertThat(wall.texts(".event-list time"))
        .isEqualTo(wall.texts(".event-list time").stream().sorted().toList());
    assertThat(wall.texts(".clock-bars li")).hasSize((int) prefecture.count(Alias.CLOCKS, ofIt));
    assertThat(wall.texts(".assignments tbody tr"))
        .hasSize((int) prefecture.count(Alias.ASSIGNMENTS, ofIt));
    ObjectNode clock =
        prefecture
            .of(Alias.CLOCKS)
            .filter(ofIt)
            .filter(c -> c.path("status").asText().equals("BREACHED"))
            .findFirst()
            .orElseThrow();
    assertThat(wall.texts(".clock-bars li[data-clock='" + clock.path("clock").asText() + "']"))
        .anySatisfy(
            bar ->
                assertThat(bar)
                    .contains("超时未完成", "已超时")
                    .contains(
                        "政策 %s 第 %d 版"
                            .formatted(
                                clock.path("policy_id").asText(),
                                clock.path("policy_version").asInt())));

    wall.open(url(), "#ticket=T-NOWHERE");
    wall.untilThere("#panel-content .failed");
    assertThat(wall.text("#panel-content .failed")).contains("T-NOWHERE");
    assertThat(browser.complaints()).hasSize(1).allMatch(line -> line.contains("404"));
  }

  @ParameterizedTest
  @CsvSource({"day, zh-CN", "night, zh-CN", "day, en", "night, en"})
  void namesAndContrastAreAsWcagWants(String theme, String language) throws Exception {
    wall.open(url(), "?theme=" + theme + "&lang=" + language);

    assertThat(Accessibility.findings(browser)).isEmpty();

    wall.click("#overdue-rows a");
    wall.untilThere(".event-list");
    assertThat(Accessibility.findings(browser)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1920, 1080, zh-CN", "3840, 2160, zh-CN", "1920, 1080, en", "1366, 768, zh-CN"})
  void theWholeOverviewFitsTheScreen(int width, int height, String language) throws Exception {
    browser.screen(width, height);
    wall.open(url(), "?lang=" + language).untilDrawn();

    assertThat(
            browser.ask(
                "[document.documentElement.scrollWidth, document.documentElement.scrollHeight, document.body.scrollHeight]"))
        .isEqualTo(JSON.valueToTree(List.of(width, height, height)));
    // No card is cut off, and no text is wider than where it stands.
    assertThat(
            browser.ask(
                """
                [...document.querySelectorAll('.card, .card > *, .head, .others li, .figures p, tbody, .frame td')]
                  .filter((e) => e.id !== 'overdue-rows' && !e.classList.contains('visually-hidden'))
                  .filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline')
                  .map((e) => e.outerHTML.slice(0, 120))
                """))
        .isEqualTo(JSON.createArrayNode());
  }

  @Test
  void aPhoneScrollsOneColumn() throws Exception {
    browser.screen(390, 844);
    wall.open(url(), "");

    assertThat(browser.ask("document.documentElement.scrollWidth").asInt()).isEqualTo(390);
    assertThat(
            browser
                .ask(
                    "[...document.querySelectorAll('main > section')].every((s) => s.clientWidth > 340)")
                .asBoolean())
        .isTrue();
  }

  @Test
  void languageAndThemeAreRemembered() throws Exception {
    wall.open(url(), "");
    assertThat(browser.ask("document.documentElement.lang").asText()).isEqualTo("zh-CN");
    String day = browser.ask("getComputedStyle(document.body).backgroundColor").asText();

    wall.click("#language");
    wall.click("#theme");
    assertThat(wall.text("h1")).isEqualTo("Paidan · Service tickets");
    String night = browser.ask("getComputedStyle(document.body).backgroundColor").asText();
    assertThat(night).isNotEqualTo(day);
    wall.open(url(), "");
    assertThat(wall.text("h1")).isEqualTo("Paidan · Service tickets");
    assertThat(browser.ask("getComputedStyle(document.body).backgroundColor").asText())
        .isEqualTo(night);

    browser.ask("localStorage.clear()");
    browser.prefers("dark");
    wall.open(url(), "");
    assertThat(wall.text("h1")).isEqualTo("派单 · 工单态势");
    assertThat(browser.ask("getComputedStyle(document.body).backgroundColor").asText())
        .isEqualTo(night);
  }

  @Test
  void nothingLeavesTheMachineThePageIsLightAndItsAnswersAreGuarded() throws Exception {
    wall.open(url(), "");
    wall.click("#overdue-rows a");
    wall.untilThere(".event-list");

    String origin = url().toString();
    assertThat(
            browser
                .network("requestWillBeSent")
                .filter(request -> request.path("documentURL").asText().startsWith(origin))
                .map(request -> request.at("/request/url").asText()))
        .hasSizeGreaterThan(30)
        .allMatch(address -> address.startsWith(origin));
    List<JsonNode> answers =
        browser
            .network("responseReceived")
            .map(answer -> answer.path("response"))
            .filter(answer -> answer.path("url").asText().startsWith(origin))
            .toList();
    assertThat(answers).isNotEmpty();
    for (JsonNode answer : answers) {
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      answer
          .path("headers")
          .properties()
          .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
      assertThat(headers.get("Content-Security-Policy"))
          .as(answer.path("url").asText())
          .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(headers)
          .containsEntry("X-Content-Type-Options", "nosniff")
          .containsEntry("X-Frame-Options", "DENY")
          .containsEntry("Referrer-Policy", "no-referrer")
          .containsEntry("Cross-Origin-Opener-Policy", "same-origin");
    }
    // Every file once, as it is without compression.
    Map<String, Long> bytes = new TreeMap<>();
    Map<String, String> files =
        browser
            .network("requestWillBeSent")
            .filter(r -> !r.at("/request/url").asText().contains("/api/"))
            .collect(
                Collectors.toMap(
                    r -> r.path("requestId").asText(),
                    r -> r.at("/request/url").asText(),
                    (a, b) -> a));
    browser
        .network("dataReceived")
        .filter(data -> files.containsKey(data.path("requestId").asText()))
        .forEach(
            data ->
                bytes.merge(
                    data.path("requestId").asText(), data.path("dataLength").asLong(), Long::sum));
    Map<String, Long> byFile = new TreeMap<>();
    bytes.forEach((request, length) -> byFile.merge(files.get(request), length, Math::max));
    assertThat(byFile).containsKey(origin + "echarts.js");
    assertThat(byFile.values().stream().mapToLong(Long::longValue).sum())
        .isBetween(500_000L, MOST_BYTES);
  }
}
