package io.paidan.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server process that does not outlive this JVM, not even when this JVM is killed.
 *
 * <p>The direct child is a small shell, the guard, whose standard input is a pipe from this JVM.
 * When the pipe ends (on {@link #close}, or because the operating system closed it with this JVM)
 * the guard asks the server to end, and kills it and all it started after a while. ({@code setpriv
 * --pdeathsig} would be shorter, but it fires when the Java <em>thread</em> that started the
 * process ends.) The guard leads a session of its own where {@code setsid} exists, so that a Ctrl-C
 * in the terminal, or a kill of this JVM's process group, reaches neither it nor the server.
 */
final class GuardedProcess implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(15);
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
  private static final int TICKS_PER_SECOND = 5;

  // $1 folder (marks the command line), $2 ticks of patience, $3 "group" if the guard leads one.
  // "read" stays in the shell: no helper process can be left over.
  private static final String GUARD =
      """
      folder=$1 patience=$2 scope=$3
      shift 3
      trap '' INT HUP
      exec 3<&0
      "$@" </dev/null 3<&- &
      server=$!
      (
        while read -r line <&3; do :; done
        kill -TERM "$server" 2>/dev/null
        ticks=0
        while kill -0 "$server" 2>/dev/null && [ "$ticks" -lt "$patience" ]; do
          sleep 0.2
          ticks=$((ticks + 1))
        done
        kill -KILL "$server" 2>/dev/null
        if [ "$scope" = group ]; then kill -KILL -- "-$$"; fi
      ) &
      watch=$!
      exec 3<&-
      wait "$server"
      status=$?
      kill "$watch" 2>/dev/null
      exit "$status"
      """;

  private final String what;
  private final InstanceFolder folder;
  private final Process guard;

  private GuardedProcess(String what, InstanceFolder folder, Process guard) {
    this.what = what;
    this.folder = folder;
    this.guard = guard;
  }

  /**
   * Starts a command under guard.
   *
   * @param what the server, for messages
   * @param folder where its processes are noted
   * @param environment all of its environment
   * @param console file to which its standard output and error are appended
   */
  static GuardedProcess start(
      String what,
      InstanceFolder folder,
      List<String> command,
      Map<String, String> environment,
      Path console) {
    List<String> guarded = new ArrayList<>();
    Path setsid = onPath("setsid");
    if (setsid != null) {
      guarded.add(setsid.toString());
    }
    guarded.addAll(
        List.of(
            "/bin/sh",
            "-c",
            GUARD,
            "paidan-guard",
            folder.path().toString(),
            Long.toString(GRACE.toSeconds() * TICKS_PER_SECOND),
            setsid == null ? "alone" : "group"));
    guarded.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(guarded)
            .directory(folder.path().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(console.toFile()));
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      GuardedProcess started = new GuardedProcess(what, folder, process);
      started.record();
      return started;
    } catch (IOException e) {
      throw new LocalServerException(
          "cannot start %s (%s): %s".formatted(what, command.get(0), e.getMessage()), e);
    }
  }

  /** The executable of that name on the path, or null. */
  static Path onPath(String name) {
    String path = System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  /** Notes the guard and all that it started by now. */
  void record() {
    folder.record(processes());
  }

  /** The guard and all that it started and that runs now. */
  List<ProcessHandle> processes() {
    return Stream.concat(Stream.of(guard.toHandle()), guard.descendants()).toList();
  }

  boolean isAlive() {
    return guard.isAlive();
  }

  /** The exit status of the server once it has ended. */
  int exitStatus() {
    return guard.exitValue();
  }

  /** Kills the server at once ({@code SIGKILL}), as a crash of the machine would. */
  void kill() {
    List<ProcessHandle> processes = processes();
    processes.forEach(ProcessHandle::destroyForcibly);
    awaitEnd(processes);
  }

  /** Asks the server to end, and kills it if it does not; returns when it has gone. */
  @Override
  public void close() {
    List<ProcessHandle> processes = processes();
    try {
      guard.getOutputStream().close();
      if (!guard.waitFor(GRACE.plusSeconds(5).toSeconds(), TimeUnit.SECONDS)) {
        processes.forEach(ProcessHandle::destroyForcibly);
      }
    } catch (IOException e) {
      // The pipe is broken: the guard has gone before.
      processes.forEach(ProcessHandle::destroyForcibly);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      processes.forEach(ProcessHandle::destroyForcibly);
    }
    awaitEnd(processes);
  }

  private void awaitEnd(List<ProcessHandle> processes) {
    if (Thread.currentThread().isInterrupted()) {
      return;
    }
    if (!Await.until(KILL_LIMIT, () -> processes.stream().noneMatch(ProcessHandle::isAlive))) {
      throw new LocalServerException(
          "%s in %s does not end: end its processes %s by hand"
              .formatted(
                  what,
                  folder.path(),
                  processes.stream()
                      .filter(ProcessHandle::isAlive)
                      .map(ProcessHandle::pid)
                      .toList()));
    }
  }
}
