package io.paidan.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Writes ticket events as a producer would: about 440 bytes of JSON, with fields of its own that
 * nobody reads. Not thread-safe.
 */
public final class EventText {
  private static final String[] CHANNELS = {
    "PATROL", "HOTLINE", "HOTLINE", "VISIT", "APP", "MEDIA"
  };
  private static final String[] CLASSES = {"ROUTINE", "ROUTINE", "ROUTINE", "KEY", "EMERGENCY"};
  private static final String[] CATEGORIES = {"ENFORCEMENT", "RESIDENT_DIFFICULTY"};
  private static final String[] OUTCOMES = {"SOLVED", "SOLVED", "SOLVED", "PARTLY_SOLVED"};
  private static final String[] COMMUNITIES = {"东方广场社区", "园丁社区", "文化东路社区", "丰产社区", "健康西路社区"};
  private static final String[] SURNAMES = {"王", "李", "马", "阿依古丽", "张", "买买提", "赵", "古丽娜"};
  private static final String[] PLACES = {"小区南门", "农贸市场东侧", "学校门口", "公交站旁", "地下车库入口", "十字路口"};
  private static final String[] MATTERS = {
    "占道经营堵塞消防通道，居民多次反映无人处理",
    "供暖管道漏水，路面结冰，老人出行困难",
    "夜间施工噪声扰民，影响孩子休息",
    "井盖破损存在安全隐患，请尽快派人查看",
    "垃圾清运不及时，异味严重",
    "路灯连续多日不亮，晚上行人看不清路"
  };
  private static final String[] HANDLINGS = {
    "已到现场核实情况，当场责令整改并复查完毕，与来电人电话沟通，对处理结果表示认可",
    "组织抢修队伍更换破损部件，恢复正常使用，并安排专人一周内每日巡查，防止问题反弹",
    "联合社区网格员上门了解诉求，已协调物业公司限期整改到位，同步告知居民后续安排",
    "现场设置警示标志，清理完毕后恢复通行，后续纳入日常巡查范围，发现问题及时处置"
  };
  private static final String[] STAFF = {"第一网格巡查组", "夜间值班中队", "综合执法三队", "街道指挥中心"};

  private final SplittableRandom random;
  private final StringBuilder json = new StringBuilder(1024);

  /**
   * @param random what is not the ticket's comes from here
   */
  public EventText(SplittableRandom random) {
    this.random = random;
  }

  /**
   * One of a ticket's events.
   *
   * @param step which, from 0
   */
  public byte[] of(MadeTicket ticket, int step, Instant time) {
    String type = ticket.type(step);
    begin(ticket, step + 1, type, time);
    switch (type) {
      case "reported" -> reported(ticket);
      case "assessed" -> {
        text("ticketClass", ticket.ticketClass() == null ? pick(CLASSES) : ticket.ticketClass());
        text("category", pick(CATEGORIES));
        text("decision", "DISPATCH");
      }
      case "dispatched" -> dispatched(ticket.district(), ticket.departments(), ticket.due());
      case "accepted", "arrived" -> text("department", ticket.department(step));
      case "resolved" -> {
        text("department", ticket.department(step));
        text("outcome", pick(OUTCOMES));
        text("handling", pick(HANDLINGS));
      }
      case "feedback" -> feedback(ticket);
      case "closed" -> {}
      default -> throw new IllegalStateException(type);
    }
    return end();
  }

  /** Another dispatch of the ticket, to a department that has no part in it yet. */
  public byte[] anotherDispatch(MadeTicket ticket, Instant due, Instant time) {
    begin(ticket, ticket.steps() + 1, "dispatched", time);
    dispatched(ticket.district(), List.of(ticket.stranger()), due);
    return end();
  }

  /** The ticket is taken off the books. */
  public byte[] cancelled(MadeTicket ticket, Instant time) {
    begin(ticket, ticket.steps() + 2, "cancelled", time);
    text("reason", "重复登记");
    return end();
  }

  private void begin(MadeTicket ticket, int number, String type, Instant time) {
    json.setLength(0);
    json.append("{\"specversion\":\"1.0\",\"id\":\"").append(ticket.id()).append('-');
    json.append(number).append("\",\"source\":\"/changji/").append(ticket.district());
    json.append("\",\"type\":\"paidan.ticket.").append(type);
    json.append("\",\"subject\":\"").append(ticket.id()).append("\",\"time\":\"").append(time);
    json.append("\",\"datacontenttype\":\"application/json\",\"traceparent\":\"00-");
    json.append(hex()).append(hex()).append('-').append(hex()).append("-01\",\"data\":{");
  }

  private byte[] end() {
    // A field of the producer's own, as they all have some: ignored by whoever reads.
    text("operator", pick(STAFF) + " 经办人" + pick(SURNAMES));
    json.append("}}");
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void reported(MadeTicket ticket) {
    text("district", ticket.district());
    text("channel", pick(CHANNELS));
    text("community", pick(COMMUNITIES));
    text("category", pick(CATEGORIES));
    text("title", pick(COMMUNITIES) + random.nextInt(1, 60) + "号" + pick(PLACES) + pick(MATTERS));
    json.append(",\"location\":{\"lat\":").append(440_000 + random.nextInt(3_000));
    json.insert(json.length() - 4, '.').append(",\"lon\":").append(873_000 + random.nextInt(3_000));
    json.insert(json.length() - 4, '.')
        .append("},\"reporter\":{\"name\":\"")
        .append(pick(SURNAMES));
    json.append("女士\",\"phone\":\"1390994").append(1_000 + random.nextInt(9_000)).append("\"}");
  }

  private void dispatched(String district, List<String> departments, Instant due) {
    text("district", district);
    json.append(",\"assignments\":[");
    String role = "LEAD";
    for (String department : departments) {
      json.append(role.equals("LEAD") ? "{\"department\":\"" : ",{\"department\":\"");
      json.append(department).append("\",\"role\":\"").append(role).append('"');
      if (due != null) {
        json.append(",\"due\":\"").append(due).append('"');
      }
      json.append('}');
      role = "SUPPORT";
    }
    json.append(']');
  }

  private void feedback(MadeTicket ticket) {
    json.append("\"satisfaction\":").append(random.nextInt(1, 6));
    json.append(",\"solved\":").append(random.nextInt(100) < 85);
    json.append(",\"departmentScores\":[");
    for (int i = 0; i < ticket.departments().size(); i++) {
      json.append(i == 0 ? "{\"department\":\"" : ",{\"department\":\"");
      json.append(ticket.departments().get(i)).append("\",\"score\":");
      json.append(60 + random.nextInt(41)).append('}');
    }
    json.append(']');
  }

  private void text(String name, String value) {
    if (json.charAt(json.length() - 1) != '{') {
      json.append(',');
    }
    json.append('"').append(name).append("\":\"").append(value).append('"');
  }

  private String hex() {
    return HexFormat.of().toHexDigits(random.nextLong());
  }

  private String pick(String[] values) {
    return values[random.nextInt(values.length)];
  }
}
