package io.paidan.kibana.dashboard;

import io.paidan.kibana.object.SavedSearch;
import java.util.List;

/** All dashboards of the pack, and the lists that they show. */
public final class Dashboards {
  private Dashboards() {}

  public static List<Dashboard> all() {
    return List.of(
        LiveOverview.dashboard(),
        SlaAndOverdue.dashboard(),
        Districts.dashboard(),
        Departments.dashboard(),
        AuditTickets.dashboard(),
        AuditReports.dashboard(),
        PipelineHealth.dashboard());
  }

  public static List<SavedSearch> searches() {
    return Lists.all();
  }
}
