package io.paidan.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  @Test
  void todayIsTheLocalDay() throws Exception {
    String body = Searches.figuresAndCandidates(LocalDate.of(2026, 11, 23), SHANGHAI);

    JsonNode today =
        JSON.readTree(body.split("\n", -1)[1])
            .at("/aggs/dispatched/aggs/today/filter/range/dispatched_at");
    assertThat(today.path("gte").asText()).isEqualTo("2026-11-22T16:00:00Z");
    assertThat(today.path("lt").asText()).isEqualTo("2026-11-23T16:00:00Z");
  }

  @Test
  void everySearchIsAHeaderLineAndABodyLine() throws Exception {
    for (String body :
        List.of(
            Searches.figuresAndCandidates(LocalDate.of(2026, 11, 23), SHANGHAI),
            Searches.overdueTickets(List.of("T-1", "T-2")))) {
      assertThat(body).endsWith("\n");
      List<String> lines = body.lines().toList();
      for (int i = 0; i < lines.size(); i += 2) {
        JsonNode header = JSON.readTree(lines.get(i));
        assertThat(header.path("index").asText()).isIn("paidan-tickets", "paidan-clocks");
        assertThat(header.path("allow_partial_search_results").asBoolean(true)).isFalse();
        assertThat(JSON.readTree(lines.get(i + 1)).path("size").isInt()).isTrue();
      }
    }
  }

  @Test
  void idsCannotBecomeMoreThanIds() throws Exception {
    String perverse = "\"]}},{\"match_all\":{}}\n{\"%s\\u0000单";

    String body = Searches.overdueTickets(List.of(perverse));

    List<String> lines = body.lines().toList();
    assertThat(lines).hasSize(4);
    JsonNode ids = JSON.readTree(lines.get(1)).at("/query/bool/filter/0/terms/ticket_id");
    assertThat(ids).hasSize(1);
    assertThat(ids.path(0).asText()).isEqualTo(perverse);
  }
}
