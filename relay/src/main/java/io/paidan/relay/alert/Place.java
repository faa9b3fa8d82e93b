package io.paidan.relay.alert;

/**
 * A district, county or department.
 *
 * @param name Chinese, as the reference data has it; the id where it has none
 */
public record Place(String id, String name) {
  /** The place, or null where there is no id. */
  public static Place of(String id, String name) {
    return id == null ? null : new Place(id, name == null ? id : name);
  }
}
