package io.paidan.importer;

import io.paidan.replay.DataFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The files that an import writes: all of them, or none when it fails. */
public final class ImportFiles {
  private static final long SORT_BYTES = 128L << 20;

  /** Reads the input and hands on what it gives. */
  @FunctionalInterface
  public interface Work {
    void run(EventSorter events, RejectedRows rejected) throws IOException;
  }

  private ImportFiles() {}

  /** Where it is listed what an import into this file could not map. */
  public static Path rejectedFile(Path out) {
    return out.resolveSibling(out.getFileName() + ".rejected.ndjson");
  }

  /**
   * Does the work and writes what it gave, the events in order of time. Files of an earlier run are
   * replaced when all is done, and only then; if nothing was rejected there is no list of it.
   *
   * @param out gzipped if its name ends in {@code .gz}
   * @return how much was rejected
   * @throws IOException when the work fails or a file cannot be written: nothing is written then
   */
  public static long write(Path out, Work work) throws IOException {
    Path rejectedOut = rejectedFile(out);
    Path eventsPart = part(out);
    Path rejectedPart = part(rejectedOut);
    try {
      long rejected;
      try (EventSorter sorter = new EventSorter(SORT_BYTES)) {
        try (OutputStream rejects = DataFiles.write(rejectedPart)) {
          RejectedRows rows = new RejectedRows(rejects);
          work.run(sorter, rows);
          rejected = rows.count();
        }
        try (OutputStream lines = DataFiles.write(eventsPart)) {
          sorter.writeTo(lines);
        }
      }
      Files.move(eventsPart, out, StandardCopyOption.REPLACE_EXISTING);
      if (rejected > 0) {
        Files.move(rejectedPart, rejectedOut, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.deleteIfExists(rejectedOut);
      }
      return rejected;
    } finally {
      Files.deleteIfExists(eventsPart);
      Files.deleteIfExists(rejectedPart);
    }
  }

  private static Path part(Path file) {
    String name = file.getFileName().toString();
    return file.resolveSibling(
        name.endsWith(".gz") ? "." + name + ".part.gz" : "." + name + ".part");
  }
}
