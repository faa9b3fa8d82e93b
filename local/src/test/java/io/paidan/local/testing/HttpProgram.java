package io.paidan.local.testing;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of another project that serves HTTP and says when it is ready, as Prometheus does. */
public final class HttpProgram implements AutoCloseable {
  private final Process process;
  private final String url;

  private HttpProgram(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Where the program is not installed, the test is skipped, and says so. */
  public static void assumeInstalled(Path program, String debianPackage) {
    assumeThat(Files.isExecutable(program))
        .as("skipped: there is no %s, install %s", program, debianPackage)
        .isTrue();
  }

  /**
   * Starts it and waits until {@code /-/ready} says so.
   *
   * @param port that the arguments make it listen on
   * @param log where its output goes
   */
  public static HttpProgram start(Path program, int port, Path log, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    HttpProgram started = new HttpProgram(process, "http://127.0.0.1:" + port);
    try {
      Await.until(started::isReady, () -> program + " does not answer; see " + log);
    } catch (Throwable e) {
      started.close();
      throw e;
    }
    return started;
  }

  private boolean isReady() throws Exception {
    try {
      return Http.send("GET", URI.create(url + "/-/ready"), null).status() == 200;
    } catch (ConnectException e) {
      if (!process.isAlive()) {
        throw new AssertionError("it ended with " + process.exitValue(), e);
      }
      return false;
    }
  }

  /** Without a slash at the end. */
  public String url() {
    return url;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
