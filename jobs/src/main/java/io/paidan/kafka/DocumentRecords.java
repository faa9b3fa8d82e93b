package io.paidan.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.event.Reason;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A document as a record of {@code paidan.documents} and back (contract, section 3, "Topics"): key
 * = alias/{@code _id}, value = the document (none: it is no more), headers {@value #ALIAS}, {@value
 * #ID}, {@value #REVISION} (decimal) and, for documents kept by month, {@value #MONTH} ({@code
 * yyyy.MM}); all text in UTF-8. The headers are what counts: an id may hold any character, so
 * nothing is read out of the key.
 */
public final class DocumentRecords {
  public static final String ALIAS = "alias";
  public static final String ID = "_id";
  public static final String REVISION = "revision";
  public static final String MONTH = "month";

  /** Elasticsearch takes no longer {@code _id}, in bytes of UTF-8. */
  public static final int MAX_ID_BYTES = 512;

  private static final Pattern YEAR_AND_MONTH = Pattern.compile("[0-9]{4}\\.(0[1-9]|1[0-2])");
  private static final Pattern POSITIVE = Pattern.compile("[1-9][0-9]{0,18}");

  private DocumentRecords() {}

  /** The record of a document; its value is the document's own array. */
  public static ProducerRecord<byte[], byte[]> toRecord(String topic, Document d) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic, null, null, (d.alias().alias() + "/" + d.id()).getBytes(UTF_8), d.body());
    Headers headers = record.headers();
    headers.add(ALIAS, d.alias().alias().getBytes(UTF_8));
    headers.add(ID, d.id().getBytes(UTF_8));
    headers.add(REVISION, Long.toString(d.revision()).getBytes(UTF_8));
    if (d.month() != null) {
      headers.add(MONTH, d.month().getBytes(UTF_8));
    }
    return record;
  }

  /**
   * The document of a record; its body is the record's own array. The body is not parsed.
   *
   * @throws NotADocumentException when a header is missing or wrong
   */
  public static Document fromRecord(ConsumerRecord<byte[], byte[]> r) throws NotADocumentException {
    Headers headers = r.headers();
    String name = text(headers, ALIAS);
    Alias alias = Alias.ofAlias(name);
    if (alias == null) {
      throw new NotADocumentException(
          Reason.UNKNOWN_ALIAS,
          "Header '"
              + ALIAS
              + "' names no alias that Paidan writes: "
              + name.substring(0, Math.min(name.length(), 100))
              + ".");
    }
    byte[] id = required(headers, ID);
    if (id.length == 0 || id.length > MAX_ID_BYTES) {
      throw bad(ID, "must have 1 to " + MAX_ID_BYTES + " bytes, has " + id.length);
    }
    String revision = text(headers, REVISION);
    if (!POSITIVE.matcher(revision).matches()) {
      throw bad(REVISION, "must be a decimal number over 0");
    }
    long number;
    try {
      number = Long.parseLong(revision);
    } catch (NumberFormatException e) {
      throw bad(REVISION, "must be a decimal number of 63 bits");
    }
    return new Document(alias, new String(id, UTF_8), number, r.value(), month(headers, alias));
  }

  private static String month(Headers headers, Alias alias) throws NotADocumentException {
    if (!alias.byMonth()) {
      return null;
    }
    String month = text(headers, MONTH);
    if (!YEAR_AND_MONTH.matcher(month).matches()) {
      throw bad(MONTH, "must be yyyy.MM, the month in UTC of the document's time");
    }
    return month;
  }

  private static String text(Headers headers, String name) throws NotADocumentException {
    return new String(required(headers, name), UTF_8);
  }

  private static byte[] required(Headers headers, String name) throws NotADocumentException {
    Header header = headers.lastHeader(name);
    if (header == null || header.value() == null) {
      throw new NotADocumentException(
          Reason.MISSING_HEADER, "Header '" + name + "' is missing: this is no document.");
    }
    return header.value();
  }

  private static NotADocumentException bad(String header, String what) {
    return new NotADocumentException(Reason.BAD_HEADER, "Header '" + header + "' " + what + ".");
  }
}
