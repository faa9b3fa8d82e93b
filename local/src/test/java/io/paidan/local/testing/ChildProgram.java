package io.paidan.local.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A main class with the tests' class path in a process, and an environment, of its own. */
@SuppressWarnings("try") // a test that is interrupted may end so
public final class ChildProgram implements AutoCloseable {
  private static final int LAST = 60;

  private final Process process;
  private final Path folder;

  private ChildProgram(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /**
   * Starts it.
   *
   * @param folder where what it says and logs goes; made anew
   * @param environment what it has beside the tests' own
   */
  public static ChildProgram start(
      Class<?> main, Path folder, Map<String, String> environment, Object... arguments)
      throws IOException {
    Files.createDirectories(folder);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String part : List.of("lang", "util", "nio", "time", "net", "util.concurrent")) {
      command.add("--add-opens=java.base/java." + part + "=ALL-UNNAMED");
    }
    command.addAll(
        List.of(
            "-Xmx384m",
            "-XX:TieredStopAtLevel=1",
            "-Dpaidan.log.dir=" + folder.resolve("log"),
            main.getName()));
    Arrays.stream(arguments).map(Object::toString).forEach(command::add);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().putAll(environment);
    return new ChildProgram(builder.start(), folder);
  }

  /** Waits for its end. */
  public int exit() throws InterruptedException {
    if (!process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("it did not end; see " + folder);
    }
    return process.exitValue();
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it has said on standard output. */
  public String out() throws IOException {
    return Files.readString(folder.resolve("out"));
  }

  /** What it has said on standard error. */
  public String err() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  /** All that it has said and logged. */
  public String everything() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        all.append(new String(Files.readAllBytes(file), UTF_8));
      }
    }
    return all.toString();
  }

  /** The last that it has said and logged. */
  @Override
  public String toString() {
    try {
      List<String> lines = everything().lines().toList();
      return String.join(
          System.lineSeparator(), lines.subList(Math.max(0, lines.size() - LAST), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Ends it at once. */
  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }
}
