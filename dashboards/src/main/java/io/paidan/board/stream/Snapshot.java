package io.paidan.board.stream;

import io.paidan.board.overview.Overview;
import io.paidan.board.source.SourceException;
import io.paidan.board.source.SourceStatus;
import java.time.Instant;

/**
 * What the board knows of a view at one moment.
 *
 * @param version grows whenever there is something new to show
 * @param attempts how often Elasticsearch has been asked
 * @param readAt when the overview was asked for: what was searchable then is in it; null while
 *     there is none
 * @param overview the last one that could be read, or null
 */
public record Snapshot(
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
    boolean same = status.equals(source);
    return new Snapshot(same ? version : version + 1, attempts + 1, readAt, overview, status);
  }

  /** How new what the index held is. */
  Overview.Freshness freshness() {
    return overview == null ? Overview.Freshness.UNKNOWN : overview.freshness();
  }
}
