package io.paidan.core.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.paidan.policy.PolicyHistory;
import io.paidan.policy.PolicyVersion;
import io.paidan.policy.ScoreWeights;
import io.paidan.reference.ReferenceData;
import io.paidan.reference.ReferenceData.District;
import io.paidan.reference.ReferenceData.Place;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The plain count on cases small enough to be counted in the head. */
class PlainCountTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final String SATISFIED = "'satisfaction':4,'solved':true";

  private static final ReferenceData REFERENCE =
      new ReferenceData(
          ZONE,
          new Place("p", "自治州"),
          Map.of("c", new Place("c", "县")),
          Map.of(
              "d", new District("d", "丁", "c", null, null, List.of()),
              "e", new District("e", "戊", "c", null, null, List.of())),
          Map.of("a", new Place("a", "部门")));

  /** Counts that are not zero, and what is null or a rate. */
  private static Map<String, Object> said(Map<String, Object> document) {
    Map<String, Object> said = new TreeMap<>(document);
    said.values().removeIf(value -> value == null || value.equals(0));
    return said;
  }

  @Test
  void aTicketThatWasOnlyReportedHasNoRate() {
    Map<String, Map<String, Object>> daily =
        new HandMade()
            .ticket("1", "'state':'REPORTED','dispatched_at':null,'first_district':null")
            .count()
            .districtDaily();
    assertThat(daily).containsOnlyKeys("d/2026-03-02");
    assertThat(said(daily.get("d/2026-03-02")))
        .containsOnly(
            entry("@timestamp", "2026-03-01T16:00:00.000Z"),
            entry("date", "2026-03-02"),
            entry("district", "d"),
            entry("district_name", "d"),
            entry("reported_flow", 1));
    assertThat(daily.get("d/2026-03-02"))
        .containsEntry("resolution_rate", null)
        .containsEntry("on_time_rate_high", null)
        .containsEntry("dispatched", 0);
  }

  @Test
  void datesAreLocal() {
    assertThat(
            new HandMade()
                .ticket(
                    "1",
                    "'reported_at':'2026-03-02T15:59:59.999Z',"
                        + "'dispatched_at':'2026-03-02T16:00:00.000Z'")
                .count()
                .districtDaily())
        .containsOnlyKeys("d/2026-03-02", "d/2026-03-03");
  }

  /** It counts where it was first dispatched; what happened stays where it happened. */
  @Test
  void aTicketTransferred() {
    PlainCount count =
        new HandMade()
            .ticket("1", "'state':'RESOLVED','district':'e'")
            .beside("f", "d", "2026-03-02T05:00:00Z", "e", "2026-03-04T05:00:00Z")
            .assignment("a", 1, "RECALLED", "")
            .assignment("b", 1, "RESOLVED", "'district':'e','resolve_ms':5")
            .clock("a", 1, "RESOLVE", "BREACHED", "'breached_at':'2026-03-03T04:00:00.000Z'")
            .clock("b", 1, "RESOLVE", "MET", "'district':'e'")
            .count();
    Map<String, Map<String, Object>> daily = count.districtDaily();
    assertThat(daily)
        .containsOnlyKeys(
            "d/2026-03-02", "d/2026-03-03", "e/2026-03-03", "e/2026-03-04", "f/2026-03-02");
    assertThat(daily.get("d/2026-03-02"))
        .containsEntry("dispatched", 1)
        .containsEntry("resolved", 1)
        .containsEntry("transferred", 1)
        .containsEntry("resolved_on_time", 0)
        .containsEntry("decided", 1)
        .containsEntry("on_time_rate", 0.0)
        .containsEntry("resolution_rate", 1.0)
        .containsEntry("reported_flow", 0)
        .containsEntry("dispatched_flow", 1)
        .containsEntry("resolved_flow", 1);
    assertThat(daily.get("d/2026-03-03"))
        .containsEntry("breached_flow", 1)
        .containsEntry("due_flow", 1)
        .containsEntry("due_met_flow", 0);
    assertThat(daily.get("e/2026-03-03"))
        .containsEntry("due_flow", 1)
        .containsEntry("due_met_flow", 1);
    assertThat(daily.get("e/2026-03-04"))
        .containsEntry("resolved_flow", 1)
        .containsEntry("dispatched", 0);
    assertThat(count.departmentDaily()).containsOnlyKeys("a/2026-03-02", "b/2026-03-02");
    assertThat(count.departmentDistrictDaily())
        .containsOnlyKeys("a/d/2026-03-02", "b/e/2026-03-02");
  }

  /** Of a cancelled ticket nothing is counted but that, what happened, and departments' work. */
  @Test
  void aTicketCancelled() {
    PlainCount count =
        new HandMade()
            .ticket("1", "'state':'CANCELLED','reopen_count':1,'overdue':false," + SATISFIED)
            .beside("d", "d", "2026-03-02T05:00:00Z")
            .assignment("a", 1, "RESOLVED", "")
            .clock("a", 1, "RESOLVE", "MET", "'due_at':'2026-03-02T15:00:00.000Z'")
            .count();
    Map<String, Object> daily = count.districtDaily().get("d/2026-03-02");
    assertThat(said(daily))
        .containsEntry("cancelled", 1)
        .containsEntry("reported_flow", 1)
        .containsEntry("dispatched_flow", 1)
        .containsEntry("resolved_flow", 1)
        .containsEntry("due_flow", 1)
        .containsEntry("due_met_flow", 1)
        .hasSize(10);
    assertThat(daily).containsEntry("resolution_rate", null);
    assertThat(count.departmentDaily().get("a/2026-03-02"))
        .containsEntry("assigned", 1)
        .containsEntry("resolved", 1)
        .containsEntry("resolve_on_time_rate", 1.0);
  }

  /** A date to come shows what is due then; nothing is due while paused or when ended. */
  @Test
  void dueInTheFuture() {
    Map<String, Map<String, Object>> daily =
        new HandMade()
            .ticket("1", "")
            .clock("a", 1, "RESOLVE", "RUNNING", "'due_at':'2030-01-01T04:00:00.000Z'")
            .clock("b", 1, "RESOLVE", "ENDED", "'due_at':'2030-01-01T04:00:00.000Z'")
            .clock("c", 1, "RESOLVE", "PAUSED", "'due_at':null")
            .clock("c", 1, "ACCEPT", "RUNNING", "'due_at':'2030-01-02T04:00:00.000Z'")
            .clock(null, 1, "TOTAL", "RUNNING", "'due_at':'2030-01-03T04:00:00.000Z'")
            .count()
            .districtDaily();
    assertThat(daily).containsOnlyKeys("d/2026-03-02", "d/2030-01-01");
    assertThat(daily.get("d/2030-01-01"))
        .containsEntry("due_flow", 1)
        .containsEntry("due_met_flow", 0)
        .containsEntry("due_running_flow", 1)
        .containsEntry("dispatched", 0)
        .containsEntry("on_time_rate", null);
  }

  /** Resolved, dropped, dropped late, late, returned, in work: one of each. */
  @Test
  void aCohort() {
    Map<String, Object> daily =
        new HandMade()
            .ticket("1", "'state':'FED_BACK','refusal_count':2," + SATISFIED)
            .assignment("a", 1, "REFUSED", "")
            .assignment("b", 1, "RESOLVED", "'overturned':true")
            .assignment("b", 2, "RESOLVED", "")
            .ticket("2", "'state':'CLOSED','satisfaction':3,'solved':true")
            .assignment("a", 1, "RESOLVED", "")
            .assignment("b", 1, "ENDED", "")
            .ticket("3", "'state':'CLOSED'")
            .assignment("a", 1, "RESOLVED", "")
            .clock(null, 1, "TOTAL", "MISSED", "")
            .ticket("4", "'overdue':true,'suspended':true")
            .assignment("a", 1, "OPEN", "")
            .clock("a", 1, "RESOLVE", "BREACHED", "")
            .ticket("5", "'state':'RETURNED','reopen_count':2")
            .assignment("a", 1, "RESOLVED", "")
            .assignment("a", 2, "REFUSED", "")
            .ticket("6", "'overdue':true")
            .assignment("a", 1, "ACCEPTED", "")
            .clock("a", 1, "ACCEPT", "BREACHED", "")
            .count()
            .districtDaily()
            .get("d/2026-03-02");
    assertThat(daily)
        .containsEntry("dispatched", 6)
        .containsEntry("resolved", 2)
        .containsEntry("closed_unresolved", 1)
        .containsEntry("resolved_on_time", 1)
        .containsEntry("decided", 4)
        .containsEntry("open", 3)
        .containsEntry("paused", 1)
        .containsEntry("overdue", 2)
        .containsEntry("reopened", 1)
        .containsEntry("refused", 1)
        .containsEntry("rated", 2)
        .containsEntry("satisfied", 1)
        .containsEntry("solved", 2)
        .containsEntry("resolution_rate", 2.0 / 6)
        .containsEntry("on_time_rate", 0.25)
        .containsEntry("satisfaction_rate", 0.5)
        .containsEntry("solved_rate", 1.0);
    assertThat((Double) daily.get("on_time_rate_low"))
        .isEqualTo(1 - 0.9544139373553637, within(1e-12));
    assertThat((Double) daily.get("on_time_rate_high"))
        .isEqualTo(1 - 0.3006360524426366, within(1e-12));
  }

  @Test
  void aDepartmentsDay() {
    PlainCount count =
        new HandMade()
            .ticket("1", "")
            .assignment(
                "a",
                1,
                "RESOLVED",
                "'accepted_at':'2026-03-02T04:00:01.000Z','accept_ms':1000,'resolve_ms':9000,"
                    + "'outcome':'UNSOLVABLE','overturned':true,'street_score':80")
            .clock("a", 1, "ACCEPT", "MET", "")
            .clock("a", 1, "RESOLVE", "MISSED", "")
            .assignment("a", 2, "ON_SITE", "'arrived_at':'2026-03-02T05:00:00.000Z','arrive_ms':7")
            .clock("a", 2, "RESOLVE", "BREACHED", "")
            .ticket("2", "")
            .assignment("a", 1, "REFUSED", "'street_score':95.5")
            .clock("a", 1, "ACCEPT", "MISSED", "")
            .clock("a", 1, "ARRIVE", "ENDED", "")
            .assignment("b", 1, "RECALLED", "'district':'e'")
            .ticket("3", "")
            .assignment(
                "a",
                1,
                "ACCEPTED",
                "'accepted_at':'2026-03-02T04:00:03.000Z','accept_ms':3000,'district':'e'")
            .clock("a", 1, "RESOLVE", "RUNNING", "")
            .count(REFERENCE);
    Map<String, Object> day = count.departmentDaily().get("a/2026-03-02");
    assertThat(said(day))
        .containsOnly(
            entry("@timestamp", "2026-03-01T16:00:00.000Z"),
            entry("date", "2026-03-02"),
            entry("department", "a"),
            entry("department_name", "部门"),
            entry("assigned", 4),
            entry("accepted", 2),
            entry("refused", 1),
            entry("arrived", 1),
            entry("resolved", 1),
            entry("unsolvable", 1),
            entry("overturned", 1),
            entry("open", 2),
            entry("overdue", 1),
            entry("accept_decided", 2),
            entry("accept_on_time", 1),
            entry("accept_on_time_rate", 0.5),
            entry("resolve_decided", 2),
            entry("resolve_on_time_rate", 0.0),
            entry("refusal_rate", 0.25),
            entry("accept_p50_ms", 1000L),
            entry("accept_p90_ms", 3000L),
            entry("arrive_p50_ms", 7L),
            entry("arrive_p90_ms", 7L),
            entry("resolve_p50_ms", 9000L),
            entry("resolve_p90_ms", 9000L),
            entry("street_score_avg", 87.75),
            entry("street_scores", 2));
    assertThat(day).containsEntry("arrive_on_time_rate", null).containsEntry("recalled", 0);
    assertThat(count.departmentDistrictDaily())
        .containsOnlyKeys("a/d/2026-03-02", "a/e/2026-03-02", "b/e/2026-03-02");
    assertThat(count.departmentDistrictDaily().get("a/e/2026-03-02"))
        .containsEntry("assigned", 1)
        .containsEntry("district_name", "戊")
        .containsEntry("county", "c")
        .containsEntry("county_name", "县");
  }

  /** A median of a county is not made of medians of districts; unknown districts have no county. */
  @Test
  void areas() {
    Map<String, Map<String, Object>> areas =
        new HandMade()
            .ticket("1", "")
            .assignment("a", 1, "RESOLVED", "'resolve_ms':1")
            .ticket("2", "")
            .assignment("a", 1, "RESOLVED", "'resolve_ms':2")
            .ticket("3", "'district':'e','first_district':'e'")
            .beside("e")
            .assignment("a", 1, "RESOLVED", "'resolve_ms':9,'district':'e'")
            .ticket(
                "4",
                "'district':'x','first_district':'x','dispatched_at':'2026-04-30T15:00:00.000Z'")
            .beside("x")
            .assignment(
                "a",
                1,
                "RESOLVED",
                "'resolve_ms':4,'district':'x','dispatched_at':'2026-04-30T15:00:00.000Z'")
            .count(REFERENCE)
            .areaFigures();
    assertThat(areas)
        .containsOnlyKeys(
            "DISTRICT/d/2026-03",
            "DISTRICT/d/2026-Q1",
            "DISTRICT/d/2026",
            "DISTRICT/e/2026-03",
            "DISTRICT/e/2026-Q1",
            "DISTRICT/e/2026",
            "DISTRICT/x/2026-03",
            "DISTRICT/x/2026-04",
            "DISTRICT/x/2026-Q1",
            "DISTRICT/x/2026-Q2",
            "DISTRICT/x/2026",
            "COUNTY/c/2026-03-02",
            "COUNTY/c/2026-03",
            "COUNTY/c/2026-Q1",
            "COUNTY/c/2026",
            "PREFECTURE/p/2026-03-02",
            "PREFECTURE/p/2026-04-30",
            "PREFECTURE/p/2026-03",
            "PREFECTURE/p/2026-04",
            "PREFECTURE/p/2026-Q1",
            "PREFECTURE/p/2026-Q2",
            "PREFECTURE/p/2026");
    assertThat(areas.get("COUNTY/c/2026-Q1"))
        .containsEntry("@timestamp", "2025-12-31T16:00:00.000Z")
        .containsEntry("scope_kind", "COUNTY")
        .containsEntry("scope", "c")
        .containsEntry("scope_name", "县")
        .containsEntry("county", "c")
        .containsEntry("county_name", "县")
        .containsEntry("period", "2026-Q1")
        .containsEntry("period_type", "QUARTER")
        .containsEntry("period_start", "2026-01-01")
        .containsEntry("period_end", "2026-03-31")
        .containsEntry("dispatched", 3)
        .containsEntry("resolution_rate", 1.0);
    assertThat(departmentFigures(areas, "COUNTY/c/2026-Q1"))
        .containsEntry("assigned", 3)
        .containsEntry("resolve_p50_ms", 2L)
        .containsEntry("resolve_p90_ms", 9L);
    assertThat(areas.get("PREFECTURE/p/2026"))
        .containsEntry("scope_name", "自治州")
        .containsEntry("county", null)
        .containsEntry("county_name", null)
        .containsEntry("reported_flow", 4);
    assertThat(departmentFigures(areas, "PREFECTURE/p/2026")).containsEntry("assigned", 4);
    assertThat(areas.get("DISTRICT/d/2026-03"))
        .containsEntry("county", "c")
        .containsEntry("period_end", "2026-03-31");
    // Reported in March, where nothing was dispatched then.
    assertThat(departmentFigures(areas, "DISTRICT/x/2026-03"))
        .containsEntry("assigned", 0)
        .containsEntry("street_score_avg", null);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> departmentFigures(
      Map<String, Map<String, Object>> areas, String id) {
    return (Map<String, Object>) areas.get(id).get("department_figures");
  }

  private static PolicyVersion policy(int version, String from, ScoreWeights weights) {
    return new PolicyVersion(
        "p",
        version,
        Instant.parse(from).toEpochMilli(),
        false,
        List.of(),
        List.of(),
        weights,
        PolicyVersion.DEFAULT_REPORT_AFTER_MS,
        "{}");
  }

  /** Department a: all in order; b: no mark of the streets; c: too few; d: worse than a. */
  private static HandMade marked() {
    HandMade made = new HandMade();
    for (int i = 0; i < 4; i++) {
      made.ticket("a" + i, "'lead_department':'a','satisfaction':" + (i < 3 ? 5 : 2))
          .assignment("a", 1, "RESOLVED", i < 2 ? "'street_score':" + (80 + 10 * i) : "")
          .clock("a", 1, "ACCEPT", i < 3 ? "MET" : "MISSED", "")
          .clock("a", 1, "RESOLVE", "MET", "")
          .assignment("b", 1, i == 0 ? "RESOLVED" : "RECALLED", "'overturned':" + (i == 0))
          .assignment("d", 1, i == 0 ? "OPEN" : "RESOLVED", "'street_score':10");
    }
    return made.ticket("c", "'lead_department':'c','state':'CANCELLED','satisfaction':5")
        .assignment("c", 1, "RESOLVED", "'street_score':100");
  }

  @Test
  void marks() {
    ScoreWeights weights = new ScoreWeights(2, 0.15, 0.15, 0.25, 0.15, 0.10, 0.20);
    PolicyVersion version = policy(1, "2026-01-01T00:00:00Z", weights);
    Map<String, Map<String, Object>> scores =
        marked().count(REFERENCE).departmentScores(period -> version);
    assertThat(scores).hasSize(12).containsKeys("a/2026-03", "b/2026-Q1", "c/2026", "d/2026-03");
    // Of arrivals nothing is known: the other weights sum to 0.85.
    double mark = 15 * 0.75 + 25 + 15 + 10 * 0.75 + 20 * 0.85;
    double markLow =
        15 * 0.3006360524426366
            + 25 * PlainMath.wilsonLow(1.0, 4)
            + 15 * PlainMath.wilsonLow(1.0, 4)
            + 10 * 0.3006360524426366
            + 20 * 0.2499305749295453;
    Map<String, Object> a = scores.get("a/2026-03");
    assertThat((Double) a.get("mark")).isEqualTo(mark / 0.85, within(1e-9));
    assertThat((Double) a.get("mark_low")).isEqualTo(markLow / 0.85, within(1e-9));
    assertThat(a)
        .containsEntry("@timestamp", "2026-02-28T16:00:00.000Z")
        .containsEntry("department_name", "部门")
        .containsEntry("period_type", "MONTH")
        .containsEntry("rank", 1)
        .containsEntry("ranked", 2)
        .containsEntry("sample_size", 4)
        .containsEntry("minimum_sample", 2)
        .containsEntry("sample_sufficient", true)
        .containsEntry("accept_on_time", 0.75)
        .containsEntry("accept_on_time_weight", 0.15)
        .containsEntry("accept_on_time_sample", 4)
        .containsEntry("arrive_on_time", null)
        .containsEntry("arrive_on_time_low", null)
        .containsEntry("arrive_on_time_sample", 0)
        .containsEntry("resolved_sample", 4)
        .containsEntry("satisfaction", 0.75)
        .containsEntry("street", 0.85)
        .containsEntry("street_sample", 2)
        .containsEntry("missing", List.of("arriveOnTime"))
        .containsEntry("policy_id", "p")
        .containsEntry("policy_version", 1);
    assertThat(scores.get("d/2026-03")).containsEntry("rank", 2).containsEntry("resolved", 0.75);
    assertThat(scores.get("b/2026-03"))
        .containsEntry("mark", null)
        .containsEntry("mark_low", null)
        .containsEntry("rank", null)
        .containsEntry("resolved", 0.0)
        .containsEntry("resolved_sample", 1)
        .containsEntry("sample_sufficient", true)
        .containsEntry(
            "missing",
            List.of("acceptOnTime", "arriveOnTime", "resolveOnTime", "satisfaction", "street"));
    assertThat(scores.get("c/2026-03"))
        .containsEntry("mark", 100.0)
        .containsEntry("rank", null)
        .containsEntry("ranked", 2)
        .containsEntry("satisfaction_sample", 0)
        .containsEntry("sample_sufficient", false);
  }

  @Test
  void noMarkWithoutAPolicy() {
    assertThat(marked().count().departmentScores(period -> null).get("a/2026-03"))
        .containsEntry("mark", null)
        .containsEntry("rank", null)
        .containsEntry("accept_on_time", 0.75)
        .containsEntry("accept_on_time_weight", null)
        .containsEntry("sample_sufficient", false)
        .containsEntry("missing", List.of("arriveOnTime", "policy"));
  }

  /** The weights of the period's end, or those of now while it runs. */
  @Test
  void policiesInForce() {
    PolicyHistory policies =
        new PolicyHistory(
            List.of(
                policy(1, "2026-02-01T00:00:00Z", null),
                // The first instant of April in Shanghai.
                policy(2, "2026-03-31T16:00:00Z", null),
                policy(3, "2026-05-01T00:00:00Z", null)));
    Map<String, Integer> versions = new TreeMap<>();
    var inForce = PlainCount.inForce(policies, Instant.parse("2026-04-15T00:00:00Z"), ZONE);
    for (String date : List.of("2026-01-15", "2026-03-15", "2026-04-10")) {
      for (PlainPeriod period : PlainPeriod.of(LocalDate.parse(date))) {
        PolicyVersion version = inForce.apply(period);
        versions.put(period.name(), version == null ? 0 : version.version());
      }
    }
    assertThat(versions)
        .containsEntry("2026-01", 0)
        .containsEntry("2026-03", 1)
        .containsEntry("2026-Q1", 1)
        .containsEntry("2026-04", 2)
        .containsEntry("2026-Q2", 2)
        .containsEntry("2026", 2);
  }
}
