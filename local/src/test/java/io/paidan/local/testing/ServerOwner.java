package io.paidan.local.testing;

import io.paidan.local.EmbeddedElasticsearch;
import io.paidan.local.KafkaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** A process that owns a server and is there to be killed. */
public final class ServerOwner {
  private static final String READY = "READY ";

  private ServerOwner() {}

  /** A running owner: its process, where its server answers, and the server's processes. */
  public record Running(Process owner, String address, List<ProcessHandle> server) {}

  /**
   * Starts an owner and returns when its server answers.
   *
   * @param kind {@code elasticsearch} or {@code kafka}
   */
  public static Running start(String kind, Path folder) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-Dpaidan.log.dir=" + folder.resolve("owner-logs"),
                ServerOwner.class.getName(),
                kind,
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process owner = builder.start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(owner.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(READY)) {
        String[] words = line.substring(READY.length()).split(" ");
        List<ProcessHandle> server =
            List.of(words).subList(1, words.length).stream()
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                .toList();
        return new Running(owner, words[0], server);
      }
    }
    throw new IOException("the owner of " + kind + " in " + folder + " ended without a server");
  }

  /** Arguments: kind, folder. */
  public static void main(String[] args) throws InterruptedException {
    Path folder = Path.of(args[1]);
    if (args[0].equals("kafka")) {
      KafkaProcess kafka = KafkaProcess.start(folder);
      tell(kafka.bootstrapServers(), kafka.processes());
    } else {
      EmbeddedElasticsearch elasticsearch =
          EmbeddedElasticsearch.in(folder).cache(SharedServers.elasticsearchCache()).start();
      tell(elasticsearch.uri().toString(), elasticsearch.processes());
    }
    new CountDownLatch(1).await();
  }

  private static void tell(String address, List<ProcessHandle> processes) {
    System.out.println(
        READY
            + address
            + " "
            + processes.stream()
                .map(process -> Long.toString(process.pid()))
                .collect(Collectors.joining(" ")));
  }
}
