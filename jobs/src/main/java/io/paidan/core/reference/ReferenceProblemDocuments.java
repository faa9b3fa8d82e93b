package io.paidan.core.reference;

import io.paidan.core.ticket.JsonBuffer;
import io.paidan.core.ticket.JsonBuffer.Constants;
import io.paidan.core.ticket.JsonBuffer.Name;
import io.paidan.document.Alias;
import io.paidan.document.Document;

/**
 * Renders ids that tickets use and the reference data does not know, each with the first ticket
 * that uses it (contract, section 2, "Reference data"). Not thread-safe.
 */
public final class ReferenceProblemDocuments {
  private static final Name TIMESTAMP = new Name("@timestamp");
  private static final Name REVISION = new Name("revision");
  private static final Constants<ReferenceKind> KIND = new Constants<>("kind", ReferenceKind.class);
  private static final Name UNKNOWN_ID = new Name("unknown_id");
  private static final Name DETAIL = new Name("detail");
  private static final Name TICKET_ID = new Name("ticket_id");

  private final JsonBuffer json = new JsonBuffer();

  /** The document of one unknown id. */
  public Document document(ReferenceKind kind, String id, FirstUse first, long revision) {
    byte[] body =
        json.begin()
            .instant(TIMESTAMP, first.firstEventAt())
            .number(REVISION, revision)
            .constant(KIND, kind)
            .string(UNKNOWN_ID, id)
            .string(
                DETAIL,
                "the reference data has no "
                    + kind.word()
                    + " of this id: add it, or correct the source")
            .string(TICKET_ID, first.ticketId())
            .end();
    return Document.of(Alias.REFERENCE_PROBLEMS, kind.key(id), revision, body);
  }
}
