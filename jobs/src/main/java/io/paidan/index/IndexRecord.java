package io.paidan.index;

import io.paidan.Instants;
import io.paidan.document.Document;
import io.paidan.event.Malformed;
import io.paidan.event.Reason;
import io.paidan.flink.deadletter.DeadLetter;
import io.paidan.flink.source.ReadEvent.Origin;
import io.paidan.flink.source.RecordHeader;
import io.paidan.kafka.DocumentRecords;
import io.paidan.kafka.NotADocumentException;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;

/**
 * One record of {@code paidan.documents} on its way through the job: a document, or a dead letter.
 * Exactly one of the two is there; nobody changes it once it is made.
 *
 * @param origin where and when the record was read
 * @param document null when the record is a dead letter
 * @param deadLetter null when the record is a document
 */
public record IndexRecord(Origin origin, Document document, DeadLetter deadLetter) {
  public IndexRecord {
    Objects.requireNonNull(origin, "origin");
    if ((document == null) == (deadLetter == null)) {
      throw new IllegalArgumentException("A record is either a document or a dead letter.");
    }
  }

  public static IndexRecord of(Origin origin, Document document) {
    return new IndexRecord(origin, document, null);
  }

  public static IndexRecord of(DeadLetter deadLetter) {
    return new IndexRecord(deadLetter.origin(), null, deadLetter);
  }

  /**
   * What a consumed record is; never throws.
   *
   * @param readAt wall clock, milliseconds since the epoch
   */
  public static IndexRecord of(ConsumerRecord<byte[], byte[]> r, long readAt) {
    boolean stamped = r.timestampType() != TimestampType.NO_TIMESTAMP_TYPE;
    Origin origin =
        new Origin(
            r.topic(), r.partition(), r.offset(), stamped ? r.timestamp() : Instants.NONE, readAt);
    try {
      return of(origin, DocumentRecords.fromRecord(r));
    } catch (NotADocumentException e) {
      Malformed why = new Malformed(e.reason(), e.getMessage());
      return of(new DeadLetter(why, origin, r.key(), r.value(), RecordHeader.of(r.headers())));
    }
  }

  /** This document as a dead letter: the record as it was read. */
  public IndexRecord reject(Reason reason, String detail) {
    ProducerRecord<byte[], byte[]> read = DocumentRecords.toRecord(origin.topic(), document);
    return of(
        new DeadLetter(
            new Malformed(reason, detail),
            origin,
            read.key(),
            read.value(),
            RecordHeader.of(read.headers())));
  }

  /** What all changes of one document have in common: alias/{@code _id}. */
  public String key() {
    return document == null
        ? origin.topic() + "/" + origin.partition() + "/" + origin.offset()
        : document.alias().alias() + "/" + document.id();
  }
}
