package io.paidan.index.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.paidan.index.elasticsearch.ElasticsearchErrors;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads the answer to a bulk request as a stream, and no further than it has to. */
final class BulkAnswerReader {
  /** What of the answer is needed. */
  static final String FILTER = "errors,items.*.status,items.*.error.type,items.*.error.reason";

  private static final JsonFactory JSON = new JsonFactory();

  private BulkAnswerReader() {}

  /**
   * Reads the answer to a request that was carried out.
   *
   * @throws IOException when it is not such an answer
   */
  static BulkAnswer read(InputStream in) throws IOException {
    try (JsonParser p = JSON.createParser(in)) {
      require(p.nextToken() == JsonToken.START_OBJECT);
      while (p.nextToken() == JsonToken.FIELD_NAME) {
        String field = p.currentName();
        JsonToken value = p.nextToken();
        if (field.equals("errors") && value == JsonToken.VALUE_FALSE) {
          return BulkAnswer.allDone();
        }
        if (field.equals("items")) {
          require(value == JsonToken.START_ARRAY);
          return BulkAnswer.of(readItems(p));
        }
        p.skipChildren();
      }
      throw notAnAnswer();
    }
  }

  private static List<ItemAnswer> readItems(JsonParser p) throws IOException {
    List<ItemAnswer> items = new ArrayList<>();
    while (p.nextToken() == JsonToken.START_OBJECT) {
      require(p.nextToken() == JsonToken.FIELD_NAME);
      require(p.nextToken() == JsonToken.START_OBJECT);
      items.add(readItem(p));
      require(p.nextToken() == JsonToken.END_OBJECT);
    }
    return items;
  }

  private static ItemAnswer readItem(JsonParser p) throws IOException {
    int status = 0;
    ElasticsearchErrors.Error error = new ElasticsearchErrors.Error(null, null);
    while (p.nextToken() == JsonToken.FIELD_NAME) {
      String field = p.currentName();
      JsonToken value = p.nextToken();
      if (field.equals("status") && value == JsonToken.VALUE_NUMBER_INT) {
        status = p.getIntValue();
      } else if (field.equals("error") && value == JsonToken.START_OBJECT) {
        error = ElasticsearchErrors.readObject(p);
      } else {
        p.skipChildren();
      }
    }
    require(status != 0);
    return new ItemAnswer(status, error.type(), error.reason());
  }

  private static void require(boolean holds) throws IOException {
    if (!holds) {
      throw notAnAnswer();
    }
  }

  private static IOException notAnAnswer() {
    return new IOException("what came back is no answer to a bulk request");
  }
}
