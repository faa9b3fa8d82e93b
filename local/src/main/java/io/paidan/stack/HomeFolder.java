package io.paidan.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** The folder of one running stack, claimed so that no second one works in it. */
public final class HomeFolder implements AutoCloseable {
  private static final List<String> PARTS = List.of("kafka", "elasticsearch", "flink", "logs");

  private final Path path;
  private final FileChannel channel;

  private HomeFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Claims a folder, which is made if it is not there.
   *
   * @param anew whether what an earlier run left in it is deleted
   * @throws IOException with one clear line when it cannot be had
   */
  @SuppressWarnings("resource") // the channel lives as long as the claim
  public static HomeFolder claim(Path path, boolean anew) throws IOException {
    FileChannel channel;
    try {
      Files.createDirectories(path);
      channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new IOException(
          "Cannot write to the folder "
              + path
              + " ("
              + e.getClass().getSimpleName()
              + "): make it writable, or give another with --data",
          e);
    }
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new IOException(
          "Another paidan up runs in "
              + path
              + ": stop it, or give this one a folder of its own with --data");
    }
    HomeFolder home = new HomeFolder(path, channel);
    if (anew) {
      home.clear();
    }
    Files.createDirectories(home.logs());
    return home;
  }

  public Path path() {
    return path;
  }

  /** Where logs go. */
  public Path logs() {
    return path.resolve("logs");
  }

  private void clear() throws IOException {
    for (String part : PARTS) {
      Path folder = path.resolve(part);
      if (Files.exists(folder)) {
        Files.walkFileTree(folder, new Deletion());
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
      if (e != null) {
        throw e;
      }
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
