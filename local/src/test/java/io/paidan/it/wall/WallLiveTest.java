package io.paidan.it.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.board.BoardOptions;
import io.paidan.board.BoardServer;
import io.paidan.board.source.SourceException;
import io.paidan.document.Alias;
import io.paidan.index.elasticsearch.ElasticsearchConnection;
import io.paidan.stack.BoardSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The wall moves by itself, and says so when its source does not. */
class WallLiveTest {
  private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private WallIndex index;
  private TcpGate gate;
  private BoardServer board;

  @BeforeEach
  void start() throws Exception {
    index = WallIndex.shared();
    gate = new TcpGate(index.uri().getHost(), index.uri().getPort());
    BoardSource source = new BoardSource(ElasticsearchConnection.of(gate.url(), null), Map.of());
    board = BoardServer.start(BoardOptions.of(source).withClock(Clock.fixed(NOON, ZoneOffset.UTC)));
  }

  @AfterEach
  void stop() throws Exception {
    board.close();
    gate.close();
  }

  private static ObjectNode part(String ticket, String district) {
    return new ObjectMapper()
        .createObjectNode()
        .put("@timestamp", "2026-11-23T03:59:00.000Z")
        .put("revision", NOON.toEpochMilli())
        .put("ticket_id", ticket)
        .put("ticket_class", "EMERGENCY")
        .put("district", district)
        .put("district_name", "阜新街道");
  }

  /** A ticket that nobody has arrived at in time. */
  private void overdue(String ticket, String district) throws Exception {
    index.put(
        Alias.TICKETS,
        ticket,
        part(ticket, district)
            .put("first_district", district)
            .put("title", "燃气泄漏")
            .put("state", "ACCEPTED")
            .put("overdue", true)
            .put("breached", true)
            .put("dispatched_at", "2026-11-23T03:29:00.000Z"));
    index.put(
        Alias.CLOCKS,
        ticket + "/fire/1/ARRIVE",
        part(ticket, district)
            .put("department", "fire")
            .put("department_name", "消防救援支队")
            .put("clock", "ARRIVE")
            .put("status", "BREACHED")
            .put("due_at", "2026-11-23T03:59:00.000Z")
            .put("breached_at", "2026-11-23T03:59:00.000Z"));
  }

  private static boolean lost(JsonNode overview) {
    return overview.at("/source/state").asText().equals("LOST");
  }

  @Test
  void aTicketThatGoesOverdueAppearsByItselfWhereItBelongs() throws Exception {
    try (WallStream all = new WallStream(board.url(), "");
        WallStream fuxin = new WallStream(board.url(), "?district=fuxin");
        WallStream bofeng = new WallStream(board.url(), "?district=bofeng")) {
      for (WallStream stream : new WallStream[] {all, fuxin, bofeng}) {
        JsonNode before = stream.next(PATIENCE, overview -> true);
        assertThat(before.at("/figures/overdue/total").asLong(-1)).isZero();
      }

      overdue("T-1", "fuxin");

      for (WallStream stream : new WallStream[] {all, fuxin}) {
        JsonNode after =
            stream.next(PATIENCE, overview -> overview.at("/overdue/rows").size() == 1);
        JsonNode row = after.at("/overdue/rows/0");
        assertThat(row.path("ticket_id").asText()).isEqualTo("T-1");
        assertThat(row.path("title").asText()).isEqualTo("燃气泄漏");
        assertThat(row.path("clock").asText()).isEqualTo("ARRIVE");
        assertThat(row.path("department_name").asText()).isEqualTo("消防救援支队");
        assertThat(after.at("/figures/overdue/emergency").asLong()).isEqualTo(1);
        assertThat(after.at("/hours/22/breached").asLong()).isEqualTo(1);
      }
      overdue("T-2", "bofeng");
      JsonNode other = bofeng.next(PATIENCE, overview -> overview.at("/overdue/rows").size() == 1);
      assertThat(other.at("/overdue/rows/0/ticket_id").asText()).isEqualTo("T-2");
    }
  }

  @Test
  void saysWhichIndexIsMissingAndRecovers() throws Exception {
    try (WallStream stream = new WallStream(board.url(), "")) {
      stream.next(PATIENCE, overview -> true);
      for (Alias alias : new Alias[] {Alias.CLOCKS, Alias.AREA_FIGURES}) {
        index.remove(alias);

        JsonNode missing = stream.next(PATIENCE, WallLiveTest::lost);
        assertThat(missing.at("/source/reason").asText()).isEqualTo("INDEX_MISSING");
        assertThat(missing.at("/source/subject").asText()).isEqualTo(alias.alias());

        index.make(alias);
        stream.next(PATIENCE, overview -> !lost(overview));
      }
    }
  }

  @Test
  void saysThatTheSourceIsGoneAndRecoversByItself() throws Exception {
    overdue("T-1", "fuxin");
    try (WallStream stream = new WallStream(board.url(), "?district=fuxin")) {
      stream.next(PATIENCE, overview -> overview.at("/figures/overdue/total").asLong() == 1);

      gate.goAway();
      JsonNode gone = stream.next(PATIENCE, WallLiveTest::lost);
      assertThat(gone.at("/source/reason").asText()).isEqualTo("UNREACHABLE");
      assertThat(gone.at("/figures/overdue/total").asLong()).isEqualTo(1);
      assertThat(gone.at("/source/read_at").asText()).isEqualTo("2026-11-23T04:00:00.000Z");
      WallPage page = new WallPage(board);
      assertThat(page.get("api/overview").status()).isEqualTo(503);
      assertThat(page.get("api/tickets", "figure", "overdue").status()).isEqualTo(503);
      assertThatExceptionOfType(SourceException.class)
          .isThrownBy(board::overview)
          .withMessageContaining("Start it, or correct --elasticsearch")
          .withMessageNotContaining("\n");

      gate.comeBack();
      overdue("T-2", "fuxin");
      JsonNode back = stream.next(PATIENCE, overview -> !lost(overview));
      assertThat(
              back.at("/figures/overdue/total").asLong() == 2
                  ? back
                  : stream.next(
                      PATIENCE, overview -> overview.at("/figures/overdue/total").asLong() == 2))
          .isNotNull();
    }
  }

  @Test
  void saysThatTheSourceIsSlowInsteadOfWaitingForIt() throws Exception {
    overdue("T-1", "fuxin");
    try (WallStream stream = new WallStream(board.url(), "")) {
      stream.next(PATIENCE, overview -> overview.at("/figures/overdue/total").asLong() == 1);

      gate.hold();
      JsonNode slow = stream.next(PATIENCE, WallLiveTest::lost);
      assertThat(slow.at("/source/reason").asText()).isEqualTo("SLOW");
      assertThat(slow.at("/figures/overdue/total").asLong()).isEqualTo(1);

      gate.release();
      stream.next(PATIENCE, overview -> !lost(overview));
    }
  }
}
