package io.paidan.kibana.object;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the codes in documents are called (contract, sections 1 to 3), field by field. */
public final class Codes {
  public static final Map<String, Text> TICKET_CLASS =
      of("EMERGENCY", "应急单", "Emergency", "ROUTINE", "常规单", "Routine", "KEY", "重点单", "Key");
  public static final Map<String, Text> CATEGORY =
      of("ENFORCEMENT", "执法类", "Enforcement", "RESIDENT_DIFFICULTY", "群众困难诉求类", "Difficulty");
  public static final Map<String, Text> CHANNEL =
      of(
          "PATROL", "巡查", "Patrol", "HOTLINE", "热线", "Hotline", "VISIT", "走访", "Visit", "APP",
          "手机端", "App", "MEDIA", "媒体", "Media", "OTHER", "其他", "Other");
  public static final Map<String, Text> TICKET_STATE =
      of(
          "REPORTED",
          "已采集",
          "Reported",
          "ASSESSED",
          "已研判",
          "Assessed",
          "ESCALATED",
          "已提交上级",
          "Escalated",
          "REJECTED",
          "不予受理",
          "Rejected",
          "DISPATCHED",
          "已派单",
          "Dispatched",
          "ACCEPTED",
          "已接单",
          "Accepted",
          "ON_SITE",
          "已到场",
          "On site",
          "RESOLVED",
          "已办结",
          "Resolved",
          "FED_BACK",
          "已回访",
          "Fed back",
          "RETURNED",
          "已退回",
          "Returned",
          "CLOSED",
          "已归档",
          "Closed",
          "CANCELLED",
          "已作废",
          "Cancelled");
  public static final Map<String, Text> ASSIGNMENT_STATE =
      of(
          "OPEN",
          "待接单",
          "Open",
          "ACCEPTED",
          "已接单",
          "Accepted",
          "ON_SITE",
          "已到场",
          "On site",
          "RESOLVED",
          "已办结",
          "Resolved",
          "REFUSED",
          "已退单",
          "Refused",
          "RECALLED",
          "已撤回",
          "Recalled",
          "ENDED",
          "已终止",
          "Ended");
  public static final Map<String, Text> ROLE = of("LEAD", "牵头", "Lead", "SUPPORT", "配合", "Support");
  public static final Map<String, Text> OUTCOME =
      of(
          "SOLVED",
          "已解决",
          "Solved",
          "PARTLY_SOLVED",
          "部分解决",
          "Partly solved",
          "UNSOLVABLE",
          "无法解决",
          "Unsolvable");
  public static final Map<String, Text> CLOCK =
      of(
          "DISPATCH",
          "派单",
          "Dispatch",
          "ACCEPT",
          "接单",
          "Accept",
          "ARRIVE",
          "到场",
          "Arrive",
          "RESOLVE",
          "办结",
          "Resolve",
          "FEEDBACK",
          "回访",
          "Feedback",
          "TOTAL",
          "全程",
          "Total");
  public static final Map<String, Text> CLOCK_STATUS =
      of(
          "RUNNING",
          "计时中",
          "Running",
          "PAUSED",
          "挂账",
          "Paused",
          "MET",
          "按时",
          "Met",
          "BREACHED",
          "超时未完",
          "Overdue",
          "MISSED",
          "超时完成",
          "Missed",
          "ENDED",
          "不计",
          "Ended");
  public static final Map<String, Text> ALERT_STATUS =
      of("FIRING", "告警中", "Firing", "RESOLVED", "已解除", "Resolved", "WITHDRAWN", "已撤销", "Withdrawn");
  public static final Map<String, Text> ALERT_LEVEL =
      of(
          "WARNING",
          "预警",
          "Warning",
          "BREACH",
          "超时",
          "Breach",
          "ESCALATION-1",
          "升级 1",
          "Escalation 1",
          "ESCALATION-2",
          "升级 2",
          "Escalation 2",
          "ESCALATION-3",
          "升级 3",
          "Escalation 3");
  public static final Map<String, Text> SCOPE_KIND =
      of(
          "PREFECTURE",
          "全州",
          "Prefecture",
          "COUNTY",
          "县市",
          "County",
          "DISTRICT",
          "街道",
          "District",
          "DEPARTMENT",
          "部门",
          "Department");
  public static final Map<String, Text> CAUSE_KIND =
      of("EVENT", "事件", "Event", "TIME", "时限已过", "Time", "POLICY", "政策", "Policy");
  public static final Map<String, Text> PERIOD_TYPE =
      of("DAY", "日", "Day", "MONTH", "月", "Month", "QUARTER", "季", "Quarter", "YEAR", "年", "Year");
  public static final Map<String, Text> PROBLEM_KIND =
      of("DISTRICT", "街道", "District", "DEPARTMENT", "部门", "Department", "COUNTY", "县市", "County");
  public static final Map<String, Text> EVENT_TYPE =
      of(
          "paidan.ticket.reported",
          "采集",
          "Reported",
          "paidan.ticket.assessed",
          "研判",
          "Assessed",
          "paidan.ticket.reclassified",
          "改类",
          "Reclassified",
          "paidan.ticket.dispatched",
          "派单",
          "Dispatched",
          "paidan.ticket.accepted",
          "接单",
          "Accepted",
          "paidan.ticket.refused",
          "退单",
          "Refused",
          "paidan.ticket.recalled",
          "撤回",
          "Recalled",
          "paidan.ticket.arrived",
          "到场",
          "Arrived",
          "paidan.ticket.resolved",
          "办结",
          "Resolved",
          "paidan.ticket.suspended",
          "挂账",
          "Suspended",
          "paidan.ticket.resumed",
          "恢复",
          "Resumed",
          "paidan.ticket.extended",
          "延期",
          "Extended",
          "paidan.ticket.urged",
          "督办",
          "Urged",
          "paidan.ticket.feedback",
          "回访",
          "Feedback",
          "paidan.ticket.reopened",
          "返工",
          "Reopened",
          "paidan.ticket.closed",
          "归档",
          "Closed",
          "paidan.ticket.cancelled",
          "作废",
          "Cancelled");

  private Codes() {}

  /** The field format that shows names in place of codes; a code without a name stays as it is. */
  static ObjectNode format(Map<String, Text> names, Language language) {
    ArrayNode entries = Json.array();
    names.forEach(
        (code, name) ->
            entries.add(Json.object().put("key", code).put("value", name.in(language))));
    ObjectNode params = Json.object();
    params.set("lookupEntries", entries);
    params.putNull("unknownKeyValue");
    ObjectNode format = Json.object().put("id", "static_lookup");
    format.set("params", params);
    return format;
  }

  private static Map<String, Text> of(String... codesAndNames) {
    Map<String, Text> names = new LinkedHashMap<>();
    for (int i = 0; i < codesAndNames.length; i += 3) {
      names.put(codesAndNames[i], new Text(codesAndNames[i + 1], codesAndNames[i + 2]));
    }
    return names;
  }
}
