package io.paidan.simulator;

import io.paidan.reference.ReferenceData;
import io.paidan.reference.ReferenceData.District;
import io.paidan.reference.ReferenceData.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The streets and departments of the simulated prefecture, and how they do their work. */
final class Prefecture {
  private final List<District> districts;
  private final double[] districtWeights;
  private final List<String> departments;
  private final Map<Topic, String> leads = new HashMap<>();
  private final Map<String, Double> punctuality = new HashMap<>();
  private final String sourcePrefix;

  /**
   * @param reference with at least one district and one department
   */
  Prefecture(ReferenceData reference, SplittableRandom random) {
    districts = List.copyOf(reference.districts().values());
    departments = List.copyOf(reference.departments().keySet());
    if (districts.isEmpty() || departments.isEmpty()) {
      throw new IllegalArgumentException(
          "the reference data names no districts or no departments: nothing to simulate");
    }
    sourcePrefix = reference.prefecture() == null ? "/" : "/" + reference.prefecture().id() + "/";
    Dice dice = new Dice(random);
    districtWeights = districts.stream().mapToDouble(d -> dice.between(0.5, 2.0)).toArray();
    for (String department : departments) {
      punctuality.put(department, dice.between(0.78, 0.97));
    }
    for (int i = 0; i < Topic.ALL.size(); i++) {
      Topic topic = Topic.ALL.get(i);
      leads.put(topic, lead(topic, reference, i));
    }
  }

  District district(Dice dice) {
    return districts.get(dice.weighted(districtWeights));
  }

  /** The department that deals with such matters. */
  String lead(Topic topic) {
    return leads.get(topic);
  }

  /** Another department than this one; the same where there is only one. */
  String other(String department, Dice dice) {
    int index = departments.indexOf(department);
    int step = departments.size() == 1 ? 0 : 1 + dice.below(departments.size() - 1);
    return departments.get((index + step) % departments.size());
  }

  /** The share of its work that a department does in time. */
  double punctuality(String department) {
    return punctuality.get(department);
  }

  /** CloudEvents source of what a district writes. */
  String source(District district) {
    return sourcePrefix + district.id();
  }

  private String lead(Topic topic, ReferenceData reference, int index) {
    String found = null;
    int length = Integer.MAX_VALUE;
    for (Place department : reference.departments().values()) {
      String name = department.name();
      // The shortest: 公安局 deals with it, not its traffic police.
      if (name != null && name.contains(topic.department()) && name.length() < length) {
        found = department.id();
        length = name.length();
      }
    }
    return found != null ? found : departments.get(index % departments.size());
  }
}
