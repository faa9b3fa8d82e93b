package io.paidan.cli;

import io.paidan.replay.EventSender;
import io.paidan.replay.Replay;
import io.paidan.replay.Speed;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code paidan replay}. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Sends a recorded history to Kafka, in its order, byte for byte.",
      "Malformed lines are sent too: the job makes dead letters of them. Empty lines are skipped.",
    })
final class ReplayCommand implements Callable<Integer> {
  private static final Duration PROGRESS_EVERY = Duration.ofSeconds(5);

  @Option(
      names = "--events",
      arity = "1..*",
      required = true,
      paramLabel = "FILE",
      description = "NDJSON, one CloudEvent a line, gzipped or not; read one after the other.")
  private List<Path> events;

  @Mixin private KafkaOptions kafka;

  @Option(
      names = "--speed",
      defaultValue = "max",
      paramLabel = "60x|max",
      converter = SpeedConverter.class,
      description = {
        "60x: a recorded minute in a second; max, the default: as fast as Kafka takes it.",
        "Gaps of over 30 days are not waited for.",
      })
  private Speed speed;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    InputFiles.requireReadable("--events", events);
    PrintWriter out = spec.commandLine().getOut();
    Replay replay = new Replay(events, speed);
    long start = System.nanoTime();
    try (EventSender sender = EventSender.connect(kafka.client());
        Progress progress = new Progress(out, replay, sender)) {
      progress.start();
      replay.run(sender::send);
      sender.flush();
    }
    Replay.Counts counts = replay.counts();
    double seconds = (System.nanoTime() - start) / 1e9;
    out.printf(
        Locale.ROOT,
        "replay: %d lines sent and acknowledged in %.1f s, %d of them name no ticket; %d empty lines skipped%n",
        counts.sent(),
        seconds,
        counts.unkeyed(),
        counts.empty());
    return 0;
  }

  /** A line every few seconds. */
  private record Progress(
      PrintWriter out, Replay replay, EventSender sender, ScheduledExecutorService timer)
      implements AutoCloseable {
    Progress(PrintWriter out, Replay replay, EventSender sender) {
      this(
          out,
          replay,
          sender,
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                Thread thread = new Thread(task, "replay-progress");
                thread.setDaemon(true);
                return thread;
              }));
    }

    void start() {
      long period = PROGRESS_EVERY.toMillis();
      var unused =
          timer.scheduleAtFixedRate(
              () ->
                  out.printf(
                      Locale.ROOT,
                      "replay: %d lines sent, %d acknowledged%n",
                      replay.counts().sent(),
                      sender.acknowledged()),
              period,
              period,
              TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
      timer.shutdownNow();
    }
  }
}
