package io.paidan.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The Elasticsearch server as Maven Central has it: a zip that the build puts into {@code
 * local/target/elasticsearch}, unpacked once. It comes under Elastic's own licences (LICENSE.txt in
 * it) and is no part of Paidan's jars.
 */
final class ElasticsearchDistribution {
  /** System property: the zip's path, where it is not found beside the build. */
  static final String ZIP_PROPERTY = "paidan.elasticsearch.zip";

  private static final Object UNPACKING = new Object();

  private ElasticsearchDistribution() {}

  /** The version that this build was made for. */
  static String version() {
    Properties versions = new Properties();
    try (InputStream in =
        ElasticsearchDistribution.class.getResourceAsStream("versions.properties")) {
      if (in == null) {
        throw new LocalServerException(
            "versions.properties is missing from paidan-local: build again (mvn package)");
      }
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return versions.getProperty("elasticsearch.server");
  }

  /**
   * The zip: system property {@value #ZIP_PROPERTY}, else beside this class's build, else under
   * system property {@code paidan.root}, else under the working folder.
   */
  static Path locateZip() {
    String given = System.getProperty(ZIP_PROPERTY);
    if (given != null) {
      return requireZip(Path.of(given));
    }
    String name = "elasticsearch-" + version() + ".zip";
    List<Path> candidates = new ArrayList<>();
    Path build = buildFolder();
    if (build != null) {
      candidates.add(build.resolve("elasticsearch").resolve(name));
    }
    for (String root : new String[] {System.getProperty("paidan.root"), ""}) {
      if (root != null) {
        candidates.add(Path.of(root, "local", "target", "elasticsearch", name).toAbsolutePath());
      }
    }
    return candidates.stream()
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseGet(() -> requireZip(candidates.get(0)));
  }

  private static Path requireZip(Path zip) {
    if (!Files.isRegularFile(zip)) {
      throw new LocalServerException(
          ("the Elasticsearch server is missing (%s): run \"mvn package\" in the project's folder,"
                  + " or point -D%s to the zip")
              .formatted(zip, ZIP_PROPERTY));
    }
    return zip;
  }

  /** {@code local/target} when this class was loaded from there or from the jar in it. */
  private static Path buildFolder() {
    CodeSource source = ElasticsearchDistribution.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      return null;
    }
    try {
      return Path.of(source.getLocation().toURI()).getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("code source is no URI: " + source.getLocation(), e);
    }
  }

  /**
   * Unpacks the zip into the cache folder unless that was done before, and returns the server's
   * home, readable and executable for every user. Two processes that do so at once do not disturb
   * each other; one that is killed in the middle leaves nothing that looks whole.
   */
  static Path unpack(Path zip, Path cache) {
    Path home = cache.resolve(zip.getFileName().toString().replaceFirst("\\.zip$", ""));
    Path folder = InstanceFolder.createWritable(cache, "Elasticsearch");
    synchronized (UNPACKING) {
      if (Files.isDirectory(home)) {
        return home;
      }
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve(home.getFileName() + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !Files.isDirectory(home)) {
          Path partial = folder.resolve(home.getFileName() + ".partial");
          delete(partial);
          unzip(zip, partial);
          Files.move(onlyFolderIn(partial), home, StandardCopyOption.ATOMIC_MOVE);
          delete(partial);
        }
        return home;
      } catch (AtomicMoveNotSupportedException e) {
        throw new IllegalStateException("one folder, one file system", e);
      } catch (IOException e) {
        throw new LocalServerException(
            "cannot unpack %s to %s: %s".formatted(zip, cache, e.getMessage()), e);
      }
    }
  }

  private static void unzip(Path zip, Path target) throws IOException {
    Set<PosixFilePermission> folderMode = PosixFilePermissions.fromString("rwxr-xr-x");
    Set<PosixFilePermission> fileMode = PosixFilePermissions.fromString("rw-r--r--");
    try (ZipFile file = new ZipFile(zip.toFile())) {
      Enumeration<? extends ZipEntry> entries = file.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("entry outside of the folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
          Files.setPosixFilePermissions(path, folderMode);
        } else {
          Files.createDirectories(path.getParent());
          try (InputStream in = file.getInputStream(entry)) {
            Files.copy(in, path);
          }
          // java.util.zip does not tell modes; what is run lies in bin.
          boolean program = path.getParent().endsWith("bin");
          Files.setPosixFilePermissions(path, program ? folderMode : fileMode);
        }
      }
    }
  }

  private static Path onlyFolderIn(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      List<Path> found = children.toList();
      if (found.size() != 1) {
        throw new IOException("not the zip of one server: " + found);
      }
      return found.get(0);
    }
  }

  /** Deletes a folder with all that is in it, if it is there. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    }
  }
}
