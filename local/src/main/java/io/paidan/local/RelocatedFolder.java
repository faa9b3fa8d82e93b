package io.paidan.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders under {@code /var/tmp} that stand for folders which other users than root cannot enter: a
 * checkout under {@code /root}, a test's own temporary folder. Each says whose place it takes, and
 * goes with it: one whose original was deleted is deleted when the next is asked for.
 */
final class RelocatedFolder {
  private static final Logger LOG = LoggerFactory.getLogger(RelocatedFolder.class);
  private static final Path PARENT = Path.of("/var/tmp");
  private static final String PREFIX = "paidan-";

  /** In the relocated folder: the path of the original. */
  private static final String ORIGIN = "in-place-of";

  /** In the original: where its files are. */
  private static final String NOTE = "files-are-elsewhere.txt";

  private static final Set<PosixFilePermission> PASSABLE =
      PosixFilePermissions.fromString("rwx--x--x");

  private RelocatedFolder() {}

  /**
   * The folder that stands for this one, always the same; both are there afterwards.
   *
   * @throws LocalServerException if one of them cannot be made
   */
  static Path of(Path original) {
    Path wanted = InstanceFolder.createWritable(original, "Elasticsearch");
    Path other = PARENT.resolve(PREFIX + shortHash(wanted.toString()));
    try {
      sweep();
      if (!Files.exists(other, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(other, PosixFilePermissions.asFileAttribute(PASSABLE));
      }
      if (!isOurs(other)) {
        throw new LocalServerException(
            "folder %s belongs to somebody else: remove it and start again".formatted(other));
      }
      // The umask may have taken more away.
      Files.setPosixFilePermissions(other, PASSABLE);
      Files.writeString(other.resolve(ORIGIN), wanted.toString());
      Files.writeString(
          wanted.resolve(NOTE),
          "Elasticsearch does not run as root, and other users cannot enter this folder.%nIts files are in %s%n"
              .formatted(other));
    } catch (IOException e) {
      throw new LocalServerException(
          ("cannot write to folder %s for Elasticsearch (%s), and as root it cannot use %s: choose"
                  + " a folder that all users can enter")
              .formatted(other, e.getMessage(), wanted),
          e);
    }
    LOG.info("{} is closed to the user that Elasticsearch runs as: it uses {}", wanted, other);
    return other;
  }

  /** Anybody may make folders there: one that is not root's could hold anything. */
  private static boolean isOurs(Path folder) throws IOException {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(0);
  }

  private static void sweep() throws IOException {
    List<Path> relocated;
    try (Stream<Path> children = Files.list(PARENT)) {
      relocated =
          children
              .filter(path -> path.getFileName().toString().startsWith(PREFIX))
              .filter(path -> Files.isRegularFile(path.resolve(ORIGIN), LinkOption.NOFOLLOW_LINKS))
              .toList();
    }
    for (Path folder : relocated) {
      if (isOurs(folder)
          && !Files.exists(Path.of(Files.readString(folder.resolve(ORIGIN))))
          && !isUsed(folder)) {
        LOG.info("{} stood for a folder that was deleted: it is deleted, too", folder);
        deleteQuietly(folder);
      }
    }
  }

  /** What cannot be deleted now, or is being deleted by another, is no reason not to start. */
  private static void deleteQuietly(Path folder) {
    try {
      ElasticsearchDistribution.delete(folder);
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("{} could not be deleted: {}", folder, e.toString());
    }
  }

  private static boolean isUsed(Path folder) {
    return ProcessHandle.allProcesses()
        .anyMatch(process -> InstanceFolder.commandLine(process).contains(folder.toString()));
  }

  private static String shortHash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
