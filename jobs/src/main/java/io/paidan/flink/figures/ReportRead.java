package io.paidan.flink.figures;

/**
 * A report that was published, as it was read back.
 *
 * @param scopeKey {@code Scope.key}
 * @param number {@code revision_no}
 * @param figures as {@code ReportDocuments.figures} gave them
 * @param asOf {@code as_of}: event time when it was published, milliseconds since the epoch
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ReportRead(String scopeKey, int number, byte[] figures, long asOf) {}
