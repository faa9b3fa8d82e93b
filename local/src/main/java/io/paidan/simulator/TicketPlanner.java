package io.paidan.simulator;

import static io.paidan.event.TicketClass.EMERGENCY;
import static io.paidan.event.TicketClass.KEY;
import static io.paidan.event.TicketClass.ROUTINE;

import io.paidan.event.Category;
import io.paidan.event.Channel;
import io.paidan.event.Decision;
import io.paidan.event.EventData.Accepted;
import io.paidan.event.EventData.Assessed;
import io.paidan.event.EventData.Assignee;
import io.paidan.event.EventData.Cancelled;
import io.paidan.event.EventData.Closed;
import io.paidan.event.EventData.DepartmentScore;
import io.paidan.event.EventData.Dispatched;
import io.paidan.event.EventData.Feedback;
import io.paidan.event.EventData.Location;
import io.paidan.event.EventData.Reclassified;
import io.paidan.event.EventData.Reopened;
import io.paidan.event.EventData.Reported;
import io.paidan.event.EventData.Reporter;
import io.paidan.event.EventType;
import io.paidan.event.Role;
import io.paidan.event.TicketClass;
import io.paidan.reference.ReferenceData.District;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Plans the whole life of a ticket when it is reported. The shares are invented, to look like a
 * prefecture: most is done in time, some is late, little goes wrong.
 */
