package io.paidan.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.paidan.local.EmbeddedElasticsearch;
import io.paidan.local.testing.NewerJava;
import java.nio.file.Files;
import java.nio.file.Path;

/** With the next major version, which a prefecture may have; it needs Java 21. */
class IndexJobOnElasticsearch9Test extends IndexJobStory {
  private static final int NEEDS = 21;

  private final Path zip = Path.of(System.getProperty("paidan.elasticsearch.newer.zip"));

  @Override
  void requireServer() {
    assumeTrue(
        NewerJava.home(NEEDS).isPresent(),
        "Not tested with Elasticsearch 9: no Java " + NEEDS + " or newer is installed");
    assumeTrue(
        Files.exists(zip),
        "Not tested with Elasticsearch 9: it is not fetched, as no profile of local/pom.xml knows"
            + " where this Java is; run with -Delasticsearch.newer.skip=false");
  }

  @Override
  EmbeddedElasticsearch.Builder server(Path folder) {
    return EmbeddedElasticsearch.in(folder).zip(zip).javaHome(NewerJava.home(NEEDS).orElseThrow());
  }

  @Override
  int majorVersion() {
    return 9;
  }
}
