package io.paidan.kibana.check;

import java.util.function.Consumer;

/** Whether a query can be read and asks for fields that there are. */
final class KqlCheck {
  private KqlCheck() {}

  static void check(String where, String query, IndexFields fields, Consumer<String> problems) {
    Kql kql;
    try {
      kql = Kql.parse(query);
    } catch (IllegalArgumentException e) {
      problems.accept(where + " has no query: " + e.getMessage());
      return;
    }
    for (String field : kql.fields()) {
      if (!fields.has(field)) {
        problems.accept(where + " asks for " + field + ", which the index does not have");
      }
    }
    for (String field : kql.rangeFields()) {
      if (!fields.isDate(field) && !fields.isNumber(field)) {
        problems.accept(where + " compares " + field + ", which has no order");
      }
    }
  }
}
