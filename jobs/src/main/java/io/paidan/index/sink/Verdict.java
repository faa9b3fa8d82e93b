package io.paidan.index.sink;

/** What is to be done with an entry, or a whole request, after Elasticsearch has answered. */
enum Verdict {
  /** It is as it should be in the index: forget it. */
  DONE,
  /** The index has this revision or a newer one: forget it. */
  CONFLICT,
  /** Not the document's fault and will pass: try again later. */
  BACK_OFF,
  /** The document's fault: to the dead letters. */
  REJECT,
  /** Too much, or something wrong with one of many: send it in halves; one alone is rejected. */
  SPLIT,
  /** Nothing that passes by itself: fail the job with a word that says what to do. */
  FAIL
}
