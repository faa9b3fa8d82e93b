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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A policy history made ready for judging: targets by clock, calendars compiled. Immutable. */
final class CompiledPolicies {
  private static final CompiledTarget[] NONE = {};

  private final long[] effectiveFrom;
  private final CompiledTarget[][] targets;
  private final List<Map<ClockType, CompiledTarget[]>> byClock = new ArrayList<>();
  private final int[] open;
  private final long stamp;

  CompiledPolicies(PolicyHistory history) {
    List<PolicyVersion> versions = history.versions();
    effectiveFrom = versions.stream().mapToLong(PolicyVersion::effectiveFrom).toArray();
    targets = new CompiledTarget[versions.size()][];
    Map<CalendarSpec, WorkCalendar> compiled = new HashMap<>();
    List<Integer> openVersions = new ArrayList<>();
    long hash = FNV_BASIS;
    for (int v = 0; v < versions.size(); v++) {
      PolicyVersion version = versions.get(v);
      targets[v] = compile(version, v, compiled);
      Map<ClockType, List<CompiledTarget>> lists = new EnumMap<>(ClockType.class);
      for (CompiledTarget target : targets[v]) {
        lists.computeIfAbsent(target.target.clock(), c -> new ArrayList<>()).add(target);
      }
      Map<ClockType, CompiledTarget[]> arrays = new EnumMap<>(ClockType.class);
      lists.forEach((clock, list) -> arrays.put(clock, list.toArray(NONE)));
      byClock.add(arrays);
      if (version.open()) {
        openVersions.add(v);
      }
      hash = hash(hash, version);
    }
    open = openVersions.stream().mapToInt(Integer::intValue).toArray();
    stamp = hash;
  }

  private static CompiledTarget[] compile(
      PolicyVersion version, int place, Map<CalendarSpec, WorkCalendar> compiled) {
    Map<String, WorkCalendar> calendars = new HashMap<>();
    calendars.put(Calendars.always().id(), Calendars.always());
    for (CalendarSpec spec : version.calendars()) {
      calendars.put(spec.id(), compiled.computeIfAbsent(spec, Calendars::compile));
    }
    CompiledTarget[] result = new CompiledTarget[version.targets().size()];
    for (int i = 0; i < result.length; i++) {
      Target target = version.targets().get(i);
      WorkCalendar calendar = calendars.get(target.calendar());
      if (calendar == null) {
        throw new IllegalArgumentException(
            "policy "
                + version.id()
                + " version "
                + version.version()
                + ", target "
                + i
                + ": unknown calendar "
                + target.calendar());
      }
      result[i] = new CompiledTarget(place, version, i, calendar);
    }
    return result;
  }

  /** Tells sets of versions apart; the same for the same set, whatever the order of arrival. */
  long stamp() {
    return stamp;
  }

  /** The place of the version in force at an instant, -1 before the first. */
  int inForce(long instant) {
    int found = -1;
    for (int v = 0; v < effectiveFrom.length && effectiveFrom[v] <= instant; v++) {
      found = v;
    }
    return found;
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
    return effectiveFrom[open[n]];
  }

  CompiledTarget target(int version, int target) {
    return targets[version][target];
  }

  /**
   * The target with the most constraints that match, the later one on a tie; null when none does.
   * What is null is not known, and no constraint matches it.
   */
  CompiledTarget choose(
      int version,
      ClockType clock,
      TicketClass ticketClass,
      Category category,
      String district,
      String department) {
    CompiledTarget[] candidates = byClock.get(version).getOrDefault(clock, NONE);
    CompiledTarget best = null;
    int most = -1;
    for (CompiledTarget candidate : candidates) {
      Target target = candidate.target;
      int matches = 0;
      if (target.ticketClass() != null) {
        if (target.ticketClass() != ticketClass) {
          continue;
        }
        matches++;
      }
      if (target.category() != null) {
        if (target.category() != category) {
          continue;
        }
        matches++;
      }
      if (target.district() != null) {
        if (!target.district().equals(district)) {
          continue;
        }
        matches++;
      }
      if (target.department() != null) {
        if (!target.department().equals(department)) {
          continue;
        }
        matches++;
      }
      if (matches >= most) {
        most = matches;
        best = candidate;
      }
    }
    return best;
  }

  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private static long hash(long hash, PolicyVersion version) {
    // Spelled out and sorted: the order of sets and maps differs from one JVM to the next.
    StringBuilder text = new StringBuilder();
    text.append(version.id()).append('\u001f').append(version.version());
    text.append('\u001f').append(version.effectiveFrom()).append('\u001f').append(version.open());
    text.append('\u001f').append(version.targets());
    for (CalendarSpec calendar : version.calendars()) {
      text.append('\u001f').append(calendar.id()).append('\u001f').append(calendar.zone());
      for (CalendarSpec.Season season : calendar.seasons()) {
        text.append('\u001f').append(season.from()).append(season.to());
        text.append(new TreeMap<>(season.hours()));
      }
      text.append('\u001f').append(new TreeSet<>(calendar.holidays()));
      text.append('\u001f').append(new TreeMap<>(calendar.workdays()));
      text.append('\u001f').append(calendar.coversFrom()).append(calendar.coversTo());
    }
    long result = hash;
    for (byte b : text.append('\u001e').toString().getBytes(StandardCharsets.UTF_8)) {
      result = (result ^ (b & 0xff)) * FNV_PRIME;
    }
    return result;
  }
}
