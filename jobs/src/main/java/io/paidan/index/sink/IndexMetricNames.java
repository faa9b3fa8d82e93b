package io.paidan.index.sink;

/**
 * What the index sink tells about itself, for each of its subtasks; {@code docs/metrics.md} says
 * what each means and what to do about it. Times are milliseconds.
 */
public final class IndexMetricNames {
  /** Counter: documents written. */
  public static final String INDEXED = "documents_indexed";

  /** Counter: documents deleted. */
  public static final String DELETED = "documents_deleted";

  /** Counter: documents that the index had already, or newer. */
  public static final String CONFLICTS = "conflicts";

  /** Counter: changes that were never sent, as a newer one of their document took their place. */
  public static final String SUPERSEDED = "documents_superseded";

  /** Counter: documents put off by Elasticsearch and sent again, each time. */
  public static final String RETRIED = "documents_retried";

  /** Counter: records that went to the dead letters. */
  public static final String REJECTED = "documents_rejected";

  /** Counter: bulk requests sent. */
  public static final String REQUESTS = "bulk_requests";

  /** Meter: documents a second that Elasticsearch has answered for good, over a minute. */
  public static final String PER_SECOND = "documents_per_second";

  /** Histogram: from sending a bulk request to its answer, of the last ones. */
  public static final String LATENCY = "bulk_latency_ms";

  /** Gauge: records held: waiting, in flight, or on their way to the dead letters. */
  public static final String HELD = "documents_held";

  /** Gauge: documents that wait, for a request to fill up or for another try. */
  public static final String WAITING = "documents_waiting";

  /** Gauge: bytes of what is held. */
  public static final String HELD_BYTES = "held_bytes";

  /** Gauge: bulk requests without an answer yet. */
  public static final String IN_FLIGHT = "requests_in_flight";

  /** Gauge: how old the newest indexed change is while something is held; 0 while nothing is. */
  public static final String NEWEST_INDEXED_AGE = "newest_indexed_age_ms";

  /** Gauge: how old the oldest change is that is held; 0 while nothing is. */
  public static final String OLDEST_HELD_AGE = "oldest_held_age_ms";

  /** Gauge: for how long Elasticsearch has owed an answer; 0 when it owes none. */
  public static final String SILENCE = "elasticsearch_silent_ms";

  private IndexMetricNames() {}
}
