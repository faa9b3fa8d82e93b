package io.paidan.bench.open;

import io.paidan.document.Alias;
import io.paidan.document.Document;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;

/**
 * A policy version for OPEN tickets is published that moves the due of every one of them, while new
 * tickets come in and checkpoints are made: when the last RESOLVE clock's document says so, and
 * what became of the events and the checkpoints meanwhile.
 */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "A new policy version moves the dues of all open tickets.")
public final class PolicyExperiment extends LiveExperiment {
  private static final int VERSION = 2;
  private static final String CLOCK = "/RESOLVE";
  private static final String VERSION_FIELD = "policy_version";

  @Override
  Figures measure(RunSettings run) throws Exception {
    Figures figures = new Figures();
    try (RunTopics topics = RunTopics.create(run)) {
      OpenTickets tickets = OpenTickets.filled(run.seed());
      long filled = new Fill(run, topics.events()).dispatched(run.open(), tickets::ticket);
      String prefix = tickets.prefix();
      long start = System.nanoTime();
      try (LiveJob job = LiveJob.start(run, topics, document -> isMoved(prefix, document))) {
        job.awaitEvents(filled);
        figures.put("fill: s", (System.nanoTime() - start) / 1e9);
        change(run, topics, job, figures);
      }
    }
    return figures;
  }

  private void change(RunSettings run, RunTopics topics, LiveJob job, Figures figures)
      throws Exception {
    OpenTickets tickets = OpenTickets.filled(run.seed());
    long clocks = tickets.assignments(run.open());
    LiveTraffic traffic = LiveTraffic.start(run, topics, job);
    long published;
    try (traffic) {
      Thread.sleep(quietMillis());
      Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
      published = topics.publish(VERSION, now, "OPEN");
      job.await("clocks moved", job::watched, clocks);
      Thread.sleep(quietMillis());
      traffic.end();
    }
    AtomicLong last = new AtomicLong(published);
    Set<String> moved = new HashSet<>();
    traffic.read(
        (document, takenAt) -> {
          if (isMoved(tickets.prefix(), document) && moved.add(document.id())) {
            last.accumulateAndGet(takenAt, Math::max);
          }
        });
    if (moved.size() != clocks) {
      throw new IllegalStateException(
          "of %,d clocks %,d were moved".formatted(clocks, moved.size()));
    }
    figures.put("clocks", clocks);
    figures.put("all moved after, s", (last.get() - published) / 1e3);
    traffic.report(published, last.get(), figures);
  }

  /** Whether it is a clock of these tickets that the new version has moved. */
  private static boolean isMoved(String prefix, Document document) {
    return document.alias() == Alias.CLOCKS
        && document.id().startsWith(prefix)
        && document.id().endsWith(CLOCK)
        && !document.isDeletion()
        && Map.of(VERSION_FIELD, Integer.toString(VERSION))
            .equals(DocumentFields.of(document.body(), Set.of(VERSION_FIELD)));
  }
}
