package io.paidan.kibana.dashboard;

import io.paidan.kibana.object.Text;
import io.paidan.kibana.panel.LinksPanel;
import io.paidan.kibana.panel.LinksPanel.Link;
import java.util.List;

/** The dashboards' names and titles, and the panel that leads from each to all. */
final class Navigation {
  static final String OVERVIEW = "overview";
  static final String SLA = "sla";
  static final String DISTRICTS = "districts";
  static final String DEPARTMENTS = "departments";
  static final String AUDIT = "audit";
  static final String AUDIT_REPORTS = "audit-reports";
  static final String PIPELINE = "pipeline";

  static final Text OVERVIEW_TITLE = new Text("实时总览", "Live overview");
  static final Text SLA_TITLE = new Text("时限与超时", "SLA and overdue");
  static final Text DISTRICTS_TITLE = new Text("街道", "Districts");
  static final Text DEPARTMENTS_TITLE = new Text("部门与得分", "Departments and marks");
  static final Text AUDIT_TITLE = new Text("审计:工单", "Audit explorer: tickets");
  static final Text AUDIT_REPORTS_TITLE = new Text("审计:公布与更正", "Audit explorer: published figures");
  static final Text PIPELINE_TITLE = new Text("数据链路", "Pipeline health");

  private Navigation() {}

  static LinksPanel panel() {
    return new LinksPanel(
        List.of(
            new Link(OVERVIEW, OVERVIEW_TITLE),
            new Link(SLA, SLA_TITLE),
            new Link(DISTRICTS, DISTRICTS_TITLE),
            new Link(DEPARTMENTS, DEPARTMENTS_TITLE),
            new Link(AUDIT, AUDIT_TITLE),
            new Link(AUDIT_REPORTS, AUDIT_REPORTS_TITLE),
            new Link(PIPELINE, PIPELINE_TITLE)));
  }
}
