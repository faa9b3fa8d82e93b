package io.paidan.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.common.utils.Utils;

/**
 * The ticket events of one partition, made up: as a producer would write them, about 450 bytes and
 * 8 events a ticket, all on the straight way (reported, assessed, dispatched, accepted, arrived,
 * resolved, feedback, closed), some thousand tickets under way at any moment. Times rise; the same
 * seed gives the same bytes. Not thread-safe.
 */
final class TicketTraffic {
  /** The first event's time. Long past, so that no event is ahead of its record. */
  static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  /** All events together take a year, however many they are. */
  static final Instant END = Instant.parse("2025-01-01T00:00:00Z");

  private static final int TICKETS_UNDER_WAY = 2_000;

  private static final String[] DISTRICTS = {
    "yanan-beilu", "beijing-nanlu", "ningbian-lu", "zhongshan-lu", "lvzhou-lu", "jianguo-lu",
    "sanggong", "ershilipu", "fukang-fuxin", "fukang-bofeng", "hutubi-yuanhuyuan", "manas-town",
    "qitai-town", "jimsar-town"
  };
  private static final String[] DEPARTMENTS = {
    "urban-management",
    "traffic-police",
    "market-supervision",
    "housing-construction",
    "water",
    "environment",
    "emergency-management",
    "civil-affairs",
    "health",
    "education",
    "transport",
    "natural-resources",
    "human-resources",
    "agriculture",
    "culture-tourism",
    "heating",
    "power"
  };
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
  private final int partition;
  private final int partitions;
  private final long events;
  private final long stepMicros;
  private final List<Ticket> underWay = new ArrayList<>();
  private final StringBuilder json = new StringBuilder(1024);
  private long made;
  private long lastNumber;
  private String key;

  /**
   * @param events how many events this partition gets
   * @param partition the partition that all of its tickets' ids fall into, by Kafka's own hash
   */
  TicketTraffic(long seed, int partition, int partitions, long events) {
    this.random = new SplittableRandom(seed * 31 + partition);
    this.partition = partition;
    this.partitions = partitions;
    this.events = events;
    this.stepMicros = (END.toEpochMilli() - START.toEpochMilli()) * 1_000 / Math.max(1, events);
    while (underWay.size() < Math.min(TICKETS_UNDER_WAY, Math.max(1, events / 16))) {
      underWay.add(newTicket());
    }
  }

  boolean hasNext() {
    return made < events;
  }

  /** The next event's bytes; {@link #key} tells its ticket. */
  byte[] next() {
    int index = random.nextInt(underWay.size());
    Ticket ticket = underWay.get(index);
    write(ticket, Instant.ofEpochMilli(START.toEpochMilli() + made * stepMicros / 1_000));
    made++;
    key = ticket.id;
    ticket.step++;
    if (ticket.step == ticket.steps.size()) {
      underWay.set(index, newTicket());
    }
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The id of the ticket of the event that {@link #next} gave last. */
  String key() {
    return key;
  }

  private Ticket newTicket() {
    String id;
    do {
      id = "T-2024-" + String.valueOf(100_000_000 + ++lastNumber).substring(1);
    } while (partitionOf(id) != partition);
    String district = pick(DISTRICTS);
    List<String> departments = new ArrayList<>(List.of(pick(DEPARTMENTS)));
    if (random.nextInt(100) < 15) {
      String second = pick(DEPARTMENTS);
      if (!departments.contains(second)) {
        departments.add(second);
      }
    }
    return new Ticket(id, district, departments);
  }

  private int partitionOf(String id) {
    return Utils.toPositive(Utils.murmur2(id.getBytes(StandardCharsets.UTF_8))) % partitions;
  }

  private void write(Ticket ticket, Instant time) {
    Step step = ticket.steps.get(ticket.step);
    json.setLength(0);
    json.append("{\"specversion\":\"1.0\",\"id\":\"").append(ticket.id).append('-');
    json.append(ticket.step + 1).append("\",\"source\":\"/changji/").append(ticket.district);
    json.append("\",\"type\":\"paidan.ticket.").append(step.type);
    json.append("\",\"subject\":\"").append(ticket.id).append("\",\"time\":\"").append(time);
    json.append("\",\"datacontenttype\":\"application/json\",\"traceparent\":\"00-");
    json.append(hex()).append(hex()).append('-').append(hex()).append("-01\",\"data\":{");
    switch (step.type) {
      case "reported" -> reported(ticket);
      case "assessed" -> {
        text("ticketClass", pick(CLASSES));
        text("category", pick(CATEGORIES));
        text("decision", "DISPATCH");
      }
      case "dispatched" -> dispatched(ticket);
      case "accepted", "arrived" -> text("department", step.department);
      case "resolved" -> {
        text("department", step.department);
        text("outcome", pick(OUTCOMES));
        text("handling", pick(HANDLINGS));
      }
      case "feedback" -> feedback(ticket);
      case "closed" -> {}
      default -> throw new IllegalStateException(step.type);
    }
    // A field of the producer's own, as they all have some: ignored by whoever reads.
    text("operator", pick(STAFF) + " 经办人" + pick(SURNAMES));
    json.append("}}");
  }

  private void reported(Ticket ticket) {
    text("district", ticket.district);
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

  private void dispatched(Ticket ticket) {
    text("district", ticket.district);
    json.append(",\"assignments\":[");
    String role = "LEAD";
    for (String department : ticket.departments) {
      json.append(role.equals("LEAD") ? "{\"department\":\"" : ",{\"department\":\"");
      json.append(department).append("\",\"role\":\"").append(role).append("\"}");
      role = "SUPPORT";
    }
    json.append(']');
  }

  private void feedback(Ticket ticket) {
    json.append("\"satisfaction\":").append(random.nextInt(1, 6));
    json.append(",\"solved\":").append(random.nextInt(100) < 85);
    json.append(",\"departmentScores\":[");
    for (int i = 0; i < ticket.departments.size(); i++) {
      json.append(i == 0 ? "{\"department\":\"" : ",{\"department\":\"");
      json.append(ticket.departments.get(i)).append("\",\"score\":");
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
    return String.format("%016x", random.nextLong());
  }

  private String pick(String[] values) {
    return values[random.nextInt(values.length)];
  }

  private record Step(String type, String department) {}

  private static final class Ticket {
    final String id;
    final String district;
    final List<String> departments;
    final List<Step> steps = new ArrayList<>();
    int step;

    Ticket(String id, String district, List<String> departments) {
      this.id = id;
      this.district = district;
      this.departments = departments;
      for (String type : List.of("reported", "assessed", "dispatched")) {
        steps.add(new Step(type, null));
      }
      for (String type : List.of("accepted", "arrived", "resolved")) {
        departments.forEach(department -> steps.add(new Step(type, department)));
      }
      for (String type : List.of("feedback", "closed")) {
        steps.add(new Step(type, null));
      }
    }
  }
}
