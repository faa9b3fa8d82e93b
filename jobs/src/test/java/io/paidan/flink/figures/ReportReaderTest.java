package io.paidan.flink.figures;

import static io.paidan.core.figures.SampleCells.assignments;
import static io.paidan.core.figures.SampleCells.tickets;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paidan.core.figures.Cause;
import io.paidan.core.figures.Causes;
import io.paidan.core.figures.Figures;
import io.paidan.core.figures.ReportDocuments;
import io.paidan.core.figures.Scope;
import io.paidan.document.Document;
import io.paidan.flink.types.Serialized;
import io.paidan.reference.ReferenceData;
import io.paidan.reference.ReferenceParser;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reports as they are written are read back byte for byte. */
class ReportReaderTest {
  private static final int DAY = 20_514;
  private static final long AS_OF = 1_772_469_000_123L;

  private static final Figures FIGURES =
      new Figures().add(tickets(666, 346)).add(assignments(7, 3, 88.123456));

  private static final Causes CAUSES =
      new Causes()
          .add(
              List.of(
                  Cause.time("T", 5),
                  new Cause(
                      Cause.Kind.EVENT,
                      "{\"district_figures\":{\"resolved\":9}}",
                      "\"}],\"department_figures\":7,\"单",
                      "\\",
                      "t",
                      7,
                      null,
                      0)));

  private static ReportDocuments reports() {
    ReferenceData reference =
        ReferenceParser.parse(SampleControls.reference("昌\\\"吉", "阜新@c").getBytes(UTF_8)).data();
    return new ReportDocuments(reference);
  }

  private static DayInput readBack(Document report) throws IOException {
    return ReportReader.read(report.body());
  }

  @Test
  void figuresAreReadBackByteForByte() throws Exception {
    ReportDocuments reports = reports();
    for (Scope scope :
        List.of(
            Scope.PREFECTURE,
            Scope.county("c"),
            Scope.district("阜新"),
            Scope.department("部门 \"7\""))) {
      for (Figures figures : List.of(FIGURES, new Figures())) {
        byte[] published = reports.figures(scope, figures);
        byte[] earlier = reports.figures(scope, new Figures().add(tickets(1, 0)));
        for (int number : new int[] {0, 12_345}) {
          DayInput read =
              readBack(
                  reports.report(
                      scope, DAY, number, figures, number == 0 ? null : earlier, CAUSES, 7, AS_OF));
          assertThat(read.change()).isNull();
          assertThat(read.day()).isEqualTo(DAY);
          assertThat(read.report().scopeKey()).isEqualTo(scope.key());
          assertThat(read.report().number()).isEqualTo(number);
          assertThat(read.report().asOf()).isEqualTo(AS_OF);
          assertThat(new String(read.report().figures(), UTF_8))
              .isEqualTo(new String(published, UTF_8));
        }
      }
    }
  }

  @Test
  void whatIsReadBackComesThroughSerialization() throws Exception {
    DayInput read =
        readBack(reports().report(Scope.county("c"), DAY, 3, FIGURES, null, CAUSES, 7, AS_OF));
    DayInput copy = Serialized.roundTrip(DayInputType.INSTANCE, read);
    assertThat(copy.day()).isEqualTo(DAY);
    assertThat(copy.change()).isNull();
    assertThat(copy.report().scopeKey()).isEqualTo("c/c");
    assertThat(copy.report().number()).isEqualTo(3);
    assertThat(copy.report().asOf()).isEqualTo(AS_OF);
    assertThat(copy.report().figures()).isEqualTo(read.report().figures());
  }

  @Test
  void whatIsNoReportIsTurnedAway() {
    String good =
        new String(
            reports().report(Scope.county("c"), DAY, 3, FIGURES, null, CAUSES, 7, AS_OF).body(),
            UTF_8);
    for (String bad :
        List.of(
            "",
            "{}",
            "[1]",
            "7",
            "null",
            good.substring(0, good.length() / 2),
            good.replace("\"COUNTY\"", "\"TOWN\""),
            good.replace("\"scope_kind\"", "\"scope_sort\""),
            good.replace("\"revision_no\":3", "\"revision_no\":-1"),
            good.replace("\"revision_no\":3", "\"revision_no\":\"three\""),
            good.replace("\"date\":\"2026", "\"date\":\"26"),
            good.replace("\"as_of\":\"2026", "\"as_of\":\"26"),
            good.replace("\"as_of\"", "\"of\""))) {
      assertThat(bad).isNotEqualTo(good);
      assertThatThrownBy(() -> ReportReader.read(bad.getBytes(UTF_8)))
          .as(bad)
          .isInstanceOfAny(
              IOException.class, IllegalArgumentException.class, java.time.DateTimeException.class);
    }
    assertThatThrownBy(() -> ReportReader.read(null))
        .isInstanceOf(IOException.class)
        .hasMessage("the record is empty");
  }
}
