package io.paidan.bench.wall;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.elasticsearch.client.RestClient;

/**
 * Writes documents anew, a steady number a second, those of tickets all over the index: as the
 * index job does where everybody works. So each second's refresh has something to show, and forgets
 * what was remembered.
 */
final class Rewriting {
  private static final int TURNS_A_SECOND = 10;
  private static final long STEP = 7_919;

  private final RestClient client;
  private final MadeDocuments made;
  private final long tickets;

  Rewriting(RestClient client, MadeDocuments made, long tickets) {
    this.client = client;
    this.made = made;
    this.tickets = tickets;
  }

  /** Starts to write so many documents a second. */
  Run start(int rate) {
    return new Run(rate);
  }

  /** Writes until it is closed. */
  final class Run implements AutoCloseable {
    private final CompletableFuture<Void> running;
    private volatile boolean over;

    private Run(int rate) {
      running = CompletableFuture.runAsync(() -> write(rate));
    }

    private void write(int rate) {
      long start = System.nanoTime();
      long number = 0;
      try (BulkWriter writer = new BulkWriter(client)) {
        while (!over) {
          double seconds = (System.nanoTime() - start) / (double) Duration.ofSeconds(1).toNanos();
          while (writer.written() < seconds * rate) {
            number = (number + STEP) % tickets;
            made.ticket(number, Instant.now().toEpochMilli(), writer::add);
          }
          writer.finish();
          TimeUnit.MILLISECONDS.sleep(1_000 / TURNS_A_SECOND);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** Fails if writing has failed. */
    void check() {
      if (running.isCompletedExceptionally()) {
        running.join();
      }
    }

    @Override
    public void close() {
      over = true;
      try {
        running.join();
      } catch (CompletionException e) {
        throw new IllegalStateException("documents could not be written meanwhile", e.getCause());
      }
    }
  }
}
