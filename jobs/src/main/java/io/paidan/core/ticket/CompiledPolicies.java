package io.paidan.core.ticket;

import io.paidan.core.sla.Calendars;
import io.paidan.core.sla.WorkCalendar;
import io.paidan.event.Category;
import io.paidan.event.TicketClass;
import io.paidan.policy.CalendarSpec;
import io.paidan.policy.ClockType;
import io.paidan.policy.PolicyHistory;
import io.paidan.policy.PolicyVersion;
import io.paidan.policy.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A policy history made ready for judging: its calendars compiled, its places numbered. */
final class CompiledPolicies {
  private final List<PolicyVersion> versions;
  private final CompiledTarget[][] targets;
  private final List<IdentityHashMap<Target, CompiledTarget>> byTarget = new ArrayList<>();
  private final int[] open;

  /**
   * @throws IllegalArgumentException when a target names a calendar that its version does not have
   */
  CompiledPolicies(PolicyHistory history) {
    versions = history.versions();
    targets = new CompiledTarget[versions.size()][];
    Map<CalendarSpec, WorkCalendar> compiled = new HashMap<>();
    List<Integer> openVersions = new ArrayList<>();
    for (int v = 0; v < targets.length; v++) {
      PolicyVersion version = versions.get(v);
      targets[v] = compile(version, v, compiled);
      IdentityHashMap<Target, CompiledTarget> places = new IdentityHashMap<>();
      for (CompiledTarget target : targets[v]) {
        places.put(target.target, target);
      }
      byTarget.add(places);
      if (version.open()) {
        openVersions.add(v);
      }
    }
    open = openVersions.stream().mapToInt(Integer::intValue).toArray();
  }

  private static CompiledTarget[] compile(
      PolicyVersion version, int place, Map<CalendarSpec, WorkCalendar> compiled) {
    Map<String, WorkCalendar> calendars = new HashMap<>();
    calendars.put(CalendarSpec.ALWAYS, Calendars.always());
    for (CalendarSpec spec : version.calendars()) {
      calendars.put(spec.id(), compiled.computeIfAbsent(spec, Calendars::compile));
    }
    CompiledTarget[] result = new CompiledTarget[version.targets().size()];
    for (int i = 0; i < result.length; i++) {
      String name = version.targets().get(i).calendar();
      WorkCalendar calendar = calendars.get(name);
      if (calendar == null) {
        throw new IllegalArgumentException(
            version + ", target " + i + ": the policy has no calendar " + name);
      }
      result[i] = new CompiledTarget(place, version, i, calendar);
    }
    return result;
  }

  /** The place of the version in force at an instant, -1 before the first. */
  int inForce(long instant) {
    int v = versions.size() - 1;
    while (v >= 0 && versions.get(v).effectiveFrom() > instant) {
      v--;
    }
    return v;
  }

  /** How many versions re-target running clocks. */
  int openCount() {
    return open.length;
  }

  /** The place of the n-th version that re-targets running clocks. */
  int openVersion(int n) {
    return open[n];
  }

  /** When it does so. */
  long openAt(int n) {
    return versions.get(open[n]).effectiveFrom();
  }

  CompiledTarget target(int version, int target) {
    return targets[version][target];
  }

  /** The target that a version gives a clock, null when none: {@link PolicyVersion#choose}. */
  CompiledTarget choose(
      int version,
      ClockType clock,
      TicketClass ticketClass,
      Category category,
      String district,
      String department) {
    Target target =
        versions.get(version).choose(clock, ticketClass, category, district, department);
    return target == null ? null : byTarget.get(version).get(target);
  }
}
