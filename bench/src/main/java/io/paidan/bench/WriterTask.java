package io.paidan.bench;

import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobInfo;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * The task around a sink's writer, in the caller's thread: a mailbox that is worked off when told,
 * and a clock whose timers never fire, as a writer that always has a full request needs none.
 */
final class WriterTask implements WriterInitContext, MailboxExecutor, ProcessingTimeService {
  private final ArrayDeque<ThrowingRunnable<? extends Exception>> mails = new ArrayDeque<>();

  /** Runs the mails that are there. */
  void runMails() throws Exception {
    for (ThrowingRunnable<? extends Exception> mail = mails.poll();
        mail != null;
        mail = mails.poll()) {
      mail.run();
    }
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
  public void yield() {
    if (!tryYield()) {
      throw new IllegalStateException("The writer waits for something that never comes.");
    }
  }

  @Override
  public boolean tryYield() {
    ThrowingRunnable<? extends Exception> mail = mails.poll();
    if (mail == null) {
      return false;
    }
    try {
      mail.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return true;
  }

  @Override
  public boolean shouldInterrupt() {
    return false;
  }

  @Override
  public long getCurrentProcessingTime() {
    return System.currentTimeMillis();
  }

  @Override
  public ScheduledFuture<?> registerTimer(long at, ProcessingTimeCallback callback) {
    return new Never();
  }

  @Override
  public MailboxExecutor getMailboxExecutor() {
    return this;
  }

  @Override
  public ProcessingTimeService getProcessingTimeService() {
    return this;
  }

  @Override
  public SinkWriterMetricGroup metricGroup() {
    return UnregisteredMetricsGroup.createSinkWriterMetricGroup();
  }

  @Override
  public OptionalLong getRestoredCheckpointId() {
    return OptionalLong.empty();
  }

  @Override
  public boolean isObjectReuseEnabled() {
    return true;
  }

  @Override
  public UserCodeClassLoader getUserCodeClassLoader() {
    throw notHere();
  }

  @Override
  public SerializationSchema.InitializationContext asSerializationSchemaInitializationContext() {
    throw notHere();
  }

  @Override
  public <T> TypeSerializer<T> createInputSerializer() {
    throw notHere();
  }

  @Override
  public JobInfo getJobInfo() {
    throw notHere();
  }

  @Override
  public TaskInfo getTaskInfo() {
    throw notHere();
  }

  private static UnsupportedOperationException notHere() {
    return new UnsupportedOperationException("There is no Flink around this writer.");
  }

  private static final class Never extends CompletableFuture<Void>
      implements ScheduledFuture<Void> {
    @Override
    public long getDelay(TimeUnit unit) {
      return Long.MAX_VALUE;
    }

    @Override
    public int compareTo(Delayed other) {
      return 1;
    }
  }
}
