package io.paidan.index.sink;

import io.paidan.flink.deadletter.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Dead letters that are acknowledged at once, or when the test says so. */
final class HandDeadLetters implements RejectedDocuments {
  final List<DeadLetter> taken = new ArrayList<>();
  final List<CompletableFuture<Void>> unacknowledged = new ArrayList<>();
  boolean atOnce = true;

  @Override
  public CompletionStage<Void> take(DeadLetter letter) {
    taken.add(letter);
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    if (atOnce) {
      acknowledged.complete(null);
    } else {
      unacknowledged.add(acknowledged);
    }
    return acknowledged;
  }

  @Override
  public void close() {}
}
