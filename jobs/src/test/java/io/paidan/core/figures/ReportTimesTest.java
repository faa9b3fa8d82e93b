package io.paidan.core.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.policy.PolicyHistory;
import io.paidan.policy.PolicyParser;
import io.paidan.policy.PolicyVersion;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTimesTest {
  private static final long MINUTE = 60_000;

  /** From Tuesday's midnight in Shanghai on two hours, from Wednesday's noon on none. */
  private static final PolicyHistory POLICIES =
      policies("2026-03-02T16:00:00Z", "PT2H", "2026-03-04T04:00:00Z", "PT0S");

  private static PolicyHistory policies(String... fromAndAfter) {
    List<PolicyVersion> versions = new ArrayList<>();
    for (int i = 0; i < fromAndAfter.length; i += 2) {
      versions.addAll(
          PolicyParser.parse(
                  """
                  {"id":"p","version":%d,"effectiveFrom":"%s","appliesTo":"NEW","reportAfter":"%s",
                   "targets":[{"clock":"ACCEPT","limit":"PT1H"}]}"""
                      .formatted(i / 2 + 1, fromAndAfter[i], fromAndAfter[i + 1]))
              .versions());
    }
    return new PolicyHistory(versions);
  }

  private static ReportTimes times(PolicyHistory policies) {
    return new ReportTimes(policies, ZoneId.of("Asia/Shanghai"));
  }

  private static int day(String date) {
    return (int) LocalDate.parse(date).toEpochDay();
  }

  @ParameterizedTest
  @CsvSource({
    // By the version in force when the day ends: at the very instant the new one counts.
    "2026-03-01, 2026-03-01T16:30:00Z",
    "2026-03-02, 2026-03-02T18:00:00Z",
    "2026-03-03, 2026-03-03T18:00:00Z",
    "2026-03-04, 2026-03-04T16:00:00Z"
  })
  void aDayIsPublishedWhenItHasEndedAndSettled(String date, String at) {
    assertThat(Instant.ofEpochMilli(times(POLICIES).publishAt(day(date))))
        .isEqualTo(Instant.parse(at));
  }

  @Test
  void withoutAPolicyHalfAnHour() {
    ReportTimes times = times(PolicyHistory.NONE);
    assertThat(times.settling(0)).isEqualTo(30 * MINUTE);
    assertThat(Instant.ofEpochMilli(times.publishAt(day("2026-03-02"))))
        .isEqualTo(Instant.parse("2026-03-02T16:30:00Z"));
  }

  @Test
  void theDayPublishedLastChangesAtTheInstantItself() {
    ReportTimes times = times(POLICIES);
    for (String date : List.of("2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04")) {
      long at = times.publishAt(day(date));
      assertThat(times.lastPublished(at - 1)).isEqualTo(day(date) - 1);
      assertThat(times.lastPublished(at)).isEqualTo(day(date));
      assertThat(times.lastPublished(at + 1)).isEqualTo(day(date));
    }
  }

  /** Also with the longest settling time, and where one of another length follows. */
  @Test
  void whateverTheTimeNothingIsPublishedEarlyOrLate() {
    for (PolicyHistory policies :
        List.of(
            PolicyHistory.NONE,
            POLICIES,
            policies("2026-01-01T00:00:00Z", "PT24H"),
            policies("2026-01-01T00:00:00Z", "PT24H", "2026-03-03T15:59:59.999Z", "PT0S"),
            policies("2026-01-01T00:00:00Z", "PT0S", "2026-03-03T16:00:00Z", "PT24H"))) {
      ReportTimes times = times(policies);
      long from = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
      for (long at = from; at < from + 6 * 24 * 60 * MINUTE; at += 10 * MINUTE) {
        for (long near = at - 1; near <= at + 1; near++) {
          int last = times.lastPublished(near);
          assertThat(times.publishAt(last)).isLessThanOrEqualTo(near);
          assertThat(times.publishAt(last + 1)).isGreaterThan(near);
        }
      }
    }
  }
}
