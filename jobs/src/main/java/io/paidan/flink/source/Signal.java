package io.paidan.flink.source;

import java.util.concurrent.CompletableFuture;

/** Something has come up that the reader's thread should look at; raised by any thread. */
final class Signal {
  private volatile boolean raised;
  private CompletableFuture<Void> future = new CompletableFuture<>();

  /** There is something to look at. */
  void raise() {
    raised = true;
    wake();
  }

  /** Completes the future that was given out, without anything to look at here. */
  synchronized void wake() {
    future.complete(null);
  }

  /** Whether there is something to look at; not any more after this call. */
  boolean take() {
    if (!raised) {
      return false;
    }
    raised = false;
    return true;
  }

  /** Completes at the next {@link #raise} or {@link #wake}; is complete when raised. */
  synchronized CompletableFuture<Void> next() {
    if (future.isDone() && !raised) {
      future = new CompletableFuture<>();
    }
    return future;
  }
}
