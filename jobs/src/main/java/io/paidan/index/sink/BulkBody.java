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
  private static final byte[] INDEX = "{\"index\":{\"_index\":\"".getBytes(UTF_8);
  private static final byte[] DELETE = "{\"delete\":{\"_index\":\"".getBytes(UTF_8);
  private static final byte[] REQUIRE_ALIAS =
      "\",\"require_alias\":true,\"_id\":\"".getBytes(UTF_8);
  private static final byte[] ID = "\",\"_id\":\"".getBytes(UTF_8);
  private static final byte[] EXTERNAL =
      "\",\"version_type\":\"external\",\"version\":".getBytes(UTF_8);
  private static final byte[] EXTERNAL_GTE =
      "\",\"version_type\":\"external_gte\",\"version\":".getBytes(UTF_8);
  private static final byte[] END = "}}\n".getBytes(UTF_8);

  private final Targets targets;
  private byte[] bytes;
  private int length;

  /**
   * Begins a body.
   *
   * @param expectedBytes about how long it will be
   */
  public BulkBody(Targets targets, int expectedBytes) {
    this.targets = targets;
    bytes = new byte[Math.max(64, expectedBytes)];
  }

  /** Adds a document. */
  public void add(Document d) {
    append(d.isDeletion() ? DELETE : INDEX);
    append(targets.of(d).getBytes(UTF_8));
    append(targets.mustBeAlias(d) ? REQUIRE_ALIAS : ID);
    append(JsonStringEncoder.getInstance().quoteAsUTF8(d.id()));
    append(d.isDeletion() ? EXTERNAL_GTE : EXTERNAL);
    append(Long.toString(d.revision()).getBytes(UTF_8));
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
