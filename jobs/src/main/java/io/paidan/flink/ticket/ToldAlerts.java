package io.paidan.flink.ticket;

import io.paidan.Instants;
import io.paidan.core.ticket.AlertFacts;
import io.paidan.core.ticket.TicketFacts;
import io.paidan.document.Document;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;

/**
 * Alerts that an earlier attempt told, read back from their topic, for as long as the facts of the
 * present attempt have not given them. Where they give one, it keeps the {@code fired_at} that was
 * told; where they do not although time is where it was when it was told, it is WITHDRAWN: else an
 * alert that a crashed attempt told, and the next one never gives because it reads the event that
 * answers it before time passes the threshold, would ring for ever and be known to nobody.
 *
 * <p>An alert that is given before time has come to its threshold is given by events alone, and the
 * next one may take it away until time gives it again: a job that starts from nothing reads them in
 * any order, while time stands still. So what was told is kept until time is there; on the way it
 * is neither withdrawn nor found out anew.
 */
final class ToldAlerts {
  private static final byte FORMAT = 1;

  /**
   * For so long after time is where it was: what this attempt itself took back just before may
   * still be on its way here.
   */
  static final Duration GRACE = Duration.ofSeconds(10);

  /**
   * One of them.
   *
   * @param decidedAt from when on, event time, it is withdrawn if the facts do not give it
   */
  record Told(ToldAlert alert, long decidedAt) {}

  private final ValueState<byte[]> state;
  private final long startedAt;

  /** Of how many tickets there are any: mostly of none, and then the state is not looked at. */
  private int tickets;

  /**
   * @param startedAt when this attempt began, wall clock, ms
   */
  ToldAlerts(KeyedStateStore store, long startedAt) {
    this.startedAt = startedAt;
    state = store.getState(TicketState.TOLD_ALERTS);
  }

  /** Finds out what a snapshot has. */
  void restored(KeyedStateBackend<String> backend) throws Exception {
    backend.applyToAllKeys(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        TicketState.TOLD_ALERTS,
        (key, value) -> tickets++);
  }

  /**
   * Takes note of an alert of the current key's ticket.
   *
   * @param watermark event time so far
   * @return whether the ticket is to be settled for it
   */
  boolean note(ToldAlert alert, LiveTicket live, long watermark) throws Exception {
    boolean open = !alert.withdrawn() && !live.expired && isNews(alert, live);
    if (!open && tickets == 0) {
      return false;
    }
    List<Told> told = load();
    boolean had = !told.isEmpty();
    if (open) {
      long when = Math.max(watermark, Math.max(alert.thresholdAt(), alert.firedAt()));
      Told before = take(alert.id(), told);
      told.add(new Told(earlier(before, alert), when + GRACE.toMillis()));
      save(told, had);
    } else if (alert.withdrawn()
        // Of one that this attempt has told, too, nobody else would take back what the facts give
        // no more.
        && live.alerts.knownSince(alert.id()) == Instants.NONE
        && take(alert.id(), told) != null) {
      save(told, had);
    }
    return open;
  }

  private static Told take(String id, List<Told> told) {
    for (Told each : told) {
      if (each.alert().id().equals(id)) {
        told.remove(each);
        return each;
      }
    }
    return null;
  }

  /** Attempts may have found it out each for itself, before they had read this: the first rang. */
  private static ToldAlert earlier(Told before, ToldAlert alert) {
    return before != null && before.alert().firedAt() < alert.firedAt() ? before.alert() : alert;
  }

  /** Not what is known already: that it was found out then or before, or by this attempt itself. */
  private boolean isNews(ToldAlert alert, LiveTicket live) {
    long knownSince = live.alerts.knownSince(alert.id());
    return knownSince == Instants.NONE || alert.firedAt() < Math.min(knownSince, startedAt);
  }

  /**
   * What became of the alerts told of a ticket.
   *
   * @param withdrawn the documents that take some of them back
   * @param undecided the ids of those that are left
   * @param restated the ids of those that are given, and of which this attempt said before that
   *     they were found out at another time: their documents are to be written again
   * @param wakesAt when the ticket is to wake for those that are left, event time; MAX_VALUE: never
   */
  record Settled(
      List<Document> withdrawn, Set<String> undecided, Set<String> restated, long wakesAt) {
    private static final Settled NOTHING =
        new Settled(List.of(), Set.of(), Set.of(), Long.MAX_VALUE);

    /**
     * Whether it is decided here that an alert is taken back, or is not yet: one that this attempt
     * gave, too, would else be withdrawn twice with the same revision, and counted twice.
     */
    boolean decides(String alertId) {
      return undecided.contains(alertId)
          || withdrawn.stream().anyMatch(document -> document.id().equals(alertId));
    }
  }

