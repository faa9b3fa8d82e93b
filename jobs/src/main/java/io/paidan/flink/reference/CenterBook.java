package io.paidan.flink.reference;

import io.paidan.core.reference.CenterDocuments;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.flink.types.Fields;
import io.paidan.reference.ReferenceData;
import io.paidan.reference.ReferenceData.District;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The documents of districts' enforcement centres as they were written last, so that only what
 * changed is written, and what is no more is deleted. Packed as bytes of a format that is versioned
 * by the first one.
 */
final class CenterBook {
  private static final byte FORMAT = 1;

  /**
   * @param content the document without its time and revision
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by content where it matters
  private record Written(byte[] content, long revision) {}

  private final Map<String, Written> written = new TreeMap<>();

  /**
   * What is to be written for reference data to be shown.
   *
   * @param at since when it holds, ms since the epoch
   * @param now wall clock, ms
   */
  List<Document> update(ReferenceData reference, long at, long now) {
    List<Document> changes = new ArrayList<>();
    CenterDocuments documents = new CenterDocuments(reference);
    for (District district : reference.districts().values()) {
      byte[] content = documents.content(district);
      Written before = written.get(district.id());
      if (before == null || !Arrays.equals(before.content(), content)) {
        long revision = nextRevision(before, now);
        written.put(district.id(), new Written(content, revision));
        changes.add(documents.document(district, at, revision));
      }
    }
    written
        .entrySet()
        .removeIf(
            center -> {
              boolean gone = !reference.districts().containsKey(center.getKey());
              if (gone) {
                long revision = nextRevision(center.getValue(), now);
                changes.add(Document.deletion(Alias.CENTERS, center.getKey(), revision));
              }
              return gone;
            });
    return changes;
  }

  private static long nextRevision(Written before, long now) {
    return before == null ? now : Math.max(before.revision() + 1, now);
  }

  byte[] pack() {
    try {
      DataOutputSerializer out = new DataOutputSerializer(1024);
      out.writeByte(FORMAT);
      out.writeInt(written.size());
      for (Map.Entry<String, Written> center : written.entrySet()) {
        Fields.writeText(center.getKey(), out);
        Fields.writeBytes(center.getValue().content(), out);
        out.writeLong(center.getValue().revision());
      }
      return out.getCopyOfBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot pack what was written of centres", e);
    }
  }

  static CenterBook unpack(byte[] bytes) {
    try {
      DataInputDeserializer in = new DataInputDeserializer(bytes);
      byte format = in.readByte();
      if (format != FORMAT) {
        throw new IllegalStateException(
            "State of centres of format "
                + format
                + ", this build reads "
                + FORMAT
                + ": restore with the build that wrote it, or start from the event log");
      }
      CenterBook book = new CenterBook();
      for (int n = in.readInt(); n > 0; n--) {
        book.written.put(Fields.readText(in), new Written(Fields.readBytes(in), in.readLong()));
      }
      return book;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unpack what was written of centres", e);
    }
  }
}
