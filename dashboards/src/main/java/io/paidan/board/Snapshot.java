package io.paidan.board;

import java.time.Instant;
import java.util.Objects;

/**
 * What the board knows at one moment.
 *
 * @param version grows whenever there is something new to show
 * @param attempts how often Elasticsearch has been asked
 * @param readAt when the overview was asked for: what was searchable then is in it; null while
 *     there is none
 * @param overview the last one that could be read, or null
 */
record Snapshot(
    long version, long attempts, Instant readAt, Overview overview, SourceStatus source) {

  static Snapshot initial(Instant now) {
    return new Snapshot(0, 0, null, null, SourceStatus.starting(now));
  }

  Snapshot answered(Instant askedAt, Overview read) {
    SourceStatus status = source.answered(askedAt);
    boolean same = read.equals(overview) && status.equals(source);
    return new Snapshot(same ? version : version + 1, attempts + 1, askedAt, read, status);
  }

  Snapshot failed(Instant askedAt, SourceException e) {
    SourceStatus status = source.failed(askedAt, e);
    boolean same = Objects.equals(status, source);
    return new Snapshot(same ? version : version + 1, attempts + 1, readAt, overview, status);
  }
}
