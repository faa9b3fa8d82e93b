package io.paidan.core.recompute;

import io.paidan.event.EventPacker;
import io.paidan.event.TicketEvent;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Events parted by ticket into temporary files, so that each part fits into memory. Within a part
 * events stay in the order in which they were added.
 */
final class TicketPartitions implements Closeable {
  private static final int BUFFER = 1 << 15;

  /** An event and where it was read: the file's place in the input and the line's number. */
  record Located(TicketEvent event, int file, long line) {}

  private final List<Path> files = new ArrayList<>();
  private final List<DataOutputStream> outputs = new ArrayList<>();

  TicketPartitions(Path folder, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Path file = folder.resolve("events-" + i + ".part");
      files.add(file);
      outputs.add(
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER)));
    }
  }

  void add(TicketEvent event, int file, long line) throws IOException {
    int hash = event.ticketId().hashCode() * 0x9E3779B9;
    DataOutputStream out = outputs.get(Math.floorMod(hash ^ (hash >>> 16), outputs.size()));
    byte[] packed = EventPacker.pack(event);
    out.writeInt(file);
    out.writeLong(line);
    out.writeInt(packed.length);
    out.write(packed);
  }

  /** No more will be added. */
  void finish() throws IOException {
    for (DataOutputStream out : outputs) {
      out.close();
    }
  }

  int count() {
    return files.size();
  }

  /** The tickets of one part with their events; its file is deleted. */
  Map<String, List<Located>> read(int part) throws IOException {
    Map<String, List<Located>> tickets = new LinkedHashMap<>();
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(Files.newInputStream(files.get(part)), BUFFER))) {
      while (true) {
        in.mark(1);
        if (in.read() < 0) {
          break;
        }
        in.reset();
        int file = in.readInt();
        long line = in.readLong();
        TicketEvent event = EventPacker.unpack(in.readNBytes(in.readInt()));
        tickets
            .computeIfAbsent(event.ticketId(), id -> new ArrayList<>())
            .add(new Located(event, file, line));
      }
    }
    Files.delete(files.get(part));
    return tickets;
  }

  @Override
  public void close() throws IOException {
    finish();
  }
}
