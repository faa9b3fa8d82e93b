package io.paidan.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.kibana.object.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files that are shipped are those that the code makes. */
class PackFilesTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("paidan.root"), "dashboards", "kibana");

  @Test
  void theShippedFilesAreThoseThatTheCodeMakes() throws Exception {
    if (Boolean.getBoolean("paidan.kibana.write")) {
      PackFiles.write(FOLDER);
    }
    for (Map.Entry<String, byte[]> file : PackFiles.all().entrySet()) {
      assertThat(FOLDER.resolve(file.getKey()))
          .as("make it anew with -Dtest=PackFilesTest -Dpaidan.kibana.write=true")
          .hasBinaryContent(file.getValue());
    }
    try (Stream<Path> shipped = Files.list(FOLDER)) {
      TreeSet<String> names = new TreeSet<>(PackFiles.all().keySet());
      names.add("README.md");
      assertThat(shipped.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @Test
  void theSamePackIsTheSameBytes() {
    for (Language language : Language.values()) {
      assertThat(KibanaPack.ndjson(language)).isEqualTo(KibanaPack.ndjson(language));
    }
  }
}
