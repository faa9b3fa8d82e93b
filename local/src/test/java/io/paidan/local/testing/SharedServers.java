package io.paidan.local.testing;

import io.paidan.local.EmbeddedElasticsearch;
import io.paidan.local.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * One Kafka and one Elasticsearch for all tests of this module's test run, started when first asked
 * for and without data of earlier runs. They end with the JVM. Tests share them: use topics and
 * indices of your own names.
 */
public final class SharedServers {
  private static final Path FOLDER =
      Path.of("target", "embedded", System.getProperty("paidan.test.fork", "fork-1"))
          .toAbsolutePath();

  private SharedServers() {}

  /** Where servers of tests keep what is theirs; test runs side by side have each its own. */
  public static Path folder(String name) {
    return FOLDER.resolve(name);
  }

  /** The broker of this test run. */
  public static EmbeddedKafka kafka() {
    return KafkaHolder.KAFKA;
  }

  /** The Elasticsearch of this test run. */
  public static EmbeddedElasticsearch elasticsearch() {
    return ElasticsearchHolder.ELASTICSEARCH;
  }

  /** Where Elasticsearch is unpacked for tests, for {@code Builder.cache}. */
  public static Path elasticsearchCache() {
    return FOLDER;
  }

  private static final class KafkaHolder {
    static final EmbeddedKafka KAFKA = start();

    private static EmbeddedKafka start() {
      Path folder = folder("kafka");
      delete(folder);
      EmbeddedKafka kafka = EmbeddedKafka.start(folder);
      Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "close-shared-kafka"));
      return kafka;
    }
  }

  private static final class ElasticsearchHolder {
    static final EmbeddedElasticsearch ELASTICSEARCH = start();

    private static EmbeddedElasticsearch start() {
      EmbeddedElasticsearch elasticsearch =
          EmbeddedElasticsearch.in(folder("elasticsearch")).freshData().start();
      Runtime.getRuntime()
          .addShutdownHook(new Thread(elasticsearch::close, "close-shared-elasticsearch"));
      return elasticsearch;
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
