package io.paidan.json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems of one document. Not thread-safe. */
public final class Problems {
  private record Found(int line, int column, Problem problem) {}

  private final List<Found> found = new ArrayList<>();

  /** A problem with this value. */
  public void add(JsonValue value, String message) {
    add(value.line(), value.column(), value.pointer(), message);
  }

  /** A problem with this member as such: its name, or that it is there. */
  public void add(JsonValue.Member member, String message) {
    add(member.line(), member.column(), member.value().pointer(), message);
  }

  void add(int line, int column, String pointer, String message) {
    String place = line + ":" + column + " " + (pointer.isEmpty() ? "/" : pointer);
    found.add(new Found(line, column, new Problem(place, message)));
  }

  /** How many there are; greater after something went wrong. */
  public int count() {
    return found.size();
  }

  /** All of them, in the order of the document. */
  public List<Problem> list() {
    return found.stream()
        .sorted(Comparator.comparingInt(Found::line).thenComparingInt(Found::column))
        .map(Found::problem)
        .toList();
  }
}
