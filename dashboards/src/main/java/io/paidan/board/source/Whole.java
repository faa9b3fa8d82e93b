package io.paidan.board.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.paidan.board.source.SourceException.Reason;

/** Takes whole answers, and says in one line what is wrong with others. */
final class Whole {
  private static final int EXCERPT = 300;

  private Whole() {}

  /**
   * The answer to one search of several, as it came.
   *
   * @throws SourceException when it is an error, or only a part of the answer
   */
  static JsonNode answer(JsonNode one) throws SourceException {
    JsonNode error = one.path("error");
    if (!error.isMissingNode()) {
      throw failed(one.path("status").asInt(), error);
    }
    if (one.path("timed_out").asBoolean() || one.path("_shards").path("failed").asInt() > 0) {
      throw new SourceException(
          Reason.UNAVAILABLE,
          null,
          "Elasticsearch answers in part only: " + one.path("_shards"),
          null);
    }
    if (one.path("hits").isMissingNode()) {
      throw new SourceException(
          Reason.FAILED, null, "what answers is not Elasticsearch: " + excerpt(one), null);
    }
    return one;
  }

  private static SourceException failed(int status, JsonNode error) {
    if (error.path("type").asText().equals("index_not_found_exception")) {
      String index = error.path("index").asText();
      return new SourceException(
          Reason.INDEX_MISSING,
          index,
          "Elasticsearch has no " + index + ": run './paidan init' to create it",
          null);
    }
    if (status == 401 || status == 403) {
      return new SourceException(
          Reason.DENIED,
          null,
          "Elasticsearch does not let the board read: give its key or user the role in"
              + " deploy/elasticsearch/role-paidan-read.json ("
              + excerpt(error.path("reason"))
              + ")",
          null);
    }
    Reason reason = status == 429 || status == 503 ? Reason.UNAVAILABLE : Reason.FAILED;
    return new SourceException(
        reason, null, "Elasticsearch cannot answer the board: " + innermost(error), null);
  }

  /** What Elasticsearch names as the cause of all causes. */
  private static String innermost(JsonNode error) {
    JsonNode cause = error;
    while (cause.path("caused_by").isObject()) {
      cause = cause.path("caused_by");
    }
    return cause.path("type").asText() + ": " + cause.path("reason").asText();
  }

  private static String excerpt(JsonNode node) {
    String text = node.toString();
    return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
  }
}
