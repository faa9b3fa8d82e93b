package io.paidan.core.figures;

import io.paidan.reference.ReferenceData;
import io.paidan.reference.ReferenceData.District;
import java.util.ArrayList;
import java.util.List;

/**
 * Which scopes a cell is counted in. Sums of districts or departments would do for counts, but not
 * for percentiles. Immutable.
 */
public final class Rollup {
  private final ReferenceData reference;

  /**
   * @param reference says which county a district is of; what is in no county counts in none
   */
  public Rollup(ReferenceData reference) {
    this.reference = reference;
  }

  /** The scopes whose figures of the day the cell is a part of. */
  public List<Scope> ofDay(CellKey key) {
    return switch (key.kind()) {
      case TICKETS -> areas(key.district(), Scope.district(key.district()));
      case ASSIGNMENTS ->
          areas(
              key.district(),
              Scope.departmentDistrict(key.department(), key.district()),
              Scope.department(key.department()));
      case LED -> List.of();
    };
  }

  /** The scopes whose figures of the month the cell is a part of. */
  public List<Scope> ofMonth(CellKey key) {
    return switch (key.kind()) {
      case TICKETS -> areas(key.district(), Scope.district(key.district()));
      case ASSIGNMENTS ->
          areas(key.district(), Scope.district(key.district()), Scope.department(key.department()));
      case LED -> List.of(Scope.department(key.department()));
    };
  }

  private List<Scope> areas(String districtId, Scope... others) {
    List<Scope> scopes = new ArrayList<>(List.of(others));
    String county = county(districtId);
    if (county != null) {
      scopes.add(Scope.county(county));
    }
    scopes.add(Scope.PREFECTURE);
    return scopes;
  }

  /** The county of a district, or null. */
  public String county(String districtId) {
    District district = reference.districts().get(districtId);
    return district == null ? null : district.county();
  }

  /**
   * The county that figures are to be counted in anew when districts change their counties, from
   * the scopes that no other is needed for; null: none.
   */
  public String countyOf(Scope scope, Period.Type type) {
    return switch (scope.kind()) {
      case DISTRICT -> county(scope.id());
      case DEPARTMENT_DISTRICT -> type == Period.Type.DAY ? county(scope.district()) : null;
      case DEPARTMENT, COUNTY, PREFECTURE -> null;
    };
  }
}
