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
final class Rewriting implements AutoCloseable {
  private static final int TURNS_A_SECOND = 10;
  private static final long STEP = 7_919;

  private final CompletableFuture<Void> running;
  private volatile boolean over;

  Rewriting(RestClient client, MadeDocuments made, long tickets, int documentsASecond) {
    running =
        CompletableFuture.runAsync(
            () -> {
              try (BulkWriter writer = new BulkWriter(client)) {
                run(writer, made, tickets, documentsASecond);
              }
            });
  }

  private void run(BulkWriter writer, MadeDocuments made, long tickets, int documentsASecond) {
    long start = System.nanoTime();
    long number = 0;
    while (!over) {
      double seconds = (System.nanoTime() - start) / (double) Duration.ofSeconds(1).toNanos();
      while (writer.written() < seconds * documentsASecond) {
        number = (number + STEP) % tickets;
        made.ticket(number, Instant.now().toEpochMilli(), writer::add);
      }
      writer.finish();
      try {
        TimeUnit.MILLISECONDS.sleep(1_000 / TURNS_A_SECOND);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
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
