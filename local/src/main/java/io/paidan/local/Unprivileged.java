package io.paidan.local;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a server that refuses to run as root (Elasticsearch does) as the user <i>nobody</i>, when
 * this JVM runs as root; as the same user otherwise.
 */
final class Unprivileged {
  /** The user and group <i>nobody</i> of Debian and its kin; a number needs no entry anywhere. */
  static final int UID = 65534;

  private static final long SETPRIV_LIMIT_SECONDS = 10;

  private final List<String> prefix;

  private Unprivileged(List<String> prefix) {
    this.prefix = prefix;
  }

  /** For the user that this JVM runs as. */
  static Unprivileged ofThisUser() {
    return forUser(new UnixSystem().getUid() == 0, GuardedProcess.onPath("setpriv"));
  }

  static Unprivileged forUser(boolean root, Path setpriv) {
    if (!root) {
      return new Unprivileged(List.of());
    }
    if (setpriv == null) {
      throw new LocalServerException(
          "cannot drop privileges for Elasticsearch, which refuses to run as root: setpriv is"
              + " missing; install util-linux or start Paidan as an ordinary user");
    }
    Unprivileged nobody =
        new Unprivileged(
            List.of(
                setpriv.toString(),
                "--reuid",
                Integer.toString(UID),
                "--regid",
                Integer.toString(UID),
                "--clear-groups",
                "--inh-caps=-all"));
    Outcome outcome = nobody.run(List.of("true"));
    if (outcome.status() != 0) {
      throw new LocalServerException(
          ("cannot drop privileges for Elasticsearch, which refuses to run as root (%s): start"
                  + " Paidan as an ordinary user")
              .formatted(outcome.text()));
    }
    return nobody;
  }

  /** Whether servers run as another user than this JVM does. */
  boolean dropsPrivileges() {
    return !prefix.isEmpty();
  }

  /** The command that runs the command as that user. */
  List<String> command(List<String> command) {
    return Stream.concat(prefix.stream(), command.stream()).toList();
  }

  /** Whether that user can run the file. */
  boolean canExecute(Path file) {
    return dropsPrivileges()
        ? run(List.of("test", "-x", file.toString())).status() == 0
        : Files.isExecutable(file);
  }

  /**
   * The folder itself if that user can get there; if not (a checkout under {@code /root}), a folder
   * for it elsewhere, see {@link RelocatedFolder}.
   */
  Path reachable(Path folder) {
    Path wanted = folder.toAbsolutePath().normalize();
    return !dropsPrivileges() || canTraverse(wanted) ? wanted : RelocatedFolder.of(wanted);
  }

  /** Gives a folder and all that is in it to that user. */
  void own(Path folder) {
    if (!dropsPrivileges()) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.setAttribute(file, "unix:uid", UID, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(file, "unix:gid", UID, LinkOption.NOFOLLOW_LINKS);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new LocalServerException(
          "cannot give folder %s to user %d: %s".formatted(folder, UID, e.getMessage()), e);
    }
  }

  private boolean canTraverse(Path folder) {
    Path existing = folder;
    while (!Files.isDirectory(existing)) {
      existing = existing.getParent();
      if (existing == null) {
        return false;
      }
    }
    return run(List.of("test", "-x", existing.toString())).status() == 0;
  }

  private record Outcome(int status, String text) {}

  private Outcome run(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(new ArrayList<>(command(command))).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String text =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(SETPRIV_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Outcome(-1, "no answer from " + command);
      }
      return new Outcome(process.exitValue(), text.replace('\n', ' '));
    } catch (IOException e) {
      return new Outcome(-1, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(-1, "interrupted");
    }
  }
}
