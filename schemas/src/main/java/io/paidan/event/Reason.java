package io.paidan.event;

/** The stable codes of {@code paidan.reason}: why a record is a dead letter. */
public enum Reason {
  /** No value at all (a tombstone), or no byte in it. */
  EMPTY,
  /** Over the size that the decoder reads. */
  TOO_LARGE,
  /** Not JSON (RFC 8259), not UTF-8, or not an object. */
  NOT_JSON,
  /** Not CloudEvents 1.0, or an envelope attribute of the wrong kind. */
  NOT_CLOUDEVENTS,
  /** A type that the contract does not know. */
  UNKNOWN_TYPE,
  /** A required attribute or field is absent, null or, where that says nothing, empty. */
  MISSING_FIELD,
  /** A value of the wrong JSON type, outside its list or outside its range. */
  BAD_VALUE,
  /** The id of a ticket, a department or a district breaks the contract's rule for ids. */
  BAD_ID,
  /** Not an RFC 3339 instant, or outside the years that the field can mean. */
  BAD_TIME,
  /** Over five minutes ahead of its record's timestamp. */
  FUTURE_TIME,
  /** The source and id of another event of the ticket, with a different content. */
  CONFLICTING_REPEAT,
  /** For a ticket that ended over the horizon ago. */
  EXPIRED_TICKET,
  /** A record of documents without a header that every document has. */
  MISSING_HEADER,
  /** A record of documents with a header that is not what it should be. */
  BAD_HEADER,
  /** A record of documents for an alias that is none of the contract's. */
  UNKNOWN_ALIAS,
  /** A document that Elasticsearch does not take, though it takes others of its kind. */
  REFUSED_BY_INDEX,
  /** A policy with a problem: the version before it stays in force. */
  BAD_POLICY,
  /** Reference data with a problem: what was there before stays. */
  BAD_REFERENCE
}
