package io.paidan.policy;

/** Policies for tests. */
final class Policies {
  /** The example of the contract, section 2, with all that a version can have. */
  static final String EXAMPLE =
      """
      {"id":"changji","version":3,"effectiveFrom":"2026-07-01T00:00:00Z","appliesTo":"NEW",
       "targets":[
        {"clock":"ARRIVE","ticketClass":"EMERGENCY","limit":"PT30M","calendar":"always","warnAt":[0.5,0.8],"escalateAt":[2.0]},
        {"clock":"RESOLVE","ticketClass":"ROUTINE","limit":"5 working days","calendar":"office"},
        {"clock":"RESOLVE","category":"ENFORCEMENT","district":"fuxin","department":"fire","limit":"PT4H"}],
       "calendars":[{"id":"office","zone":"Asia/Shanghai","covers":["2024","2027"],
         "seasons":[{"from":"05-01","to":"09-30","hours":{"MON-FRI":["09:30-13:30","16:00-20:00"]}},
                    {"from":"10-01","to":"04-30","hours":{"MON-THU":["10:00-14:00","15:30-19:30"],"FRI":["10:00-24:00"]}}],
         "holidays":["2026-10-01"],
         "workdays":[{"date":"2026-10-10","hoursOf":"FRI"},{"date":"2026-12-31","hours":["10:00-14:00"]},{"date":"2026-12-30"}]}],
       "score":{"minimumSample":10,"acceptOnTime":0.15,"arriveOnTime":0.15,"resolveOnTime":0.25,"resolved":0.15,"satisfaction":0.10,"street":0.20}}
      """;

  private Policies() {}

  /** A sound version with these targets, given as JSON. */
  static PolicyVersion version(
      String id, int version, String effectiveFrom, String appliesTo, String targets) {
    return only(
        """
        {"id":"%s","version":%d,"effectiveFrom":"%s","appliesTo":"%s","targets":[%s]}
        """
            .formatted(id, version, effectiveFrom, appliesTo, targets));
  }

  /** The one version of a document without problems. */
  static PolicyVersion only(String json) {
    PolicyParser.Result result = PolicyParser.parse(json);
    if (!result.problems().isEmpty() || result.versions().size() != 1) {
      throw new AssertionError(result.toString());
    }
    return result.versions().get(0);
  }
}
