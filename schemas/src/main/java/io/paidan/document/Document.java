package io.paidan.document;

import java.util.Objects;

/**
 * One document on its way to the index: a whole-document upsert, or a delete when {@code body} is
 * null (contract, section 3).
 *
 * @param id the deterministic {@code _id}
 * @param revision the external version, over 0
 * @param body UTF-8 JSON of the document without {@code _id}, or null: the document is no more
 * @param month for documents kept by month ({@link Alias#EVENTS}): {@code yyyy.MM} of the
 *     document's time in UTC; else null
 */
public record Document(Alias alias, String id, long revision, byte[] body, String month) {
  public Document {
    Objects.requireNonNull(alias, "alias");
    Objects.requireNonNull(id, "id");
  }

  /** A document under an alias that is one index. */
  public static Document of(Alias alias, String id, long revision, byte[] body) {
    return new Document(alias, id, revision, body, null);
  }

  /** The end of a document. */
  public static Document deletion(Alias alias, String id, long revision) {
    return new Document(alias, id, revision, null, null);
  }

  public boolean isDeletion() {
    return body == null;
  }
}
