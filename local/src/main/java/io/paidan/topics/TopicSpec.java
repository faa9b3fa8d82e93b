package io.paidan.topics;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.DELETE_RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import io.paidan.Topics;
import java.util.ArrayList;
import java.util.List;

/**
 * What a topic must be like (contract, section 3, "Topics").
 *
 * @param single one partition whatever the number asked for: little data whose order matters
 */
record TopicSpec(String name, boolean single, List<Setting> settings) {
  /** The largest record that {@code paidan.ticket-events} takes, in bytes. */
  static final int MAX_RECORD_BYTES = 4 * 1024 * 1024;

  /** A dead letter is a whole record and its headers. */
  static final int MAX_DEAD_LETTER_BYTES = MAX_RECORD_BYTES + 256 * 1024;

  /**
   * @param required false where a prefecture may have decided otherwise
   */
  record Setting(String name, String value, boolean required) {}

  static final List<TopicSpec> ALL =
      List.of(
          // The record of everything. Its timestamps are the broker's: FUTURE_TIME rests on them.
          new TopicSpec(
              Topics.TICKET_EVENTS,
              false,
              kept(
                  MAX_RECORD_BYTES,
                  new Setting(MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime", true))),
          new TopicSpec(Topics.POLICIES, true, compacted()),
          new TopicSpec(Topics.REFERENCE, true, compacted()),
          new TopicSpec(
              Topics.DOCUMENTS,
              false,
              // A reader that was away for a week still learns what was deleted.
              compacted(new Setting(DELETE_RETENTION_MS_CONFIG, "604800000", false))),
          new TopicSpec(Topics.ALERTS, false, kept(MAX_RECORD_BYTES)),
          new TopicSpec(Topics.DEAD_LETTERS, true, kept(MAX_DEAD_LETTER_BYTES)),
          new TopicSpec(Topics.REPORTS, true, kept(MAX_RECORD_BYTES)),
          new TopicSpec(Topics.RELAY_STATE, true, compacted()));

  private static List<Setting> kept(int maxBytes, Setting... more) {
    List<Setting> settings = new ArrayList<>();
    settings.add(new Setting(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE, true));
    settings.add(new Setting(RETENTION_MS_CONFIG, "-1", false));
    settings.add(new Setting(RETENTION_BYTES_CONFIG, "-1", false));
    settings.add(new Setting(MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxBytes), false));
    settings.addAll(List.of(more));
    return List.copyOf(settings);
  }

  private static List<Setting> compacted(Setting... more) {
    List<Setting> settings = new ArrayList<>();
    settings.add(new Setting(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT, true));
    settings.add(new Setting(MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_RECORD_BYTES), false));
    settings.addAll(List.of(more));
    return List.copyOf(settings);
  }
}
