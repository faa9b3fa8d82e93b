package io.paidan.importer.xes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.paidan.core.recompute.Recompute;
import io.paidan.json.JsonReader;
import io.paidan.json.JsonValue;
import io.paidan.json.Problems;
import io.paidan.policy.PolicyHistory;
import io.paidan.policy.PolicyParser;
import io.paidan.reference.ReferenceData;
import io.paidan.replay.DataFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A real log, imported by the mapping that ships for it, and what recompute makes of it. */
final class ImportedLog {
  private static final Path DATA =
      Path.of(System.getProperty("paidan.root"), "../shared/data").normalize();
  private static final Instant AS_OF = Instant.parse("2020-01-01T00:00:00Z");

  final XesImport.Report report;
  final Recompute.Summary summary;
  private final Path log;
  private final Path folder;
  private final Path events;
  private final Path out;

  private ImportedLog(String mapping, Path log, Path folder) throws IOException {
    this.folder = folder;
    this.log = log;
    events = folder.resolve("events.ndjson.gz");
    out = folder.resolve("out");
    report = new XesImport(XesMappings.load(mapping)).run(log, events);
    summary = recompute(events, out);
  }

  /**
   * Imports and computes.
   *
   * @param name the log, under the data's folder
   * @param folder to work in
   * @return null where the log is not there
   */
  static ImportedLog of(String mapping, String name, Path folder) throws IOException {
    Path log = DATA.resolve(name);
    return Files.isReadable(log) ? new ImportedLog(mapping, log, folder) : null;
  }

  /** Skips the test, with a clear word, where the log is not there. */
  static void assumeThere(ImportedLog imported, String name) {
    assumeThat(imported)
        .as("SKIPPED: no event log at " + DATA.resolve(name).toAbsolutePath())
        .isNotNull();
  }

  /** The log as it is, trace by trace. */
  List<XesTrace> traces() throws IOException {
    List<XesTrace> traces = new ArrayList<>();
    try (XesReader reader = new XesReader(log)) {
      for (XesTrace trace = reader.next(); trace != null; trace = reader.next()) {
        traces.add(trace);
      }
    }
    return traces;
  }

  /** The documents of an alias. */
  List<JsonValue> documents(String alias) throws IOException {
    Problems problems = new Problems();
    List<JsonValue> documents = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve(alias + ".ndjson"))) {
      documents.add(JsonReader.read(line.getBytes(StandardCharsets.UTF_8), problems));
    }
    assertThat(problems.list()).isEmpty();
    return documents;
  }

  /** The same documents come of the same events in another order, some of them more than once. */
  void assertThatOrderAndRepeatsChangeNothing() throws IOException {
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(DataFiles.read(events), StandardCharsets.UTF_8))) {
      reader.lines().forEach(lines::add);
    }
    int once = lines.size();
    Random random = new Random(2013);
    for (int i = 0; i < once; i++) {
      if (random.nextInt(3) == 0) {
        lines.add(lines.get(i));
      }
    }
    Collections.shuffle(lines, random);
    Path shuffled = Files.write(folder.resolve("shuffled.ndjson"), lines);
    Path again = folder.resolve("again");
    Recompute.Summary second = recompute(shuffled, again);
    assertThat(second.events()).isEqualTo(once);
    assertThat(second.repeats()).isEqualTo(lines.size() - once).isPositive();
    try (Stream<Path> files = Files.list(out)) {
      List<Path> written = files.toList();
      assertThat(written).hasSizeGreaterThan(5);
      for (Path file : written) {
        assertThat(again.resolve(file.getFileName())).hasSameBinaryContentAs(file);
      }
    }
  }

  static String text(JsonValue document, String field) {
    JsonValue value = document.get(field);
    return value.kind() == JsonValue.Kind.NULL ? null : value.text();
  }

  static int number(JsonValue document, String field) {
    return Integer.parseInt(document.get(field).text());
  }

  private static Recompute.Summary recompute(Path events, Path out) throws IOException {
    PolicyParser.Result policy = PolicyParser.parse(SmallLog.bytes("policy.json"));
    assertThat(policy.problems()).isEmpty();
    return Recompute.run(
        new Recompute.Options(
            List.of(events),
            new PolicyHistory(policy.versions()),
            ReferenceData.NONE,
            AS_OF.toEpochMilli(),
            out));
  }
}
