package io.paidan.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.board.Overview.ByClass;
import io.paidan.board.Overview.Count;
import io.paidan.board.Overview.Figures;
import io.paidan.board.Overview.Open;
import io.paidan.board.Overview.OtherClock;
import io.paidan.board.Overview.OverdueTicket;
import io.paidan.board.Overview.Rate;
import io.paidan.board.SourceException.Reason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {
  @Test
  void figuresAreThoseOfTheKnownDocuments() throws Exception {
    Figures figures = Answers.figures(Recorded.json(Recorded.FIGURES));

    // 12 of the 15 tickets were dispatched, 4 of them from 00:00 Shanghai time on.
    assertThat(figures.dispatched()).isEqualTo(new Count(12, 4));
    // One that was resolved and then cancelled is among them; one was resolved at 00:00 sharp.
    assertThat(figures.resolved()).isEqualTo(new Count(5, 2));
    // The two cancelled ones left out.
    assertThat(figures.resolution()).isEqualTo(new Rate(4, 10));
    assertThat(figures.resolutionToday()).isEqualTo(new Rate(1, 3));
    assertThat(figures.open()).isEqualTo(new Open(2, 4));
    assertThat(figures.overdue()).isEqualTo(new ByClass(5, 2, 1, 1, 1));
    assertThat(figures.newestChange()).isEqualTo(Instant.ofEpochMilli(1_795_406_400_017L));
    assertThat(figures.newestEvent()).isEqualTo(Instant.parse("2026-11-23T03:59:30.500Z"));
  }

  @Test
  void anEmptyIndexHasNoRateAndNoNewestChange() throws Exception {
    Figures figures = Answers.figures(Recorded.json(Recorded.EMPTY));

    assertThat(figures)
        .isEqualTo(
            new Figures(
                new Count(0, 0),
                new Count(0, 0),
                new Rate(0, 0),
                new Rate(0, 0),
                new Open(0, 0),
                new ByClass(0, 0, 0, 0, 0),
                null,
                null));
    assertThat(figures.resolution().rate()).isNull();
    assertThat(Answers.candidates(Recorded.json(Recorded.EMPTY))).isEmpty();
  }

  @Test
  void candidatesAreEmergenciesFirst() throws Exception {
    assertThat(Answers.candidates(Recorded.json(Recorded.FIGURES)))
        .containsExactly("A05", "A13", "A16", "A06", "A09", "A07");
  }

  @Test
  void listsOverdueTicketsEmergenciesFirstThenLongestOverdue() throws Exception {
    List<OverdueTicket> rows = Answers.overdueTickets(Recorded.json(Recorded.OVERDUE));

    // A16 has a breached clock, but its own document does not say overdue: it waits for it.
    assertThat(rows)
        .extracting(OverdueTicket::ticketId, OverdueTicket::ticketClass, OverdueTicket::clock)
        .containsExactly(
            tuple("A05", "EMERGENCY", "ARRIVE"),
            tuple("A13", "EMERGENCY", "ARRIVE"),
            tuple("A06", "ROUTINE", "ACCEPT"),
            tuple("A09", "KEY", "FEEDBACK"),
            tuple("A07", null, "DISPATCH"));
  }

  @Test
  void aRowIsTheClockOverdueLongestWithTheOthersBesideIt() throws Exception {
    OverdueTicket row = Answers.overdueTickets(Recorded.json(Recorded.OVERDUE)).get(0);

    assertThat(row)
        .isEqualTo(
            new OverdueTicket(
                "A05",
                "EMERGENCY",
                "fuxin",
                "阜新街道",
                "urban-management",
                "城市管理局",
                "ARRIVE",
                Instant.parse("2026-11-22T17:30:00Z"),
                List.of(
                    new OtherClock("TOTAL", null, null, Instant.parse("2026-11-23T03:20:00Z")))));
  }

  @Test
  void aClockOfTheTicketShowsTheLeadingDepartmentIfThereIsOne() throws Exception {
    List<OverdueTicket> rows = Answers.overdueTickets(Recorded.json(Recorded.OVERDUE));

    assertThat(rows.get(3).departmentName()).isEqualTo("住房和城乡建设局");
    assertThat(rows.get(4).department()).isNull();
    assertThat(rows.get(4).districtName()).isNull();
    assertThat(rows.get(4).district()).isEqualTo("unknown");
  }

  @Test
  void namesTheIndexThatIsMissing() {
    JsonNode answer = Recorded.json(Recorded.INDEX_MISSING);

    assertThatExceptionOfType(SourceException.class)
        .isThrownBy(() -> Answers.candidates(answer))
        .withMessage("Elasticsearch has no paidan-clocks: run './paidan init' to create it")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INDEX_MISSING))
        .satisfies(e -> assertThat(e.subject()).isEqualTo("paidan-clocks"));
  }

  @Test
  void saysThatItMayNotRead() {
    JsonNode answer = Recorded.json(Recorded.DENIED);

    assertThatExceptionOfType(SourceException.class)
        .isThrownBy(() -> Answers.figures(answer))
        .withMessageContaining("give an API key that may read paidan-*")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.DENIED));
  }

  @Test
  void aSearchThatFailsSaysWhy() {
    JsonNode answer = Recorded.json(Recorded.SHARDS_MISSING);

    assertThatExceptionOfType(SourceException.class)
        .isThrownBy(() -> Answers.figures(answer))
        .withMessageStartingWith(
            "Elasticsearch cannot answer the board: search_phase_execution_exception: Search"
                + " rejected due to missing shards [[paidan-tickets-000001][0]]")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
  }

  @Test
  void halfAnAnswerIsNone() {
    ObjectNode answer = Recorded.json(Recorded.FIGURES).deepCopy();
    ((ObjectNode) answer.path("responses").path(0).path("_shards")).put("failed", 1);

    assertThatExceptionOfType(SourceException.class)
        .isThrownBy(() -> Answers.figures(answer))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
  }

  @Test
  void somethingElseThatSpeaksJsonIsNotTakenForZeros() throws Exception {
    JsonNode answer = new ObjectMapper().readTree("{\"hello\":\"world\"}");

    assertThatExceptionOfType(SourceException.class)
        .isThrownBy(() -> Answers.figures(answer))
        .withMessageContaining("is not Elasticsearch")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.FAILED));
  }
}
