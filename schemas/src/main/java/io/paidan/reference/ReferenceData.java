package io.paidan.reference;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * The prefecture's streets, departments and staff (contract, section 2, "Reference data"). Maps are
 * by id, immutable, in the order of the source.
 */
public record ReferenceData(
    ZoneId zone,
    Place prefecture,
    Map<String, Place> counties,
    Map<String, District> districts,
    Map<String, Place> departments) {
  /** Knows nobody; Asia/Shanghai. */
  public static final ReferenceData NONE =
      new ReferenceData(ZoneId.of("Asia/Shanghai"), null, Map.of(), Map.of(), Map.of());

  /** An id and its Chinese name. */
  public record Place(String id, String name) {}

  /** A street or town; lat and lon null where unknown. */
  public record District(
      String id, String name, String county, Double lat, Double lon, List<Staff> staff) {}

  /** Posts at the enforcement centre from one organisation. */
  public record Staff(String organisation, StaffKind kind, int count) {}

  /** Whose people they are. */
  public enum StaffKind {
    STREET,
    URBAN_MANAGEMENT,
    MARKET_SUPERVISION,
    OTHER
  }
}
