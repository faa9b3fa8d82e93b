package io.paidan.flink.ticket;

import io.paidan.core.figures.Cause;
import io.paidan.core.figures.Contributions;
import io.paidan.core.figures.FigureBook;
import io.paidan.core.figures.ReportTimes;
import io.paidan.core.ticket.TicketFacts;
import io.paidan.flink.figures.FigureChange;
import io.paidan.policy.PolicyHistory;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Gathers what changes of tickets make of the figures: thousands of events touch the same few
 * hundred cells, and what they come to is passed on as one change a cell.
 */
final class TicketFigures {
  private final ZoneId zone;
  private final Contributions contributions;
  private final ReportTimes times;
  private final FigureBook book = new FigureBook();
  private final long startedAt;
  private final boolean restored;

  private boolean knowsTime;
  private int lastPublished;
  private long nextPublication;

  /**
   * @param watermark event time so far; {@code Long.MIN_VALUE}: none is known yet
   * @param startedAt when this attempt started, wall clock: as long as no time is known, what was
   *     published by then counts as published
   * @param restored whether an attempt that crashed may have passed changes on: then what comes to
   *     nothing now is passed on too, to be written as it is
   */
  TicketFigures(
      PolicyHistory policies, ZoneId zone, long watermark, long startedAt, boolean restored) {
    this.zone = zone;
    this.startedAt = startedAt;
    this.restored = restored;
    this.contributions = new Contributions(zone);
    this.times = new ReportTimes(policies, zone);
    timeIs(watermark);
  }

  private void timeIs(long watermark) {
    knowsTime = watermark != Long.MIN_VALUE;
    if (!knowsTime) {
      lastPublished = times.lastPublished(startedAt);
      nextPublication = Long.MIN_VALUE;
    } else {
      lastPublished = times.lastPublished(watermark);
      nextPublication = times.publishAt(lastPublished + 1);
    }
  }

  /** Whether a date is published when time goes on to that watermark. */
  boolean publishesBy(long watermark) {
    return watermark >= nextPublication;
  }

  /** The watermark that has been passed on. */
  void passedOn(long watermark) {
    if (publishesBy(watermark)) {
      timeIs(watermark);
    }
  }

  /** Counts a change of a ticket: from the facts published last to those of now. */
  void count(WorkingTicket ticket) {
    LiveTicket live = ticket.live;
    TicketFacts after = live.ticket.facts();
    if (ticket.mayHaveBeenWritten) {
      contributions.touch(ticket.published, book);
      contributions.touch(after, book);
    }
    book.nextChange();
    if (live.countedIn == null) {
      contributions.add(null, after, book);
    } else if (live.countedIn.equals(zone)) {
      contributions.add(ticket.published, after, book);
    } else {
      // The reference data has another zone now: the dates are others.
      new Contributions(live.countedIn).add(ticket.published, null, book);
      contributions.add(null, after, book);
    }
    live.countedIn = zone;
    if (knowsTime || !ticket.newCauses.isEmpty()) {
      book.noteCauses(lastPublished, () -> causes(ticket, after));
    }
  }

  private static List<Cause> causes(WorkingTicket ticket, TicketFacts after) {
    List<Cause> causes = new ArrayList<>(ticket.newCauses.size());
    ticket.newCauses.forEach(event -> causes.add(Cause.event(event)));
    long judgedAt = ticket.live.ticket.judgedAt();
    if (ticket.judgedByOthers) {
      causes.addAll(Cause.policies(ticket.id, ticket.published, after, judgedAt));
    }
    if (causes.isEmpty()) {
      causes.add(Cause.time(ticket.id, judgedAt));
    }
    return causes;
  }

  boolean isEmpty() {
    return book.isEmpty();
  }

  /** How many cells have a change to pass on. */
  int size() {
    return book.size();
  }

  /** Passes on what was gathered. */
  void passOn(Consumer<FigureChange> output) {
    for (FigureBook.Entry entry : book.entries()) {
      if (restored || !entry.cell().isZero()) {
        output.accept(
            new FigureChange(entry.key(), entry.cell(), entry.causes(), entry.areaCauses()));
      }
    }
    book.clear();
  }
}
