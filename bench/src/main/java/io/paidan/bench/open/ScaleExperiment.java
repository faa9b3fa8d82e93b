package io.paidan.bench.open;

import io.paidan.bench.BenchFlink;
import io.paidan.bench.Folders;
import io.paidan.bench.JvmTimes;
import io.paidan.flink.JobEnvironment.Backend;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What an event costs with so many open tickets. First they are filled in; then events come that
 * touch any of them alike, the worst case; then such as touch some thousand busy ones. A phase's
 * events are written in a transaction, so that the job sees none of them before all are there, and
 * has the machine to itself from then. Nothing falls due meanwhile.
 */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Cost of an event, and bytes of a ticket, with so many open tickets.")
public final class ScaleExperiment extends ExperimentCommand {
  /** As {@code TicketTraffic} has. */
  private static final int BUSY_TICKETS = 4_000;

  private static final String OPEN = "open tickets";
  private static final String HEAP = "heap: bytes a ticket";

  @Option(
      names = "--events",
      defaultValue = "500000",
      description = "that are measured, each way (default: ${DEFAULT-VALUE})")
  long events;

  @Option(
      names = "--warmup",
      defaultValue = "200000",
      description = "of the same events before that (default: ${DEFAULT-VALUE})")
  long warmup;

  @Override
  List<Long> openUnlessTold() {
    return List.of(10_000L, 1_000_000L);
  }

  @Override
  Duration checkpointEvery() {
    return Duration.ZERO;
  }

  @Override
  int rate() {
    return 0;
  }

  @Override
  Figures measure(RunSettings run) throws Exception {
    Figures figures = new Figures();
    SplittableRandom random = new SplittableRandom(run.seed());
    OpenTickets tickets = OpenTickets.filled(run.seed());
    UnderWay underWay = UnderWay.settled(tickets, run.open(), random);
    try (RunTopics topics = RunTopics.create(run);
        EventProducer producer = EventProducer.transactional(run, topics.events())) {
      int places = underWay.places();
      producer.begin();
      long filled =
          new Fill(producer, run.seed())
              .write(places, tickets::ticket, n -> 0, underWay::step, Fill.lastHour(places));
      try (LiveJob job = LiveJob.start(run, topics, document -> false)) {
        long heapBefore = JvmTimes.heapUsed();
        long start = System.nanoTime();
        producer.commit();
        double seconds = (job.awaitQuiet(filled).nanos() - start) / 1e9;
        figures.put(OPEN, run.open());
        figures.put("fill: s", seconds);
        figures.put("fill: events a second", filled / seconds);
        figures.put("fill: events a ticket", (double) filled / run.open());
        state(run, job, heapBefore, figures);
        Touch touch = new Touch(producer, job, underWay, random);
        touch.measure("", places, warmup, new Figures());
        figures.put("events measured", events);
        touch.measure("any ticket", places, events, figures);
        touch.measure("busy tickets", Math.min(BUSY_TICKETS, places), events, figures);
        if (job.alerts() > 0) {
          throw new IllegalStateException("something fell due while events were measured");
        }
      }
    }
    return figures;
  }

  /** How large the state is. */
  private static void state(RunSettings run, LiveJob job, long heapBefore, Figures figures)
      throws Exception {
    if (run.backend() == Backend.HEAP) {
      figures.put(HEAP, (double) (JvmTimes.heapUsed() - heapBefore) / run.open());
    }
    long asked = System.currentTimeMillis();
    job.checkpoint().get();
    Checkpoints made = job.checkpoints().between(asked, Long.MAX_VALUE);
    long bytes = made.all().stream().mapToLong(Checkpoints.Checkpoint::bytes).max().orElseThrow();
    figures.put("checkpoint: s", (System.currentTimeMillis() - asked) / 1e3);
    figures.put("checkpoint: bytes a ticket", (double) bytes / run.open());
    if (run.backend() == Backend.ROCKSDB) {
      long files = Folders.bytes(BenchFlink.rocksdbFolder(run.folder()));
      figures.put("RocksDB's files: bytes a ticket", (double) files / run.open());
    }
  }

  /** Events that take tickets a step on. */
  private record Touch(
      EventProducer producer, LiveJob job, UnderWay underWay, SplittableRandom random) {

    void measure(String what, int places, long events, Figures figures) throws Exception {
      long before = job.events();
      long documentsBefore = job.documents();
      producer.begin();
      for (long i = 0; i < events; i++) {
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        UnderWay.Event event = underWay.next(random.nextInt(places), now);
        producer.send(event.ticketId(), event.bytes());
      }
      producer.flush();
      Duration cpu = JvmTimes.cpu();
      Duration gc = JvmTimes.gc();
      long start = System.nanoTime();
      producer.commit();
      LiveJob.Quiet end = job.awaitQuiet(before + events);
      double seconds = (end.nanos() - start) / 1e9;
      double micros = end.cpu().minus(cpu).toNanos() / 1e3;
      figures.put(what + ": events a second", events / seconds);
      figures.put(what + ": µs CPU an event", micros / events);
      figures.put(what + ": GC s", end.gc().minus(gc).toMillis() / 1e3);
      figures.put(
          what + ": documents an event", (double) (job.documents() - documentsBefore) / events);
    }
  }

  @Override
  void compare(List<Figures> runs) {
    Figures few = runs.get(0);
    for (Figures many : runs.subList(1, runs.size())) {
      double more = many.get(HEAP) * many.get(OPEN) - few.get(HEAP) * few.get(OPEN);
      many.put("heap: bytes a ticket over the first's", more / (many.get(OPEN) - few.get(OPEN)));
    }
    for (String what : List.of("any ticket", "busy tickets")) {
      String cpu = what + ": µs CPU an event";
      String rate = what + ": events a second";
      for (Figures run : runs) {
        run.put(what + ": CPU an event, × the first", run.get(cpu) / few.get(cpu));
        run.put(what + ": time an event, × the first", few.get(rate) / run.get(rate));
      }
    }
  }
}
