package io.paidan.event;

import java.util.List;

/**
 * The {@code data} of an event, one record for each type (contract, section 1).
 *
 * <p>A component is null exactly when its field was absent or JSON null and is not required; what
 * is required is never null. Instants are milliseconds since the epoch, UTC. Text is as it came but
 * for the personal data in it, which is masked.
 */
public sealed interface EventData {

  /** Step 1: the street collects a matter. */
  record Reported(
      String district,
      Channel channel,
      String community,
      Category category,
      String title,
      Location location,
      Reporter reporter)
      implements EventData {}

  /** Step 2: the street judges it. {@code decision} is {@link Decision#DISPATCH} when absent. */
  record Assessed(TicketClass ticketClass, Category category, Decision decision)
      implements EventData {}

  /** Another class, another category, or both: at least one is not null. */
  record Reclassified(TicketClass ticketClass, Category category, String reason)
      implements EventData {}

  /** Step 3: the street sends it to one or more departments. */
  record Dispatched(String district, List<Assignee> assignments) implements EventData {
    public Dispatched {
      assignments = List.copyOf(assignments);
    }
  }

  /** Step 4: a department takes it. */
  record Accepted(String department) implements EventData {}

  /** 退单: a department sends it back. */
  record Refused(String department, String reason) implements EventData {}

  /** 撤回: the street takes it back from a department. */
  record Recalled(String department, String reason) implements EventData {}

  /** The department is on the scene. */
  record Arrived(String department) implements EventData {}

  /** The department has done its part. */
  record Resolved(String department, Outcome outcome, String handling) implements EventData {}

  /** 挂账. {@code department} null: the whole ticket. */
  record Suspended(String department, String reason) implements EventData {}

  /** 恢复. {@code department} null: the whole ticket. */
  record Resumed(String department, String reason) implements EventData {}

  /** 延期: a later limit for one department. */
  record Extended(String department, long until, String approvedBy, String reason)
      implements EventData {}

  /** 督办. {@code level} 1 to 3. */
  record Urged(String by, int level, String department) implements EventData {}

  /**
   * 回访. {@code satisfaction} 1 to 5; {@code solved} is what the resident says; the scores, never
   * null, are the street's marks.
   */
  record Feedback(int satisfaction, boolean solved, List<DepartmentScore> departmentScores)
      implements EventData {
    public Feedback {
      departmentScores = List.copyOf(departmentScores);
    }
  }

  /**
   * 返工. {@code departments} null: every department whose latest assignment is resolved or ended.
   */
  record Reopened(String reason, List<String> departments) implements EventData {
    public Reopened {
      departments = departments == null ? null : List.copyOf(departments);
    }
  }

  /** The end. */
  record Closed() implements EventData {}

  /** Taken off the books. */
  record Cancelled(String reason) implements EventData {}

  /** One department named by a dispatch; {@code due} null when the dispatcher set no limit. */
  record Assignee(String department, Role role, Long due) {}

  /** The street's mark for one department, 0 to 100. */
  record DepartmentScore(String department, double score) {}

  /** WGS 84 degrees. */
  record Location(double lat, double lon) {}

  /** Who reported, masked. */
  record Reporter(String name, String phone) {}
}
