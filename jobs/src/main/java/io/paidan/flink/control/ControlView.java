package io.paidan.flink.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.event.Malformed;
import io.paidan.event.Reason;
import io.paidan.flink.deadletter.DeadLetter;
import io.paidan.flink.source.ReadEvent;
import io.paidan.policy.PolicyHistory;
import io.paidan.policy.PolicyParser;
import io.paidan.policy.PolicyVersion;
import io.paidan.reference.ReferenceData;
import io.paidan.reference.ReferenceParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;

/**
 * Policies and reference data as the broadcast state holds them: one entry a Kafka key, the last
 * valid value (contract, section 2: an invalid version leaves the one before in force).
 */
public final class ControlView {
  /** What a record changed, or why it was turned away; a problem is one line. */
  public record Verdict(boolean changed, String problem) {}

  private static final String POLICY = "policy/";
  private static final String REFERENCE = "reference/";

  private PolicyHistory policies = PolicyHistory.NONE;
  private ReferenceData reference = ReferenceData.NONE;
  private long referenceStamp;

  public static ControlView of(ReadOnlyBroadcastState<String, byte[]> state) throws Exception {
    ControlView view = new ControlView();
    view.rebuild(state);
    return view;
  }

  public PolicyHistory policies() {
    return policies;
  }

  public ReferenceData reference() {
    return reference;
  }

  /** Another number for other reference data; 0 for none. */
  public long referenceStamp() {
    return referenceStamp;
  }

  public Verdict accept(ControlRecord record, BroadcastState<String, byte[]> state)
      throws Exception {
    boolean policy = record.kind() == ControlRecord.Kind.POLICY;
    String key = (policy ? POLICY : REFERENCE) + record.key();
    byte[] value = record.value();
    if (Arrays.equals(value, state.get(key))) {
      return new Verdict(false, null);
    }
    if (value == null) {
      if (policy && isLastPolicy(key, state)) {
        return new Verdict(
            false,
            "Policy "
                + record.key()
                + " is not deleted: it is the last one, and without any no clock would run;"
                + " publish another one first");
      }
      state.remove(key);
    } else {
      List<String> problems =
          policy
              ? PolicyParser.parse(value).problems().stream().map(Object::toString).toList()
              : ReferenceParser.parse(value).problems().stream().map(Object::toString).toList();
      if (!problems.isEmpty()) {
        return new Verdict(
            false,
            (policy ? "Policy " : "Reference data ")
                + record.key()
                + " is turned away: "
                + String.join("; ", problems));
      }
      state.put(key, value);
    }
    rebuild(state);
    return new Verdict(true, null);
  }

  private static boolean isLastPolicy(String key, BroadcastState<String, byte[]> state)
      throws Exception {
    for (Map.Entry<String, byte[]> entry : state.immutableEntries()) {
      if (entry.getKey().startsWith(POLICY) && !entry.getKey().equals(key)) {
        return false;
      }
    }
    return state.contains(key);
  }

  /** The dead letter of a record that was turned away, byte for byte. */
  public static DeadLetter deadLetter(ControlRecord record, String problem, long readAt) {
    Reason reason =
        record.kind() == ControlRecord.Kind.POLICY ? Reason.BAD_POLICY : Reason.BAD_REFERENCE;
    return new DeadLetter(
        new Malformed(reason, problem),
        new ReadEvent.Origin(
            record.topic(), record.partition(), record.offset(), record.timestamp(), readAt),
        record.key() == null ? null : record.key().getBytes(UTF_8),
        record.value(),
        List.of());
  }

  /**
   * A version under a key of its own ({@code id/version}) goes before the same one in a document
   * that holds all versions, whatever order the broadcast state hands them out in.
   */
  private void rebuild(ReadOnlyBroadcastState<String, byte[]> state) throws Exception {
    TreeMap<String, byte[]> whole = new TreeMap<>();
    TreeMap<String, byte[]> single = new TreeMap<>();
    TreeMap<String, byte[]> references = new TreeMap<>();
    for (Map.Entry<String, byte[]> entry : state.immutableEntries()) {
      String key = entry.getKey();
      if (key.startsWith(POLICY)) {
        (key.indexOf('/', POLICY.length()) < 0 ? whole : single).put(key, entry.getValue());
      } else if (key.startsWith(REFERENCE)) {
        references.put(key, entry.getValue());
      }
    }
    List<PolicyVersion> versions = new ArrayList<>();
    whole.values().forEach(json -> versions.addAll(PolicyParser.parse(json).versions()));
    single.values().forEach(json -> versions.addAll(PolicyParser.parse(json).versions()));
    policies = new PolicyHistory(versions);
    // One prefecture, one key; should there be several, every subtask takes the same one.
    byte[] last = references.isEmpty() ? null : references.lastEntry().getValue();
    reference = last == null ? ReferenceData.NONE : ReferenceParser.parse(last).data();
    referenceStamp = last == null ? 0 : Arrays.hashCode(last);
  }
}