  /**
   * Brings the alerts told and the facts of the current key's ticket together, before the facts are
   * published. The ticket's revision is raised above that of every alert that it takes back.
   *
   * @param mayTakeBack whether the facts are those of the present policies: while the ticket waits
   *     for its turn after a change of policies, they give nothing of what the change gave, and its
   *     alerts were withdrawn in the middle of a restart and told again a moment later
   * @param now wall clock, ms
   */
  Settled settle(LiveTicket live, TicketFacts facts, boolean mayTakeBack, long watermark, long now)
      throws Exception {
    List<Told> told = tickets == 0 ? List.of() : load();
    if (told.isEmpty()) {
      return Settled.NOTHING;
    }
    List<Told> left = new ArrayList<>();
    List<ToldAlert> withdrawn = new ArrayList<>();
    Set<String> restated = new HashSet<>();
    long wakesAt = Long.MAX_VALUE;
    for (Told each : told) {
      if (isGiven(each.alert(), facts)) {
        if (live.alerts.foundOutAt(each.alert().id(), each.alert().firedAt())) {
          restated.add(each.alert().id());
        }
        if (watermark < each.alert().thresholdAt()) {
          left.add(each);
          wakesAt = Math.min(wakesAt, each.alert().thresholdAt());
        }
      } else if (mayTakeBack && watermark >= each.decidedAt()) {
        withdrawn.add(each.alert());
        live.revision = Math.max(live.revision, each.alert().revision() + 1);
      } else {
        left.add(each);
        wakesAt = Math.min(wakesAt, each.decidedAt());
      }
    }
    if (left.size() < told.size()) {
      save(left, true);
    }
    Set<String> undecided = new HashSet<>();
    left.forEach(each -> undecided.add(each.alert().id()));
    List<Document> documents = new ArrayList<>();
    for (ToldAlert alert : withdrawn) {
      live.alerts.forget(alert.id(), now);
      if (alert.breach()) {
        live.alerts.countWithdrawnBreach(alert.clockId());
      }
      documents.add(alert.withdrawn(now, live.revision));
    }
    return new Settled(documents, undecided, restated, wakesAt);
  }

  private static boolean isGiven(ToldAlert told, TicketFacts facts) {
    for (AlertFacts alert : facts.alerts()) {
      if (alert.id().equals(told.id())) {
        return true;
      }
    }
    return false;
  }

  /** Whether the current key's ticket has any that are not decided. */
  boolean hasAny() throws Exception {
    return tickets > 0 && state.value() != null;
  }

  private List<Told> load() throws Exception {
    byte[] packed = state.value();
    return packed == null ? new ArrayList<>() : unpack(packed);
  }

  private void save(List<Told> told, boolean had) throws Exception {
    if (told.isEmpty()) {
      state.clear();
      tickets -= had ? 1 : 0;
    } else {
      state.update(pack(told));
      tickets += had ? 0 : 1;
    }
  }

  /** Format 1: count (int); of each, when it is decided (long) and the alert. */
  static byte[] pack(List<Told> told) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(1024);
    out.writeByte(FORMAT);
    out.writeInt(told.size());
    for (Told each : told) {
      out.writeLong(each.decidedAt());
      each.alert().write(out);
    }
    return out.getCopyOfBuffer();
  }

  /**
   * What was packed; may be changed.
   *
   * @throws IOException when the bytes are none, or a newer build's
   */
  static List<Told> unpack(byte[] packed) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(packed);
    byte format = in.readByte();
    if (format != FORMAT) {
      throw new IOException(
          "alerts that were told have format "
              + format
              + "; this build reads format "
              + FORMAT
              + ": run the build that wrote them, or a newer one");
    }
    List<Told> told = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      long decidedAt = in.readLong();
      told.add(new Told(ToldAlert.read(in), decidedAt));
    }
    return told;
  }
}
