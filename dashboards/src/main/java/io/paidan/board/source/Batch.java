package io.paidan.board.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.document.Alias;
import java.util.ArrayList;
import java.util.List;

/** Searches that are asked in one request. Not thread-safe; asked once. */
public final class Batch {
  private final StringBuilder lines = new StringBuilder();
  private final List<Slot> slots = new ArrayList<>();

  /** Where the answer to one of the searches will be. */
  public static final class Slot {
    private JsonNode answer;

    /** The answer, after {@link SourceClient#ask}. */
    public JsonNode answer() {
      if (answer == null) {
        throw new IllegalStateException("the batch has not been asked");
      }
      return answer;
    }

    /** The aggregation of that name in the answer. */
    public JsonNode aggregation(String name) {
      return answer().path("aggregations").path(name);
    }

    /** The buckets of the aggregation of that name. */
    public JsonNode buckets(String name) {
      return aggregation(name).path("buckets");
    }

    /** The hits in the answer. */
    public JsonNode hits() {
      return answer().path("hits").path("hits");
    }

    /** The documents found. */
    public List<JsonNode> documents() {
      List<JsonNode> documents = new ArrayList<>();
      hits().forEach(hit -> documents.add(hit.path("_source")));
      return documents;
    }

    /** How many were found, where the search counts all. */
    public long total() {
      return answer().path("hits").path("total").path("value").asLong();
    }

    void answer(JsonNode value) {
      answer = value;
    }
  }

  /**
   * Adds a search. An alias that is not there is an error.
   *
   * @param body of the search
   */
  public Slot add(Alias alias, ObjectNode body) {
    return add(header(alias), body);
  }

  /**
   * Adds a search of an alias that is made with its first document: before that, nothing is found.
   */
  public Slot addIfThere(Alias alias, ObjectNode body) {
    return add(header(alias).put("ignore_unavailable", true), body);
  }

  private static ObjectNode header(Alias alias) {
    // Half an answer would look like a small number.
    return Query.object().put("index", alias.alias()).put("allow_partial_search_results", false);
  }

  private Slot add(ObjectNode header, ObjectNode body) {
    lines.append(header).append('\n').append(body).append('\n');
    Slot slot = new Slot();
    slots.add(slot);
    return slot;
  }

  public boolean isEmpty() {
    return slots.isEmpty();
  }

  String lines() {
    return lines.toString();
  }

  List<Slot> slots() {
    return slots;
  }
}
