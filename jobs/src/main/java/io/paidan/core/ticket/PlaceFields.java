package io.paidan.core.ticket;

import io.paidan.core.ticket.JsonBuffer.Name;
import io.paidan.reference.ReferenceData;
import io.paidan.reference.ReferenceData.District;
import io.paidan.reference.ReferenceData.Place;
import java.util.HashMap;
import java.util.Map;

/**
 * What documents say of a district or a department: its id and, from the reference data, names. For
 * those that the reference data knows it is rendered once, as there are some dozens of them and
 * each document names one or two; an id that it does not know is used as it is (contract, section
 * 2). Immutable.
 */
public final class PlaceFields {
  private static final Name DISTRICT = new Name("district");
  private static final Name DISTRICT_NAME = new Name("district_name");
  private static final Name FIRST_DISTRICT = new Name("first_district");
  private static final Name FIRST_DISTRICT_NAME = new Name("first_district_name");
  private static final Name COUNTY = new Name("county");
  private static final Name COUNTY_NAME = new Name("county_name");
  private static final Name DEPARTMENT = new Name("department");
  private static final Name DEPARTMENT_NAME = new Name("department_name");
  private static final Name LEAD_DEPARTMENT = new Name("lead_department");
  private static final Name LEAD_DEPARTMENT_NAME = new Name("lead_department_name");

  private final ReferenceData reference;
  private final Map<String, byte[]> districts = new HashMap<>();
  private final Map<String, byte[]> namedDistricts = new HashMap<>();
  private final Map<String, byte[]> firstDistricts = new HashMap<>();
  private final Map<String, byte[]> departments = new HashMap<>();
  private final Map<String, byte[]> leadDepartments = new HashMap<>();

  public PlaceFields(ReferenceData reference) {
    this.reference = reference;
    JsonBuffer json = new JsonBuffer();
    for (String id : reference.districts().keySet()) {
      writeDistrict(json.begin(), id);
      districts.put(id, json.fields());
      writeNamedDistrict(json.begin(), id);
      namedDistricts.put(id, json.fields());
      writeFirstDistrict(json.begin(), id);
      firstDistricts.put(id, json.fields());
    }
    for (String id : reference.departments().keySet()) {
      writeDepartment(json.begin(), id);
      departments.put(id, json.fields());
      writeLeadDepartment(json.begin(), id);
      leadDepartments.put(id, json.fields());
    }
  }

  /** District and county with their names; the id may be null. */
  public void district(JsonBuffer json, String id) {
    byte[] known = districts.get(id);
    if (known != null) {
      json.fields(known);
    } else {
      writeDistrict(json, id);
    }
  }

  /** The district without its county, and a name only where one is known; not for null. */
  public void districtIfNamed(JsonBuffer json, String id) {
    byte[] known = namedDistricts.get(id);
    if (known != null) {
      json.fields(known);
    } else {
      json.string(DISTRICT, id);
    }
  }

  /** The district of the first dispatch; the id may be null. */
  public void firstDistrict(JsonBuffer json, String id) {
    byte[] known = firstDistricts.get(id);
    if (known != null) {
      json.fields(known);
    } else {
      writeFirstDistrict(json, id);
    }
  }

  /** A department; the id may be null. */
  public void department(JsonBuffer json, String id) {
    byte[] known = departments.get(id);
    if (known != null) {
      json.fields(known);
    } else {
      writeDepartment(json, id);
    }
  }

  /** The department that leads; the id may be null. */
  public void leadDepartment(JsonBuffer json, String id) {
    byte[] known = leadDepartments.get(id);
    if (known != null) {
      json.fields(known);
    } else {
      writeLeadDepartment(json, id);
    }
  }

  /** The name of a department, its id where the reference data does not know it. */
  public String departmentName(String id) {
    Place department = id == null ? null : reference.departments().get(id);
    return department == null ? id : department.name();
  }

  private String districtName(String id) {
    District district = id == null ? null : reference.districts().get(id);
    return district == null ? id : district.name();
  }

  private void writeDistrict(JsonBuffer json, String id) {
    District district = id == null ? null : reference.districts().get(id);
    String countyId = district == null ? null : district.county();
    Place county = countyId == null ? null : reference.counties().get(countyId);
    json.string(DISTRICT, id)
        .string(DISTRICT_NAME, districtName(id))
        .string(COUNTY, countyId)
        .string(COUNTY_NAME, county == null ? countyId : county.name());
  }

  private void writeNamedDistrict(JsonBuffer json, String id) {
    json.string(DISTRICT, id).string(DISTRICT_NAME, districtName(id));
  }

  private void writeFirstDistrict(JsonBuffer json, String id) {
    json.string(FIRST_DISTRICT, id).string(FIRST_DISTRICT_NAME, districtName(id));
  }

  private void writeDepartment(JsonBuffer json, String id) {
    json.string(DEPARTMENT, id).string(DEPARTMENT_NAME, departmentName(id));
  }

  private void writeLeadDepartment(JsonBuffer json, String id) {
    json.string(LEAD_DEPARTMENT, id).string(LEAD_DEPARTMENT_NAME, departmentName(id));
  }
}
