package io.paidan.index.sink;

import java.util.List;

/**
 * What came back for one bulk request.
 *
 * @param status of HTTP; {@link #NO_ANSWER} or {@link #NOT_TRUSTED} when there is none
 * @param items for a request that was carried out, the answer to each entry in its order; null: all
 *     were done
 * @param errorType Elasticsearch's name of the error for the whole request; may be null
 * @param reason what is wrong with the whole request; may be null
 */
public record BulkAnswer(int status, List<ItemAnswer> items, String errorType, String reason) {
  /** No connection, or none any more: nobody knows whether the request was carried out. */
  public static final int NO_ANSWER = 0;

  /** The other side cannot show who it is (TLS). */
  public static final int NOT_TRUSTED = -1;

  static BulkAnswer allDone() {
    return new BulkAnswer(200, null, null, null);
  }

  static BulkAnswer of(List<ItemAnswer> items) {
    return new BulkAnswer(200, items, null, null);
  }

  static BulkAnswer refused(int status, String errorType, String reason) {
    return new BulkAnswer(status, null, errorType, reason);
  }

  static BulkAnswer noAnswer(String why) {
    return new BulkAnswer(NO_ANSWER, null, null, why);
  }

  static BulkAnswer notTrusted(String why) {
    return new BulkAnswer(NOT_TRUSTED, null, null, why);
  }

  boolean carriedOut() {
    return status >= 200 && status < 300;
  }
}
