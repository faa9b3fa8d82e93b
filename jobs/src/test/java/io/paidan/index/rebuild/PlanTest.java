package io.paidan.index.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paidan.document.Alias;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final Set<String> NONE = Set.of();
  private static final Set<String> TICKETS = Set.of("paidan-tickets");
  private static final Set<String> EVENTS = Set.of("paidan-events");
  private static final String NOVEMBER = "paidan-events-2026.11";

  @Test
  void theNextNumberFollowsTheGreatestAndOtherAliasesAreLeftAlone() throws Exception {
    Plan plan =
        plan(
            Map.of(
                "paidan-tickets-000001",
                NONE,
                "paidan-tickets-000004",
                TICKETS,
                "paidan-clocks-000009",
                Set.of("paidan-clocks"),
                "paidan-tickets-by-hand",
                NONE),
            Alias.TICKETS);
    assertThat(plan.generations())
        .containsExactly(
            new Generation(
                Alias.TICKETS, "paidan-tickets", "paidan-tickets-000004", "paidan-tickets-000005"));
    assertThat(plan.unfinished()).isEmpty();
    assertThat(plan.currents()).containsExactly("paidan-tickets-000004");
    assertThat(plan.nexts()).containsExactly("paidan-tickets-000005");
  }

  @Test
  void aliasesOfSimilarNamesAreKeptApart() throws Exception {
    Plan plan =
        plan(
            Map.of(
                "paidan-department-district-daily-000007",
                Set.of("paidan-department-district-daily"),
                "paidan-department-daily-000002",
                Set.of("paidan-department-daily")),
            Alias.DEPARTMENT_DAILY,
            Alias.DEPARTMENT_DISTRICT_DAILY);
    assertThat(plan.nexts())
        .containsExactly(
            "paidan-department-daily-000003", "paidan-department-district-daily-000008");
  }

  @Test
  void anIndexBehindTheOneInUseIsUnfinished() throws Exception {
    assertThat(
            plan(
                    Map.of("paidan-tickets-000001", TICKETS, "paidan-tickets-000002", NONE),
                    Alias.TICKETS)
                .unfinished())
        .containsExactly("paidan-tickets-000002");
    assertThat(
            plan(Map.of(NOVEMBER, EVENTS, NOVEMBER + "-000002", NONE), Alias.EVENTS).unfinished())
        .containsExactly(NOVEMBER + "-000002");
  }

  @Test
  void withoutAliasNothingIsTakenForUnfinished() throws Exception {
    Plan plan = plan(Map.of("paidan-tickets-000003", NONE), Alias.TICKETS);
    assertThat(plan.unfinished()).isEmpty();
    assertThat(plan.generations())
        .containsExactly(
            new Generation(Alias.TICKETS, "paidan-tickets", null, "paidan-tickets-000004"));
    assertThat(plan(Map.of(), Alias.TICKETS).nexts()).containsExactly("paidan-tickets-000001");
    assertThat(plan.currents()).isEmpty();
  }

  @Test
  void aMonthHasItsOwnNameFirstAndAsAnAliasLater() throws Exception {
    Plan plan =
        plan(
            Map.of(
                NOVEMBER,
                EVENTS,
                "paidan-events-2026.10-000002",
                Set.of("paidan-events", "paidan-events-2026.10")),
            Alias.EVENTS);
    assertThat(plan.generations())
        .containsExactly(
            new Generation(
                Alias.EVENTS,
                "paidan-events-2026.10",
                "paidan-events-2026.10-000002",
                "paidan-events-2026.10-000003"),
            new Generation(Alias.EVENTS, NOVEMBER, NOVEMBER, NOVEMBER + "-000002"));
    assertThat(plan.generations())
        .extracting(Generation::isNamedLikeMonth)
        .containsExactly(false, true);
    assertThat(plan.cutOff()).isEmpty();
  }

  @Test
  void aSwitchThatWasCutOffIsKnown() throws Exception {
    Plan plan = plan(Map.of(NOVEMBER, NONE, NOVEMBER + "-000002", EVENTS), Alias.EVENTS);
    assertThat(plan.cutOff()).containsExactly(Map.entry(NOVEMBER, NOVEMBER + "-000002"));
    assertThat(plan.unfinished()).isEmpty();
    assertThat(plan.generations()).isEmpty();
  }

  @Test
  void anAliasOfSeveralIndicesIsNamed() {
    assertThatThrownBy(
            () ->
                plan(
                    Map.of("paidan-tickets-000001", TICKETS, "paidan-tickets-000002", TICKETS),
                    Alias.TICKETS))
        .isInstanceOf(RebuildException.class)
        .hasMessageContaining("paidan-tickets stands for several indices")
        .hasMessageContaining("paidan-tickets-000001")
        .hasMessageContaining("paidan-tickets-000002");
  }

  private static Plan plan(Map<String, Set<String>> indices, Alias... aliases)
      throws RebuildException {
    return Plan.of(indices, List.of(aliases));
  }
}
