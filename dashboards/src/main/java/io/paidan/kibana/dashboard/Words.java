package io.paidan.kibana.dashboard;

import io.paidan.kibana.object.Text;

/** Words that stand on several dashboards. */
final class Words {
  static final Text DATE = new Text("日期", "Date");
  static final Text TIME = new Text("时间", "Time");
  static final Text DISTRICT = new Text("街道", "District");
  static final Text COUNTY = new Text("县市", "County");
  static final Text DEPARTMENT = new Text("部门", "Department");
  static final Text TICKET = new Text("工单", "Ticket");
  static final Text TICKET_CLASS = new Text("单类", "Class");
  static final Text CLOCK = new Text("时限", "Clock");
  static final Text DISPATCHED = new Text("派单", "Dispatched");
  static final Text RESOLVED = new Text("办结", "Resolved");
  static final Text OVERDUE = new Text("超时未完", "Overdue");
  static final Text REFUSED = new Text("退单", "Refused");
  static final Text REOPENED = new Text("返工", "Reopened");
  static final Text RESOLUTION_RATE = new Text("办结率", "Resolution rate");
  static final Text ON_TIME_RATE = new Text("按时率", "On-time rate");
  static final Text LOWER_BOUND = new Text("按时率下限", "On-time, lower bound");
  static final Text SATISFACTION_RATE = new Text("满意率", "Satisfaction");
  static final Text TICKETS = new Text("工单数", "Tickets");
  static final Text DOCUMENTS = new Text("文档数", "Documents");
  static final Text EVENTS = new Text("事件数", "Events");
  static final Text STAFF = new Text("人数", "Staff");
  static final Text READ_ME = new Text("说明", "About");

  private Words() {}
}
