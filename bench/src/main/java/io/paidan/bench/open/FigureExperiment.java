package io.paidan.bench.open;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long after an event's record the figures that it changes are on the documents' topic: those
 * of its district's day, of the prefecture's day and of the prefecture's month; once while little
 * comes in, once with steady traffic. The events are {@link Markers}.
 */
@Command(
    name = "figures",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "From an event's record to the figures that it changes, quiet and busy.")
public final class FigureExperiment extends LiveExperiment {
  @Option(
      names = "--changes",
      defaultValue = "300",
      description = "that are followed, each way (default: ${DEFAULT-VALUE})")
  int changes;

  @Option(
      names = "--window-s",
      defaultValue = "60",
      description = "over which they are spread (default: ${DEFAULT-VALUE})")
  int window;

  @Option(
      names = "--quiet-rate",
      defaultValue = "50",
      description = "events a second while little comes in (default: ${DEFAULT-VALUE})")
  int quietRate;

  @Override
  Figures measure(RunSettings run) throws Exception {
    Figures figures = new Figures();
    try (RunTopics topics = RunTopics.create(run);
        EventProducer producer = EventProducer.plain(run, topics.events())) {
      long filled = Fill.dispatched(run, topics, OpenTickets.filled(run.seed()));
      Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
      Markers markers = new Markers(run, 2 * changes, now);
      filled += markers.dispatch(producer);
      long start = System.nanoTime();
      try (LiveJob job = LiveJob.start(run, topics, document -> false)) {
        job.awaitQuiet(filled);
        figures.put("fill: s", (System.nanoTime() - start) / 1e9);
        job.writeDocuments();
        Turns turns = new Turns(run, topics, job, markers, producer);
        turns.measure(0, quietRate, figures);
        turns.measure(1, run.rate(), figures);
      }
    }
    return figures;
  }

  /** The two times that changes are followed, each with traffic of its own. */
  private final class Turns {
    private final RunSettings run;
    private final RunTopics topics;
    private final LiveJob job;
    private final Markers markers;
    private final EventProducer producer;

    Turns(RunSettings run, RunTopics topics, LiveJob job, Markers markers, EventProducer producer) {
      this.run = run;
      this.topics = topics;
      this.job = job;
      this.markers = markers;
      this.producer = producer;
    }

    void measure(int turn, int rate, Figures figures) throws Exception {
      Map<TopicPartition, Long> eventsFrom = topics.ends(topics.events());
      Map<TopicPartition, Long> documentsFrom = topics.ends(topics.documents());
      long before = job.events();
      long from;
      long to;
      long sent;
      OpenTickets tickets = OpenTickets.ofTurn(turn, run.seed());
      try (SteadyTraffic traffic =
          SteadyTraffic.start(run.withRate(rate), topics.events(), tickets)) {
        Thread.sleep(quietMillis());
        from = System.currentTimeMillis();
        change(turn);
        to = System.currentTimeMillis();
        Thread.sleep(quietMillis());
        sent = traffic.stop();
      }
      job.awaitQuiet(before + sent + changes);
      String what = String.format(Locale.ROOT, "%,d events/s", rate);
      new MarkerReading(run, markers, turn * changes, changes)
          .report(eventsFrom, documentsFrom, what, figures);
      Figures checkpoints = new Figures();
      job.checkpoints().between(from, to).into(checkpoints);
      figures.putAll(what + ": ", checkpoints);
    }

    private void change(int turn) throws InterruptedException {
      SplittableRandom random = new SplittableRandom(run.seed() + turn);
      double apart = TimeUnit.SECONDS.toMillis(window) / (double) changes;
      long begin = System.currentTimeMillis();
      for (int i = 0; i < changes; i++) {
        long at = begin + (long) ((i + random.nextDouble()) * apart);
        Thread.sleep(Math.max(0, at - System.currentTimeMillis()));
        markers.cancel(turn * changes + i, producer);
      }
      producer.flush();
    }
  }
}
