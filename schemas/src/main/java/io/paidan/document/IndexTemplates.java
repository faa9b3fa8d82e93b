package io.paidan.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The Elasticsearch templates and the JSON Schemas that ship with Paidan, by name. All are UTF-8
 * JSON.
 */
public final class IndexTemplates {
  /** Shards and replicas; {@code init} sets both. */
  public static final String SETTINGS = "paidan-settings";

  /**
   * How long indices of a month are kept: a component template that is there only where somebody
   * has said so.
   */
  public static final String RETENTION = "paidan-retention";

  /** How soon what was written is found; as {@link #SETTINGS} has it. */
  public static final String REFRESH_INTERVAL = "1s";

  /** Component templates, in the order to install them in: before the index templates. */
  public static final List<String> COMPONENTS = List.of(SETTINGS, "paidan-base");

  /**
   * Index templates: {@code paidan}, which lies under the others and keeps writes from making an
   * index that {@code init} did not, and one per alias, named like it.
   */
  public static final List<String> TEMPLATES =
      Stream.concat(Stream.of("paidan"), Stream.of(Alias.values()).map(Alias::alias)).toList();

  private IndexTemplates() {}

  /** The body for {@code PUT _component_template/NAME}. */
  public static byte[] component(String name) {
    return read("/io/paidan/index/component/" + name + ".json");
  }

  /** The body for {@code PUT _index_template/NAME}. */
  public static byte[] template(String name) {
    return read("/io/paidan/index/template/" + name + ".json");
  }

  /** The JSON Schema (2020-12) of the documents of an alias. */
  public static byte[] schema(Alias alias) {
    String kind = alias.alias().substring("paidan-".length());
    return read("/io/paidan/schemas/document-" + kind + ".schema.json");
  }

  private static byte[] read(String resource) {
    try (InputStream in = IndexTemplates.class.getResourceAsStream(resource)) {
      return Objects.requireNonNull(in, resource).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource + " from Paidan's own jar.", e);
    }
  }
}
