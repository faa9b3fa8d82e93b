package io.paidan.document;

import java.util.Arrays;
import java.util.Objects;

/**
 * One document on its way to the index: a whole-document upsert, or a delete when {@code body} is
 * null (contract, section 3).
 *
 * @param id the deterministic {@code _id}
 * @param revision the external version, over 0
 * @param body UTF-8 JSON of the document without {@code _id}, or null: the document is no more; not
 *     copied, and never changed by anyone
 * @param month for documents kept by month ({@link Alias#byMonth}): {@code yyyy.MM} of the
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

  @Override
  public boolean equals(Object o) {
    return o instanceof Document d
        && alias == d.alias
        && revision == d.revision
        && id.equals(d.id)
        && Arrays.equals(body, d.body)
        && Objects.equals(month, d.month);
  }

  @Override
  public int hashCode() {
    return (31 * alias.alias().hashCode() + id.hashCode()) * 31 + Long.hashCode(revision);
  }

  /** Coordinates and size only: a document may hold what no log should. */
  @Override
  public String toString() {
    return alias.alias()
        + "/"
        + id
        + " revision "
        + revision
        + (body == null ? ", deleted" : ", " + body.length + " bytes");
  }
}
