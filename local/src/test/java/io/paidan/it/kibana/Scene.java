package io.paidan.it.kibana;

import java.time.Instant;
import java.time.ZoneId;

/**
 * When the panels are looked at: the clock, the zone that Kibana is set to, and the span of time
 * that is chosen, in which some of the known documents lie and some do not.
 */
final class Scene {
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** Noon of 20 November there. */
  static final Instant NOW = Instant.parse("2026-11-20T04:00:00.000Z");

  static final Instant MIDNIGHT = Instant.parse("2026-11-19T16:00:00.000Z");
  static final Instant FROM = Instant.parse("2026-11-10T16:00:00.000Z");
  static final Instant TO = Instant.parse("2026-11-20T15:59:59.999Z");

  static final Look LOOK = new Look(NOW, FROM, TO, ZONE);

  private Scene() {}
}
