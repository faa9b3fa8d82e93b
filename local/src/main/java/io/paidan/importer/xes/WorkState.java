package io.paidan.importer.xes;

import io.paidan.event.EventType;
import java.util.ArrayList;
import java.util.List;

/**
 * How a ticket stands after some events of its log. Logs say in what status a ticket is, events say
 * what happened: from the status before and the one after follows which events lie between. One
 * group at a time has the ticket. Immutable.
 *
 * @param group the one that has or had it last; null: none ever
 * @param accepted the group has taken it
 * @param unknown the log has said since the ticket was resolved that it does not know how it stands
 */
record WorkState(
    Phase phase,
    boolean reported,
    String group,
    boolean accepted,
    boolean suspended,
    boolean unknown) {

  /** What has become of the ticket. */
  enum Phase {
    /** Nobody has it yet. */
    NEW,
    /** A group has it. */
    OPEN,
    RESOLVED,
    CLOSED,
    CANCELLED
  }

  /** Nothing is known of the ticket. */
  static final WorkState START = new WorkState(Phase.NEW, false, null, false, false, false);

  /**
   * What has happened.
   *
   * @param group whose assignment it is about; null: no one's
   */
  record Happened(EventType type, String group) {}

  /**
   * What steps come to.
   *
   * @param happened in order; empty: the steps told nothing new
   */
  record Move(WorkState state, List<Happened> happened) {}

  /**
   * Goes on by the steps of one log event.
   *
   * @param group may be null when no step needs one
   */
  Move after(List<Step> steps, String group) {
    Walk walk = new Walk(this, steps.contains(Step.SUSPENDED));
    for (Step step : steps) {
      walk.go(step, group);
    }
    return new Move(walk.state(), walk.happened);
  }

  private static final class Walk {
    private final List<Happened> happened = new ArrayList<>(4);
    private final boolean waits;
    private Phase phase;
    private boolean reported;
    private String group;
    private boolean accepted;
    private boolean suspended;
    private boolean unknown;

    /**
     * @param waits the group has it and waits, by one of the steps: what was suspended stays so
     */
    Walk(WorkState from, boolean waits) {
      this.waits = waits;
      phase = from.phase();
      reported = from.reported();
      group = from.group();
      accepted = from.accepted();
      suspended = from.suspended();
      unknown = from.unknown();
    }

    WorkState state() {
      return new WorkState(phase, reported, group, accepted, suspended, unknown);
    }

    void go(Step step, String by) {
      if (step == Step.NOTHING) {
        return;
      }
      if (step == Step.UNKNOWN) {
        unknown = phase == Phase.RESOLVED;
        return;
      }
      if (!reported) {
        reported = true;
        happen(EventType.REPORTED, null);
      }
      if (phase == Phase.CANCELLED) {
        afterTheEnd(step, by);
        return;
      }
      switch (step) {
        case DISPATCHED -> queue(by);
        case ACCEPTED -> work(by);
        case SUSPENDED -> suspend(by);
        case RESOLVED -> resolve(by);
        case CLOSED -> end(Phase.CLOSED, EventType.CLOSED);
        case CANCELLED -> end(Phase.CANCELLED, EventType.CANCELLED);
        default -> {
          // reported: done above
        }
      }
    }

    /** Nothing applies to a cancelled ticket: said as it is, and an anomaly of the ticket. */
    private void afterTheEnd(Step step, String by) {
      if (step != Step.REPORTED && step != Step.CANCELLED) {
        happen(step.type(), step.needsGroup() ? by : null);
      }
    }

    private void queue(String by) {
      take(by);
      if (accepted) {
        // Back in the queue of the group that had taken it: it is waiting to be taken again.
        recall();
        dispatch(by);
      } else {
        resume();
      }
    }

    private void work(String by) {
      take(by);
      resume();
      if (!accepted) {
        accepted = true;
        happen(EventType.ACCEPTED, group);
      }
    }

    private void suspend(String by) {
      if (isDone()) {
        return; // waiting takes no work up again
      }
      take(by);
      if (!suspended) {
        suspended = true;
        happen(EventType.SUSPENDED, group);
      }
    }

    private void resolve(String by) {
      if (phase == Phase.CLOSED || (phase == Phase.RESOLVED && by.equals(group))) {
        return;
      }
      if (phase == Phase.RESOLVED) {
        dispatch(by); // another group has done it too; there is nothing open to be recalled
      } else {
        take(by);
      }
      happen(EventType.RESOLVED, group);
      phase = Phase.RESOLVED;
      suspended = false;
    }

    private void end(Phase end, EventType type) {
      if (phase != end) {
        happen(type, null);
        phase = end;
        suspended = false;
        unknown = false;
      }
    }

    /** Sees to it that the group has the ticket. */
    private void take(String by) {
      if (phase == Phase.NEW || group == null || (phase == Phase.RESOLVED && unknown)) {
        // With an unknown status in between nobody said that what was done was done badly: a new
        // dispatch holds nothing against it, a reopening would.
        dispatch(by);
        return;
      }
      if (isDone()) {
        happen(EventType.REOPENED, group);
        phase = Phase.OPEN;
        accepted = true; // as a reopening leaves it (contract, section 1)
      }
      if (!by.equals(group)) {
        recall();
        dispatch(by);
      }
    }

    private boolean isDone() {
      return phase == Phase.RESOLVED || phase == Phase.CLOSED;
    }

    private void recall() {
      happen(EventType.RECALLED, group);
      suspended = false;
    }

    private void dispatch(String to) {
      happen(EventType.DISPATCHED, to);
      phase = Phase.OPEN;
      group = to;
      accepted = false;
      suspended = false;
      unknown = false;
    }

    private void resume() {
      if (suspended && !waits) {
        suspended = false;
        happen(EventType.RESUMED, group);
      }
    }

    private void happen(EventType type, String whose) {
      happened.add(new Happened(type, whose));
    }
  }
}
