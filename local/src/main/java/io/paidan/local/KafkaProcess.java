package io.paidan.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link EmbeddedKafka} in a child process: a broker that can be killed, or that must not share
 * this JVM's heap. It ends with {@link #close}, and with this JVM however that ends. Data stays in
 * the folder.
 */
public final class KafkaProcess implements AutoCloseable {
  private static final String WHAT = "Kafka";
  private static final int HEAP_MEGABYTES = 512;
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final InstanceFolder folder;
  private final GuardedProcess process;
  private final String bootstrapServers;

  private KafkaProcess(InstanceFolder folder, GuardedProcess process, String bootstrapServers) {
    this.folder = folder;
    this.process = process;
    this.bootstrapServers = bootstrapServers;
  }

  /** Starts a broker with data in this folder and a port that is free. */
  public static KafkaProcess start(Path folder) {
    return start(folder, 0);
  }

  /**
   * Starts a broker and returns when it answers.
   *
   * @param folder its data and logs, made if it is not there
   * @param port the port for clients, 0 for one that is free
   * @throws LocalServerException if it cannot be started, with the reason in one line
   */
  public static KafkaProcess start(Path folder, int port) {
    InstanceFolder opened = InstanceFolder.open(folder, "kafka-process", WHAT);
    GuardedProcess process = null;
    try {
      if (port != 0) {
        Ports.requireFree(port, WHAT, "its port");
      }
      Path logs = opened.createFolder("logs");
      Path console = logs.resolve("console.log");
      Path address = opened.resolve("kafka.address");
      Files.deleteIfExists(console);
      Files.deleteIfExists(address);
      process =
          GuardedProcess.start(
              WHAT, opened, command(opened, port, logs, address), environment(), console);
      String bootstrapServers = awaitReady(process, address, logs, console);
      process.record();
      return new KafkaProcess(opened, process, bootstrapServers);
    } catch (IOException e) {
      stop(process, opened);
      throw new LocalServerException(
          "cannot write to folder %s for Kafka: %s".formatted(opened.path(), e.getMessage()), e);
    } catch (RuntimeException e) {
      stop(process, opened);
      throw e;
    }
  }

  private static List<String> command(InstanceFolder folder, int port, Path logs, Path address) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + HEAP_MEGABYTES + "m",
        "-XX:+ExitOnOutOfMemoryError",
        "-D" + LogFolder.PROPERTY + "=" + logs,
        EmbeddedKafkaMain.class.getName(),
        folder.path().toString(),
        Integer.toString(port),
        address.toString());
  }

  /** The class path goes by the environment: it may be longer than a command line should be. */
  private static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.remove("JAVA_TOOL_OPTIONS");
    environment.put("CLASSPATH", System.getProperty("java.class.path"));
    return environment;
  }

  private static String awaitReady(GuardedProcess process, Path address, Path logs, Path console)
      throws IOException {
    boolean ready = Await.until(START_LIMIT, () -> !process.isAlive() || Files.exists(address));
    if (ready && process.isAlive()) {
      return Files.readString(address);
    }
    String last = LogTail.errors(console);
    throw new LocalServerException(
        (process.isAlive()
                ? "Kafka did not answer within %d s".formatted(START_LIMIT.toSeconds())
                : "Kafka ended while it started (status %d)".formatted(process.exitStatus()))
            + "; logs in %s%s".formatted(logs, last.isEmpty() ? "" : ": " + last));
  }

  private static void stop(GuardedProcess process, InstanceFolder folder) {
    try {
      if (process != null) {
        process.close();
      }
    } finally {
      folder.close();
    }
  }

  /** {@code host:port} for clients. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Where the broker writes its logs. */
  public Path logs() {
    return folder.resolve("logs");
  }

  /** Whether the broker runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** The broker's processes, for those who watch or disturb them. */
  public List<ProcessHandle> processes() {
    return process.processes();
  }

  /** Ends the broker at once ({@code kill -9}); {@link #close} is still to be called. */
  public void kill() {
    process.kill();
  }

  /** Stops the broker and returns when it has gone; its data stays. */
  @Override
  public void close() {
    stop(process, folder);
  }
}
