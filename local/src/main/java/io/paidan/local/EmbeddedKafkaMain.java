package io.paidan.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;

/**
 * {@link EmbeddedKafka} as a process of its own, see {@link KafkaProcess}. Writes the address for
 * clients to a file when the broker answers, and ends at a {@code SIGTERM}.
 */
final class EmbeddedKafkaMain {
  private EmbeddedKafkaMain() {}

  /** Arguments: folder, port (0: a free one), the file for the address. */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 3) {
      System.err.println("ERROR: usage: EmbeddedKafkaMain FOLDER PORT ADDRESS-FILE");
      System.exit(2);
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(args[0]), Integer.parseInt(args[1]))) {
      CountDownLatch ending = new CountDownLatch(1);
      Thread main = Thread.currentThread();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    ending.countDown();
                    try {
                      // The JVM ends when its hooks have: main still has the broker to close.
                      main.join();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  },
                  "stop-kafka"));
      Path address = Path.of(args[2]);
      Path next = address.resolveSibling(address.getFileName() + ".next");
      Files.writeString(next, kafka.bootstrapServers());
      Files.move(next, address, StandardCopyOption.ATOMIC_MOVE);
      ending.await();
    } catch (LocalServerException e) {
      System.err.println("ERROR: " + e.getMessage());
      System.exit(1);
    }
  }
}
