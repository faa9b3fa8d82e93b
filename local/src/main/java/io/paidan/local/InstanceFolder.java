package io.paidan.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one server: nobody else uses it while it is open, and what a killed owner left
 * running in it is stopped when it is opened again.
 *
 * <p>{@code NAME.lock} is locked by the owner for as long as it lives; the operating system lets go
 * of it when the owner dies, however it dies. {@code NAME.pid} lists the server's processes, one
 * "pid start-time" a line. A process found there is taken for a leftover only if it started at that
 * time and names this folder in its command line: process ids are used again.
 */
final class InstanceFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InstanceFolder.class);
  private static final Duration TERMINATION = Duration.ofSeconds(10);

  /** The kernel counts from boot, Java adds the boot time: two readings may differ a little. */
  private static final long START_TOLERANCE_MILLIS = 2_000;

  private final String what;
  private final Path path;
  private final Path pidFile;
  private final FileChannel lockFile;

  private InstanceFolder(String what, Path path, Path pidFile, FileChannel lockFile) {
    this.what = what;
    this.path = path;
    this.pidFile = pidFile;
    this.lockFile = lockFile;
  }

  /**
   * Opens the folder, which is made if it is not there.
   *
   * @param name names the lock and the list of processes; one server, one name
   * @param what the server, for messages
   * @throws LocalServerException if the folder cannot be written or is in use, or if a leftover
   *     process does not go away
   */
  static InstanceFolder open(Path folder, String name, String what) {
    Path path = createWritable(folder, what);
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              path.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!lock(channel)) {
        channel.close();
        throw new LocalServerException(
            "folder %s is in use by another running %s: stop that one or choose another folder"
                .formatted(path, what));
      }
    } catch (IOException e) {
      throw notWritable(path, what, e);
    }
    InstanceFolder opened = new InstanceFolder(what, path, path.resolve(name + ".pid"), channel);
    try {
      opened.stopLeftovers();
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
    return opened;
  }

  /** Makes the folder and everything above it, and tries to write there. */
  static Path createWritable(Path folder, String what) {
    Path path = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(path);
      Files.delete(Files.createTempFile(path, ".write", ".probe"));
      return path;
    } catch (IOException e) {
      throw notWritable(path, what, e);
    }
  }

  private static LocalServerException notWritable(Path path, String what, IOException e) {
    String reason =
        e instanceof FileAlreadyExistsException
            ? "a file is in its place"
            : e.getClass().getSimpleName() + ": " + e.getMessage();
    return new LocalServerException(
        "cannot write to folder %s for %s (%s): make it writable or choose another folder"
            .formatted(path, what, reason),
        e);
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      // The lock lives as long as its channel.
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  Path path() {
    return path;
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  /** Makes a folder in this one. */
  Path createFolder(String name) {
    try {
      return Files.createDirectories(path.resolve(name));
    } catch (IOException e) {
      throw notWritable(path.resolve(name), what, e);
    }
  }

  /** Notes the server's processes, in place of those noted before. */
  void record(Collection<ProcessHandle> processes) {
    StringBuilder lines = new StringBuilder();
    for (ProcessHandle process : processes) {
      process
          .info()
          .startInstant()
          .ifPresent(
              start ->
                  lines
                      .append(process.pid())
                      .append(' ')
                      .append(start.toEpochMilli())
                      .append('\n'));
    }
    try {
      Path next = path.resolve(pidFile.getFileName() + ".next");
      Files.writeString(next, lines);
      Files.move(
          next, pidFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw notWritable(path, what, e);
    }
  }

  /** Lets go of the folder; its processes have been stopped by then. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(pidFile);
      lockFile.close();
    } catch (IOException e) {
      throw new LocalServerException(
          "cannot let go of folder %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  private void stopLeftovers() {
    List<ProcessHandle> leftovers = leftovers();
    if (leftovers.isEmpty()) {
      return;
    }
    LOG.warn("{} was left running in {}: stopping processes {}", what, path, pids(leftovers));
    leftovers.forEach(ProcessHandle::destroy);
    if (!Await.until(TERMINATION, () -> noneAlive(leftovers))) {
      leftovers.forEach(ProcessHandle::destroyForcibly);
    }
    if (!Await.until(TERMINATION, () -> noneAlive(leftovers))) {
      throw new LocalServerException(
          "%s was left running in %s and cannot be stopped: end processes %s by hand"
              .formatted(what, path, pids(leftovers)));
    }
  }

  private List<ProcessHandle> leftovers() {
    List<ProcessHandle> found = new ArrayList<>();
    try {
      if (Files.exists(pidFile)) {
        for (String line : Files.readAllLines(pidFile)) {
          String[] entry = line.split(" ", -1);
          if (entry.length == 2) {
            ProcessHandle.of(Long.parseLong(entry[0]))
                .filter(process -> isOurs(process, Long.parseLong(entry[1])))
                .ifPresent(found::add);
          }
        }
      }
    } catch (IOException | NumberFormatException e) {
      // A torn list is no reason not to start: the guard is what ends servers, this is the net.
      LOG.warn("{} is not readable and is ignored: {}", pidFile, e.toString());
    }
    return found;
  }

  private boolean isOurs(ProcessHandle process, long startMillis) {
    boolean sameStart =
        process
            .info()
            .startInstant()
            .filter(start -> Math.abs(start.toEpochMilli() - startMillis) <= START_TOLERANCE_MILLIS)
            .isPresent();
    return sameStart && commandLine(process).contains(path.toString());
  }

  /** Java cuts long command lines off, so that of Linux is read where there is one. */
  static String commandLine(ProcessHandle process) {
    Path proc = Path.of("/proc", Long.toString(process.pid()), "cmdline");
    try {
      if (Files.exists(proc)) {
        return new String(Files.readAllBytes(proc), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      LOG.debug("process {} ended while it was looked at", process.pid(), e);
    }
    return process.info().commandLine().orElse("");
  }

  private static boolean noneAlive(List<ProcessHandle> processes) {
    return processes.stream().noneMatch(ProcessHandle::isAlive);
  }

  private static List<Long> pids(List<ProcessHandle> processes) {
    return processes.stream().map(ProcessHandle::pid).toList();
  }
}
