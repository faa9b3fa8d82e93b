package io.paidan.bench.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.paidan.bench.Bench;
import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.local.KafkaProcess;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every experiment from end to end, tiny, at the same time: they mostly wait. */
@Execution(ExecutionMode.CONCURRENT)
class ExperimentsTest {
  private static final long OPEN = 200;

  @TempDir static Path temp;
  private static KafkaProcess kafka;

  @BeforeAll
  static void startKafka() {
    kafka = KafkaProcess.start(temp.resolve("kafka"));
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @Test
  void scaleAsACommand() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        Bench.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(
                "--folder=" + temp.resolve("run"),
                "scale",
                "--open=" + OPEN,
                "--events=500",
                "--warmup=0",
                "--backends=rocksdb",
                "--rocksdb-memory=64m",
                "--heap=400m");

    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
    assertThat(out.toString())
        .contains("| | rocksdb, 200 |")
        .contains("| events measured | 500 |")
        .contains("| any ticket: µs CPU an event |")
        .contains("| RocksDB's files: bytes a ticket |")
        .contains("| busy tickets: CPU an event, × the first | 1 |");
    assertThat(temp.resolve("run/scale-rocksdb-200/work")).doesNotExist();
  }

  @Test
  void alerts() throws Exception {
    Figures figures =
        measure(
            "alerts",
            "--alertmanager=none",
            "--alerts=50",
            "--window-s=1",
            "--lead-s=16",
            "--rate=100",
            "--quiet-s=1");

    assertThat(figures.get("silent: alerts")).isEqualTo(50);
    assertThat(figures.get("steady traffic: alerts")).isEqualTo(50);
    assertThat(figures.get("silent: alerts: p50 ms")).isNotNegative();
    assertThat(figures.get("steady traffic: alerts: max ms"))
        .isGreaterThanOrEqualTo(figures.get("steady traffic: alerts: p99 ms"));
    assertThat(figures.get("steady traffic: events")).isPositive();
    assertThat(figures.get("silent: alerts at Alertmanager")).isNaN();
  }

  @Test
  void burst() throws Exception {
    assumeThat(RelayedExperiment.ALERTMANAGER)
        .as("skipped: install prometheus-alertmanager")
        .isExecutable();
    Figures figures =
        measure("burst", "--alerts=100", "--after=20", "--window-s=1", "--lead-s=16", "--rate=100");

    assertThat(figures.get("burst: alerts at Alertmanager")).isEqualTo(100);
    assertThat(figures.get("burst: EMERGENCY at Alertmanager")).isEqualTo(1);
    assertThat(figures.get("burst: EMERGENCY at its web hook")).isEqualTo(1);
    assertThat(figures.get("after it: alerts at Alertmanager")).isEqualTo(20);
    assertThat(figures.get("after it: fire at Alertmanager")).isEqualTo(120);
    for (String where : List.of("", " at Alertmanager")) {
      assertThat(figures.get("after it: alerts" + where + ": p50 ms"))
          .isNotNegative()
          .isLessThanOrEqualTo(figures.get("after it: alerts" + where + ": max ms"));
    }
    assertThat(figures.get("burst: relay: processor s")).isPositive();
    assertThat(figures.get("burst: relay: most MB so far")).isPositive();
  }

  @Test
  void storm() throws Exception {
    Figures figures = measure("storm", "--lead-s=10", "--rate=100", "--quiet-s=1");

    assertThat(figures.get("deadlines"))
        .isEqualTo((double) OpenTickets.filled(1).assignments(OPEN))
        .isBetween(200.0, 250.0);
    assertThat(figures.get("deadlines of EMERGENCY")).isBetween(2.0, 4.0);
    assertThat(figures.get("all of these out after, s"))
        .isNotNegative()
        .isLessThanOrEqualTo(figures.get("all alerts out after, s"));
    assertThat(figures.get("new events before")).isPositive();
    assertThat(figures.get("checkpoints meanwhile")).isNotNegative();
  }

  @Test
  void policy() throws Exception {
    Figures figures =
        measure("policy", "--rate=100", "--quiet-s=1", "--checkpoint-interval-ms=500");

    assertThat(figures.get("clocks")).isEqualTo((double) OpenTickets.filled(1).assignments(OPEN));
    assertThat(figures.get("all moved after, s")).isPositive();
    assertThat(figures.get("new events meanwhile: max ms")).isPositive();
    assertThat(figures.get("checkpoints meanwhile")).isPositive();
    assertThat(figures.get("of them failed")).isZero();
  }

  @Test
  void figures() throws Exception {
    Figures figures =
        measure(
            "figures",
            "--changes=20",
            "--window-s=2",
            "--quiet-rate=10",
            "--rate=100",
            "--quiet-s=1");

    for (String turn : List.of("10 events/s: ", "100 events/s: ")) {
      for (String document :
          List.of(
              "the ticket's own document",
              "district-daily",
              "prefecture, day",
              "prefecture, month")) {
        assertThat(figures.get(turn + document)).as(turn + document).isEqualTo(20);
        assertThat(figures.get(turn + document + ": p50 ms")).isNotNegative();
      }
      assertThat(figures.get(turn + "checkpoints meanwhile")).isNotNegative();
    }
  }

  private static Figures measure(String... arguments) throws Exception {
    ExperimentCommand experiment =
        (ExperimentCommand)
            Bench.commandLine().parseArgs(arguments).subcommand().commandSpec().userObject();
    return experiment.measure(
        experiment.settings(
            Backend.HEAP, OPEN, kafka.bootstrapServers(), temp.resolve(experiment.name())));
  }
}
