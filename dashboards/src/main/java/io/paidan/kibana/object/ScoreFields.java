package io.paidan.kibana.object;

/** The fields of a department's mark. */
final class ScoreFields {
  static final String[] COMPONENTS = {
    "accept_on_time", "arrive_on_time", "resolve_on_time", "resolved", "satisfaction", "street"
  };

  private ScoreFields() {}
}
