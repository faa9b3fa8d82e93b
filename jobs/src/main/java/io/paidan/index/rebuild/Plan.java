package io.paidan.index.rebuild;

import io.paidan.document.Alias;
import io.paidan.document.IndexNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which indices a rebuild makes, by those that are there. Pure.
 *
 * @param generations one for each alias, one for each month that has an index
 * @param unfinished indices that a rebuild has begun to fill: one that goes on, or was cut off
 * @param cutOff indices with a month's own name whose place another one has taken already, by a
 *     rebuild that was cut off before it could take the name too: name and that other one
 */
record Plan(List<Generation> generations, List<String> unfinished, Map<String, String> cutOff) {
  private static final Pattern MONTHLY = Pattern.compile("(.*-\\d{4}\\.\\d{2})(?:-(\\d{6}))?");

  /**
   * Makes the plan.
   *
   * @param indices the names of all indices, each with its aliases
   * @param aliases what is to be rebuilt
   * @throws RebuildException when an alias stands for several indices
   */
  static Plan of(Map<String, Set<String>> indices, Collection<Alias> aliases)
      throws RebuildException {
    Plan plan = new Plan(new ArrayList<>(), new ArrayList<>(), new TreeMap<>());
    for (Alias alias : aliases) {
      if (alias.byMonth()) {
        plan.addMonths(alias, indices);
      } else {
        plan.add(alias, indices);
      }
    }
    return plan;
  }

  private void add(Alias alias, Map<String, Set<String>> indices) throws RebuildException {
    Pattern own = Pattern.compile(Pattern.quote(alias.alias()) + "-(\\d{6})");
    Map<Integer, String> numbered = new TreeMap<>();
    List<String> under = new ArrayList<>();
    indices.forEach(
        (index, itsAliases) -> {
          Matcher matcher = own.matcher(index);
          if (matcher.matches()) {
            numbered.put(Integer.parseInt(matcher.group(1)), index);
          }
          if (itsAliases.contains(alias.alias())) {
            under.add(index);
          }
        });
    if (under.size() > 1) {
      throw new RebuildException(
          alias.alias()
              + " stands for several indices ("
              + String.join(", ", under)
              + "): take it from all but the one that is written to.");
    }
    String current = under.isEmpty() ? null : under.get(0);
    int last = 0;
    for (Map.Entry<Integer, String> each : numbered.entrySet()) {
      // Without an alias nobody knows which was in use: all stay.
      if (current != null && each.getValue().compareTo(current) > 0) {
        unfinished.add(each.getValue());
      }
      last = each.getKey();
    }
    generations.add(
        new Generation(alias, alias.alias(), current, IndexNames.generation(alias, last + 1)));
  }

  private void addMonths(Alias alias, Map<String, Set<String>> indices) {
    Map<String, TreeMap<Integer, String>> months = new TreeMap<>();
    indices
        .keySet()
        .forEach(
            index -> {
              Matcher matcher = MONTHLY.matcher(index);
              if (index.startsWith(alias.alias() + "-") && matcher.matches()) {
                int number = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
                months.computeIfAbsent(matcher.group(1), m -> new TreeMap<>()).put(number, index);
              }
            });
    months.forEach(
        (month, numbered) -> {
          int current = 0;
          int found = 0;
          for (Map.Entry<Integer, String> each : numbered.entrySet()) {
            Set<String> itsAliases = indices.get(each.getValue());
            if (each.getValue().equals(month) || itsAliases.contains(month)) {
              current = each.getKey();
            }
            if (itsAliases.contains(alias.alias())) {
              found = each.getKey();
            }
          }
          if (current == 1 && found > 1) {
            cutOff.put(month, numbered.get(found));
            return;
          }
          unfinished.addAll(numbered.tailMap(current, false).values());
          if (current > 0) {
            generations.add(
                new Generation(
                    alias,
                    month,
                    numbered.get(current),
                    IndexNames.generationOfMonth(month, numbered.lastKey() + 1)));
          }
        });
  }

  /** The indices whose place is taken. */
  List<String> currents() {
    return generations.stream().map(Generation::current).filter(Objects::nonNull).toList();
  }

  /** The indices that take the places. */
  List<String> nexts() {
    return generations.stream().map(Generation::next).toList();
  }
}
