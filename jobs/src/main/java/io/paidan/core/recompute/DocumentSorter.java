package io.paidan.core.recompute;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts lines by the bytes of their keys in UTF-8, which is the order of code points, in bounded
 * memory: what is over goes to sorted files, which are merged at the end. Of lines with one key the
 * least is kept.
 */
final class DocumentSorter implements Closeable {
  private static final int BUFFER = 1 << 15;

  /** More files than these are merged into one before the last merge. */
  private static final int MOST_RUNS = 128;

  /** What an entry takes beside its bytes. */
  private static final int OVERHEAD = 80;

  @SuppressWarnings("ArrayRecordComponent") // Compared by ORDER alone.
  private record Entry(byte[] key, byte[] line) {}

  private static final Comparator<Entry> ORDER =
      Comparator.comparing(Entry::key, Arrays::compareUnsigned)
          .thenComparing(Entry::line, Arrays::compareUnsigned);

  private final Path folder;
  private final String name;
  private final long budget;
  private final List<Path> runs = new ArrayList<>();
  private List<Entry> entries = new ArrayList<>();
  private long held;
  private int runCount;

  /**
   * @param folder where the sorted files go
   * @param name what they are called
   * @param budget how many bytes are held in memory
   */
  DocumentSorter(Path folder, String name, long budget) {
    this.folder = folder;
    this.name = name;
    this.budget = budget;
  }

  void add(String key, byte[] line) throws IOException {
    byte[] utf8 = key.getBytes(StandardCharsets.UTF_8);
    entries.add(new Entry(utf8, line));
    held += utf8.length + line.length + OVERHEAD;
    if (held > budget) {
      spill();
    }
  }

  /** Writes all lines in order, each with a line end; how many. */
  long writeTo(Path file) throws IOException {
    entries.sort(ORDER);
    while (runs.size() > MOST_RUNS) {
      List<Path> first = new ArrayList<>(runs.subList(0, MOST_RUNS));
      runs.subList(0, MOST_RUNS).clear();
      Path merged = nextRun();
      try (DataOutputStream out = output(merged)) {
        merge(first, List.of(), entry -> write(out, entry));
      }
      runs.add(merged);
    }
    long[] count = new long[1];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
      merge(
          runs,
          entries,
          entry -> {
            out.write(entry.line());
            out.write('\n');
            count[0]++;
          });
    }
    runs.clear();
    entries = List.of();
    return count[0];
  }

  private void spill() throws IOException {
    entries.sort(ORDER);
    Path run = nextRun();
    try (DataOutputStream out = output(run)) {
      for (Entry entry : entries) {
        write(out, entry);
      }
    }
    runs.add(run);
    entries.clear();
    held = 0;
  }

  private Path nextRun() {
    return folder.resolve(name + "-" + runCount++ + ".run");
  }

  private interface Sink {
    void accept(Entry entry) throws IOException;
  }

  private static void merge(List<Path> runs, List<Entry> memory, Sink sink) throws IOException {
    List<Source> sources = new ArrayList<>();
    try {
      PriorityQueue<Source> queue =
          new PriorityQueue<>((a, b) -> ORDER.compare(a.current, b.current));
      for (Path run : runs) {
        Source source = new Source(run);
        sources.add(source);
        if (source.advance()) {
          queue.add(source);
        }
      }
      Source last = new Source(memory);
      if (last.advance()) {
        queue.add(last);
      }
      byte[] previous = null;
      while (!queue.isEmpty()) {
        Source source = queue.poll();
        Entry entry = source.current;
        if (!Arrays.equals(entry.key(), previous)) {
          sink.accept(entry);
          previous = entry.key();
        }
        if (source.advance()) {
          queue.add(source);
        }
      }
    } finally {
      for (Source source : sources) {
        source.close();
      }
    }
    for (Path run : runs) {
      Files.delete(run);
    }
  }

  private static DataOutputStream output(Path file) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
  }

  private static void write(DataOutputStream out, Entry entry) throws IOException {
    out.writeInt(entry.key().length);
    out.write(entry.key());
    out.writeInt(entry.line().length);
    out.write(entry.line());
  }

  /** Frees memory and deletes what {@link #writeTo} has not come to. */
  @Override
  public void close() throws IOException {
    entries = List.of();
    for (Path run : runs) {
      Files.deleteIfExists(run);
    }
    runs.clear();
  }

  /** One sorted file, or what is in memory. */
  private static final class Source implements Closeable {
    private final DataInputStream in;
    private final List<Entry> memory;
    private int next;
    Entry current;

    Source(Path file) throws IOException {
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
      memory = null;
    }

    Source(List<Entry> memory) {
      this.in = null;
      this.memory = memory;
    }

    boolean advance() throws IOException {
      if (in == null) {
        if (next == memory.size()) {
          return false;
        }
        current = memory.get(next++);
        return true;
      }
      int keyLength;
      in.mark(1);
      if (in.read() < 0) {
        return false;
      }
      in.reset();
      keyLength = in.readInt();
      byte[] key = in.readNBytes(keyLength);
      current = new Entry(key, in.readNBytes(in.readInt()));
      return true;
    }

    @Override
    public void close() throws IOException {
      if (in != null) {
        in.close();
      }
    }
  }
}
