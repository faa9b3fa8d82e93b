package io.paidan.bench.open;

/**
 * When each of some changes, which come one after the other and each add one to a figure, was first
 * counted in a document that has the figure. Instants in milliseconds since the epoch. Not
 * thread-safe.
 */
final class CountedIn {
  private final String document;
  private final long before;
  private final long[] firsts;
  private int counted;

  /**
   * @param document is named where something is missing
   * @param before what the figure was before the first change
   * @param changes how many
   */
  CountedIn(String document, long before, int changes) {
    this.document = document;
    this.before = before;
    this.firsts = new long[changes];
  }

  /**
   * Takes the document as it was next.
   *
   * @param count what its figure was
   * @param takenAt when the broker took its record
   */
  void take(long count, long takenAt) {
    if (count > before + firsts.length) {
      throw new IllegalStateException(
          "%s counts %d, more than there were".formatted(document, count));
    }
    while (before + counted < count) {
      firsts[counted++] = takenAt;
    }
  }

  /**
   * From each change's record to that of the first document that counts it.
   *
   * @param writtenAt when the broker took the changes, in their order
   * @throws IllegalStateException if one of them was never counted
   */
  Delays since(long[] writtenAt) {
    if (counted < firsts.length || writtenAt.length != firsts.length) {
      throw new IllegalStateException(
          "%s: of %d changes, %d of them on the events' topic, %d were counted"
              .formatted(document, firsts.length, writtenAt.length, counted));
    }
    Delays delays = new Delays();
    for (int i = 0; i < firsts.length; i++) {
      delays.add(firsts[i] - writtenAt[i]);
    }
    return delays;
  }
}
