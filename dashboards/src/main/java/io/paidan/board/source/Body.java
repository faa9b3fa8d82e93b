package io.paidan.board.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The body of a search, put together. Nothing is found and nothing counted unless asked for. */
public final class Body {
  private final ObjectNode json = Query.object();

  private Body(ObjectNode query) {
    json.put("size", 0).put("track_total_hits", false);
    json.set("query", query);
  }

  /** A search of what a query finds. */
  public static Body of(ObjectNode query) {
    return new Body(query);
  }

  /** A search of all documents; aggregations of maxima over it cost nothing. */
  public static Body ofAll() {
    Body body = new Body(Query.object());
    body.json.remove("query");
    return body;
  }

  /** At most so many documents, with these of their fields; without any, whole ones. */
  public Body documents(int most, String... fields) {
    json.put("size", most);
    if (fields.length > 0) {
      ArrayNode array = json.putArray("_source");
      for (String field : fields) {
        array.add(field);
      }
    }
    return this;
  }

  /** At most so many, of which only this keyword is wanted. */
  public Body values(int most, String field) {
    json.put("size", most).put("_source", false);
    json.putArray("docvalue_fields").add(field);
    return this;
  }

  /** Counts all that is found, exactly. */
  public Body counted() {
    json.put("track_total_hits", true);
    return this;
  }

  /** Sorts by a field, after those named before; documents without it come last. */
  public Body sorted(String field, String order) {
    ArrayNode sort = json.withArray("/sort");
    sort.addObject().putObject(field).put("order", order).put("missing", "_last");
    return this;
  }

  /** Only what comes after the document with these sort values. */
  public Body after(JsonNode sortValues) {
    if (sortValues != null) {
      json.set("search_after", sortValues);
    }
    return this;
  }

  /** One document of each value of a field, the first one. */
  public Body firstOfEach(String field) {
    json.putObject("collapse").put("field", field);
    return this;
  }

  /** With an aggregation. */
  public Body with(String name, ObjectNode aggregation) {
    json.withObject("/aggs").set(name, aggregation);
    return this;
  }

  public ObjectNode json() {
    return json;
  }
}
