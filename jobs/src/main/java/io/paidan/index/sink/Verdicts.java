package io.paidan.index.sink;

import java.util.Set;

/** Whose fault an answer is. Pure: the same answer, the same verdict. */
final class Verdicts {
  /**
   * Errors that Elasticsearch gives with status 400, as if the document were wrong, though it is
   * the index or the cluster: with these, every document would become a dead letter.
   */
  private static final Set<String> NOT_THE_DOCUMENTS_FAULT =
      Set.of(
          "index_closed_exception",
          "invalid_index_name_exception",
          "invalid_alias_name_exception",
          "validation_exception");

  /**
   * An index, or the cluster, that somebody has made read-only: while it is rebuilt, or because a
   * disk is full. It is said with 403 as if we had no right, or with 429.
   */
  private static final String BLOCKED = "cluster_block_exception";

  private Verdicts() {}

  /** Whether an answer says that the index, or the cluster, is read-only. */
  static boolean isBlocked(int status, String errorType) {
    return BLOCKED.equals(errorType) && (status == 403 || status == 429);
  }

  /** Of one entry in a request that was carried out. */
  static Verdict ofItem(ItemAnswer a) {
    int status = a.status();
    if (status >= 200 && status < 300) {
      return Verdict.DONE;
    }
    switch (status) {
      case 404:
        // The deletion of a document that is not there has no error; its version is kept all the
        // same, so that an older upsert that comes late finds it.
        return a.errorType() == null ? Verdict.DONE : Verdict.FAIL;
      case 409:
        return "version_conflict_engine_exception".equals(a.errorType())
            ? Verdict.CONFLICT
            : Verdict.BACK_OFF;
      case 400:
        return ofBadRequest(a);
      case 401, 403:
        return isBlocked(status, a.errorType()) ? Verdict.BACK_OFF : Verdict.FAIL;
      case 408, 429:
        return Verdict.BACK_OFF;
      default:
        return status >= 500 ? Verdict.BACK_OFF : Verdict.REJECT;
    }
  }

  private static Verdict ofBadRequest(ItemAnswer a) {
    if (a.errorType() != null && NOT_THE_DOCUMENTS_FAULT.contains(a.errorType())) {
      return Verdict.FAIL;
    }
    if (a.reason() != null && a.reason().contains("no write index is defined for alias")) {
      return Verdict.FAIL;
    }
    return Verdict.REJECT;
  }

  /** Of a whole request; {@link Verdict#DONE}: carried out, each entry has an answer of its own. */
  static Verdict ofRequest(BulkAnswer a) {
    if (a.carriedOut()) {
      return Verdict.DONE;
    }
    switch (a.status()) {
      case BulkAnswer.NO_ANSWER, 408, 429:
        return Verdict.BACK_OFF;
      case 400, 413:
        return Verdict.SPLIT;
      default:
        return a.status() >= 500 || isBlocked(a.status(), a.errorType())
            ? Verdict.BACK_OFF
            : Verdict.FAIL;
    }
  }
}
