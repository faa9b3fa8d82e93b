package io.paidan.importer;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Puts events in order of time, events of one instant in the order in which they came; what does
 * not fit into memory goes to temporary files. Not thread-safe.
 */
public final class EventSorter implements Closeable {
  private static final Comparator<MappedEvent> BY_TIME =
      Comparator.comparingLong(MappedEvent::time);

  private final long limitBytes;
  private final List<Path> runs = new ArrayList<>();
  private List<MappedEvent> buffer = new ArrayList<>();
  private long bufferedBytes;

  /**
   * @param limitBytes how much to keep in memory
   */
  public EventSorter(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  public void add(MappedEvent event) throws IOException {
    buffer.add(event);
    bufferedBytes += event.json().length + 64L;
    if (bufferedBytes > limitBytes) {
      spill();
    }
  }

  /** Writes all of them, a line each. */
  public void writeTo(OutputStream out) throws IOException {
    buffer.sort(BY_TIME);
    if (runs.isEmpty()) {
      for (MappedEvent event : buffer) {
        writeLine(event, out);
      }
      return;
    }
    spill();
    List<Run> open = new ArrayList<>();
    try {
      PriorityQueue<Run> queue =
          new PriorityQueue<>(
              Comparator.<Run>comparingLong(run -> run.head.time())
                  .thenComparingInt(run -> run.number));
      for (Path file : runs) {
        Run run = new Run(file, open.size());
        open.add(run);
        if (run.head != null) {
          queue.add(run);
        }
      }
      while (!queue.isEmpty()) {
        Run run = queue.poll();
        writeLine(run.head, out);
        run.advance();
        if (run.head != null) {
          queue.add(run);
        }
      }
    } finally {
      for (Run run : open) {
        run.in.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Path run : runs) {
      Files.deleteIfExists(run);
    }
  }

  private static void writeLine(MappedEvent event, OutputStream out) throws IOException {
    out.write(event.json());
    out.write('\n');
  }

  private void spill() throws IOException {
    buffer.sort(BY_TIME);
    Path file = Files.createTempFile("paidan-import-", ".events");
    runs.add(file);
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
      for (MappedEvent event : buffer) {
        out.writeLong(event.time());
        out.writeInt(event.json().length);
        out.write(event.json());
      }
      out.writeLong(0);
      out.writeInt(-1);
    }
    buffer = new ArrayList<>();
    bufferedBytes = 0;
  }

  /** A sorted temporary file, read from its beginning. */
  private static final class Run {
    private final DataInputStream in;
    private final int number;
    private MappedEvent head;

    Run(Path file, int number) throws IOException {
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
      this.number = number;
      advance();
    }

    void advance() throws IOException {
      long time = in.readLong();
      int length = in.readInt();
      head = length < 0 ? null : new MappedEvent(time, in.readNBytes(length));
    }
  }
}
