package io.paidan.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.paidan.Topics;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.event.Reason;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class DocumentRecordsTest {
  private static final Document TICKET =
      Document.of(Alias.TICKETS, "单-1", 1_795_000_000_123L, "{\"a\":1}".getBytes(UTF_8));

  @Test
  void everyKindOfDocumentComesBackAsItWas() throws NotADocumentException {
    for (Alias alias : Alias.values()) {
      String month = alias.byMonth() ? "2026.11" : null;
      Document upsert = new Document(alias, "a/-/1\u001f", 7, "{}".getBytes(UTF_8), month);
      Document delete = new Document(alias, "a/-/1\u001f", 8, null, month);
      assertThat(DocumentRecords.fromRecord(consumed(upsert))).isEqualTo(upsert);
      assertThat(DocumentRecords.fromRecord(consumed(delete))).isEqualTo(delete);
    }
  }

  @Test
  void theKeyIsAliasAndId() {
    ProducerRecord<byte[], byte[]> record = DocumentRecords.toRecord(Topics.DOCUMENTS, TICKET);
    assertThat(new String(record.key(), UTF_8)).isEqualTo("paidan-tickets/单-1");
    assertThat(record.topic()).isEqualTo("paidan.documents");
    assertThat(record.timestamp()).isNull();
    assertThat(record.value()).isSameAs(TICKET.body());
  }

  @Test
  void aHeaderThatIsMissingIsNamed() {
    for (String header : new String[] {"alias", "_id", "revision"}) {
      ConsumerRecord<byte[], byte[]> record = consumed(TICKET);
      record.headers().remove(header);
      NotADocumentException e = problem(record);
      assertThat(e.reason()).isEqualTo(Reason.MISSING_HEADER);
      assertThat(e).hasMessageContaining("'" + header + "'");
    }
    ConsumerRecord<byte[], byte[]> event = consumed(new Document(Alias.EVENTS, "e", 1, null, null));
    assertThat(problem(event).reason()).isEqualTo(Reason.MISSING_HEADER);
  }

  @Test
  void aHeaderThatIsWrongIsNamed() {
    assertThat(problem(with("alias", "paidan-orders")).reason()).isEqualTo(Reason.UNKNOWN_ALIAS);
    for (String revision :
        new String[] {"", "0", "-1", "1.5", "x", "00", "9999999999999999999", "١"}) {
      assertThat(problem(with("revision", revision)).reason()).isEqualTo(Reason.BAD_HEADER);
    }
    assertThat(problem(with("_id", "")).reason()).isEqualTo(Reason.BAD_HEADER);
    assertThat(problem(with("_id", "é".repeat(257))).reason()).isEqualTo(Reason.BAD_HEADER);
    for (String month : new String[] {"", "2026-11", "2026.13", "2026.1", "2026.00", "*"}) {
      ConsumerRecord<byte[], byte[]> record =
          consumed(new Document(Alias.EVENTS, "e", 1, null, month));
      assertThat(problem(record).reason()).as(month).isEqualTo(Reason.BAD_HEADER);
    }
  }

  @Test
  void theLongestIdPasses() throws NotADocumentException {
    String id = "é".repeat(256);
    assertThat(DocumentRecords.fromRecord(with("_id", id)).id()).isEqualTo(id);
  }

  private static NotADocumentException problem(ConsumerRecord<byte[], byte[]> record) {
    NotADocumentException e =
        catchThrowableOfType(NotADocumentException.class, () -> DocumentRecords.fromRecord(record));
    assertThat(e).isNotNull();
    assertThat(e.getMessage()).doesNotContain("\n");
    return e;
  }

  private static ConsumerRecord<byte[], byte[]> with(String header, String value) {
    ConsumerRecord<byte[], byte[]> record = consumed(TICKET);
    record.headers().remove(header).add(header, value.getBytes(UTF_8));
    return record;
  }

  private static ConsumerRecord<byte[], byte[]> consumed(Document document) {
    ProducerRecord<byte[], byte[]> sent = DocumentRecords.toRecord(Topics.DOCUMENTS, document);
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
    sent.headers().forEach(record.headers()::add);
    return record;
  }
}
