package io.paidan.relay.monitor;

import java.util.concurrent.atomic.AtomicLongArray;

/** How one receiver fares; written by its thread, read by those who watch. */
public final class ReceiverStats {
  /** What is counted from the start of the relay. */
  public enum Count {
    FIRING("delivered_firing", "Alerts that the receiver has been told of as firing"),
    ENDED("delivered_ended", "Alerts that the receiver has been told of as ended"),
    MESSAGES("messages", "Deliveries that the receiver took, digests and repetitions not counted"),
    DIGESTS("digests", "Digests that the receiver took"),
    RESENT("resent", "States told again to a receiver that wants them again and again"),
    RETRIED("retries", "Deliveries that failed and are tried again"),
    REFUSED("refused", "Alerts that the receiver refused for good and that were put aside"),
    REPEATED("repeated", "Records that said nothing new"),
    OLD("old", "Alerts not told because they were found out too long after their threshold"),
    ENDED_BEFORE("ended_before", "Alerts that had ended before quiet hours did, never told"),
    UNREADABLE("unreadable", "Records of the topic that are no alerts");

    private final String metric;
    private final String help;

    Count(String metric, String help) {
      this.metric = metric;
      this.help = help;
    }

    String metric() {
      return metric;
    }

    String help() {
      return help;
    }
  }

  /** How it stands between the relay and the receiver. */
  public enum State {
    /** Not connected to Kafka yet, or not any more. */
    STARTING,
    OK,
    /** The last delivery failed; it is tried again. */
    RETRYING,
    /** The receiver takes nothing until somebody mends something. */
    CLOSED
  }

  /**
   * What is held now.
   *
   * @param waiting alerts to be delivered
   * @param heldBack by quiet hours
   * @param firing that the receiver believes to fire
   * @param aside that the receiver refused
   * @param lag records of the topic before the end that are not done with
   * @param oldestMillis age of the oldest that waits
   */
  public record Gauges(
      int waiting, int heldBack, int firing, int aside, long lag, long oldestMillis) {}

  private final String receiver;
  private final AtomicLongArray counts = new AtomicLongArray(Count.values().length);
  private volatile State state = State.STARTING;
  private volatile String reason = "";
  private volatile Gauges gauges = new Gauges(0, 0, 0, 0, 0, 0);
  private volatile long steppedAt = System.nanoTime();

  public ReceiverStats(String receiver) {
    this.receiver = receiver;
  }

  public String receiver() {
    return receiver;
  }

  public void count(Count count, long number) {
    counts.addAndGet(count.ordinal(), number);
  }

  public long get(Count count) {
    return counts.get(count.ordinal());
  }

  /**
   * How it stands from now on.
   *
   * @param newReason for people, without secrets; empty when all is well
   */
  public void state(State newState, String newReason) {
    reason = newReason;
    state = newState;
  }

  public State state() {
    return state;
  }

  /** Why it is not well; else empty. */
  public String reason() {
    return reason;
  }

  /** What is held now; also says that the receiver's thread is alive. */
  public void gauges(Gauges newGauges) {
    gauges = newGauges;
    steppedAt = System.nanoTime();
  }

  public Gauges gauges() {
    return gauges;
  }

  /** For how long the receiver's thread has not come round. */
  long silentNanos() {
    return System.nanoTime() - steppedAt;
  }
}
