package io.paidan.index.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Requests that are answered when the test says so. */
final class HandTransport implements BulkTransport {
  /** A request that has no answer yet. */
  record Sent(List<VersionedStore.Action> actions, int bytes, Consumer<BulkAnswer> answer) {}

  final ArrayDeque<Sent> unanswered = new ArrayDeque<>();
  int requests;
  boolean closed;

  @Override
  public void send(byte[] body, int length, Consumer<BulkAnswer> answer) {
    requests++;
    unanswered.add(new Sent(VersionedStore.actions(body, length), length, answer));
  }

  /** Answers the oldest request: each entry with one status and, over 299, one error. */
  void answerItems(Object... statusAndError) {
    List<ItemAnswer> items = new ArrayList<>();
    for (int i = 0; i < statusAndError.length; i += 2) {
      String error = (String) statusAndError[i + 1];
      items.add(new ItemAnswer((int) statusAndError[i], error, error == null ? null : "why"));
    }
    unanswered.remove().answer.accept(BulkAnswer.of(items));
  }

  void answer(BulkAnswer answer) {
    unanswered.remove().answer.accept(answer);
  }

  /** The ids in the oldest request, each with its version. */
  List<String> oldest() {
    return unanswered.peek().actions.stream()
        .map(a -> a.id() + "@" + a.version() + (a.body() == null ? " deleted" : ""))
        .toList();
  }

  @Override
  public String where() {
    return "http://by-hand:9200";
  }

  @Override
  public void close() {
    closed = true;
  }
}
