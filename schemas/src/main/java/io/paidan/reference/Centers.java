package io.paidan.reference;

import io.paidan.reference.ReferenceData.District;
import io.paidan.reference.ReferenceData.Staff;
import io.paidan.reference.ReferenceData.StaffKind;
import java.util.List;

/**
 * Whether a district's enforcement centre is staffed (contract, section 2, "Reference data"): 5
 * people or more, of them 1 or more of the street, 2 or more of urban management and 2 or more of
 * market supervision.
 */
public final class Centers {
  private static final int LEAST_TOTAL = 5;
  private static final int LEAST_STREET = 1;
  private static final int LEAST_URBAN_MANAGEMENT = 2;
  private static final int LEAST_MARKET_SUPERVISION = 2;

  /**
   * What a centre has and lacks, in people.
   *
   * @param total all of them, of other organisations too
   * @param missingTotal people short of the least of all, as the next ones are of each kind; 0 when
   *     there are enough
   */
  public record Staffing(
      int total,
      int street,
      int urbanManagement,
      int marketSupervision,
      int missingTotal,
      int missingStreet,
      int missingUrbanManagement,
      int missingMarketSupervision) {
    /** Whether nobody is missing. */
    public boolean staffed() {
      return missingTotal == 0
          && missingStreet == 0
          && missingUrbanManagement == 0
          && missingMarketSupervision == 0;
    }
  }

  private Centers() {}

  /** The staffing of a district's centre; without a centre there is nobody. */
  public static Staffing staffing(District district) {
    List<Staff> staff = district.staff();
    int total = count(staff, null);
    int street = count(staff, StaffKind.STREET);
    int urbanManagement = count(staff, StaffKind.URBAN_MANAGEMENT);
    int marketSupervision = count(staff, StaffKind.MARKET_SUPERVISION);
    int missingStreet = Math.max(0, LEAST_STREET - street);
    int missingUrbanManagement = Math.max(0, LEAST_URBAN_MANAGEMENT - urbanManagement);
    int missingMarketSupervision = Math.max(0, LEAST_MARKET_SUPERVISION - marketSupervision);
    return new Staffing(
        total,
        street,
        urbanManagement,
        marketSupervision,
        Math.max(0, LEAST_TOTAL - total),
        missingStreet,
        missingUrbanManagement,
        missingMarketSupervision);
  }

  /** People of one kind, or of all kinds for null. */
  private static int count(List<Staff> staff, StaffKind kind) {
    long sum = 0;
    for (Staff post : staff) {
      if (kind == null || post.kind() == kind) {
        sum += post.count();
      }
    }
    return (int) Math.min(sum, Integer.MAX_VALUE);
  }
}
