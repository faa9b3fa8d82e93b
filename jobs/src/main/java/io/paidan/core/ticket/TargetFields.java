package io.paidan.core.ticket;

import io.paidan.core.ticket.JsonBuffer.Name;
import java.util.Objects;

/**
 * What a clock's document says of its limit: four fields that are the same for thousands of clocks,
 * as policies have some dozens of targets. Those written last are kept as bytes. Not thread-safe.
 */
final class TargetFields {
  private static final Name LIMIT = new Name("limit");
  private static final Name CALENDAR = new Name("calendar");
  private static final Name POLICY_ID = new Name("policy_id");
  private static final Name POLICY_VERSION = new Name("policy_version");

  /** How many are kept: a power of two. */
  private static final int PLACES = 64;

  private static final class Entry {
    final String limit;
    final String calendar;
    final String policyId;
    final int policyVersion;
    final byte[] fields;

    Entry(ClockFacts clock, byte[] fields) {
      this.limit = clock.limit();
      this.calendar = clock.calendar();
      this.policyId = clock.policyId();
      this.policyVersion = clock.policyVersion();
      this.fields = fields;
    }

    boolean isOf(ClockFacts clock) {
      return policyVersion == clock.policyVersion()
          && Objects.equals(limit, clock.limit())
          && Objects.equals(calendar, clock.calendar())
          && Objects.equals(policyId, clock.policyId());
    }
  }

  private final Entry[] entries = new Entry[PLACES];
  private final JsonBuffer own = new JsonBuffer();

  /**
   * Writes the limit, its calendar, and the policy that it is from: null for a dispatcher's due.
   */
  void write(JsonBuffer json, ClockFacts clock) {
    // A string keeps its hash; limits and calendars are the same objects from clock to clock.
    int hash = clock.limit().hashCode() * 31 + clock.calendar().hashCode() + clock.policyVersion();
    int place = (hash ^ hash >>> 16) & (PLACES - 1);
    Entry entry = entries[place];
    if (entry == null || !entry.isOf(clock)) {
      own.begin()
          .string(LIMIT, clock.limit())
          .string(CALENDAR, clock.calendar())
          .string(POLICY_ID, clock.policyId());
      if (clock.policyId() == null) {
        own.nothing(POLICY_VERSION);
      } else {
        own.number(POLICY_VERSION, clock.policyVersion());
      }
      entry = new Entry(clock, own.fields());
      entries[place] = entry;
    }
    json.fields(entry.fields);
  }
}
