package io.paidan.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.paidan.board.overview.Step;
import io.paidan.board.overview.View;
import io.paidan.board.overview.ViewPeriod;
import io.paidan.board.ticket.ListFigure;
import io.paidan.board.ticket.ListRequest;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
  @Test
  void withoutAnyItIsThePrefectureInThePresentMonth() throws Exception {
    assertThat(Parameters.view(null)).isEqualTo(View.ALL);
    assertThat(Parameters.view("")).isEqualTo(View.ALL);
    assertThat(Parameters.view("district=&period=")).isEqualTo(View.ALL);
  }

  @Test
  void aViewOfADistrictAndPeriod() throws Exception {
    assertThat(Parameters.view("district=%E9%98%9C%E6%96%B0+%22x%22&period=2026-Q4"))
        .isEqualTo(new View("阜新 \"x\"", ViewPeriod.parse("2026-Q4")));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11, MONTH, 2026-11-01, 2026-11-30",
    "2024-02, MONTH, 2024-02-01, 2024-02-29",
    "2026-Q1, QUARTER, 2026-01-01, 2026-03-31",
    "2026-Q4, QUARTER, 2026-10-01, 2026-12-31",
    "2026, YEAR, 2026-01-01, 2026-12-31"
  })
  void periods(String text, ViewPeriod.Type type, String from, String to) {
    ViewPeriod period = ViewPeriod.parse(text);

    assertThat(period.text()).isEqualTo(text);
    assertThat(period.type()).isEqualTo(type);
    assertThat(period.from()).hasToString(from);
    assertThat(period.to()).hasToString(to);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "period=2026-13 | period must be a month, quarter or year, like 2026-11, 2026-Q4 or 2026.",
        "period=2026-Q5 | period must be",
        "period=26 | period must be",
        "period=0000 | period must be",
        "period=9999-12 | period must be",
        "period=2026-11%0A | period must be",
        "district=a%2Fb | district holds a '/', which no id may.",
        "district=a%00 | district holds a control character, which no id may.",
        "district=a&district=b | The parameter district is given twice.",
        "street=a | There is no such parameter here; known are district, period.",
        "district=%zz | The query holds a % that no two hexadecimal digits follow."
      })
  void aBadViewIsToldSo(String query, String words) {
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> Parameters.view(query))
        .withMessageStartingWith(words);
  }

  @Test
  void anIdHasAtMostAHundredBytes() throws Exception {
    assertThat(Parameters.ticket("id=" + "x".repeat(100))).hasSize(100);
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> Parameters.ticket("id=" + "x".repeat(101)))
        .withMessage("id has 101 bytes: an id has 1 to 100.");
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> Parameters.ticket(""))
        .withMessage("Which ticket? Give its id.");
  }

  @Test
  void lists() throws Exception {
    ListRequest hour =
        Parameters.list("figure=hour_breached&hour=2026-11-23T04%3A00%3A00.000Z&district=fuxin");
    assertThat(hour.figure()).isEqualTo(ListFigure.HOUR_BREACHED);
    assertThat(hour.hour()).isEqualTo(Instant.parse("2026-11-23T04:00:00Z"));
    assertThat(hour.view().district()).isEqualTo("fuxin");
    assertThat(Parameters.list("figure=step_reached&step=1").step()).isEqualTo(Step.COLLECT);
    assertThat(Parameters.list("figure=assigned_late&department=fire").department())
        .isEqualTo("fire");
    assertThat(Parameters.list("figure=overdue&class=UNCLASSIFIED").ticketClass())
        .isEqualTo("UNCLASSIFIED");
    assertThat(Parameters.list("figure=open&after=WzEsIlQtMSJd").after().sortValues())
        .hasToString("[1,\"T-1\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | figure must be one of dispatched, resolved, ",
        "figure=everything | figure must be one of",
        "figure=hour_breached | figure=hour_breached needs hour.",
        "figure=assigned | figure=assigned needs department.",
        "figure=open&department=fire | figure=open has no department.",
        "figure=open&class=KEY | figure=open has no class.",
        "figure=overdue&class=key | class must be one of EMERGENCY, KEY, ROUTINE, UNCLASSIFIED.",
        "figure=step_waiting&step=1 | step must be from 2 to 5.",
        "figure=step_reached&step=6 | step must be from 1 to 5.",
        "figure=hour_resolved&hour=now | hour must be the instant that it begins at",
        "figure=hour_resolved&hour=9999-12-31T23:00:00Z | hour must be the instant",
        "figure=hour_resolved&hour=2026-13-01T00:00:00Z | hour must be the instant",
        "figure=open&after=no | after must be what next was in the answer before.",
        "figure=open&after=e30 | after must be",
        "figure=open&after=W3t9XQ | after must be"
      })
  void aBadListIsToldSo(String query, String words) {
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> Parameters.list(query))
        .withMessageStartingWith(words);
  }
}
