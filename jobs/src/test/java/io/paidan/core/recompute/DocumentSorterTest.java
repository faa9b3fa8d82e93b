package io.paidan.core.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentSorterTest {
  @TempDir private Path folder;

  @Test
  void sortsWhatDoesNotFitIntoMemory() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    Map<String, String> expected = new TreeMap<>();
    try (DocumentSorter sorter = new DocumentSorter(folder, "x", 1_000)) {
      for (int i = 0; i < 20_000; i++) {
        String key = "k" + random.nextInt(15_000);
        String line = "{\"v\":" + i + "}";
        expected.merge(key, line, (a, b) -> a.compareTo(b) <= 0 ? a : b);
        sorter.add(key, line.getBytes(StandardCharsets.UTF_8));
      }
      assertThat(sorter.writeTo(folder.resolve("out"))).isEqualTo(expected.size());
    }
    assertThat(Files.readAllLines(folder.resolve("out")))
        .containsExactlyElementsOf(expected.values());
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).as("no run is left behind").hasSize(1);
    }
  }

  @Test
  void nothingGivesAnEmptyFile() throws IOException {
    try (DocumentSorter sorter = new DocumentSorter(folder, "x", 1_000)) {
      assertThat(sorter.writeTo(folder.resolve("out"))).isZero();
    }
    assertThat(folder.resolve("out")).isEmptyFile();
  }
}
