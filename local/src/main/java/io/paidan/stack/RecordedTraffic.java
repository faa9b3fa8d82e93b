package io.paidan.stack;

import io.paidan.kafka.KafkaAccessException;
import io.paidan.replay.EventSender;
import io.paidan.replay.Replay;
import io.paidan.replay.Speed;
import java.nio.file.Path;
import java.util.List;

/** A recorded history, sent once. */
public final class RecordedTraffic implements Traffic {
  private final EventSender sender;
  private final Replay replay;
  private final Thread thread;
  private volatile String state = "replaying";

  private RecordedTraffic(EventSender sender, Replay replay) {
    this.sender = sender;
    this.replay = replay;
    thread = new Thread(this::run, "recorded-traffic");
    thread.setDaemon(true);
  }

  /**
   * Starts sending.
   *
   * @throws KafkaAccessException when Kafka cannot be reached
   */
  public static RecordedTraffic start(String bootstrapServers, List<Path> files, Speed speed)
      throws KafkaAccessException, InterruptedException {
    RecordedTraffic traffic =
        new RecordedTraffic(EventSender.connect(bootstrapServers), new Replay(files, speed));
    traffic.thread.start();
    return traffic;
  }

  private void run() {
    try {
      replay.run(sender::send);
      sender.flush();
      state = "replay done";
    } catch (InterruptedException e) {
      state = "replay stopped";
    } catch (Exception e) {
      state = "replay failed: " + e.getMessage();
    }
  }

  @Override
  public long acknowledged() {
    return sender.acknowledged();
  }

  @Override
  public String state() {
    return state;
  }

  @Override
  public void close() {
    replay.stop();
    thread.interrupt();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sender.close();
  }
}
