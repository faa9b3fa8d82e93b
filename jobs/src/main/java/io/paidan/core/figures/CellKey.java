package io.paidan.core.figures;

import java.util.Objects;

/**
 * The smallest place that figures are counted at.
 *
 * @param department null for {@link CellKind#TICKETS}
 * @param district null for {@link CellKind#LED}
 * @param day the local date, in days since 1970-01-01
 */
public record CellKey(CellKind kind, String department, String district, int day) {
  static CellKey tickets(String district, int day) {
    return new CellKey(CellKind.TICKETS, null, district, day);
  }

  static CellKey assignments(String department, String district, int day) {
    return new CellKey(CellKind.ASSIGNMENTS, department, district, day);
  }

  static CellKey led(String department, int day) {
    return new CellKey(CellKind.LED, department, null, day);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CellKey that
        && day == that.day
        && kind == that.kind
        && Objects.equals(district, that.district)
        && Objects.equals(department, that.department);
  }

  /** Asked several times for each change of a ticket; strings keep theirs. */
  @Override
  public int hashCode() {
    int hash = day * 31 + (district == null ? 0 : district.hashCode());
    return hash * 31 + (department == null ? kind.code() : department.hashCode());
  }
}
