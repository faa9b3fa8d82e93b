package io.paidan.index;

import io.paidan.kafka.RecordOrigin;
import java.util.Arrays;
import java.util.Objects;

/**
 * A record of {@code paidan.documents} that cannot be indexed: a dead letter (contract, section 1).
 *
 * @param reason the stable code
 * @param detail one line for the people who run Paidan: what is wrong; never a field's content
 * @param key as it was read; null is kept
 * @param value byte for byte as it was read; null is kept
 */
public record RejectedRecord(
    RecordOrigin origin, String reason, String detail, byte[] key, byte[] value) {
  /** Elasticsearch takes the document's index, but not this document. */
  public static final String REFUSED_BY_INDEX = "REFUSED_BY_INDEX";

  /** Over the size that Paidan, or Elasticsearch, or something between them takes. */
  public static final String TOO_LARGE = "TOO_LARGE";

  public RejectedRecord {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(detail, "detail");
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof RejectedRecord r
        && origin.equals(r.origin)
        && reason.equals(r.reason)
        && detail.equals(r.detail)
        && Arrays.equals(key, r.key)
        && Arrays.equals(value, r.value);
  }

  @Override
  public int hashCode() {
    return origin.hashCode();
  }

  /** Without key and value: they may hold what no log should. */
  @Override
  public String toString() {
    return origin + " " + reason + ": " + detail;
  }
}
