package io.paidan.core.reference;

import io.paidan.core.ticket.JsonBuffer;
import io.paidan.core.ticket.JsonBuffer.Constants;
import io.paidan.core.ticket.JsonBuffer.Name;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.reference.Centers;
import io.paidan.reference.ReferenceData;
import io.paidan.reference.ReferenceData.District;
import io.paidan.reference.ReferenceData.Place;
import io.paidan.reference.ReferenceData.Staff;
import io.paidan.reference.ReferenceData.StaffKind;

/**
 * Renders districts' enforcement centres with what is missing (contract, section 2, "Reference
 * data"). Not thread-safe.
 */
public final class CenterDocuments {
  private static final Name TIMESTAMP = new Name("@timestamp");
  private static final Name REVISION = new Name("revision");
  private static final Name DISTRICT = new Name("district");
  private static final Name DISTRICT_NAME = new Name("district_name");
  private static final Name COUNTY = new Name("county");
  private static final Name COUNTY_NAME = new Name("county_name");
  private static final Name LOCATION = new Name("location");
  private static final Name LAT = new Name("lat");
  private static final Name LON = new Name("lon");
  private static final Name STAFFED = new Name("staffed");
  private static final Name STAFF_TOTAL = new Name("staff_total");
  private static final Name STAFF_STREET = new Name("staff_street");
  private static final Name STAFF_URBAN_MANAGEMENT = new Name("staff_urban_management");
  private static final Name STAFF_MARKET_SUPERVISION = new Name("staff_market_supervision");
  private static final Name STAFF_OTHER = new Name("staff_other");
  private static final Name MISSING_TOTAL = new Name("missing_total");
  private static final Name MISSING_STREET = new Name("missing_street");
  private static final Name MISSING_URBAN_MANAGEMENT = new Name("missing_urban_management");
  private static final Name MISSING_MARKET_SUPERVISION = new Name("missing_market_supervision");
  private static final Name STAFF = new Name("staff");
  private static final Name ORGANISATION = new Name("organisation");
  private static final Constants<StaffKind> KIND = new Constants<>("kind", StaffKind.class);
  private static final Name COUNT = new Name("count");

  private final ReferenceData reference;
  private final JsonBuffer json = new JsonBuffer();

  public CenterDocuments(ReferenceData reference) {
    this.reference = reference;
  }

  /**
   * The document of one district's centre.
   *
   * @param asOf milliseconds since the epoch: when the reference data holds
   */
  public Document document(District district, long asOf, long revision) {
    Place county = district.county() == null ? null : reference.counties().get(district.county());
    Centers.Staffing staffing = Centers.staffing(district);
    json.begin()
        .instant(TIMESTAMP, asOf)
        .number(REVISION, revision)
        .string(DISTRICT, district.id())
        .string(DISTRICT_NAME, district.name())
        .string(COUNTY, district.county())
        .string(COUNTY_NAME, county == null ? district.county() : county.name());
    if (district.lat() == null || district.lon() == null) {
      json.nothing(LOCATION);
    } else {
      json.object(LOCATION).decimal(LAT, district.lat()).decimal(LON, district.lon()).close();
    }
    json.bool(STAFFED, staffing.staffed())
        .number(STAFF_TOTAL, staffing.total())
        .number(STAFF_STREET, staffing.street())
        .number(STAFF_URBAN_MANAGEMENT, staffing.urbanManagement())
        .number(STAFF_MARKET_SUPERVISION, staffing.marketSupervision())
        .number(STAFF_OTHER, others(district))
        .number(MISSING_TOTAL, staffing.missingTotal())
        .number(MISSING_STREET, staffing.missingStreet())
        .number(MISSING_URBAN_MANAGEMENT, staffing.missingUrbanManagement())
        .number(MISSING_MARKET_SUPERVISION, staffing.missingMarketSupervision())
        .array(STAFF);
    for (Staff staff : district.staff()) {
      json.open()
          .string(ORGANISATION, staff.organisation())
          .constant(KIND, staff.kind())
          .number(COUNT, staff.count())
          .close();
    }
    byte[] body = json.endArray().end();
    return Document.of(Alias.CENTERS, district.id(), revision, body);
  }

  /** What the document of a centre says, but for when: the same bytes for the same content. */
  public byte[] content(District district) {
    return document(district, 0, 0).body();
  }

  private static long others(District district) {
    long sum = 0;
    for (Staff staff : district.staff()) {
      if (staff.kind() == StaffKind.OTHER) {
        sum += staff.count();
      }
    }
    return Math.min(sum, Integer.MAX_VALUE);
  }
}
