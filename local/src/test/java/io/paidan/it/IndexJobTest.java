package io.paidan.it;

import io.paidan.local.EmbeddedElasticsearch;
import java.nio.file.Path;

/** With the Elasticsearch that Paidan is made for. */
class IndexJobTest extends IndexJobStory {
  @Override
  EmbeddedElasticsearch.Builder server(Path folder) {
    return EmbeddedElasticsearch.in(folder);
  }

  @Override
  int majorVersion() {
    return 8;
  }
}
