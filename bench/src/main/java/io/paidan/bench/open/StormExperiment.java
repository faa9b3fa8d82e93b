package io.paidan.bench.open;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Every open ticket's RESOLVE due in the very same instant, one in a hundred an EMERGENCY, while
 * new tickets come in and checkpoints are made: when the alerts are out, and what became of the
 * events and the checkpoints meanwhile.
 *
 * <p>The dues are told by the third and last event of each ticket, when it is known how fast the
 * job reads the others: so the job has read them all by then, and does not wait long.
 */
@Command(
    name = "storm",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Every open ticket falls due in the same instant.")
public final class StormExperiment extends LiveExperiment {
  private static final int BEFORE_DISPATCH = 2;
  private static final double SPARE = 1.5;

  /** When a checkpoint is asked for, so that there is one in the storm in any case. */
  private static final long INTO_THE_STORM_MS = 500;

  @Option(
      names = "--lead-s",
      defaultValue = "15",
      description =
          "from when all tickets should have been read to the due (default: ${DEFAULT-VALUE})")
  int lead;

  @Override
  Figures measure(RunSettings run) throws Exception {
    Figures figures = new Figures();
    try (RunTopics topics = RunTopics.create(run)) {
      OpenTickets tickets = OpenTickets.filled(run.seed());
      Fill fill = new Fill(run, topics.events());
      long filled =
          fill.write(
              run.open(), tickets::ticket, n -> 0, n -> BEFORE_DISPATCH, Fill.lastHour(run.open()));
      long start = System.nanoTime();
      try (LiveJob job = LiveJob.start(run, topics, document -> false)) {
        job.awaitEvents(filled);
        double secondsEach = (System.nanoTime() - start) / 1e9 / filled;
        long due =
            System.currentTimeMillis()
                + (long) (secondsEach * run.open() * SPARE * 1e3)
                + TimeUnit.SECONDS.toMillis(lead);
        Instant dueAt = Instant.ofEpochMilli(due);
        fill.write(
            run.open(),
            number -> tickets.ticket(number).dueAt(dueAt),
            n -> BEFORE_DISPATCH,
            n -> BEFORE_DISPATCH + 1,
            Fill.now());
        job.awaitEvents(filled + run.open());
        figures.put("fill: s", (System.nanoTime() - start) / 1e9);
        if (System.currentTimeMillis() > due - quietMillis()) {
          throw new IllegalStateException(
              "the tickets fell due before all of them were read: give a longer --lead-s");
        }
        storm(run, topics, job, due, figures);
      }
    }
    return figures;
  }

  private void storm(RunSettings run, RunTopics topics, LiveJob job, long due, Figures figures)
      throws Exception {
    Map<TopicPartition, Long> alertsFrom = topics.ends(topics.alerts());
    // Each assignment has one.
    long deadlines = OpenTickets.filled(run.seed()).assignments(run.open());
    LiveTraffic traffic = LiveTraffic.start(run, topics, job);
    CompletableFuture<String> checkpoint;
    try (traffic) {
      Thread.sleep(due + INTO_THE_STORM_MS - System.currentTimeMillis());
      checkpoint = job.checkpoint();
      job.awaitAlerts(deadlines);
      Thread.sleep(quietMillis());
      traffic.end();
    }
    // What becomes of it is in the job's own record of its checkpoints.
    checkpoint.handle((path, failure) -> path).get();

    Delays all = new Delays();
    Delays emergencies = new Delays();
    Breaches.read(
        run,
        alertsFrom,
        breach -> {
          if (breach.thresholdAt() != due) {
            throw new IllegalStateException("nobody asked for this alert: " + breach);
          }
          all.add(breach.delay());
          if (breach.emergency()) {
            emergencies.add(breach.delay());
          }
        });
    if (all.count() != deadlines) {
      throw new IllegalStateException(
          "of %,d deadlines %,d gave an alert".formatted(deadlines, all.count()));
    }
    figures.put("deadlines", deadlines);
    figures.put("all alerts out after, s", all.max() / 1e3);
    figures.put("half of them after, s", all.percentile(0.5) / 1e3);
    figures.put("deadlines of EMERGENCY", emergencies.count());
    figures.put("all of these out after, s", emergencies.max() / 1e3);
    traffic.read((document, takenAt) -> {});
    traffic.report(due, due + all.max(), figures);
  }
}
