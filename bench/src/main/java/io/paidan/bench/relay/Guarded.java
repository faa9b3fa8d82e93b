package io.paidan.bench.relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** A program beside the bench, which ends with it, however the bench ends. */
final class Guarded implements AutoCloseable {
  /** Its standard input is a pipe from this JVM; when that ends, the program is ended. */
  private static final String GUARD =
      "exec 3<&0; \"$@\" </dev/null & child=$!; (cat <&3 >/dev/null; kill \"$child\") & wait"
          + " \"$child\"";

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final long LOOK_EVERY_MS = 50;
  private static final int STOP_LIMIT_S = 30;

  private final String what;
  private final Process process;
  private final Path log;

  private Guarded(String what, Process process, Path log) {
    this.what = what;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it.
   *
   * @param what names it, should it fail
   * @param log where what it says goes
   */
  static Guarded start(String what, Path log, List<String> command) throws IOException {
    List<String> guarded = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "sh"));
    guarded.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(guarded).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return new Guarded(what, builder.start(), log);
  }

  /** Returns when it is ready; fails when it ends before, or does not become so. */
  void await(Callable<Boolean> ready) throws Exception {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!ready.call()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%s %s; its log is %s"
                .formatted(
                    what,
                    process.isAlive()
                        ? "was not ready within " + START_LIMIT.toSeconds() + " s"
                        : "ended while it started",
                    log));
      }
      Thread.sleep(LOOK_EVERY_MS);
    }
  }

  /** What it has said. */
  String said() throws IOException {
    return Files.readString(log);
  }

  /** Processor time that it has used. */
  Duration cpu() {
    return process
        .descendants()
        .map(part -> part.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The most memory that it has had, MB; 0 where the system does not say. */
  long mostMegabytes() throws IOException {
    long most = 0;
    for (ProcessHandle part : process.descendants().toList()) {
      Path status = Path.of("/proc", Long.toString(part.pid()), "status");
      if (Files.exists(status)) {
        most =
            Math.max(
                most,
                Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10)
                    .findFirst()
                    .orElse(0));
      }
    }
    return most;
  }

  @Override
  public void close() throws IOException {
    List<ProcessHandle> parts = process.descendants().toList();
    process.getOutputStream().close();
    try {
      if (!process.waitFor(STOP_LIMIT_S, TimeUnit.SECONDS)) {
        parts.forEach(ProcessHandle::destroyForcibly);
      }
    } catch (InterruptedException e) {
      parts.forEach(ProcessHandle::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }
}
