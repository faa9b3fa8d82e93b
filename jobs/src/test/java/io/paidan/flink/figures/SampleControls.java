package io.paidan.flink.figures;

/** Policies and reference data. What fixtures were written with: never to be changed. */
final class SampleControls {
  private SampleControls() {}

  /**
   * Reference data.
   *
   * @param prefecture the id of the prefecture
   * @param districts {@code district@county}: all are known
   */
  static String reference(String prefecture, String... districts) {
    StringBuilder json = new StringBuilder();
    for (String district : districts) {
      int at = district.indexOf('@');
      json.append(json.isEmpty() ? "" : ",")
          .append(
              "{\"id\":\"%1$s\",\"name\":\"%1$s街道\",\"county\":\"%2$s\"}"
                  .formatted(district.substring(0, at), district.substring(at + 1)));
    }
    return """
        {"prefecture":{"id":"%1$s","name":"%1$s州"},
         "counties":[{"id":"c","name":"甲县"},{"id":"k","name":"乙市"}],
         "districts":[%2$s],"departments":[{"id":"x","name":"水利局"}]}"""
        .formatted(prefecture, json);
  }

  /**
   * A version of the policy {@code p}.
   *
   * @param street the weight of the street's mark; the rest is that of what is resolved
   */
  static String policy(int version, String from, String reportAfter, double street) {
    return """
        {"id":"p","version":%d,"effectiveFrom":"%s","appliesTo":"NEW","reportAfter":"%s",
         "targets":[{"clock":"ACCEPT","limit":"PT1H"}],
         "score":{"minimumSample":2,"acceptOnTime":0,"arriveOnTime":0,"resolveOnTime":0,
          "resolved":%s,"satisfaction":0,"street":%s}}"""
        .formatted(version, from, reportAfter, 1 - street, street);
  }
}
