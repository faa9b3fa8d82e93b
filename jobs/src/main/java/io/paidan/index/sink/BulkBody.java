package io.paidan.index.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.paidan.document.Document;
import java.util.Arrays;

/**
 * The body of one bulk request: an action line for each document, and after it, for an upsert, the
 * document's bytes as they are. They are not parsed; but a line break, which JSON knows only
 * between tokens, would end the document for Elasticsearch and begin an action: it goes out as a
 * space.
 *
 * <p>An upsert has the version type {@code external}: what the index has already, a repeat after a
 * restart, is a conflict and costs no write. A deletion has {@code external_gte}: it also ends a
 * document of its own revision. Aliases must be there ({@code require_alias}); Elasticsearch does
 * not hear that on deletions, for which the template {@code paidan} says it.
 */
public final class BulkBody {
  private static final byte[] EXTERNAL =
      "\",\"version_type\":\"external\",\"version\":".getBytes(UTF_8);
  private static final byte[] EXTERNAL_GTE =
      "\",\"version_type\":\"external_gte\",\"version\":".getBytes(UTF_8);
  private static final int MAX_DIGITS = 19;
  private static final byte[] END = "}}\n".getBytes(UTF_8);

  private final ActionHeads heads;
  private byte[] bytes;
  private int length;

  /**
   * Begins a body.
   *
   * @param expectedBytes about how long it will be
   */
  public BulkBody(Targets targets, int expectedBytes) {
    this(new ActionHeads(targets), expectedBytes);
  }

  BulkBody(ActionHeads heads, int expectedBytes) {
    this.heads = heads;
    bytes = new byte[Math.max(64, expectedBytes)];
  }

  /** Adds a document. */
  public void add(Document d) {
    append(heads.of(d));
    appendId(d.id());
    append(d.isDeletion() ? EXTERNAL_GTE : EXTERNAL);
    append(d.revision());
    append(END);
    if (!d.isDeletion()) {
      int start = length;
      append(d.body());
      for (int i = start; i < length; i++) {
        if (bytes[i] == '\n' || bytes[i] == '\r') {
          bytes[i] = ' ';
        }
      }
      append('\n');
    }
  }

  /** The array that holds the body: the first {@link #length} bytes of it. */
  public byte[] bytes() {
    return bytes;
  }

  /** How long it is, in bytes. */
  public int length() {
    return length;
  }

  /** Most ids need no escapes, and then no memory of their own. */
  private void appendId(String id) {
    reserve(id.length());
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        append(JsonStringEncoder.getInstance().quoteAsUTF8(id));
        return;
      }
      bytes[length + i] = (byte) c;
    }
    length += id.length();
  }

  /** A revision: over 0. */
  private void append(long positive) {
    reserve(MAX_DIGITS);
    int end = length + digits(positive);
    long left = positive;
    for (int i = end - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + left % 10);
      left /= 10;
    }
    length = end;
  }

  private static int digits(long positive) {
    int digits = 1;
    for (long left = positive / 10; left > 0; left /= 10) {
      digits++;
    }
    return digits;
  }

  private void append(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  private void append(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
