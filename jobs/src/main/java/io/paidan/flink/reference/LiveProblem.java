package io.paidan.flink.reference;

import io.paidan.Instants;
import io.paidan.core.reference.FirstUse;
import io.paidan.flink.types.Fields;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What the running job knows of one id that tickets use and the reference data does not know, or
 * did not lately. Kept as packed bytes of a format that is versioned by its first byte.
 */
final class LiveProblem {
  private static final byte FORMAT = 1;

  /** The last revision given out; 0 before the first. */
  long revision;

  /** The first of the uses that count under the present reference data; null: there is none. */
  FirstUse first;

  /** What the document said when it was written last; null: there is no document. */
  FirstUse written;

  /**
   * Since when there is neither a document nor any word of the id, wall clock, ms; {@link
   * Instants#NONE} while there is a document.
   */
  long idleSince = Instants.NONE;

  /** The next revision: greater than the last, and than any of an earlier run from nothing. */
  long nextRevision(long now) {
    revision = Math.max(revision + 1, now);
    return revision;
  }

  byte[] pack() {
    try {
      DataOutputSerializer out = new DataOutputSerializer(96);
      out.writeByte(FORMAT);
      out.writeLong(revision);
      out.writeLong(idleSince);
      write(first, out);
      write(written, out);
      return out.getCopyOfBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot pack what is known of an unknown id", e);
    }
  }

  static LiveProblem unpack(byte[] bytes) {
    try {
      DataInputDeserializer in = new DataInputDeserializer(bytes);
      byte format = in.readByte();
      if (format != FORMAT) {
        throw new IllegalStateException(
            "State of unknown ids of format "
                + format
                + ", this build reads "
                + FORMAT
                + ": restore with the build that wrote it, or start from the event log");
      }
      LiveProblem problem = new LiveProblem();
      problem.revision = in.readLong();
      problem.idleSince = in.readLong();
      problem.first = read(in);
      problem.written = read(in);
      return problem;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unpack what is known of an unknown id", e);
    }
  }

  private static void write(FirstUse use, DataOutputView out) throws IOException {
    Fields.writeText(use == null ? null : use.ticketId(), out);
    out.writeLong(use == null ? Instants.NONE : use.firstEventAt());
  }

  private static FirstUse read(DataInputView in) throws IOException {
    String ticketId = Fields.readText(in);
    long firstEventAt = in.readLong();
    return ticketId == null ? null : new FirstUse(firstEventAt, ticketId);
  }
}
