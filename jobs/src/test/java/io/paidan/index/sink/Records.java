package io.paidan.index.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.event.Malformed;
import io.paidan.event.Reason;
import io.paidan.flink.deadletter.DeadLetter;
import io.paidan.flink.source.ReadEvent.Origin;
import io.paidan.flink.source.RecordHeader;
import io.paidan.index.IndexRecord;
import java.util.List;

/** Records to test with. */
final class Records {
  private static final Origin ORIGIN =
      new Origin("paidan.documents", 3, 17, 1_795_000_000_000L, 1_795_000_000_123L);

  private Records() {}

  static IndexRecord upsert(String id, long revision) {
    return upsert(id, revision, "{\"revision\":" + revision + "}");
  }

  static IndexRecord upsert(String id, long revision, String body) {
    return IndexRecord.of(ORIGIN, Document.of(Alias.TICKETS, id, revision, body.getBytes(UTF_8)));
  }

  static IndexRecord deletion(String id, long revision) {
    return IndexRecord.of(ORIGIN, Document.deletion(Alias.TICKETS, id, revision));
  }

  static IndexRecord event(String id, long revision, String month) {
    return IndexRecord.of(
        ORIGIN, new Document(Alias.EVENTS, id, revision, "{}".getBytes(UTF_8), month));
  }

  static IndexRecord notADocument() {
    return IndexRecord.of(
        new DeadLetter(
            new Malformed(Reason.MISSING_HEADER, "Header 'alias' is missing."),
            ORIGIN,
            "k".getBytes(UTF_8),
            null,
            List.of(new RecordHeader("h", null))));
  }
}
