package io.paidan.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A made-up ticket that goes the straight way: reported, assessed, dispatched, accepted, arrived,
 * resolved, feedback, closed; a department each where several have a part in it.
 *
 * @param ticketClass what it is assessed as; null: as it comes
 * @param due the limit of its assignments' own; null: the policy's
 */
public record MadeTicket(
    String id, String district, List<String> departments, String ticketClass, Instant due) {
  /** Every ticket's first three steps; then departments have theirs. */
  public static final int DISPATCHED = 3;

  private static final List<String> BEGINNING = List.of("reported", "assessed", "dispatched");
  private static final List<String> PARTS = List.of("accepted", "arrived", "resolved");

  /** Those of the shipped reference data: figures of counties are made of them, too. */
  private static final String[] DISTRICTS = {
    "jianguolu",
    "changninglu",
    "yananbeilu",
    "zhongshanlu",
    "ningbianlu",
    "fuxin",
    "bofeng",
    "fengcheng",
    "manas-town",
    "hutubi-town",
    "jimsar-town",
    "qitai-town",
    "laoqitai-town",
    "mori-town"
  };

  private static final String[] DEPARTMENTS = {
    "urban-management",
    "urban",
    "traffic-police",
    "public-security",
    "fire",
    "emergency",
    "market",
    "housing",
    "traffic",
    "water",
    "ecology",
    "natural-resources",
    "health",
    "human-resources",
    "civil-affairs",
    "education",
    "culture"
  };

  /** One in seven has a second department. */
  public static MadeTicket random(String id, SplittableRandom random) {
    String district = pick(DISTRICTS, random);
    List<String> departments = new ArrayList<>(List.of(pick(DEPARTMENTS, random)));
    if (random.nextInt(100) < 15) {
      String second = pick(DEPARTMENTS, random);
      if (!departments.contains(second)) {
        departments.add(second);
      }
    }
    return new MadeTicket(id, district, List.copyOf(departments), null, null);
  }

  /** The same, assessed so. */
  public MadeTicket assessedAs(String otherClass) {
    return new MadeTicket(id, district, departments, otherClass, due);
  }

  /** The same with a limit that the dispatcher sets. */
  public MadeTicket dueAt(Instant otherDue) {
    return new MadeTicket(id, district, departments, ticketClass, otherDue);
  }

  /** How many events it has from first to last. */
  public int steps() {
    return DISPATCHED + 3 * departments.size() + 2;
  }

  /** The type of an event, without its prefix. */
  String type(int step) {
    if (step < DISPATCHED) {
      return BEGINNING.get(step);
    }
    int part = (step - DISPATCHED) / departments.size();
    return part < 3 ? PARTS.get(part) : step == steps() - 1 ? "closed" : "feedback";
  }

  /** Whose step it is, of those that are a department's. */
  String department(int step) {
    return departments.get((step - DISPATCHED) % departments.size());
  }

  /** A department that has no part in it. */
  public String stranger() {
    for (String department : DEPARTMENTS) {
      if (!departments.contains(department)) {
        return department;
      }
    }
    throw new IllegalStateException("every department has a part in " + id);
  }

  private static String pick(String[] values, SplittableRandom random) {
    return values[random.nextInt(values.length)];
  }
}
