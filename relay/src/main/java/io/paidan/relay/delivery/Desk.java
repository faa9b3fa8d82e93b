package io.paidan.relay.delivery;

import io.paidan.relay.alert.Alert;
import io.paidan.relay.channel.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides what one receiver is told, and when. Knows what it has been told (the book), what waits,
 * and nothing of Kafka or HTTP. What changes in the book is to be written down before offsets move
 * on; what waits is in {@code paidan.alerts} still, behind {@link #held}.
 *
 * <p>Instants are milliseconds since the epoch. Not thread-safe.
 */
final class Desk {
  /** Reading stops while so many wait: what is not read costs no memory. */
  static final int MOST_WAITING = 5_000;

  /**
   * For how long an ended alert is remembered, and told again to who takes states: as Prometheus
   * does, because an Alertmanager that restarts has forgotten what it had not passed on.
   */
  static final Duration REMEMBER_ENDED = Duration.ofMinutes(15);

  /**
   * For how long an alert that had ended must fire again before it is told. An analytics job that
   * starts from its last checkpoint says once more what it had said since: that it fired, and that
   * it ended.
   */
  static final Duration SETTLE = Duration.ofSeconds(5);

  private final Receiver receiver;
  private final Counts counts;
  private final Pace pace;
  private final Map<String, Entry> book = new HashMap<>();
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();
  private final Map<String, Entry> unwritten = new LinkedHashMap<>();
  private final Map<String, Long> heldBack = new LinkedHashMap<>();
  private final Map<String, Long> ended = new LinkedHashMap<>();
  private final Resends resends;

  Desk(Receiver receiver, Counts counts) {
    this.receiver = receiver;
    this.counts = counts;
    this.pace = new Pace(receiver.stormOver());
    this.resends = new Resends(receiver.resendEvery().toMillis());
  }

  /** Takes over what was written down of an alert. */
  void restore(String id, Entry entry, long now) {
    note(id, entry);
    if (entry.phase() == Phase.ASIDE && entry.alert().isFiring()) {
      wait(id, new Notice(entry.alert(), true, null), entry, now);
    }
  }

  /** Forgets alerts of these partitions: somebody else looks after them now. */
  void forget(Set<Integer> partitions) {
    List<String> gone =
        book.entrySet().stream()
            .filter(e -> partitions.contains(e.getValue().partition()))
            .map(Map.Entry::getKey)
            .toList();
    gone.forEach(this::strike);
    waiting.values().removeIf(w -> partitions.contains(w.partition()));
    unwritten.values().removeIf(e -> e == null || partitions.contains(e.partition()));
  }

  /** Takes a state of an alert from the topic. */
  void take(Alert alert, int partition, long offset, long now) {
    String id = alert.id();
    Waiting before = waiting.get(id);
    Entry told = book.get(id);
    if (alert.revision() <= newest(told, before)) {
      counts.repeated();
      return;
    }
    Notice notice = decide(alert, told, partition, offset, now);
    if (notice == null) {
      waiting.remove(id);
      return;
    }
    long first = before == null ? offset : Math.min(before.first(), offset);
    long since = before == null ? now : before.since();
    boolean settles = told != null && told.phase() == Phase.ENDED;
    long notBefore = settles ? since + SETTLE.toMillis() : 0;
    waiting.put(id, new Waiting(notice, partition, first, offset, since, notBefore));
  }

  private static long newest(Entry told, Waiting waiting) {
    long revision = told == null ? -1 : told.alert().revision();
    return waiting == null ? revision : Math.max(revision, waiting.notice().alert().revision());
  }

  /** What the receiver has to be told; null: nothing, or not now. */
  private Notice decide(Alert alert, Entry told, int partition, long offset, long now) {
    if (told != null && told.isToldFiring()) {
      return decideKnown(alert, told, partition, offset, now);
    }
    if (!alert.isFiring() || !receiver.routed().test(alert)) {
      if (told != null && told.phase() != Phase.ENDED) {
        write(alert.id(), null);
        counts.endedBefore();
      }
      return null;
    }
    if (told == null && isOld(alert)) {
      counts.old();
      return null;
    }
    if (isQuiet(alert, now)) {
      write(alert.id(), new Entry(Phase.HELD, alert, partition, offset, now, null));
      return null;
    }
    return new Notice(alert, true, null);
  }

  private Notice decideKnown(Alert alert, Entry told, int partition, long offset, long now) {
    if (!alert.isFiring()) {
      if (!receiver.tellsEnd()) {
        write(alert.id(), new Entry(Phase.ENDED, alert, partition, offset, now, null));
        return null;
      }
      return new Notice(alert, false, told.alert());
    }
    if (receiver.states()) {
      boolean routed = receiver.routed().test(alert);
      if (routed && alert.saysTheSameAs(told.alert())) {
        write(alert.id(), new Entry(Phase.SENT, alert, partition, offset, now, null));
        return null;
      }
      return new Notice(alert, routed, told.alert());
    }
    if (alert.isEmergency() && !told.alert().isEmergency() && receiver.routed().test(alert)) {
      // It is another matter now: somebody has to run.
      return new Notice(alert, true, told.alert());
    }
    write(alert.id(), new Entry(Phase.SENT, alert, partition, offset, now, null));
    return null;
  }

  private boolean isOld(Alert alert) {
    return Duration.between(alert.thresholdAt(), alert.firedAt()).compareTo(receiver.horizon()) > 0;
  }

  private boolean isQuiet(Alert alert, long now) {
    return !alert.isEmergency() && isQuiet(now);
  }

  private boolean isQuiet(long now) {
    return receiver.quietHours() != null
        && receiver.quietHours().contains(Instant.ofEpochMilli(now));
  }

  /** Whether nothing more should be read for now. */
  boolean isFull() {
    return waiting.size() >= MOST_WAITING;
  }

  /** Lets go what quiet hours held back, and forgets what ended long ago. */
  void tidy(long now, Map<Integer, Long> committed) {
    if (!heldBack.isEmpty() && !isQuiet(now)) {
      for (String id : List.copyOf(heldBack.keySet())) {
        release(id, now);
      }
    }
    List<String> over = new ArrayList<>();
    for (Map.Entry<String, Long> entry : ended.entrySet()) {
      if (entry.getValue() + REMEMBER_ENDED.toMillis() > now) {
        break;
      }
      Entry told = book.get(entry.getKey());
      // Until offsets have passed it, a restart would read it again and take it for new.
      if (told.offset() < committed.getOrDefault(told.partition(), 0L)
          && !waiting.containsKey(entry.getKey())) {
        over.add(entry.getKey());
      }
    }
    over.forEach(id -> write(id, null));
  }

  private void release(String id, long now) {
    Entry held = book.get(id);
    heldBack.remove(id);
    wait(id, new Notice(held.alert(), held.alert().isFiring(), null), held, now);
  }

  /** The state that was written down keeps it: no offset has to wait for it. */
  private void wait(String id, Notice notice, Entry entry, long now) {
    if (!waiting.containsKey(id)) {
      waiting.put(id, new Waiting(notice, entry.partition(), Waiting.NONE, entry.offset(), now, 0));
    }
  }

  /**
   * What to deliver now, together; empty: nothing.
   *
   * @param most notices of one delivery
   */
  List<Notice> due(long now, int most) {
    holdBack(now);
    List<Notice> ready = ready(now);
    if (receiver.states()) {
      return ready.isEmpty() ? resent(now, most) : ready.subList(0, Math.min(most, ready.size()));
    }
    return pace.next(ready, now);
  }

  /** When {@link #due} has something, as things stand. */
  long dueAt(long now) {
    List<Notice> ready = ready(now);
    if (ready.isEmpty()) {
      long settled =
          waiting.values().stream().mapToLong(Waiting::notBefore).min().orElse(Long.MAX_VALUE);
      return receiver.states() ? Math.min(settled, resends.nextAt()) : settled;
    }
    return receiver.states() ? now : pace.at(ready, now);
  }

  /** Emergencies that fire before all others, for in a storm they must not wait behind them. */
  private List<Notice> ready(long now) {
    List<Notice> first = new ArrayList<>();
    List<Notice> others = new ArrayList<>();
    for (Waiting w : waiting.values()) {
      if (w.notBefore() <= now) {
        Notice notice = w.notice();
        (notice.firing() && notice.alert().isEmergency() ? first : others).add(notice);
      }
    }
    first.addAll(others);
    return first;
  }

  /** What has waited until quiet hours began waits until they end. */
  private void holdBack(long now) {
    if (waiting.isEmpty() || !isQuiet(now)) {
      return;
    }
    for (Waiting w : List.copyOf(waiting.values())) {
      Notice notice = w.notice();
      if (notice.alert().isEmergency() || (receiver.states() && !notice.firing())) {
        continue;
      }
      Phase phase = notice.firing() ? Phase.HELD : Phase.END_HELD;
      waiting.remove(notice.alert().id());
      write(
          notice.alert().id(),
          new Entry(phase, notice.alert(), w.partition(), w.last(), now, null));
    }
  }

  private List<Notice> resent(long now, int most) {
    return resends.due(now, most).stream()
        .map(book::get)
        .map(e -> new Notice(e.alert(), e.phase() == Phase.SENT, null))
        .toList();
  }

  /** The receiver has taken these. */
  void delivered(List<Notice> notices, long now) {
    boolean counted = false;
    for (Notice notice : notices) {
      String id = notice.alert().id();
      Waiting w = waiting.remove(id);
      if (w == null) {
        resends.sent(id, now);
        continue;
      }
      counted = true;
      Phase phase = notice.firing() ? Phase.SENT : Phase.ENDED;
      write(id, new Entry(phase, notice.alert(), w.partition(), w.last(), now, null));
      resends.sent(id, now);
      counts.delivered(notice.firing());
    }
    if (counted) {
      pace.sent(notices.size(), now);
      counts.message(!receiver.states() && notices.size() > 1);
    } else {
      counts.resent(notices.size());
    }
  }

  /** The receiver will never take these: they are put aside. */
  void refused(List<Notice> notices, String reason, long now) {
    for (Notice notice : notices) {
      String id = notice.alert().id();
      Waiting w = waiting.remove(id);
      Entry told = book.get(id);
      int partition = w == null ? told.partition() : w.partition();
      long offset = w == null ? told.offset() : w.last();
      write(id, new Entry(Phase.ASIDE, notice.alert(), partition, offset, now, reason));
      counts.putAside();
    }
  }

  /** The first offset of the partition that has to be read again after a crash, or NONE. */
  long held(int partition) {
    return waiting.values().stream()
        .filter(w -> w.partition() == partition)
        .mapToLong(Waiting::first)
        .min()
        .orElse(Waiting.NONE);
  }

  /** What changed in the book and is to be written down; a value of null: forgotten. */
  Map<String, Entry> unwritten() {
    return unwritten;
  }

  private void write(String id, Entry entry) {
    unwritten.put(id, entry);
    if (entry == null) {
      strike(id);
    } else {
      note(id, entry);
    }
  }

  private void note(String id, Entry entry) {
    book.put(id, entry);
    heldBack.remove(id);
    ended.remove(id);
    switch (entry.phase()) {
      case HELD, END_HELD -> heldBack.put(id, entry.at());
      case ENDED -> ended.put(id, entry.at());
      case SENT, ASIDE -> {}
    }
    if (receiver.states() && (entry.phase() == Phase.SENT || entry.phase() == Phase.ENDED)) {
      resends.keep(id);
    } else {
      resends.drop(id);
    }
  }

  private void strike(String id) {
    book.remove(id);
    heldBack.remove(id);
    ended.remove(id);
    resends.drop(id);
  }

  /** What the desk holds, for those who watch. */
  Counts.Held counted(long now) {
    long oldest = waiting.values().stream().mapToLong(Waiting::since).min().orElse(now);
    int firing = 0;
    int aside = 0;
    for (Entry entry : book.values()) {
      if (entry.isToldFiring()) {
        firing++;
      } else if (entry.phase() == Phase.ASIDE) {
        aside++;
      }
    }
    return new Counts.Held(waiting.size(), heldBack.size(), firing, aside, now - oldest);
  }
}
