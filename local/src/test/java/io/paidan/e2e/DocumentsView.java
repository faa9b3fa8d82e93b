package io.paidan.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.Topics;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.kafka.DocumentRecords;
import io.paidan.kafka.NotADocumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * {@code paidan.documents} as compaction would leave it: the last record of each key, without those
 * that say that a document is no more.
 */
final class DocumentsView implements AutoCloseable {
  private final TopicReader reader;
  private final TreeMap<String, Document> latest = new TreeMap<>();
  private final List<String> backward = new ArrayList<>();

  DocumentsView(String bootstrapServers) {
    reader = new TopicReader(bootstrapServers, Topics.DOCUMENTS);
  }

  /** Reads on to the end; whether anything had come. */
  boolean refresh() {
    return reader.read(this::accept) > 0;
  }

  private void accept(ConsumerRecord<byte[], byte[]> record) {
    Document document;
    try {
      document = DocumentRecords.fromRecord(record);
    } catch (NotADocumentException e) {
      throw new AssertionError("offset " + record.offset() + ": " + e.getMessage(), e);
    }
    Document before = latest.put(new String(record.key(), UTF_8), document);
    if (before != null && before.revision() >= document.revision()) {
      backward.add(before + " was followed by " + document);
    }
  }

  /** Documents whose revision did not grow with a change; must be empty. */
  List<String> backward() {
    return List.copyOf(backward);
  }

  /** Every key's last record, deletions too, by key. */
  Map<String, Document> latest() {
    return new TreeMap<>(latest);
  }

  /** The documents that are, by alias and {@code _id}. */
  Map<String, Document> present() {
    Map<String, Document> present = new TreeMap<>();
    latest.forEach(
        (key, document) -> {
          if (!document.isDeletion()) {
            present.put(key, document);
          }
        });
    return present;
  }

  /** The text of one document; null when there is none. */
  String text(Alias alias, String id) {
    Document document = latest.get(alias.alias() + "/" + id);
    return document == null || document.isDeletion() ? null : new String(document.body(), UTF_8);
  }

  Facts facts() {
    Facts facts = new Facts();
    for (Document document : latest.values()) {
      if (!document.isDeletion()) {
        facts.add(document.alias(), document.id(), new String(document.body(), UTF_8));
      }
    }
    return facts;
  }

  @Override
  public void close() {
    reader.close();
  }
}
