package io.paidan.document;

import java.util.EnumMap;
import java.util.Map;

/**
 * The fields that contract, section 3, lists for each alias, written down by hand from it, and
 * those that the project has added for its dashboards.
 */
final class ContractFields {
  private static final String DEPARTMENT_FIGURES =
      "assigned accepted refused recalled arrived resolved unsolvable overturned open overdue "
          + "accept_decided accept_on_time arrive_decided arrive_on_time resolve_decided "
          + "resolve_on_time accept_on_time_rate arrive_on_time_rate resolve_on_time_rate "
          + "refusal_rate accept_p50_ms accept_p90_ms arrive_p50_ms arrive_p90_ms resolve_p50_ms "
          + "resolve_p90_ms street_score_avg street_scores";

  private static final String DISTRICT_FIGURES =
      "cancelled dispatched resolved closed_unresolved resolved_on_time decided open paused overdue "
          + "transferred reopened refused rated satisfied solved resolution_rate on_time_rate "
          + "satisfaction_rate solved_rate resolution_rate_low on_time_rate_low reported_flow "
          + "dispatched_flow resolved_flow breached_flow due_flow due_met_flow due_running_flow "
          + "resolution_rate_high on_time_rate_high";

  static final Map<Alias, String> OF = new EnumMap<>(Alias.class);

  static {
    OF.put(
        Alias.TICKETS,
        "ticket_id state suspended category ticket_class district first_district county community "
            + "channel title location reported_at assessed_at dispatched_at accepted_at arrived_at "
            + "resolved_at fed_back_at closed_at cancelled_at lead_department departments "
            + "satisfaction solved reopen_count refusal_count extension_count urge_count breached "
            + "overdue next_due_at event_count anomalies");
    OF.put(
        Alias.ASSIGNMENTS,
        "ticket_id department district county role cycle ticket_class category state dispatched_at "
            + "accepted_at arrived_at resolved_at refused_at ended_at outcome overturned accept_ms "
            + "arrive_ms resolve_ms accept_on_time arrive_on_time resolve_on_time street_score");
    OF.put(
        Alias.CLOCKS,
        "ticket_id department district county clock cycle ticket_class category status started_at "
            + "due_at stopped_at breached_at original_due_at counted_from paused_ms counted_ms "
            + "limit calendar policy_id policy_version overdue_ms");
    OF.put(Alias.DISTRICT_DAILY, "district date " + DISTRICT_FIGURES);
    OF.put(
        Alias.AREA_FIGURES,
        "scope_kind scope period period_type period_start period_end department_figures "
            + DISTRICT_FIGURES);
    OF.put(Alias.DEPARTMENT_DAILY, "department date " + DEPARTMENT_FIGURES);
    OF.put(Alias.DEPARTMENT_DISTRICT_DAILY, "department district date " + DEPARTMENT_FIGURES);
    OF.put(
        Alias.DEPARTMENT_SCORES,
        "department period mark accept_on_time arrive_on_time resolve_on_time resolved "
            + "satisfaction street accept_on_time_weight arrive_on_time_weight "
            + "resolve_on_time_weight resolved_weight satisfaction_weight street_weight rank "
            + "sample_size sample_sufficient missing mark_low accept_on_time_low "
            + "accept_on_time_sample arrive_on_time_low arrive_on_time_sample resolve_on_time_low "
            + "resolve_on_time_sample resolved_low resolved_sample satisfaction_low "
            + "satisfaction_sample street_low street_sample");
    OF.put(
        Alias.CENTERS,
        "district staffed missing_total missing_street missing_urban_management "
            + "missing_market_supervision");
    OF.put(Alias.REFERENCE_PROBLEMS, "kind unknown_id");
    OF.put(Alias.ALERTS, "level severity status due_at threshold_at fired_at ended_at");
    OF.put(Alias.EVENTS, "event_id source type ticket_id time data");
    OF.put(
        Alias.REPORTS,
        "date scope scope_kind revision_no district_figures department_figures changes causes "
            + "cause_count");
    OF.put(Alias.DEAD_LETTERS, "reason detail topic partition offset");
  }

  private ContractFields() {}
}
