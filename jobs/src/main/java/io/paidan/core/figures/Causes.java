package io.paidan.core.figures;

import io.paidan.event.PackedReader;
import io.paidan.event.PackedWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The causes of a change: all are counted, the first {@link Cause#MOST} are kept, packed. They are
 * handed on many times and looked at hardly ever: unpacked and packed by each, they took half of
 * what the figures of a replay cost. Mutable, not thread-safe.
 */
public final class Causes {
  private static final int FORMAT = 1;
  private static final int BUFFER_BYTES = 256;

  private static final byte[] NOTHING = {};

  /** Null while there are none, as of most figures. */
  private PackedWriter packed;

  private int listed;
  private long count;

  /** Adds causes, each of which is one more. */
  public Causes add(List<Cause> more) {
    for (int i = 0; i < more.size() && listed < Cause.MOST; i++) {
      more.get(i).pack(writer());
      listed++;
    }
    count += more.size();
    return this;
  }

  /** Adds all of others. */
  public Causes add(Causes others) {
    if (listed + others.listed <= Cause.MOST) {
      if (others.listed > 0) {
        writer().raw(others.bytes());
      }
      listed += others.listed;
      count += others.count;
    } else {
      if (listed < Cause.MOST) {
        add(others.list());
        count -= others.listed;
      }
      count += others.count;
    }
    return this;
  }

  private PackedWriter writer() {
    if (packed == null) {
      packed = new PackedWriter(new byte[BUFFER_BYTES]);
    }
    return packed;
  }

  private byte[] bytes() {
    return packed == null ? NOTHING : packed.bytes();
  }

  /** How many there were. */
  public long count() {
    return count;
  }

  /** The first of them. */
  public List<Cause> list() {
    PackedReader in = new PackedReader(bytes());
    List<Cause> list = new ArrayList<>(listed);
    for (int i = 0; i < listed; i++) {
      list.add(Cause.unpack(in));
    }
    in.end();
    return list;
  }

  /** The causes with the number of their format. */
  public byte[] pack() {
    byte[] body = bytes();
    PackedWriter out = new PackedWriter(new byte[body.length + 24]);
    out.octet(FORMAT);
    out.varint(count);
    out.varint(listed);
    out.raw(body);
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
    causes.listed = (int) in.varint();
    causes.writer().raw(in.rest());
    return causes;
  }
}
