package io.paidan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchTest {
  @TempDir Path temp;

  @Test
  void measuresAndProfilesAStage() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine bench =
        Bench.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int status =
        bench.execute(
            "--events=20000",
            "--warmup=0",
            "--stages=b1",
            "--profile=B1",
            "--heap=400m",
            "--folder=" + temp.resolve("run"));

    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
    assertThat(out.toString())
        .contains("Events: 20,000 of ")
        .contains("| B1 | B0 + plain Jackson decode | 20,000 events |")
        .contains("## B1: where the time went, ");
    assertThat(temp.resolve("run/B1-1/result.properties"))
        .satisfies(file -> assertThat(Measurement.read(file).items()).isEqualTo(20_000));
    assertThat(temp.resolve("run/B1.jfr"))
        .satisfies(
            file -> {
              Profile profile = Profile.of(file);
              assertThat(profile.samples()).isPositive();
              assertThat(profile.markdown())
                  .contains("| method itself | share |")
                  .doesNotContain(StageRun.WATCH);
            });
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
