package io.paidan.flink.figures;

/**
 * A report that was published, as it was read back.
 *
 * @param scopeKey {@code Scope.key}
 * @param number {@code revision_no}
 * @param asOf what had happened until then is in it, milliseconds since the epoch
 * @param figures as {@code ReportDocuments.figures} gave them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ReportRead(String scopeKey, int number, long asOf, byte[] figures) {}
