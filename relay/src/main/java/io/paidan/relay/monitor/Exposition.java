package io.paidan.relay.monitor;

import io.paidan.relay.monitor.ReceiverStats.Count;
import io.paidan.relay.monitor.ReceiverStats.Gauges;
import io.paidan.relay.monitor.ReceiverStats.State;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The figures of all receivers in Prometheus' text format. */
final class Exposition {
  private Exposition() {}

  static String of(List<ReceiverStats> receivers) {
    StringBuilder text = new StringBuilder();
    for (Count count : Count.values()) {
      metric(
          text, count.metric() + "_total", "counter", count.help(), receivers, r -> r.get(count));
    }
    gauge(text, "waiting", "Alerts that wait to be delivered", receivers, Gauges::waiting);
    gauge(text, "held_back", "Alerts that quiet hours hold back", receivers, Gauges::heldBack);
    gauge(text, "firing", "Alerts that the receiver believes to fire", receivers, Gauges::firing);
    gauge(text, "aside", "Alerts that the receiver refused for good", receivers, Gauges::aside);
    gauge(
        text,
        "lag_records",
        "Records of the topic before its end that are not done with",
        receivers,
        Gauges::lag);
    gauge(
        text,
        "oldest_waiting_seconds",
        "For how long the oldest waiting alert has waited",
        receivers,
        g -> g.oldestMillis() / 1000.0);
    metric(
        text,
        "up",
        "gauge",
        "1 while the receiver takes what it is sent",
        receivers,
        r -> r.state() == State.OK ? 1 : 0);
    return text.toString();
  }

  private static void gauge(
      StringBuilder text,
      String name,
      String help,
      List<ReceiverStats> receivers,
      ToDoubleFunction<Gauges> value) {
    metric(text, name, "gauge", help, receivers, r -> value.applyAsDouble(r.gauges()));
  }

  private static void metric(
      StringBuilder text,
      String name,
      String type,
      String help,
      List<ReceiverStats> receivers,
      ToDoubleFunction<ReceiverStats> value) {
    String full = "paidan_relay_" + name;
    text.append("# HELP ").append(full).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(full).append(' ').append(type).append('\n');
    for (ReceiverStats receiver : receivers) {
      double number = value.applyAsDouble(receiver);
      text.append(full).append("{receiver=\"").append(receiver.receiver()).append("\"} ");
      text.append(
          number == Math.rint(number)
              ? Long.toString((long) number)
              : String.format(Locale.ROOT, "%.3f", number));
      text.append('\n');
    }
  }
}
