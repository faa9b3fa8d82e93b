package io.paidan.reference;

import io.paidan.json.Fields;
import io.paidan.json.JsonReader;
import io.paidan.json.JsonValue;
import io.paidan.json.Problem;
import io.paidan.json.Problems;
import io.paidan.reference.ReferenceData.District;
import io.paidan.reference.ReferenceData.Place;
import io.paidan.reference.ReferenceData.Staff;
import io.paidan.reference.ReferenceData.StaffKind;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads reference data (contract, section 2) and names every problem at once. All parts may be
 * absent; fields that it does not know are ignored, as in events.
 */
public final class ReferenceParser {
  /**
   * What a document gives.
   *
   * @param data null when there is a problem
   * @param problems in the order of the document; empty when all is well
   */
  public record Result(ReferenceData data, List<Problem> problems) {
    public Result {
      problems = List.copyOf(problems);
    }
  }

  private final Problems problems = new Problems();

  private ReferenceParser() {}

  /** Reads a document in UTF-8. Never throws for what is in it. */
  public static Result parse(byte[] utf8) {
    ReferenceParser parser = new ReferenceParser();
    JsonValue document = JsonReader.read(utf8, parser.problems);
    ReferenceData data = document == null ? null : parser.read(document);
    List<Problem> problems = parser.problems.list();
    return new Result(problems.isEmpty() ? data : null, problems);
  }

  private ReferenceData read(JsonValue document) {
    Fields fields = Fields.of(document, problems);
    if (fields == null) {
      return null;
    }
    ZoneId zone = fields.zone("zone");
    JsonValue prefecture = fields.get("prefecture");
    Map<String, Place> counties = places(fields.items("counties"), "county");
    Map<String, District> districts = new LinkedHashMap<>();
    for (JsonValue item : fields.items("districts")) {
      district(item, fields.get("counties") == null ? null : counties, districts);
    }
    ReferenceData data =
        new ReferenceData(
            zone == null ? ReferenceData.NONE.zone() : zone,
            prefecture == null ? null : place(prefecture),
            counties,
            Collections.unmodifiableMap(districts),
            places(fields.items("departments"), "department"));
    fields.noRepeats();
    return data;
  }

  private Map<String, Place> places(List<JsonValue> items, String what) {
    Map<String, Place> places = new LinkedHashMap<>();
    for (JsonValue item : items) {
      Place place = place(item);
      if (place != null && place.id() != null && places.put(place.id(), place) != null) {
        problems.add(item.get("id"), what + " " + Fields.quote(place.id()) + " is given twice");
      }
    }
    return Collections.unmodifiableMap(places);
  }

  private Place place(JsonValue value) {
    Fields fields = Fields.of(value, problems);
    if (fields == null) {
      return null;
    }
    Place place = new Place(fields.requiredId("id"), fields.requiredName("name"));
    fields.noRepeats();
    return place;
  }

  /**
   * Reads a district.
   *
   * @param counties null when the document lists none
   */
  private void district(
      JsonValue value, Map<String, Place> counties, Map<String, District> districts) {
    Fields fields = Fields.of(value, problems);
    if (fields == null) {
      return;
    }
    String id = fields.requiredId("id");
    String name = fields.requiredName("name");
    String county = fields.id("county");
    if (county != null && counties != null && !counties.containsKey(county)) {
      problems.add(
          fields.get("county"),
          "unknown county " + Fields.quote(county) + ": \"counties\" does not list it");
    }
    Fields location = fields.object("location");
    Double lat = location == null ? null : location.requiredNumber("lat", -90, 90);
    Double lon = location == null ? null : location.requiredNumber("lon", -180, 180);
    Fields center = fields.object("center");
    List<Staff> staff = new ArrayList<>();
    if (center != null) {
      for (JsonValue item : center.items("staff")) {
        staff(item, staff);
      }
      center.noRepeats();
    }
    fields.noRepeats();
    if (id == null) {
      return;
    }
    District district = new District(id, name, county, lat, lon, List.copyOf(staff));
    if (districts.put(id, district) != null) {
      problems.add(fields.get("id"), "district " + Fields.quote(id) + " is given twice");
    }
  }

  private void staff(JsonValue value, List<Staff> staff) {
    Fields fields = Fields.of(value, problems);
    if (fields == null) {
      return;
    }
    String organisation = fields.requiredName("organisation");
    StaffKind kind = fields.requiredOneOf("kind", StaffKind.class, "kind of staff");
    Integer count = fields.requiredInteger("count", 0);
    fields.noRepeats();
    if (organisation != null && kind != null && count != null) {
      staff.add(new Staff(organisation, kind, count));
    }
  }
}
