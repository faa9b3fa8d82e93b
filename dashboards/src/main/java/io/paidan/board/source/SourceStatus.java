package io.paidan.board.source;

import java.time.Instant;

/**
 * How things stand between the board and Elasticsearch.
 *
 * @param since when it became so
 * @param reason why it is LOST, else null
 * @param subject the alias that is missing, else null
 */
public record SourceStatus(
    State state, Instant since, SourceException.Reason reason, String subject) {
  public enum State {
    /** Nothing has been asked yet. */
    STARTING,
    OK,
    LOST
  }

  public static SourceStatus starting(Instant now) {
    return new SourceStatus(State.STARTING, now, null, null);
  }

  /** After an answer. */
  public SourceStatus answered(Instant now) {
    return state == State.OK ? this : new SourceStatus(State.OK, now, null, null);
  }

  /** After a failure: a loss that goes on keeps its beginning, whatever the reason is by now. */
  public SourceStatus failed(Instant now, SourceException e) {
    return new SourceStatus(State.LOST, state == State.LOST ? since : now, e.reason(), e.subject());
  }
}
