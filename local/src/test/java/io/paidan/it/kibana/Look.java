package io.paidan.it.kibana;

import java.time.Instant;
import java.time.ZoneId;

/**
 * How somebody looks at a dashboard.
 *
 * @param now what the clock says
 * @param from where the chosen span of time begins
 * @param to where it ends
 * @param zone what Kibana is set to
 */
record Look(Instant now, Instant from, Instant to, ZoneId zone) {}
