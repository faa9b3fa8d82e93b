package io.paidan.bench.open;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Locale;

/**
 * A policy with a target for every clock, on working hours, two seasons of them, with warnings and
 * escalations, and limits so long that nothing falls due by itself while something is measured.
 */
final class BenchPolicy {
  private static final String ID = "bench";

  private static final String CALENDARS =
      """
      [{"id":"office","zone":"Asia/Shanghai","seasons":[
        {"from":"05-01","to":"09-30","hours":{"MON-FRI":["09:30-13:30","16:00-20:00"]}},
        {"from":"10-01","to":"04-30","hours":{"MON-FRI":["10:00-14:00","15:30-19:30"]}}]}]""";

  private BenchPolicy() {}

  /** The key that a version has on the policies' topic. */
  static String key(int version) {
    return ID + "/" + version;
  }

  /**
   * A version, as it is published. Its limits are longer the higher its number is.
   *
   * @param appliesTo NEW or OPEN
   */
  static byte[] version(int version, Instant effectiveFrom, String appliesTo) {
    StringBuilder targets = new StringBuilder();
    for (String ticketClass : new String[] {"EMERGENCY", "ROUTINE", "KEY"}) {
      String calendar = ticketClass.equals("EMERGENCY") ? "always" : "office";
      int hours = 700 + 40 * version;
      target(targets, "DISPATCH", ticketClass, "PT" + hours + "H", calendar);
      target(targets, "ACCEPT", ticketClass, "PT" + hours + "H", calendar);
      target(targets, "ARRIVE", ticketClass, "PT" + (hours + 80) + "H", calendar);
      String days = 80 + 10 * version + " working days";
      target(targets, "RESOLVE", ticketClass, days, "office");
      target(targets, "TOTAL", ticketClass, 120 + 10 * version + " working days", "office");
      target(targets, "FEEDBACK", ticketClass, days, "office");
    }
    targets.setLength(targets.length() - 1);
    return String.format(
            Locale.ROOT,
            "{\"id\":\"%s\",\"version\":%d,\"effectiveFrom\":\"%s\",\"appliesTo\":\"%s\",\"targets\":[%s],\"calendars\":%s}",
            ID,
            version,
            effectiveFrom,
            appliesTo,
            targets,
            CALENDARS)
        .getBytes(UTF_8);
  }

  private static void target(
      StringBuilder targets, String clock, String ticketClass, String limit, String calendar) {
    targets.append(
        String.format(
            Locale.ROOT,
            "{\"clock\":\"%s\",\"ticketClass\":\"%s\",\"limit\":\"%s\",\"calendar\":\"%s\",\"warnAt\":[0.5,0.8],\"escalateAt\":[1.5]},",
            clock,
            ticketClass,
            limit,
            calendar));
  }
}
