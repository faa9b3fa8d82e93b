package io.paidan.flink.source;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Wakes a reader though no record comes. */
interface Ticker extends AutoCloseable {
  /** Completes after that time. */
  CompletableFuture<Void> after(Duration delay);

  @Override
  void close();

  /** One daemon thread that only completes futures. */
  static Ticker ofThread(String name) {
    ScheduledThreadPoolExecutor thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread t = new Thread(task, name);
              t.setDaemon(true);
              return t;
            });
    return new Ticker() {
      @Override
      @SuppressWarnings("FutureReturnValueIgnored") // the task cannot fail
      public CompletableFuture<Void> after(Duration delay) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        thread.schedule(() -> done.complete(null), delay.toMillis(), TimeUnit.MILLISECONDS);
        return done;
      }

      @Override
      public void close() {
        thread.shutdownNow();
      }
    };
  }
}
