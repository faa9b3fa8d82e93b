package io.paidan.core.figures;

import io.paidan.event.PackedReader;
import io.paidan.event.PackedWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The causes of a change: all are counted, the first {@link Cause#MOST} are kept. Mutable, not
 * thread-safe.
 */
public final class Causes {
  private static final int FORMAT = 1;
  private static final int BUFFER_BYTES = 512;

  private final List<Cause> list = new ArrayList<>(4);
  private long count;

  /** Adds causes, each of which is one more. */
  public Causes add(List<Cause> more) {
    for (Cause cause : more) {
      if (list.size() < Cause.MOST) {
        list.add(cause);
      }
    }
    count += more.size();
    return this;
  }

  /** Adds all of others. */
  public Causes add(Causes others) {
    add(others.list);
    count += others.count - others.list.size();
    return this;
  }

  /** How many there were. */
  public long count() {
    return count;
  }

  /** The first of them. */
  public List<Cause> list() {
    return Collections.unmodifiableList(list);
  }

  /** The causes with the number of their format. */
  public byte[] pack() {
    PackedWriter out = new PackedWriter(new byte[BUFFER_BYTES]);
    out.octet(FORMAT);
    out.varint(count);
    out.varint(list.size());
    list.forEach(cause -> cause.pack(out));
    return out.bytes();
  }

  /**
   * The causes that {@link #pack()} packed.
   *
   * @param bytes null: none
   * @throws IllegalArgumentException when the bytes are none, or a newer build's
   */
  public static Causes unpack(byte[] bytes) {
    Causes causes = new Causes();
    if (bytes == null) {
      return causes;
    }
    PackedReader in = new PackedReader(bytes);
    int format = in.octet();
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          "packed causes have format "
              + format
              + "; this build reads format "
              + FORMAT
              + ": run the build that wrote them, or a newer one");
    }
    causes.count = in.varint();
    for (int left = in.count(); left > 0; left--) {
      causes.list.add(Cause.unpack(in));
    }
    in.end();
    return causes;
  }
}
