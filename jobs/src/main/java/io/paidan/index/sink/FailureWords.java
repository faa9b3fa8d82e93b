package io.paidan.index.sink;

import io.paidan.index.elasticsearch.ConnectionWords;

/** Says in one line why indexing cannot go on, where, and what to do. */
final class FailureWords {
  private FailureWords() {}

  /** Of an entry with the verdict {@link Verdict#FAIL}. */
  static String ofItem(String where, String target, ItemAnswer a) {
    return "Elasticsearch at "
        + where
        + " does not take documents for '"
        + target
        + "' ("
        + said(a.status(), a.errorType(), a.reason())
        + "). "
        + advice(a.status());
  }

  /** Of a whole request with the verdict {@link Verdict#FAIL}. */
  static String ofRequest(String where, BulkAnswer a) {
    if (a.status() == BulkAnswer.NOT_TRUSTED) {
      return "Elasticsearch at "
          + where
          + " cannot be trusted ("
          + a.reason()
          + "). "
          + ConnectionWords.trustAdvice(a.reason());
    }
    return "Elasticsearch at "
        + where
        + " refuses to index ("
        + said(a.status(), a.errorType(), a.reason())
        + "). "
        + advice(a.status());
  }

  /** Of an entry, or a whole request, for an index that is read-only. */
  static String ofBlock(String where, String target, int status, String errorType, String reason) {
    return "Elasticsearch at "
        + where
        + " takes no documents for '"
        + target
        + "' now ("
        + said(status, errorType, reason)
        + "): it is read-only. Documents wait and nothing is lost. Unless a rebuild is under way,"
        + " make room on its disks or take the block away (index.blocks).";
  }

  /** After too long without any answer. */
  static String ofSilence(String where, long millis, String why) {
    return "Elasticsearch at "
        + where
        + " has not answered for "
        + millis / 1000
        + " s ("
        + why
        + "). Start it, or correct --elasticsearch; nothing is lost meanwhile.";
  }

  private static String advice(int status) {
    return switch (status) {
      case 401 ->
          "Set PAIDAN_ES_API_KEY, or PAIDAN_ES_USER and PAIDAN_ES_PASSWORD, to what it" + " knows.";
      case 403 -> "Give its user the right to write to paidan-*.";
      case 404 -> "Run 'paidan init' against it: aliases and indices are missing.";
      default -> "See its log, mend the index, or run 'paidan init' against it.";
    };
  }

  private static String said(int status, String errorType, String reason) {
    return status
        + (errorType == null ? "" : " " + errorType)
        + (reason == null ? "" : ": " + reason);
  }
}
