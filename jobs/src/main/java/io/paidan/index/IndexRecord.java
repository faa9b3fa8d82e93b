package io.paidan.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.document.Document;
import io.paidan.kafka.DocumentRecords;
import io.paidan.kafka.NotADocumentException;
import io.paidan.kafka.RecordOrigin;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One record of {@code paidan.documents} on its way through the job: a document, or what is wrong
 * with it. Exactly one of the two is there; nobody changes it once it is made.
 *
 * @param document null when the record is rejected
 * @param rejected null when the record is a document
 */
public record IndexRecord(RecordOrigin origin, Document document, RejectedRecord rejected) {
  public IndexRecord {
    Objects.requireNonNull(origin, "origin");
    if ((document == null) == (rejected == null)) {
      throw new IllegalArgumentException("A record is either a document or rejected.");
    }
  }

  public static IndexRecord of(RecordOrigin origin, Document document) {
    return new IndexRecord(origin, document, null);
  }

  public static IndexRecord of(RejectedRecord rejected) {
    return new IndexRecord(rejected.origin(), null, rejected);
  }

  /** What a consumed record is; never throws. */
  public static IndexRecord of(ConsumerRecord<byte[], byte[]> r) {
    RecordOrigin origin = new RecordOrigin(r.topic(), r.partition(), r.offset(), r.timestamp());
    try {
      return of(origin, DocumentRecords.fromRecord(r));
    } catch (NotADocumentException e) {
      return of(new RejectedRecord(origin, e.reason().name(), e.getMessage(), r.key(), r.value()));
    }
  }

  /** The same record, turned away. */
  public IndexRecord reject(String reason, String detail) {
    return of(new RejectedRecord(origin, reason, detail, key().getBytes(UTF_8), document.body()));
  }

  /** What all changes of one document have in common: alias/{@code _id}. */
  public String key() {
    return document == null ? origin.toString() : document.alias().alias() + "/" + document.id();
  }
}
