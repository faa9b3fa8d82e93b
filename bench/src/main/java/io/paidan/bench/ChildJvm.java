package io.paidan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A JVM of its own for one run, so that it lives with nothing that another one left behind. */
public final class ChildJvm {
  /** The thread that waits for the bench to end. */
  static final String WATCH = "end-with-parent";

  /** How the one line begins that says what is wrong. */
  private static final String ERROR = "ERROR: ";

  /** What Flink on Java 17 reaches into. */
  private static final List<String> OPENS =
      Stream.of("lang", "util", "nio", "time", "net", "util.concurrent")
          .map(name -> "--add-opens=java.base/java." + name + "=ALL-UNNAMED")
          .toList();

  private ChildJvm() {}

  /**
   * Runs a main to its end.
   *
   * @param what names the run, should it fail
   * @param heap as {@code -Xmx} takes it
   * @param folder where its logs go
   * @throws IllegalArgumentException if it fails, with one clear line
   */
  public static void run(String what, Class<?> main, String heap, Path folder, Path argument)
      throws IOException, InterruptedException {
    Path log = folder.resolve("run.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.add("-Dpaidan.log.dir=" + folder.toAbsolutePath());
    if (System.getProperty("paidan.root") != null) {
      command.add("-Dpaidan.root=" + System.getProperty("paidan.root"));
    }
    command.addAll(OPENS);
    command.add(main.getName());
    command.add(argument.toString());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new IllegalArgumentException(
            "%s failed (status %d)%s; its log is %s".formatted(what, status, reason(log), log));
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static String reason(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.startsWith(ERROR))
          .map(line -> ": " + line.substring(ERROR.length()))
          .findFirst()
          .orElse("");
    }
  }

  /** In the child: says in one line why it ends, and ends. */
  public static void fail(Exception e) {
    System.err.println(ERROR + e.getMessage());
    e.printStackTrace();
    System.exit(1);
  }

  /** In the child: standard input is a pipe from the bench; when that ends, so does this JVM. */
  public static void endWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {}
              } catch (IOException e) {
                System.err.println("standard input: " + e);
              }
              Runtime.getRuntime().halt(1);
            },
            WATCH);
    watch.setDaemon(true);
    watch.start();
  }
}
