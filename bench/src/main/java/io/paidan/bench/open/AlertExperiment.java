package io.paidan.bench.open;

import io.paidan.bench.EventText;
import io.paidan.bench.MadeTicket;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long after its threshold an alert is on its topic, with so many tickets open: once while
 * nobody writes, once with events coming in. Some of the open tickets, any of them, are dispatched
 * to one department more, with a due of its own; then other tickets push them out of what the job
 * remembers of those that were touched last.
 */
@Command(
    name = "alerts",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "From an alert's threshold to its record, silent and with steady traffic.")
public final class AlertExperiment extends LiveExperiment {
  private static final long MOST_PUSHING = 20_000;

  @Option(
      names = "--alerts",
      defaultValue = "1000",
      description = "each way (default: ${DEFAULT-VALUE})")
  int alerts;

  @Option(
      names = "--window-s",
      defaultValue = "60",
      description = "over which their thresholds are spread (default: ${DEFAULT-VALUE})")
  int window;

  @Option(
      names = "--lead-s",
      defaultValue = "15",
      description =
          "from sending the dispatches to the first threshold (default: ${DEFAULT-VALUE})")
  int lead;

  @Override
  Figures measure(RunSettings run) throws Exception {
    if (2L * alerts > run.open()) {
      throw new IllegalArgumentException("--alerts: at most half of the open tickets");
    }
    Figures figures = new Figures();
    try (RunTopics topics = RunTopics.create(run)) {
      OpenTickets tickets = OpenTickets.filled(run.seed());
      long filled = new Fill(run, topics.events()).dispatched(run.open(), tickets::ticket);
      long start = System.nanoTime();
      try (LiveJob job = LiveJob.start(run, topics, document -> false)) {
        job.awaitEvents(filled);
        figures.put("fill: s", (System.nanoTime() - start) / 1e9);
        job.writeDocuments();
        Windows windows = new Windows(run, topics, job);
        windows.measure("silent", 0, figures);
        try (SteadyTraffic traffic = SteadyTraffic.start(run, topics.events())) {
          Thread.sleep(quietMillis());
          windows.measure("steady traffic", 1, figures);
          figures.put("steady traffic: events", traffic.stop());
        }
      }
    }
    return figures;
  }

  /** The two times that alerts are waited for. */
  private final class Windows {
    private final RunSettings run;
    private final RunTopics topics;
    private final LiveJob job;

    Windows(RunSettings run, RunTopics topics, LiveJob job) {
      this.run = run;
      this.topics = topics;
      this.job = job;
    }

    /**
     * @param turn 0 or 1: each has tickets of its own
     */
    void measure(String what, int turn, Figures figures) throws Exception {
      Map<TopicPartition, Long> from = topics.ends(topics.alerts());
      long already = job.alerts();
      long begin = System.currentTimeMillis() + TimeUnit.SECONDS.toMillis(lead);
      Map<String, Long> due = dispatch(turn, begin);
      pushOut(turn);
      if (System.currentTimeMillis() > begin) {
        throw new IllegalStateException(
            "the first alert fell due before all was ready for it: give a longer --lead-s");
      }
      long end = begin + TimeUnit.SECONDS.toMillis(window);
      Thread.sleep(end - System.currentTimeMillis());
      job.awaitAlerts(already + alerts);

      Delays delays = new Delays();
      Breaches.read(
          run,
          from,
          breach -> {
            Long expected = due.remove(breach.ticketId());
            if (expected == null || expected != breach.thresholdAt()) {
              throw new IllegalStateException("nobody asked for this alert: " + breach);
            }
            delays.add(breach.delay());
          });
      if (!due.isEmpty()) {
        throw new IllegalStateException(what + ": alerts did not come: " + due.size());
      }
      delays.into(figures, what + ": alerts");
      Figures checkpoints = new Figures();
      job.checkpoints().between(begin, end).into(checkpoints);
      figures.putAll(what + ": ", checkpoints);
    }

    /** Sends the dispatches; ticket id → due. */
    private Map<String, Long> dispatch(int turn, long begin) throws Exception {
      SplittableRandom random = new SplittableRandom(run.seed() + turn);
      EventText text = new EventText(random);
      OpenTickets tickets = OpenTickets.filled(run.seed());
      Map<String, Long> due = new HashMap<>();
      long share = run.open() / alerts;
      double apart = TimeUnit.SECONDS.toMillis(window) / (double) alerts;
      long before = job.events();
      try (EventProducer producer = EventProducer.plain(run, topics.events())) {
        for (int i = 0; i < alerts; i++) {
          // Out of every share of the tickets one, another one each turn.
          long number = i * share + 2 * random.nextLong(share / 2) + turn;
          MadeTicket ticket = tickets.ticket(number);
          long at = begin + (long) ((i + random.nextDouble()) * apart);
          due.put(ticket.id(), at);
          Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
          producer.send(ticket.id(), text.anotherDispatch(ticket, Instant.ofEpochMilli(at), now));
        }
        producer.flush();
      }
      job.awaitEvents(before + alerts);
      return due;
    }

    private void pushOut(int turn) throws Exception {
      long before = job.events();
      OpenTickets pushing = OpenTickets.pushing(run.seed());
      long count = Math.min(MOST_PUSHING, 10 * run.open());
      long written =
          new Fill(run, topics.events())
              .write(
                  count,
                  number -> pushing.ticket(number + turn * count),
                  number -> 0,
                  number -> 1,
                  Fill.now());
      job.awaitEvents(before + written);
    }
  }
}
