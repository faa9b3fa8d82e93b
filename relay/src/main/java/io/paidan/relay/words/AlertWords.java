package io.paidan.relay.words;

import io.paidan.relay.alert.Alert;
import io.paidan.relay.alert.Place;
import io.paidan.relay.config.RelayConfig;
import io.paidan.relay.words.Message.Line;
import io.paidan.relay.words.Message.Tone;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Says what an alert means: which ticket, street and department, which limit, since when, what is
 * expected, and where its time line is. Nothing that residents wrote or are is in it.
 */
public final class AlertWords {
  /** How many of the worst a digest names. */
  static final int NAMED = 5;

  private final RelayConfig config;
  private final Words words;
  private final DateTimeFormatter time;

  public AlertWords(RelayConfig config) {
    this.config = config;
    this.words = new Words(config.language());
    this.time =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(config.zone());
  }

  /** The message of an alert as it stands: that it fires, or that it has ended. */
  public Message message(Alert alert) {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line(words.say("工单", "Ticket"), alert.ticket()));
    place(lines, words.say("街道", "Street"), alert.district());
    place(lines, words.say("部门", "Department"), alert.department());
    if (alert.limit() != null) {
      lines.add(
          new Line(
              words.say("时限", "Limit"),
              words.clock(alert.clock()) + " " + words.limit(alert.limit())));
    }
    time(lines, words.say("计时开始", "Since"), alert.startedAt());
    if (alert.isFiring()) {
      if (alert.dueAt() == null) {
        lines.add(new Line(words.say("到期", "Due"), words.say("暂停中", "paused")));
      } else {
        time(lines, words.say("到期", "Due"), alert.dueAt());
      }
      lines.add(new Line(words.say("要求", "Expected"), words.expected(alert)));
    } else {
      time(lines, words.say("解除时间", "Ended"), alert.endedAt());
    }
    link(lines, alert);
    return new Message(title(alert), List.copyOf(lines), tone(alert));
  }

  /** One line: the class, the clock, the level, and whether it has ended. */
  public String title(Alert alert) {
    String what =
        words.ticketClass(alert.ticketClass())
            + words.say("·", ", ")
            + words.clock(alert.clock())
            + words.say("·", " ")
            + words.level(alert.level());
    return switch (alert.status()) {
      case FIRING -> words.say("【告警】", "[Alert] ") + what;
      case RESOLVED -> words.say("【解除】", "[Ended] ") + what;
      case WITHDRAWN ->
          words.say("【撤回】", "[Withdrawn] ")
              + what
              + words.say("（后到的记录表明不应告警）", " (later evidence says otherwise)");
    };
  }

  /** What is expected now, and of whom. */
  public String expected(Alert alert) {
    return words.expected(alert);
  }

  /** One message for many alerts: how many, of what kind, and the worst of those that fire. */
  public Message digest(List<Alert> alerts) {
    List<Alert> firing = alerts.stream().filter(Alert::isFiring).toList();
    long emergencies = firing.stream().filter(Alert::isEmergency).count();
    int ended = alerts.size() - firing.size();
    List<Line> lines = new ArrayList<>();
    lines.add(new Line(words.say("其中应急单", "Emergencies"), emergencies + words.say(" 条", "")));
    if (ended > 0) {
      lines.add(new Line(words.say("同时解除", "Ended meanwhile"), ended + words.say(" 条", "")));
    }
    List<Alert> worst = firing.stream().sorted(Alert.WORST_FIRST).limit(NAMED).toList();
    for (int i = 0; i < worst.size(); i++) {
      lines.add(
          new Line(
              words.say("最严重 ", "Worst ") + (i + 1),
              brief(worst.get(i)),
              config.link(worst.get(i))));
    }
    if (firing.size() > worst.size()) {
      lines.add(
          new Line(
              words.say("另有", "And"),
              (firing.size() - worst.size()) + words.say(" 条，请查看看板", " more: see the board")));
    }
    String title =
        firing.isEmpty()
            ? words.say("【解除汇总】", "[Ended, digest] ") + ended + words.say(" 条", " alerts")
            : words.say("【告警汇总】", "[Alerts, digest] ") + firing.size() + words.say(" 条", " alerts");
    Tone tone = firing.isEmpty() ? Tone.ENDED : emergencies > 0 ? Tone.URGENT : Tone.WARNING;
    return new Message(title, List.copyOf(lines), tone);
  }

  private String brief(Alert alert) {
    StringBuilder brief =
        new StringBuilder()
            .append(alert.ticket())
            .append(' ')
            .append(words.ticketClass(alert.ticketClass()))
            .append(words.say("·", ", "))
            .append(words.clock(alert.clock()))
            .append(words.say("·", " "))
            .append(words.level(alert.level()));
    for (Place place : new Place[] {alert.district(), alert.department()}) {
      if (place != null) {
        brief.append(' ').append(place.name());
      }
    }
    if (alert.dueAt() != null) {
      brief.append(words.say(" 到期 ", " due ")).append(time.format(alert.dueAt()));
    }
    return brief.toString();
  }

  private void link(List<Line> lines, Alert alert) {
    String link = config.link(alert);
    if (link != null) {
      lines.add(new Line(words.say("时间线", "Time line"), link, link));
    }
  }

  private static void place(List<Line> lines, String label, Place place) {
    if (place != null) {
      lines.add(new Line(label, place.name()));
    }
  }

  private void time(List<Line> lines, String label, Instant instant) {
    if (instant != null) {
      lines.add(new Line(label, time.format(instant)));
    }
  }

  private static Tone tone(Alert alert) {
    if (!alert.isFiring()) {
      return Tone.ENDED;
    }
    return alert.isEmergency() ? Tone.URGENT : Tone.WARNING;
  }
}
