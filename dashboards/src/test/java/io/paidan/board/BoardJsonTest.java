package io.paidan.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.board.Overview.OverdueList;
import io.paidan.board.SourceException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class BoardJsonTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");

  private static Snapshot known(String figures, String overdue) throws SourceException {
    return Snapshot.initial(NOON)
        .answered(
            NOON,
            new Overview(
                LocalDate.of(2026, 11, 23),
                Answers.figures(Recorded.json(figures)),
                new OverdueList(5, Answers.overdueTickets(Recorded.json(overdue)))));
  }

  private static JsonNode read(byte[] json) throws Exception {
    return new ObjectMapper().readTree(json);
  }

  @Test
  void saysTheFiguresAndHowOldTheyAre() throws Exception {
    JsonNode json =
        read(
            BoardJson.overview(
                known(Recorded.FIGURES, Recorded.OVERDUE), SHANGHAI, NOON.plusMillis(250)));

    assertThat(json.path("now").asText()).isEqualTo("2026-11-23T04:00:00.250Z");
    assertThat(json.path("zone").asText()).isEqualTo("Asia/Shanghai");
    assertThat(json.path("date").asText()).isEqualTo("2026-11-23");
    assertThat(json.path("source"))
        .isEqualTo(
            read(
                """
                {"state":"OK","since":"2026-11-23T04:00:00.000Z","reason":null,"subject":null,
                 "read_at":"2026-11-23T04:00:00.000Z"}
                """
                    .getBytes(StandardCharsets.UTF_8)));
    assertThat(json.path("figures"))
        .isEqualTo(
            read(
                """
                {"dispatched":{"total":12,"today":4},
                 "resolved":{"total":5,"today":2},
                 "resolution":{"resolved":4,"dispatched":10,"rate":0.4},
                 "resolution_today":{"resolved":1,"dispatched":3,"rate":0.3333333333333333},
                 "open":{"total":6,"waiting":2,"in_hand":4},
                 "overdue":{"total":5,"emergency":2,"key":1,"routine":1,"unclassified":1},
                 "newest_change":"2026-11-23T04:00:00.017Z",
                 "newest_event":"2026-11-23T03:59:30.500Z"}
                """
                    .getBytes(StandardCharsets.UTF_8)));
    assertThat(json.at("/overdue/total").asInt()).isEqualTo(5);
    assertThat(json.at("/overdue/rows/0"))
        .isEqualTo(
            read(
                """
                {"ticket_id":"A05","ticket_class":"EMERGENCY","district":"fuxin",
                 "district_name":"阜新街道","department":"urban-management",
                 "department_name":"城市管理局","clock":"ARRIVE",
                 "due_at":"2026-11-22T17:30:00.000Z",
                 "others":[{"clock":"TOTAL","department":null,"department_name":null,
                            "due_at":"2026-11-23T03:20:00.000Z"}]}
                """
                    .getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void noDenominatorIsNull() throws Exception {
    JsonNode json =
        read(BoardJson.overview(known(Recorded.EMPTY, Recorded.OVERDUE), SHANGHAI, NOON));

    assertThat(json.at("/figures/resolution/rate").isNull()).isTrue();
    assertThat(json.at("/figures/newest_change").isNull()).isTrue();
  }

  @Test
  void withoutAnyFiguresItSaysWhyThereAreNone() throws Exception {
    Snapshot lost =
        Snapshot.initial(NOON)
            .failed(NOON, new SourceException(Reason.INDEX_MISSING, "paidan-clocks", "x", null));

    JsonNode json = read(BoardJson.overview(lost, SHANGHAI, NOON));

    assertThat(json.path("figures").isNull()).isTrue();
    assertThat(json.path("overdue").isNull()).isTrue();
    assertThat(json.at("/source/state").asText()).isEqualTo("LOST");
    assertThat(json.at("/source/reason").asText()).isEqualTo("INDEX_MISSING");
    assertThat(json.at("/source/subject").asText()).isEqualTo("paidan-clocks");
    assertThat(json.at("/source/read_at").isNull()).isTrue();
  }

  @Test
  void whatDocumentsSayStaysAString() throws Exception {
    byte[] bytes = BoardJson.overview(known(Recorded.FIGURES, Recorded.OVERDUE), SHANGHAI, NOON);

    assertThat(read(bytes).at("/overdue/rows/2/district_name").asText())
        .isEqualTo("<img src=x onerror=alert(1)>&\"街道");
    assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("\n");
  }
}
