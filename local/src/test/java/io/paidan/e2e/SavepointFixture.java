package io.paidan.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.core.recompute.Recompute;
import io.paidan.document.Alias;
import io.paidan.policy.PolicyHistory;
import io.paidan.policy.PolicyParser;
import io.paidan.reference.ReferenceData;
import io.paidan.reference.ReferenceParser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A savepoint of the analytics job that an earlier build took, checked in with all that the job had
 * read before it, to the byte, and with what is to follow: a folder for each version, {@code v1},
 * {@code v2}, …, of which none is ever written again.
 *
 * @param folder where its files are
 */
record SavepointFixture(Path folder) {
  private static final Path ALL =
      Path.of(System.getProperty("basedir", ""), "src/test/resources/fixtures/analytics-job")
          .toAbsolutePath();

  /** How to add a version. */
  static final String HOW =
      "mvn -pl local -am test -Dtest=SavepointFixturesTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dpaidan.fixtures.write=true";

  /** A record of ticket events: a line and the partition that it is in. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Line(int partition, byte[] value) {}

  /** The first version whose build counted figures and told of the use of reference data. */
  private static final int FIRST_WITH_FIGURES = 3;

  /** What builds before that version did not write. */
  private static final Set<Alias> WITH_FIGURES =
      EnumSet.of(
          Alias.DISTRICT_DAILY,
          Alias.DEPARTMENT_DAILY,
          Alias.DEPARTMENT_DISTRICT_DAILY,
          Alias.AREA_FIGURES,
          Alias.DEPARTMENT_SCORES,
          Alias.CENTERS,
          Alias.REFERENCE_PROBLEMS);

  /** Every version, oldest first. */
  static List<SavepointFixture> versions() throws IOException {
    if (!Files.isDirectory(ALL)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(ALL)) {
      return folders
          .sorted(Comparator.comparingInt(SavepointFixture::number))
          .map(SavepointFixture::new)
          .toList();
    }
  }

  /** An empty folder for the next version. */
  static SavepointFixture create() throws IOException {
    List<SavepointFixture> present = versions();
    int next = present.isEmpty() ? 1 : number(present.get(present.size() - 1).folder) + 1;
    Files.createDirectories(ALL);
    return new SavepointFixture(Files.createDirectory(ALL.resolve("v" + next)));
  }

  private static int number(Path version) {
    return Integer.parseInt(version.getFileName().toString().substring(1));
  }

  /** The events that had been read when the savepoint was taken, in the order of their offsets. */
  Path before() {
    return folder.resolve("events-before.tsv");
  }

  /** The events that follow. */
  Path after() {
    return folder.resolve("events-after.tsv");
  }

  /** The policy that was in force, with all its versions. */
  Path policyBefore() {
    return folder.resolve("policy-before.json");
  }

  /** The policy that is published afterwards. */
  Path policyAfter() {
    return folder.resolve("policy-after.json");
  }

  Path reference() {
    return folder.resolve("reference.json");
  }

  /** The instant up to which the job had judged when the savepoint was taken. */
  Path takenAt() {
    return folder.resolve("taken-at");
  }

  /** The instant up to which it judges at the end. */
  Path asOf() {
    return folder.resolve("as-of");
  }

  private Path zip() {
    return folder.resolve("savepoint.zip");
  }

  static void writeInstant(Path file, long instant) throws IOException {
    Files.writeString(file, Instant.ofEpochMilli(instant) + "\n");
  }

  static long readInstant(Path file) throws IOException {
    return Instant.parse(Files.readString(file).strip()).toEpochMilli();
  }

  /** Each line as its partition, a tab and the value. */
  static void writeLines(Path file, List<Line> lines) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (Line line : lines) {
        out.write((line.partition() + "\t").getBytes(UTF_8));
        out.write(line.value());
        out.write('\n');
      }
    }
  }

  static List<Line> readLines(Path file) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (byte[] bytes : History.read(file).lines()) {
      byte[] value = new byte[bytes.length - 2];
      System.arraycopy(bytes, 2, value, 0, value.length);
      lines.add(new Line(bytes[0] - '0', value));
    }
    return lines;
  }

  /** What the plain runner makes of these events under this policy. */
  List<Recomputed.Line> recompute(List<Line> events, Path policy, long asOf, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    PolicyParser.Result policies = PolicyParser.parse(Files.readAllBytes(policy));
    ReferenceData names = ReferenceParser.parse(Files.readAllBytes(reference())).data();
    Path lines =
        new History(events.stream().map(Line::value).toList())
            .write(folder.resolve("events.ndjson"));
    Path out = folder.resolve("recomputed");
    Recompute.run(
        new Recompute.Options(
            List.of(lines), new PolicyHistory(policies.versions()), names, asOf, out));
    return Recomputed.lines(out);
  }

  /**
   * What the build had written when it took the savepoint: what the plain runner of today makes of
   * the events, without what that build did not know of. Were that taken for written, a figure that
   * comes and goes before it is ever written would seem left behind.
   */
  List<Recomputed.Line> written(Path folder) throws IOException {
    List<Recomputed.Line> all =
        recompute(readLines(before()), policyBefore(), readInstant(takenAt()), folder);
    return number(this.folder) >= FIRST_WITH_FIGURES
        ? all
        : all.stream().filter(line -> !WITH_FIGURES.contains(line.alias())).toList();
  }

  /** Keeps a savepoint that is a folder of files. */
  void keep(Path savepoint) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(zip()));
        Stream<Path> files = Files.list(savepoint)) {
      for (Path file : files.sorted().toList()) {
        zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
        Files.copy(file, zip);
      }
    }
  }

  /** Lays its files into a folder; what a job is restored from. */
  String unpack(Path into) throws IOException {
    Files.createDirectories(into);
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(zip()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.copy(zip, into.resolve(Path.of(entry.getName()).getFileName().toString()));
      }
    }
    return into.toUri().toString();
  }
}
