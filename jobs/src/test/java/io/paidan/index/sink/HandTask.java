package io.paidan.index.sink;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * A task's mailbox and clock, by hand: mails run in the test's thread when it says so, and time
 * goes on when it says so, or, while it waits, to the next timer when no mail comes.
 */
final class HandTask implements MailboxExecutor, ProcessingTimeService {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);

  private record Timer(long at, long number, ProcessingTimeCallback callback) {}

  private final LinkedBlockingQueue<ThrowingRunnable<? extends Exception>> mails =
      new LinkedBlockingQueue<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::number));
  private long now = 1_000_000;
  private long timerNumber;

  /** How long to wait for a mail, in milliseconds, before time goes on to the next timer. */
  private final long patience;

  HandTask(long patience) {
    this.patience = patience;
  }

  @Override
  public void execute(
      MailOptions options,
      ThrowingRunnable<? extends Exception> command,
      String description,
      Object... arguments) {
    mails.add(command);
  }

  @Override
  public void yield() throws InterruptedException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < LIMIT_NANOS) {
      ThrowingRunnable<? extends Exception> mail = mails.poll(patience, TimeUnit.MILLISECONDS);
      if (mail != null) {
        run(mail);
        return;
      }
      if (!timers.isEmpty()) {
        advanceTo(timers.peek().at);
        return;
      }
    }
    throw new AssertionError("Nothing happens any more.");
  }

  @Override
  public boolean tryYield() {
    ThrowingRunnable<? extends Exception> mail = mails.poll();
    if (mail != null) {
      run(mail);
    }
    return mail != null;
  }

  /** Runs the mails that are there. */
  void runMails() {
    while (tryYield()) {
      // Each may bring more.
    }
  }

  /** A task that has died: its mails and timers come to nobody. */
  void forget() {
    mails.clear();
    timers.clear();
  }

  /** Lets mails and timers come until something holds. */
  void until(BooleanSupplier holds) throws InterruptedException {
    long start = System.nanoTime();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - start > LIMIT_NANOS) {
        throw new AssertionError("What the test waits for does not happen.");
      }
      ThrowingRunnable<? extends Exception> mail = mails.poll(patience, TimeUnit.MILLISECONDS);
      if (mail != null) {
        run(mail);
      } else if (!timers.isEmpty()) {
        advanceTo(timers.peek().at);
      }
    }
  }

  /** Moves the clock, and runs the timers up to then. */
  void advance(long millis) {
    advanceTo(now + millis);
  }

  private void advanceTo(long at) {
    while (!timers.isEmpty() && timers.peek().at <= at) {
      Timer timer = timers.poll();
      now = Math.max(now, timer.at);
      try {
        timer.callback.onProcessingTime(timer.at);
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new FlinkRuntimeException(e);
      }
    }
    now = Math.max(now, at);
  }

  private static void run(ThrowingRunnable<? extends Exception> mail) {
    try {
      mail.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new FlinkRuntimeException(e);
    }
  }

  @Override
  public boolean shouldInterrupt() {
    return false;
  }

  @Override
  public long getCurrentProcessingTime() {
    return now;
  }

  @Override
  public ScheduledFuture<?> registerTimer(long at, ProcessingTimeCallback callback) {
    timers.add(new Timer(at, timerNumber++, callback));
    return new NoFuture();
  }

  /** Nobody asks for it. */
  private static final class NoFuture extends CompletableFuture<Void>
      implements ScheduledFuture<Void> {
    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }

    @Override
    public int compareTo(java.util.concurrent.Delayed other) {
      return 0;
    }
  }
}