final class TicketPlanner {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);

  private final Prefecture prefecture;
  private final OfficeHours office;
  private final ZoneId zone;
  private final String run;

  /**
   * @param run tells the tickets of this simulation from those of any other
   */
  TicketPlanner(Prefecture prefecture, OfficeHours office, ZoneId zone, String run) {
    this.prefecture = prefecture;
    this.office = office;
    this.zone = zone;
    this.run = run;
  }

  /**
   * The ticket that is reported at an instant.
   *
   * @param number of the ticket in this simulation
   */
  SimulatedTicket plan(long number, long reportedAt, SplittableRandom random) {
    Dice dice = new Dice(random);
    District district = prefecture.district(dice);
    Timeline timeline = new Timeline();
    new Life(dice, district, timeline).live(reportedAt);
    String day = Instant.ofEpochMilli(reportedAt).atZone(zone).format(DAY);
    String id = "T-" + day + "-" + run + "-" + String.format("%06d", number);
    return new SimulatedTicket(id, prefecture.source(district), timeline.inOrder());
  }

  /** One ticket's life, drawn as it is planned. */
  private final class Life {
    private final Dice dice;
    private final District district;
    private final Timeline timeline;
    private final Topic topic;
    private final TicketClass ticketClass;

    Life(Dice dice, District district, Timeline timeline) {
      this.dice = dice;
      this.district = district;
      this.timeline = timeline;
      topic = dice.pick(Topic.ALL);
      ticketClass = List.of(EMERGENCY, ROUTINE, KEY).get(dice.weighted(0.10, 0.78, 0.12));
    }

    void live(long reportedAt) {
      timeline.add(reportedAt, EventType.REPORTED, reported());
      long assessedAt =
          reportedAt + (ticketClass == EMERGENCY ? dice.around(1, 0.5) : dice.around(6, 0.8));
      switch (dice.weighted(0.91, 0.05, 0.02, 0.02)) {
        case 1 -> endWithout(assessedAt, Decision.SELF_HANDLE, dice.around(180, 0.7));
        case 2 ->
            endWithout(assessedAt, Decision.ESCALATE, TimeUnit.DAYS.toMillis(dice.between(5, 40)));
        case 3 -> endWithout(assessedAt, Decision.REJECT, dice.around(10, 0.5));
        default -> dispatch(assessedAt);
      }
    }

    private void endWithout(long assessedAt, Decision decision, long closedAfter) {
      timeline.add(assessedAt, EventType.ASSESSED, assessed(decision));
      timeline.add(assessedAt + closedAfter, EventType.CLOSED, new Closed());
    }

    private void dispatch(long assessedAt) {
      timeline.add(
          assessedAt, EventType.ASSESSED, assessed(dice.chance(0.5) ? Decision.DISPATCH : null));
      long dispatchedAt =
          assessedAt
              + switch (ticketClass) {
                case EMERGENCY -> dice.around(2.5, 0.75);
                case ROUTINE -> dice.around(30, 1.0);
                case KEY -> dice.around(60, 1.0);
              };
      List<Assignee> assignees = assignees(dispatchedAt);
      timeline.add(dispatchedAt, EventType.DISPATCHED, new Dispatched(district.id(), assignees));
      if (dice.chance(0.01)) {
        timeline.add(
            dispatchedAt + dice.around(30, 0.8),
            EventType.CANCELLED,
            new Cancelled(dice.pick(Texts.CANCELLATIONS)));
        return;
      }
      Work work = new Work(prefecture, office, district.id(), ticketClass, dice, timeline);
      for (Assignee assignee : assignees) {
        work.assignment(assignee.department(), assignee.role(), dispatchedAt);
      }
      if (dice.chance(0.015)) {
        timeline.add(
            dispatchedAt + dice.around(90, 0.8),
            EventType.RECLASSIFIED,
            new Reclassified(
                dice.pick(List.of(TicketClass.values())),
                dice.chance(0.2) ? dice.pick(List.of(Category.values())) : null,
                dice.pick(Texts.RECLASSIFICATIONS)));
      }
      if (dice.chance(0.003)) {
        // Somebody presses the wrong button: an event that cannot apply.
        timeline.add(
            dispatchedAt + dice.around(20, 0.5),
            EventType.ACCEPTED,
            new Accepted(prefecture.other(assignees.get(0).department(), dice)));
      }
      if (work.allResolved()) {
        conclude(work, 1);
      } else if (dice.chance(0.3)) {
        timeline.add(
            office.afterDays(dispatchedAt, dice.between(30.0, 60.0)),
            EventType.CLOSED,
            new Closed());
      }
    }

    private void conclude(Work work, int round) {
      long resolvedAt = work.lastResolvedAt();
      boolean solved = dice.chance(work.late() ? 0.75 : 0.92);
      if (dice.chance(0.88)) {
        long feedbackAt =
            ticketClass == EMERGENCY
                ? resolvedAt + dice.around(120, 0.8)
                : office.afterDays(
                    resolvedAt, dice.chance(0.9) ? dice.between(0.1, 2.5) : dice.between(3.2, 6.0));
        timeline.add(feedbackAt, EventType.FEEDBACK, feedback(work, solved));
        if (round < 3 && dice.chance(solved ? 0.02 : 0.45)) {
          reopen(work, feedbackAt, round);
          return;
        }
        timeline.add(
            office.afterDays(feedbackAt, dice.between(0.05, 1.5)), EventType.CLOSED, new Closed());
      } else if (dice.chance(0.7)) {
        timeline.add(
            office.afterDays(resolvedAt, dice.between(3.0, 8.0)), EventType.CLOSED, new Closed());
      }
    }

    private void reopen(Work work, long feedbackAt, int round) {
      long reopenedAt = feedbackAt + dice.around(45, 0.8);
      List<String> departments =
          dice.chance(0.5) ? null : List.of(dice.pick(List.copyOf(work.resolvedBy())));
      timeline.add(
          reopenedAt, EventType.REOPENED, new Reopened(dice.pick(Texts.REOPENINGS), departments));
      for (String department : departments == null ? List.copyOf(work.resolvedBy()) : departments) {
        work.again(department, reopenedAt);
      }
      if (work.allResolved()) {
        conclude(work, round + 1);
      }
    }

    private Reported reported() {
      Channel channel =
          List.of(Channel.values()).get(dice.weighted(0.34, 0.30, 0.08, 0.20, 0.03, 0.05));
      boolean person = channel != Channel.PATROL && channel != Channel.MEDIA;
      return new Reported(
          district.id(),
          channel,
          dice.pick(Texts.COMMUNITIES),
          dice.chance(0.6) ? topic.category() : null,
          Texts.title(topic, dice),
          location(),
          person && dice.chance(0.8) ? new Reporter(Texts.name(dice), Texts.mobile(dice)) : null);
    }

    private Location location() {
      if (district.lat() == null || district.lon() == null || dice.chance(0.1)) {
        return null;
      }
      return new Location(
          rounded(district.lat() + dice.between(-0.02, 0.02)),
          rounded(district.lon() + dice.between(-0.03, 0.03)));
    }

    private Assessed assessed(Decision decision) {
      return new Assessed(ticketClass, topic.category(), decision);
    }

    private List<Assignee> assignees(long dispatchedAt) {
      List<Assignee> assignees = new ArrayList<>();
      String lead = prefecture.lead(topic);
      Long due =
          ticketClass != EMERGENCY && dice.chance(0.04)
              ? office.afterDays(dispatchedAt, dice.between(2.0, 8.0)) / 60_000 * 60_000
              : null;
      assignees.add(new Assignee(lead, Role.LEAD, due));
      if (dice.chance(ticketClass == KEY ? 0.45 : 0.16)) {
        TreeSet<String> supports = new TreeSet<>();
        for (int i = dice.chance(0.3) ? 2 : 1; i > 0; i--) {
          supports.add(prefecture.other(lead, dice));
        }
        supports.remove(lead);
        supports.forEach(support -> assignees.add(new Assignee(support, Role.SUPPORT, null)));
      }
      return assignees;
    }

    private Feedback feedback(Work work, boolean solved) {
      int satisfaction =
          1
              + (solved && !work.late()
                  ? dice.weighted(0.01, 0.02, 0.09, 0.33, 0.55)
                  : dice.weighted(0.12, 0.20, 0.33, 0.25, 0.10));
      List<DepartmentScore> scores = new ArrayList<>();
      for (String department : work.resolvedBy()) {
        if (dice.chance(0.75)) {
          double base = 60 + 35 * prefecture.punctuality(department) - (work.late() ? 12 : 0);
          scores.add(
              new DepartmentScore(
                  department, Math.min(100, StrictMath.rint(base + dice.between(-10.0, 8.0)))));
        }
      }
      return new Feedback(satisfaction, solved, scores);
    }
  }

  private static double rounded(double degrees) {
    return StrictMath.rint(degrees * 1e6) / 1e6;
  }
}
