package io.paidan.stack;

/** What writes events to Kafka while the stack runs, like any producer. */
public interface Traffic extends AutoCloseable {
  /** Records that Kafka has acknowledged so far. */
  long acknowledged();

  /** What it is doing, a few words for people. */
  String state();

  @Override
  void close();
}
