package io.paidan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.document.Alias;
import io.paidan.document.Document;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
  @TempDir Path temp;

  @Test
  void measuresAStage() {
    String out = run("--events=20000", "--warmup=0", "--stages=b1", "--heap=400m");
    assertThat(out)
        .contains("Events: 20,000 of ")
        .contains("| B1 | B0 + plain Jackson decode | 20,000 events |");
    assertThat(temp.resolve("run/B1-1/result.properties"))
        .satisfies(file -> assertThat(Measurement.read(file).items()).isEqualTo(20_000));
  }

  @Test
  void measuresTheIndexSink() {
    String out =
        run(
            "--events=4000",
            "--indexed=3000",
            "--warmup=0",
            "--stages=writer,bulk,updates",
            "--heap=600m");
    assertThat(out)
        .contains("| writer | the index sink's writer, answered at once | 3,000 documents |")
        .containsPattern("its thread: [0-9.]+ µs and [0-9,]+ bytes allocated a document")
        .contains("| bulk | a bare bulk client, from memory | 3,000 documents |")
        .contains("| 3,000 updates |")
        .containsPattern("[0-9.]+ writes a document; 300 documents, [0-9,]+ writes, ");
  }

  /** What the bench prints when nothing goes wrong. */
  private String run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        Bench.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(
                Stream.concat(Stream.of(arguments), Stream.of("--folder=" + temp.resolve("run")))
                    .toArray(String[]::new));
    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
    return out.toString();
  }

  @Test
  void profilesByArea() throws Exception {
    Path file = temp.resolve("decode.jfr");
    PlainJacksonDecode decoder = new PlainJacksonDecode();
    byte[] event = new TicketTraffic(1, 0, 1, 1).next();
    AtomicBoolean busy = new AtomicBoolean(true);
    AtomicReference<PlainEvent> last = new AtomicReference<>();
    Profile profile;
    try (Recording recording = new Recording(Configuration.getConfiguration("profile"))) {
      recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
      recording.start();
      Thread worker =
          new Thread(
              () -> {
                while (busy.get()) {
                  try {
                    last.set(decoder.decode(event));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }
              },
              "decoder-7");
      worker.start();
      long limit = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      do {
        Thread.sleep(200);
        recording.dump(file);
        profile = Profile.of(file);
        // Samples of other threads alone say nothing of the decoder.
      } while (!(profile.samples() >= 5 && profile.markdown().contains("| Jackson | "))
          && System.nanoTime() < limit);
      busy.set(false);
      worker.join();
    }
    assertThat(last.get().type).isEqualTo("paidan.ticket.reported");
    assertThat(profile.samples()).isGreaterThanOrEqualTo(5);
    assertThat(profile.markdown())
        .contains("| area (whose innermost frame) | share |")
        .contains("| Jackson | ")
        .contains("| decoder-# | ")
        .contains("| PlainJacksonDecode.decode | ");
  }

  @Test
  void namesTheStagesWhenOneIsUnknown() {
    StringWriter err = new StringWriter();
    int status =
        Bench.commandLine()
            .setErr(new PrintWriter(err))
            .execute("--stages=B7", "--folder=" + temp.resolve("run"));
    assertThat(status).isEqualTo(1);
    assertThat(err.toString().strip())
        .startsWith("ERROR: no stage \"B7\"; there are [B0, B1, decoder");
  }

  @Test
  void reportsMediansAndRatios() {
    Map<Stage, List<Measurement>> passes = new LinkedHashMap<>();
    passes.put(Stages.named("B0"), List.of(pass(1), pass(4), pass(2)));
    passes.put(Stages.named("B1"), List.of(pass(4), pass(8)));
    String table = Report.markdown(passes);
    assertThat(table)
        .contains(
            "| 1,000 events | 2.00 | 500 | 1.00 | 3.00 | 8.0 | 4.0 | 8000.00 | 0.20 | 1.00 4.00 2.00 | a note |")
        .contains("| 1,000 events | 6.00 | 167 | 0.33 | 1.00 | 24.0 |");
  }

  @Test
  void reportsWhatFiguresCost() {
    Map<Stage, List<Measurement>> passes = new LinkedHashMap<>();
    passes.put(Stages.named("analytics"), List.of(pass(5)));
    assertThat(Report.markdown(passes)).endsWith("| a note |\n");
    passes.put(Stages.named("analytics-without-figures"), List.of(pass(4)));
    assertThat(Report.markdown(passes))
        .endsWith(
            "\n\nanalytics: 0.80 of the events a second of analytics-without-figures, 1.25 of its"
                + " processor time each\n");
  }

  @Test
  void reportsTheIndexJobAgainstABareClient() {
    Map<Stage, List<Measurement>> passes = new LinkedHashMap<>();
    passes.put(Stages.named("bulk"), List.of(pass(9), pass(8), pass(20)));
    passes.put(Stages.named("index"), List.of(pass(10), pass(10), pass(30)));
    assertThat(Report.markdown(passes))
        .endsWith(
            "\n\nindex: 0.90 of the documents a second of bulk, 1.11 of its processor time each\n");
  }

  @Test
  void countsDocumentsByWhatTheyAreOf() throws Exception {
    DocumentCounts counts = new DocumentCounts(null);
    SinkWriter<Document> writer = counts.sink().createWriter(null);
    for (Alias alias :
        List.of(
            Alias.EVENTS,
            Alias.EVENTS,
            Alias.TICKETS,
            Alias.CLOCKS,
            Alias.DISTRICT_DAILY,
            Alias.AREA_FIGURES,
            Alias.AREA_FIGURES,
            Alias.REPORTS,
            Alias.DEAD_LETTERS)) {
      writer.write(Document.of(alias, "id", 1, new byte[0]), null);
    }
    assertThat(counts.events()).isEqualTo(2);
    assertThat(counts.tickets()).isEqualTo(4);
    assertThat(counts.figures()).isEqualTo(3);
    assertThat(counts.all()).isEqualTo(9);
    assertThat(counts.note(1))
        .isEqualTo(
            "9 documents, 4.500 an event, of figures 1.500 an event (district-daily 0.500,"
                + " area-figures 1.000); 1 reports, 0.500 an event");
  }

  @Test
  void measurementsSurviveTheirFile() throws Exception {
    Path file = temp.resolve("m.properties");
    pass(3).write(file);
    assertThat(Measurement.read(file)).isEqualTo(pass(3));
    assertThat(Files.size(file)).isPositive();
  }

  private static Measurement pass(double seconds) {
    return new Measurement(1_000, seconds, seconds * 4, seconds * 2, seconds / 10, "a note");
  }
}
