package io.paidan.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Sends recorded history to Kafka, in the recorded order, at the speed of the record times a factor
 * (contract, section 4, {@code replay}). Every line is sent byte for byte, malformed ones too: what
 * is wrong with them is for the job to say. {@link #run} is for one thread; the rest for any.
 */
public final class Replay {
  /** Where lines go. */
  @FunctionalInterface
  public interface Target {
    /**
     * Takes one line.
     *
     * @param ticketId null where the line names none
     */
    void send(String ticketId, byte[] line, String origin) throws IOException;
  }

  /**
   * What was done.
   *
   * @param sent lines sent
   * @param unkeyed of them, those that name no ticket
   * @param empty lines skipped because they hold nothing
   */
  public record Counts(long sent, long unkeyed, long empty) {}

  private final List<Path> files;
  private final Speed speed;
  private final LongSupplier nanoClock;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong unkeyed = new AtomicLong();
  private final AtomicLong empty = new AtomicLong();

  /**
   * @param files read one after the other
   * @param speed over the recorded times; between files too
   */
  public Replay(List<Path> files, Speed speed) {
    this(files, speed, System::nanoTime);
  }

  Replay(List<Path> files, Speed speed, LongSupplier nanoClock) {
    this.files = List.copyOf(files);
    this.speed = speed;
    this.nanoClock = nanoClock;
  }

  /**
   * Sends everything, or until {@link #stop}.
   *
   * @throws IOException when a file cannot be read or the target does not take a line
   */
  public Counts run(Target target) throws IOException, InterruptedException {
    Pacer pacer = new Pacer(speed, nanoClock, System.currentTimeMillis());
    for (Path file : files) {
      try (EventLines lines = EventLines.open(file)) {
        long emptyBefore = empty.get();
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
          EventHead head = EventHead.of(line);
          empty.set(emptyBefore + lines.empty());
          if (stopped.await(Math.max(0, pacer.nanosUntil(head.time())), TimeUnit.NANOSECONDS)) {
            return counts();
          }
          target.send(head.subject(), line, file + ":" + lines.lineNumber());
          sent.incrementAndGet();
          if (head.subject() == null) {
            unkeyed.incrementAndGet();
          }
        }
        empty.set(emptyBefore + lines.empty());
      }
    }
    return counts();
  }

  /** What was done so far. */
  public Counts counts() {
    return new Counts(sent.get(), unkeyed.get(), empty.get());
  }

  /** Ends {@link #run} before the next line. */
  public void stop() {
    stopped.countDown();
  }
}
