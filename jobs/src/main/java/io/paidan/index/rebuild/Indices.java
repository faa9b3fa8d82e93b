package io.paidan.index.rebuild;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.paidan.document.IndexTemplates;
import io.paidan.index.IndexList;
import io.paidan.index.Retention;
import io.paidan.index.elasticsearch.SetupClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a rebuild asks of Elasticsearch about indices. */
final class Indices {
  private static final JsonFactory JSON = new JsonFactory();

  private final SetupClient client;
  private final boolean ages;

  /**
   * @param ages whether indices have lifecycles
   */
  Indices(SetupClient client, boolean ages) {
    this.client = client;
    this.ages = ages;
  }

  /** All of Paidan's indices, each with the aliases under which its documents are found. */
  Map<String, Set<String>> all() throws IOException {
    return new IndexList(client).all();
  }

  /**
   * Makes an index that nobody finds yet, not even under the alias that its template gives it, and
   * that is filled without being searched.
   */
  void makeHidden(Generation generation) throws IOException {
    client.put(
        "/" + generation.next(),
        json(
            g -> {
              g.writeObjectFieldStart("settings");
              g.writeStringField("index.refresh_interval", "-1");
              if (ages && generation.alias().byMonth()) {
                g.writeNumberField(Retention.ORIGIN, Retention.origin(generation.name()));
              }
              g.writeEndObject();
              if (generation.alias().byMonth()) {
                g.writeObjectFieldStart("aliases");
                g.writeObjectFieldStart(generation.alias().alias());
                g.writeObjectFieldStart("filter");
                g.writeObjectFieldStart("match_none");
                g.writeEndObject();
                g.writeEndObject();
                g.writeEndObject();
                g.writeEndObject();
              }
            }));
  }

  /** Returns when no write is under way any more and none is taken. */
  void blockWrites(Collection<String> indices) throws IOException {
    if (!indices.isEmpty()) {
      client.put("/" + String.join(",", indices) + "/_block/write", new byte[0]);
    }
  }

  void allowWrites(Collection<String> indices) throws IOException {
    set(indices, "index.blocks.write", null);
  }

  /** They are searched from now on; what was written is found. */
  void show(Collection<String> indices) throws IOException {
    set(indices, "index.refresh_interval", IndexTemplates.REFRESH_INTERVAL);
    client.post("/" + String.join(",", indices) + "/_refresh", new byte[0]);
  }

  private void set(Collection<String> indices, String setting, String value) throws IOException {
    if (!indices.isEmpty()) {
      client.put(
          "/" + String.join(",", indices) + "/_settings",
          json(
              g -> {
                g.writeFieldName(setting);
                if (value == null) {
                  g.writeNull();
                } else {
                  g.writeString(value);
                }
              }));
    }
  }

  /**
   * Documents in an index that are found, had everybody been shown it. From its statistics, so that
   * whoever rebuilds needs no right to read; no template has nested documents, which would count.
   */
  long count(String index) throws IOException {
    byte[] answer = client.get("/" + index + "/_stats/docs?filter_path=_all.primaries.docs.count");
    try (JsonParser p = JSON.createParser(answer)) {
      for (JsonToken token = p.nextToken(); token != null; token = p.nextToken()) {
        if (token == JsonToken.VALUE_NUMBER_INT) {
          return p.getLongValue();
        }
      }
      throw new IOException("what came back tells no documents of " + index);
    }
  }

  /** All at once: whoever asks finds all the present ones or all the next ones. */
  void switchTo(List<Generation> generations) throws IOException {
    actions(
        g -> {
          for (Generation generation : generations) {
            String alias = generation.alias().alias();
            boolean kept = generation.alias().byMonth();
            if (generation.current() != null) {
              alias(g, "remove", generation.current(), alias, false);
            }
            // In place of the one that finds nothing.
            alias(g, "add", generation.next(), alias, !kept);
            if (kept && !generation.isNamedLikeMonth()) {
              alias(g, "remove", generation.current(), generation.name(), false);
              alias(g, "add", generation.next(), generation.name(), false);
            }
          }
        });
  }

  /** Deletes an index with a month's own name, which the next one has as an alias from then on. */
  void takeName(String month, String next) throws IOException {
    actions(
        g -> {
          g.writeStartObject();
          g.writeObjectFieldStart("remove_index");
          g.writeStringField("index", month);
          g.writeEndObject();
          g.writeEndObject();
          alias(g, "add", next, month, false);
        });
  }

  private void actions(Content actions) throws IOException {
    client.post(
        "/_aliases",
        json(
            g -> {
              g.writeArrayFieldStart("actions");
              actions.write(g);
              g.writeEndArray();
            }));
  }

  private static void alias(
      JsonGenerator g, String what, String index, String alias, boolean written)
      throws IOException {
    g.writeStartObject();
    g.writeObjectFieldStart(what);
    g.writeStringField("index", index);
    g.writeStringField("alias", alias);
    if (written) {
      g.writeBooleanField("is_write_index", true);
    }
    g.writeEndObject();
    g.writeEndObject();
  }

  /** Whether somebody is just being answered from one of these indices, or goes on in pages. */
  boolean areSearched(Collection<String> indices) throws IOException {
    byte[] answer =
        client.get(
            "/"
                + String.join(",", indices)
                + "/_stats/search?filter_path=_all.total.search.*_current,"
                + "_all.total.search.open_contexts");
    try (JsonParser p = JSON.createParser(answer)) {
      for (JsonToken token = p.nextToken(); token != null; token = p.nextToken()) {
        if (token == JsonToken.VALUE_NUMBER_INT && p.getLongValue() > 0) {
          return true;
        }
      }
    }
    return false;
  }

  void delete(Collection<String> indices) throws IOException {
    for (String index : indices) {
      client.delete("/" + index);
    }
  }

  private interface Content {
    void write(JsonGenerator generator) throws IOException;
  }

  private static byte[] json(Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator g = JSON.createGenerator(bytes)) {
      g.writeStartObject();
      content.write(g);
      g.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
