package io.paidan.bench.open;

import io.paidan.bench.BenchFlink;
import io.paidan.bench.Folders;
import io.paidan.bench.JvmTimes;
import io.paidan.flink.JobEnvironment.Backend;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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

  private static final long WARMUP_TICKETS = 10_000;

  @Option(
      names = "--events",
      defaultValue = "500000",
      description = "that are measured, each way (default: ${DEFAULT-VALUE})")
  long events;

  @Option(
      names = "--warmup",
      defaultValue = "200000",
      description =
          "events of the same kind, each way, on 10,000 other tickets before that (default:"
              + " ${DEFAULT-VALUE})")
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
    if (warmup > 0) {
      pass(run.warmup(Math.min(run.open(), WARMUP_TICKETS)), warmup);
    }
    return pass(run, events);
  }

  private static Figures pass(RunSettings run, long events) throws Exception {
    Figures figures = new Figures();
    SplittableRandom random = new SplittableRandom(run.seed());
    OpenTickets tickets = OpenTickets.filled(run.seed());
    UnderWay underWay = UnderWay.settled(tickets, run.open(), random);
    try (RunTopics topics = RunTopics.create(run)) {
      int places = underWay.places();
      long filled =
          new Fill(run, topics.events())
              .write(places, tickets::ticket, n -> 0, underWay::step, Fill.lastHour(places));
      long heapBefore = JvmTimes.heapUsed();
      long start = System.nanoTime();
      try (LiveJob job = LiveJob.start(run, topics, document -> false)) {
        job.awaitEvents(filled);
        double seconds = (System.nanoTime() - start) / 1e9;
        figures.put("fill: s", seconds);
        figures.put("fill: events a second", filled / seconds);
        figures.put("fill: events a ticket", (double) filled / run.open());
        state(run, job, heapBefore, figures);
        Touch touch = new Touch(run, topics, job, underWay, random);
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
      figures.put("heap bytes a ticket", (double) (JvmTimes.heapUsed() - heapBefore) / run.open());
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
      RunSettings run, RunTopics topics, LiveJob job, UnderWay underWay, SplittableRandom random) {

    void measure(String what, int places, long events, Figures figures) throws Exception {
      long before = job.events();
      long documentsBefore = job.documents();
      try (EventProducer producer = EventProducer.transactional(run, topics.events())) {
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
        job.awaitEvents(before + events);
        double seconds = (System.nanoTime() - start) / 1e9;
        double micros = TimeUnit.NANOSECONDS.toMicros(JvmTimes.cpu().minus(cpu).toNanos());
        figures.put(what + ": events a second", events / seconds);
        figures.put(what + ": µs CPU an event", micros / events);
        figures.put(what + ": GC s", JvmTimes.gc().minus(gc).toMillis() / 1e3);
        figures.put(
            what + ": documents an event", (double) (job.documents() - documentsBefore) / events);
      }
    }
  }

  @Override
  void compare(List<Figures> runs) {
    for (String what : List.of("any ticket", "busy tickets")) {
      for (Figures run : runs) {
        double cpu = run.get(what + ": µs CPU an event");
        double time = 1 / run.get(what + ": events a second");
        Figures first = runs.get(0);
        run.put(what + ": CPU an event, × the first", cpu / first.get(what + ": µs CPU an event"));
        run.put(
            what + ": time an event, × the first", time * first.get(what + ": events a second"));
      }
    }
  }
}
