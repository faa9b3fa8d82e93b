package io.paidan.board;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * What Elasticsearch 8.19.21 answered to {@link Searches} for 2026-11-23 in Asia/Shanghai over the
 * documents in {@code known-documents.ndjson}, with the project's own index templates.
 */
final class Recorded {
  static final String FIGURES = "answer-figures.json";
  static final String OVERDUE = "answer-overdue.json";
  static final String EMPTY = "answer-empty.json";
  static final String INDEX_MISSING = "answer-index-missing.json";
  static final String SHARDS_MISSING = "answer-shards-missing.json";
  static final String DENIED = "answer-denied.json";

  private Recorded() {}

  static byte[] bytes(String name) {
    try (InputStream in = Recorded.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String name) {
    try {
      return new ObjectMapper().readTree(bytes(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
