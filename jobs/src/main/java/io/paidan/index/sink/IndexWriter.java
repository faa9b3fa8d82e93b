package io.paidan.index.sink;

import io.paidan.event.Reason;
import io.paidan.flink.deadletter.DeadLetter;
import io.paidan.index.IndexRecord;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers documents into bulk requests and sees each through: until Elasticsearch has it or a newer
 * one, or the dead letters have it.
 *
 * <p>Checkpoints hold what is not seen through, in flight too, and never wait for answers; after a
 * restart it is sent again, which external versions make harmless. Only when the limits are reached
 * does {@link #write} wait, and with it the reading, and checkpoints.
 *
 * <p>Everything here runs in the task's mailbox: answers and timers come through it.
 */
final class IndexWriter implements StatefulSinkWriter<IndexRecord, IndexRecord> {
  private static final Logger LOG = LoggerFactory.getLogger(IndexWriter.class);

  private final IndexLimits limits;
  private final Targets targets;
  private final BulkTransport transport;
  private final RejectedDocuments deadLetters;
  private final MailboxExecutor mailbox;
  private final ProcessingTimeService timers;
  private final IndexMetrics metrics;
  private final BackOff backOff;
  private final Freshness freshness = new Freshness();
  private final Silence silence = new Silence();
  private final PendingEntries pending;
  private final Complaints complaints = new Complaints(LOG::warn);

  /** Halves of requests that were too much, to be sent as they are. */
  private final ArrayDeque<List<Entry>> halves = new ArrayDeque<>();

  private int inFlight;
  private long timerAt = Long.MAX_VALUE;
  private boolean draining;
  private volatile boolean closed;

  /** Whether the last request was not carried out: then one at a time asks whether it is over. */
  private boolean troubled;

  IndexWriter(
      IndexLimits limits,
      Targets targets,
      BulkTransport transport,
      RejectedDocuments deadLetters,
      MailboxExecutor mailbox,
      ProcessingTimeService timers,
      IndexMetrics metrics,
      RandomGenerator random,
      Collection<IndexRecord> restored) {
    this.limits = limits;
    this.targets = targets;
    this.transport = transport;
    this.deadLetters = deadLetters;
    this.mailbox = mailbox;
    this.timers = timers;
    this.metrics = metrics;
    this.backOff =
        new BackOff(limits.firstBackOff().toMillis(), limits.longestBackOff().toMillis(), random);
    this.pending = new PendingEntries(limits, freshness);
    metrics.observe(pending, () -> inFlight, freshness, silence, timers::getCurrentProcessingTime);
    restored.forEach(this::accept);
    sendWhatIsDue();
  }

  @Override
  public void write(IndexRecord r, Context context) throws IOException, InterruptedException {
    while (!pending.hasRoomFor(r)) {
      mailbox.yield();
    }
    accept(r);
    sendWhatIsDue();
  }

  private void accept(IndexRecord r) {
    if (r.document() == null) {
      toDeadLetters(pending.hold(r));
    } else if (r.document().body() != null && r.document().body().length > limits.documentBytes()) {
      reject(
          pending.hold(r),
          Reason.TOO_LARGE,
          "The document has "
              + r.document().body().length
              + " bytes; at most "
              + limits.documentBytes()
              + " are indexed.");
    } else if (!pending.add(r, timers.getCurrentProcessingTime())) {
      metrics.superseded();
    }
  }

  /** Nothing to do at a checkpoint: what is not seen through goes into it. */
  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    if (!endOfInput) {
      return;
    }
    draining = true;
    sendWhatIsDue();
    while (pending.heldCount() > 0) {
      mailbox.yield();
    }
  }

  @Override
  public List<IndexRecord> snapshotState(long checkpointId) {
    return pending.all();
  }

  @Override
  public void close() throws Exception {
    closed = true;
    try (transport) {
      deadLetters.close();
    }
  }

  private void sendWhatIsDue() {
    long now = timers.getCurrentProcessingTime();
    int allowed = troubled ? 1 : limits.inFlight();
    while (inFlight < allowed) {
      List<Entry> batch = halves.isEmpty() ? pending.take(now, draining) : halves.poll();
      if (batch.isEmpty()) {
        wakeAt(pending.nextDue());
        return;
      }
      send(batch, now);
    }
    // An answer frees a place, and then this runs again.
  }

  private void wakeAt(long at) {
    if (at < timerAt) {
      timerAt = at;
      timers.registerTimer(
          at,
          fired -> {
            if (timerAt == at) {
              timerAt = Long.MAX_VALUE;
            }
            sendWhatIsDue();
          });
    }
  }

  private void send(List<Entry> batch, long now) {
    int expected = 0;
    for (Entry entry : batch) {
      expected += entry.bytes();
    }
    BulkBody body = new BulkBody(targets, expected);
    for (Entry entry : batch) {
      body.add(entry.document());
    }
    inFlight++;
    silence.sent(now);
    metrics.sent(body.length());
    int length = body.length();
    transport.send(
        body.bytes(),
        length,
        answer -> inMailbox(() -> onAnswer(batch, length, now, answer), "bulk answer"));
  }

  private void onAnswer(List<Entry> batch, int length, long sentAt, BulkAnswer answer) {
    inFlight--;
    long now = timers.getCurrentProcessingTime();
    if (answer.status() != BulkAnswer.NO_ANSWER) {
      silence.answered(now, inFlight > 0);
      metrics.answered(now - sentAt);
    }
    troubled = false;
    switch (Verdicts.ofRequest(answer)) {
      case DONE -> onItems(batch, answer, now);
      case BACK_OFF -> {
        troubled = true;
        checkSilence(answer, now);
        complainOfBlock("all", answer.status(), answer.errorType(), answer.reason(), now);
        batch.forEach(entry -> putOff(entry, now));
      }
      case SPLIT -> split(batch, length, answer);
      default ->
          throw new IndexingFailedException(FailureWords.ofRequest(transport.where(), answer));
    }
    sendWhatIsDue();
  }

  private void onItems(List<Entry> batch, BulkAnswer answer, long now) {
    List<ItemAnswer> items = answer.items();
    if (items != null && items.size() != batch.size()) {
      // Not an answer to this request, whoever gave it: ask again.
      troubled = true;
      batch.forEach(entry -> putOff(entry, now));
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      Entry entry = batch.get(i);
      ItemAnswer item = items == null ? null : items.get(i);
      switch (item == null ? Verdict.DONE : Verdicts.ofItem(item)) {
        case DONE -> {
          metrics.done(entry.document());
          freshness.indexed(entry.document().revision());
          pending.forget(entry);
        }
        case CONFLICT -> {
          metrics.conflict();
          freshness.indexed(entry.document().revision());
          pending.forget(entry);
        }
        case BACK_OFF -> {
          complainOfBlock(
              targets.of(entry.document()), item.status(), item.errorType(), item.reason(), now);
          putOff(entry, now);
        }
        case FAIL ->
            throw new IndexingFailedException(
                FailureWords.ofItem(
                    transport.where(), targets.of(entry.document()), Objects.requireNonNull(item)));
        default -> refused(entry, item.status(), item.errorType(), item.reason());
      }
    }
  }

  private void complainOfBlock(
      String target, int status, String errorType, String reason, long now) {
    if (Verdicts.isBlocked(status, errorType)) {
      complaints.about(
          target,
          now,
          () -> FailureWords.ofBlock(transport.where(), target, status, errorType, reason));
    }
  }

  private void checkSilence(BulkAnswer answer, long now) {
    if (answer.status() != BulkAnswer.NO_ANSWER) {
      return;
    }
    long silent = silence.millis(now);
    if (silent > limits.unreachable().toMillis()) {
      throw new IndexingFailedException(
          FailureWords.ofSilence(transport.where(), silent, answer.reason()));
    }
  }

  private void putOff(Entry entry, long now) {
    entry.attempts++;
    if (pending.putOff(entry, now + backOff.delay(entry.attempts))) {
      metrics.retried();
    } else {
      metrics.superseded();
    }
  }

  private void split(List<Entry> batch, int length, BulkAnswer answer) {
    if (batch.size() == 1) {
      refused(batch.get(0), answer.status(), answer.errorType(), answer.reason());
      return;
    }
    if (answer.status() == 413) {
      pending.requestsUnder(length);
    }
    int middle = batch.size() / 2;
    halves.add(batch.subList(0, middle));
    halves.add(batch.subList(middle, batch.size()));
  }

  private void refused(Entry entry, int status, String errorType, String reason) {
    reject(
        entry,
        status == 413 ? Reason.TOO_LARGE : Reason.REFUSED_BY_INDEX,
        "Elasticsearch refuses "
            + entry.document()
            + ": "
            + status
            + (errorType == null ? "" : " " + errorType)
            + (reason == null ? "" : ": " + reason));
  }

  private void reject(Entry entry, Reason reason, String detail) {
    entry.replace(entry.record().reject(reason, detail));
    toDeadLetters(entry);
  }

  /** Held, and in every checkpoint, until the dead letters say that they have it. */
  private void toDeadLetters(Entry entry) {
    metrics.rejected();
    DeadLetter letter = entry.record().deadLetter();
    deadLetters
        .take(letter)
        .whenComplete(
            (done, failure) ->
                inMailbox(
                    () -> {
                      if (failure != null) {
                        throw new IndexingFailedException(
                            "The dead letters do not take "
                                + letter
                                + " ("
                                + failure.getMessage()
                                + "). Start Kafka, or run 'paidan init' against it; nothing is"
                                + " lost meanwhile.",
                            failure);
                      }
                      pending.forget(entry);
                    },
                    "dead letter acknowledged"));
  }

  /** A task that ends takes no more mail, and what this was about is in its checkpoint. */
  private void inMailbox(Runnable mail, String what) {
    try {
      mailbox.execute(
          () -> {
            if (!closed) {
              mail.run();
            }
          },
          what);
    } catch (RejectedExecutionException e) {
      if (!closed) {
        throw e;
      }
    }
  }
}
