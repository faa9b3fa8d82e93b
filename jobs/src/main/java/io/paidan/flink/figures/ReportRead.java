package io.paidan.flink.figures;

/**
 * A report that was published, as it was read back.
 *
 * @param scopeKey {@code Scope.key}
 * @param number {@code revision_no}
 * @param figures as {@code ReportDocuments.figures} gave them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ReportRead(String scopeKey, int number, byte[] figures) {}
