package io.paidan.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoardServerTest {
  private static final Instant NOW = Instant.parse(RecordedElasticsearch.NOW);

  private final HttpClient client = HttpClient.newHttpClient();
  private RecordedElasticsearch elasticsearch;
  private BoardServer board;

  @BeforeEach
  void start() throws Exception {
    elasticsearch = new RecordedElasticsearch();
    board = BoardServer.start(options());
  }

  @AfterEach
  void stop() throws Exception {
    board.close();
    elasticsearch.close();
  }

  private BoardOptions options() {
    return BoardOptions.of(new PlainAccess(elasticsearch.url(), 500))
        .withClock(Clock.fixed(NOW, ZoneOffset.UTC))
        .withTimes(Duration.ofMillis(50), Duration.ofMillis(100));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(board.url().resolve(path)).build());
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static JsonNode json(HttpResponse<String> response) throws Exception {
    return new ObjectMapper().readTree(response.body());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse(null);
  }

  @Test
  void servesThePageAndItsParts() throws Exception {
    HttpResponse<String> page = get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.body()).contains("派单");
    assertThat(header(get("/main.js"), "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
    assertThat(header(get("/board.css"), "Content-Type")).isEqualTo("text/css; charset=utf-8");
    assertThat(header(get("/favicon.svg"), "Content-Type")).isEqualTo("image/svg+xml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/main.js",
        "/api/overview",
        "/api/overview?period=no",
        "/api/tickets?figure=overdue",
        "/api/ticket?id=T-0",
        "/healthz",
        "/nothing-here"
      })
  void everyAnswerHasTheHeadersOfAPageThatShowsGovernmentData(String path) throws Exception {
    HttpResponse<String> response = get(path);

    assertThat(header(response, "Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(response, "X-Frame-Options")).isEqualTo("DENY");
    assertThat(header(response, "Cache-Control")).isIn("no-cache", "no-store");
  }

  @Test
  void assetsAreAskedAfterAndDataIsNeverKept() throws Exception {
    HttpResponse<String> page = get("/");
    String etag = header(page, "ETag");

    assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
    HttpResponse<String> again =
        send(HttpRequest.newBuilder(board.url()).header("If-None-Match", etag).build());
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(header(get("/api/overview"), "Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void onlyReads() throws Exception {
    HttpResponse<String> posted =
        send(
            HttpRequest.newBuilder(board.url().resolve("/api/overview"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build());

    assertThat(posted.statusCode()).isEqualTo(405);
    assertThat(header(posted, "Allow")).isEqualTo("GET, HEAD");
    HttpResponse<String> head =
        send(
            HttpRequest.newBuilder(board.url())
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(Integer.parseInt(header(head, "Content-Length"))).isPositive();
    assertThat(head.body()).isEmpty();
  }

  @Test
  void noPathLeadsOut() throws Exception {
    for (String path :
        List.of("/BoardServer.class", "/%2e%2e/BoardServer.class", "/..%2fx", "/index.html/")) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void aForeignNameIsTurnedAway() throws Exception {
    String answer;
    try (Socket socket = new Socket("127.0.0.1", board.url().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "GET /api/overview HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      InputStream in = socket.getInputStream();
      answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    assertThat(answer).startsWith("HTTP/1.1 421 ").doesNotContain("dispatched");
  }

  @Test
  void theOverviewIsOfNow() throws Exception {
    HttpResponse<String> response = get("/api/overview");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).isEqualTo("application/json; charset=utf-8");
    JsonNode overview = json(response);
    assertThat(overview.path("now").asText()).isEqualTo("2026-11-14T03:20:00.000Z");
    assertThat(overview.at("/source/state").asText()).isEqualTo("OK");
    assertThat(overview.at("/source/read_at").asText()).isEqualTo("2026-11-14T03:20:00.000Z");
    assertThat(overview.at("/view/period").asText()).isEqualTo("2026-11");
    assertThat(overview.at("/figures/dispatched").asInt()).isEqualTo(150);
    assertThat(overview.at("/figures/resolution/numerator").asInt()).isEqualTo(43);
    assertThat(overview.at("/figures/overdue/total").asInt()).isEqualTo(4);
    assertThat(overview.at("/overdue/rows")).hasSize(4);
    assertThat(overview.at("/rankings/districts")).hasSize(14);
    assertThat(overview.at("/hours")).hasSize(24);
    assertThat(overview.at("/funnel/0/waiting").isNull()).isTrue();
  }

  @Test
  void anOverviewOfADistrict() throws Exception {
    JsonNode overview = json(get("/api/overview?district=fuxin"));

    assertThat(overview.at("/view/district_name").asText()).isEqualTo("阜新街道");
    assertThat(overview.at("/figures/dispatched").asInt()).isEqualTo(19);
    assertThat(overview.at("/rankings/districts")).hasSize(14);
    assertThat(overview.at("/rankings/departments_by").asText()).isEqualTo("on_time");
  }

  @Test
  void leadsFromAFigureToItsTicketsAndToOneInFull() throws Exception {
    JsonNode overdue = json(get("/api/tickets?figure=overdue"));

    assertThat(overdue.path("total").asInt()).isEqualTo(4);
    assertThat(overdue.path("rows")).hasSize(4);
    assertThat(overdue.path("next").isNull()).isTrue();
    assertThat(overdue.at("/rows/0/overdue_since").asText()).isNotEmpty();
    assertThat(json(get("/api/tickets?figure=on_time")).path("total").asInt()).isEqualTo(42);
    JsonNode assigned = json(get("/api/tickets?figure=assigned&department=housing"));
    assertThat(assigned.at("/rows/0/item/kind").asText()).isEqualTo("ASSIGNMENT");
    JsonNode breached =
        json(get("/api/tickets?figure=hour_breached&hour=2026-11-14T02:00:00.000Z"));
    assertThat(breached.path("total").asInt()).isEqualTo(1);
    assertThat(breached.at("/rows/0/item/kind").asText()).isEqualTo("CLOCK");
    JsonNode ticket = json(get("/api/ticket?id=T-20261110-M1NV-000018"));
    assertThat(ticket.at("/ticket/ticket_id").asText()).isEqualTo("T-20261110-M1NV-000018");
    assertThat(ticket.path("events")).hasSize(17);
    assertThat(ticket.at("/events/0/type").asText()).isEqualTo("paidan.ticket.reported");
    assertThat(ticket.at("/clocks/0/policy_version").isNumber()).isTrue();
  }

  @Test
  void aBadParameterIsToldSo() throws Exception {
    for (String path :
        List.of(
            "/api/overview?period=soon",
            "/api/stream?district=a%2Fb",
            "/api/tickets",
            "/api/tickets?figure=overdue&after=WzFd",
            "/api/ticket")) {
      HttpResponse<String> response = get(path);

      assertThat(response.statusCode()).as(path).isEqualTo(400);
      assertThat(json(response).path("error").asText()).as(path).isNotEmpty().endsWith(".");
    }
  }

  /** What a viewer sends is a value in the question, whatever it looks like. */
  @Test
  void noParameterBecomesPartOfAQuery() throws Exception {
    HttpResponse<String> response =
        get("/api/overview?district=%22%7D%7D%5D%7D%7D%0D".replace("%0D", ""));

    // The recording knows no such question, and an injected one would be none of it either.
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(elasticsearch.requests())
        .anyMatch(body -> body.contains("{\"term\":{\"first_district\":\"\\\"}}]}}\"}}"));
  }

  @Test
  void whatIsLargeGoesZippedToThoseWhoTakeIt() throws Exception {
    for (String path : List.of("/api/overview", "/main.js")) {
      HttpResponse<byte[]> zipped =
          client.send(
              HttpRequest.newBuilder(board.url().resolve(path))
                  .header("Accept-Encoding", "br;q=1, gzip;q=0.8")
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      HttpResponse<String> plain = get(path);

      assertThat(header(zipped, "Content-Encoding")).as(path).isEqualTo("gzip");
      assertThat(header(zipped, "Vary")).isEqualTo("Accept-Encoding");
      assertThat(header(plain, "Content-Encoding")).isNull();
      assertThat(zipped.body().length).isLessThan(plain.body().length() / 2);
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain.body());
      }
    }
    HttpResponse<String> refused =
        send(
            HttpRequest.newBuilder(board.url().resolve("/main.js"))
                .header("Accept-Encoding", "gzip;q=0")
                .build());
    assertThat(header(refused, "Content-Encoding")).isNull();
  }

  @Test
  void pushesTheOverviewAtOnceAndWhenItChangesAndLivesBetween() throws Exception {
    try (EventStream stream = new EventStream(client, board.url())) {
      assertThat(header(stream.response(), "Content-Type"))
          .isEqualTo("text/event-stream; charset=utf-8");
      EventStream.Event first = stream.next(e -> e.name().equals("overview"));
      assertThat(first.data().at("/figures/overdue/total").asInt()).isEqualTo(4);

      EventStream.Event beat = stream.next(e -> true);
      assertThat(beat.name()).isEqualTo("status");
      assertThat(beat.data().path("now").asText()).isEqualTo("2026-11-14T03:20:00.000Z");
      assertThat(beat.data().at("/source/state").asText()).isEqualTo("OK");

      elasticsearch.plays(RecordedElasticsearch.EMPTY);
      EventStream.Event changed = stream.next(e -> e.name().equals("overview"));
      assertThat(changed.data().at("/figures/overdue/total").asInt()).isZero();
      assertThat(changed.data().at("/figures/resolution/rate").isNull()).isTrue();
    }
  }

  @Test
  void givesSignsOfLifeWhileTheFirstAnswerIsWaitedFor() throws Exception {
    elasticsearch.hold();
    try (BoardServer early = BoardServer.start(options());
        EventStream stream = new EventStream(client, early.url())) {
      EventStream.Event beat = stream.next(e -> true);
      assertThat(beat.name()).isEqualTo("status");
      assertThat(beat.data().at("/source/state").asText()).isEqualTo("STARTING");

      JsonNode slow = stream.next(e -> e.name().equals("overview")).data();
      assertThat(slow.at("/source/reason").asText()).isEqualTo("SLOW");
      assertThat(slow.path("figures").isNull()).isTrue();
    }
  }

  @Test
  void saysThatTheSourceIsGoneAndRecoversByItself() throws Exception {
    try (EventStream stream = new EventStream(client, board.url())) {
      stream.next(e -> e.name().equals("overview"));

      elasticsearch.goAway();
      JsonNode gone = stream.next(e -> e.name().equals("overview")).data();
      assertThat(gone.at("/source/state").asText()).isEqualTo("LOST");
      assertThat(gone.at("/source/reason").asText()).isEqualTo("UNREACHABLE");
      assertThat(gone.at("/figures/dispatched").asInt()).isEqualTo(150);
      assertThat(get("/api/overview").statusCode()).isEqualTo(503);
      assertThat(get("/api/tickets?figure=overdue").statusCode()).isEqualTo(503);
      HttpResponse<String> health = get("/healthz");
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(json(health).at("/source/state").asText()).isEqualTo("LOST");

      elasticsearch.comeBack();
      JsonNode back = stream.next(e -> e.name().equals("overview")).data();
      assertThat(back.at("/source/state").asText()).isEqualTo("OK");
      assertThat(get("/api/overview").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void saysWhichIndexIsMissing() throws Exception {
    elasticsearch.plays(RecordedElasticsearch.CLOCKS_MISSING);
    try (EventStream stream = new EventStream(client, board.url())) {
      JsonNode missing =
          stream.next(e -> e.data().at("/source/reason").asText().equals("INDEX_MISSING")).data();
      assertThat(missing.at("/source/subject").asText()).isEqualTo("paidan-clocks");
    }
  }

  @Test
  void saysThatItsKeyIsRefused() throws Exception {
    elasticsearch.status(401);
    try (EventStream stream = new EventStream(client, board.url())) {
      stream.next(e -> e.data().at("/source/reason").asText().equals("DENIED"));
    }
  }

  @Test
  void saysThatItsKeyMayNotRead() throws Exception {
    elasticsearch.alwaysAnswers("answer-denied.json");
    try (EventStream stream = new EventStream(client, board.url())) {
      stream.next(e -> e.data().at("/source/reason").asText().equals("DENIED"));
    }
  }

  /** Half an answer would look like a small number. */
  @Test
  void anAnswerInPartIsNone() throws Exception {
    elasticsearch.alwaysAnswers("answer-shards-missing.json");
    try (EventStream stream = new EventStream(client, board.url())) {
      JsonNode lost = stream.next(e -> e.data().at("/source/state").asText().equals("LOST")).data();
      assertThat(lost.at("/source/reason").asText()).isEqualTo("UNAVAILABLE");
    }
  }

  @Test
  void oneLookServesAllWhoWatchTheSame() throws Exception {
    board.close();
    elasticsearch.hold();
    BoardOptions patient =
        BoardOptions.of(new PlainAccess(elasticsearch.url(), 60_000))
            .withClock(Clock.fixed(NOW, ZoneOffset.UTC))
            .withTimes(Duration.ofMillis(50), Duration.ofMillis(100));
    int before = elasticsearch.requests().size();
    try (BoardServer shared = BoardServer.start(patient);
        EventStream first = new EventStream(client, shared.url());
        EventStream second = new EventStream(client, shared.url())) {
      for (int i = 0; i < 3; i++) {
        first.next(e -> e.name().equals("status"));
        second.next(e -> e.name().equals("status"));
      }
      assertThat(elasticsearch.requests()).hasSize(before + 1);

      elasticsearch.release();
      JsonNode one = first.next(e -> e.name().equals("overview")).data();
      JsonNode other = second.next(e -> e.name().equals("overview")).data();
      assertThat(other).isEqualTo(one);
    }
  }

  @Test
  void startsWithoutElasticsearchAndShowsNoFiguresRatherThanZeros() throws Exception {
    elasticsearch.goAway();
    try (BoardServer early = BoardServer.start(options())) {
      HttpResponse<String> overview =
          send(HttpRequest.newBuilder(early.url().resolve("/api/overview")).build());

      assertThat(overview.statusCode()).isEqualTo(503);
      assertThat(json(overview).path("figures").isNull()).isTrue();
    }
    elasticsearch.comeBack();
  }

  @Test
  void closingEndsTheStreams() throws Exception {
    try (EventStream stream = new EventStream(client, board.url())) {
      stream.next(e -> e.name().equals("overview"));

      board.close();

      assertThat(stream.ends()).isTrue();
    }
  }

  @Test
  void aTakenPortIsOneLineThatSaysWhatToDo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      BoardOptions options = options().withPort(taken.getLocalPort());

      assertThatIOException()
          .isThrownBy(() -> BoardServer.start(options))
          .withMessage(
              "The board cannot listen: port %d on 127.0.0.1 is taken; stop the program that"
                  + " listens there or choose another port (0: any free one)",
              taken.getLocalPort());
    }
  }

  @Test
  void anAddressOfAnotherMachineIsOneLineThatSaysWhatToDo() {
    BoardOptions options = options().withBindHost("203.0.113.7");

    assertThatIOException()
        .isThrownBy(() -> BoardServer.start(options))
        .withMessageContaining("203.0.113.7")
        .withMessageContaining("give an address of this machine");
  }

  @Test
  void tellsWhereItIs() {
    assertThat(board.url())
        .isEqualTo(URI.create("http://127.0.0.1:" + board.url().getPort() + "/"));
    assertThat(board.url().getPort()).isPositive();
  }
}
