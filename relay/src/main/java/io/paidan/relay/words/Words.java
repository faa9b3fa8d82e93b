package io.paidan.relay.words;

import io.paidan.event.TicketClass;
import io.paidan.policy.ClockType;
import io.paidan.relay.alert.Alert;
import io.paidan.relay.alert.Level;
import io.paidan.relay.config.Language;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of one language for what alerts name. */
final class Words {
  private static final Pattern WORKING_DAYS = Pattern.compile("([0-9]+) working days?");
  private static final Pattern TIME =
      Pattern.compile("PT(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9.]+)S)?");

  private final boolean chinese;

  Words(Language language) {
    this.chinese = language == Language.ZH;
  }

  /** The one of the two that is of this language. */
  String say(String zh, String en) {
    return chinese ? zh : en;
  }

  String ticketClass(TicketClass ticketClass) {
    if (ticketClass == null) {
      return say("未研判工单", "Unassessed ticket");
    }
    return switch (ticketClass) {
      case EMERGENCY -> say("应急单", "Emergency");
      case ROUTINE -> say("常规单", "Routine");
      case KEY -> say("重点单", "Key");
    };
  }

  String clock(ClockType clock) {
    return switch (clock) {
      case DISPATCH -> say("派单", "dispatch");
      case ACCEPT -> say("接单", "acceptance");
      case ARRIVE -> say("到场", "arrival");
      case RESOLVE -> say("办结", "resolution");
      case FEEDBACK -> say("回访", "feedback");
      case TOTAL -> say("全程", "whole course");
    };
  }

  String level(Level level) {
    return switch (level.kind()) {
      case WARNING -> say("临期预警", "due soon");
      case BREACH -> say("已超时", "overdue");
      case ESCALATION ->
          say("严重超时（第" + level.number() + "级）", "long overdue (level " + level.number() + ")");
    };
  }

  /** What is expected now, and of whom. */
  String expected(Alert alert) {
    return switch (alert.clock()) {
      case DISPATCH -> say("请街道立即派单", "The street is to dispatch the ticket");
      case ACCEPT -> say("请部门立即接单", "The department is to accept the ticket");
      case ARRIVE -> say("请部门立即到场处置", "The department is to be on the scene");
      case RESOLVE -> say("请部门尽快办结并反馈结果", "The department is to resolve the ticket");
      case FEEDBACK -> say("请街道回访并登记评价", "The street is to ask the resident back");
      case TOTAL -> say("请牵头单位督促全部部门办结", "The lead is to see that all departments resolve it");
    };
  }

  /** The limit in words; as it is written where it is of no known form. */
  String limit(String limit) {
    if (limit.equals("due")) {
      return say("派单时指定", "set by the dispatcher");
    }
    Matcher days = WORKING_DAYS.matcher(limit);
    if (days.matches()) {
      return say(days.group(1) + " 个工作日", limit);
    }
    Matcher time = TIME.matcher(limit);
    if (!time.matches()) {
      return limit;
    }
    String words =
        part(time.group(1), say(" 小时", " h"))
            + part(time.group(2), say(" 分钟", " min"))
            + part(time.group(3), say(" 秒", " s"));
    return words.isEmpty() ? limit : words.strip();
  }

  private static String part(String number, String unit) {
    return number == null ? "" : " " + number + unit;
  }
}
