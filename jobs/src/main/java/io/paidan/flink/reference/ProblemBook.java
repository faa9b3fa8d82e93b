package io.paidan.flink.reference;

import io.paidan.Instants;
import io.paidan.core.reference.FirstUse;
import io.paidan.core.reference.ReferenceKind;
import io.paidan.core.reference.ReferenceProblemDocuments;
import io.paidan.core.reference.ReferenceUse;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.reference.ReferenceData;
import io.paidan.reference.ReferenceData.District;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;

/**
 * Keyed state: who uses each id that the reference data does not know, and the document about it.
 * The key is that document's {@code _id}.
 *
 * <p>Uses stay when the reference data comes to know their id, for {@link #STAYS}: the ticket
 * engine may be ahead in reading reference data, so that a use comes which counts only under the
 * next; and when what was added is taken back at once, it tells the uses of those tickets only that
 * it has judged anew between.
 */
final class ProblemBook {
  /** How long uses stay without a document; the ticket engine has judged all anew by then. */
  static final Duration STAYS = Duration.ofDays(1);

  private final MapState<String, Long> uses;
  private final ValueState<byte[]> problems;
  private final ReferenceProblemDocuments documents = new ReferenceProblemDocuments();
  private ReferenceData reference;

  ProblemBook(KeyedStateStore state, ReferenceData reference) {
    uses = state.getMapState(ReferenceState.USES);
    problems = state.getState(ReferenceState.PROBLEM);
    this.reference = reference;
  }

  /**
   * Takes down that a use came or went.
   *
   * @param now wall clock, ms
   * @return whether the document is to be written
   */
  boolean apply(ReferenceUse use, long now) throws Exception {
    byte[] packed = problems.value();
    if (packed == null && !use.present()) {
      return false;
    }
    LiveProblem problem = packed == null ? new LiveProblem() : LiveProblem.unpack(packed);
    FirstUse before = toBeSaid(use.kind(), use.id(), problem);
    if (use.present()) {
      come(use, problem);
    } else {
      go(use, problem);
    }
    FirstUse after = toBeSaid(use.kind(), use.id(), problem);
    if (after == null) {
      problem.idleSince = now;
    }
    save(problem, packed);
    return !Objects.equals(before, after);
  }

  private void come(ReferenceUse use, LiveProblem problem) throws Exception {
    String key = useKey(use);
    Long earlier = uses.get(key);
    if (earlier != null && earlier == use.firstEventAt()) {
      return;
    }
    uses.put(key, use.firstEventAt());
    if (earlier != null && new FirstUse(earlier, use.ticketId()).equals(problem.first)) {
      problem.first = first(use.kind(), use.id());
    } else if (counts(use.kind(), use.id(), use.district())) {
      problem.first = FirstUse.lesser(problem.first, use.asFirst());
    }
  }

  private void go(ReferenceUse use, LiveProblem problem) throws Exception {
    String key = useKey(use);
    Long earlier = uses.get(key);
    if (earlier == null) {
      return;
    }
    uses.remove(key);
    if (new FirstUse(earlier, use.ticketId()).equals(problem.first)) {
      problem.first = first(use.kind(), use.id());
    }
  }

  /**
   * The document of the current key as it is to be now, or its deletion.
   *
   * @param key the current key
   * @param now wall clock, ms
   */
  Document write(String key, long now) throws Exception {
    ReferenceKind kind = ReferenceKind.ofKey(key);
    String id = idOf(kind, key);
    byte[] packed = problems.value();
    LiveProblem problem = packed == null ? new LiveProblem() : LiveProblem.unpack(packed);
    problem.written = toBeSaid(kind, id, problem);
    problem.idleSince = problem.written == null ? now : Instants.NONE;
    long revision = problem.nextRevision(now);
    problems.update(problem.pack());
    return problem.written == null
        ? Document.deletion(Alias.REFERENCE_PROBLEMS, key, revision)
        : documents.document(kind, id, problem.written, revision);
  }

  /** Goes over to other reference data; {@link #outdated} tells what it changes. */
  void changeTo(ReferenceData other) {
    reference = other;
  }

  /** The keys whose documents do not say what they should. */
  List<String> outdated(KeyedStateBackend<String> ids) throws Exception {
    List<String> outdated = new ArrayList<>();
    ids.applyToAllKeys(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        ReferenceState.PROBLEM,
        (key, state) -> {
          byte[] packed = state.value();
          LiveProblem problem = LiveProblem.unpack(packed);
          ReferenceKind kind = ReferenceKind.ofKey(key);
          String id = idOf(kind, key);
          if (kind == ReferenceKind.COUNTY) {
            problem.first = first(kind, id); // districts may lie elsewhere now
            save(problem, packed);
          }
          if (!Objects.equals(toBeSaid(kind, id, problem), problem.written)) {
            outdated.add(key);
          }
        });
    return outdated;
  }

  /**
   * Drops all of those that have had no document, and no word of them came, for {@link #STAYS}.
   * Everything must have been written.
   *
   * @param now wall clock, ms
   */
  void dropIdle(KeyedStateBackend<String> ids, long now) throws Exception {
    ids.applyToAllKeys(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        ReferenceState.PROBLEM,
        (key, state) -> {
          LiveProblem problem = LiveProblem.unpack(state.value());
          if (problem.idleSince != Instants.NONE && now - problem.idleSince >= STAYS.toMillis()) {
            uses.clear();
            state.clear();
          }
        });
  }

  private FirstUse toBeSaid(ReferenceKind kind, String id, LiveProblem problem) {
    return kind.isKnown(id, reference) ? null : problem.first;
  }

  private FirstUse first(ReferenceKind kind, String id) throws Exception {
    FirstUse first = null;
    for (Map.Entry<String, Long> use : uses.entries()) {
      String key = use.getKey();
      int slash = kind == ReferenceKind.COUNTY ? key.lastIndexOf('/') : key.length();
      String district = kind == ReferenceKind.COUNTY ? key.substring(slash + 1) : null;
      if (counts(kind, id, district)) {
        first = FirstUse.lesser(first, new FirstUse(use.getValue(), key.substring(0, slash)));
      }
    }
    return first;
  }

  /** Whether a use is one under the present reference data: a district may lie elsewhere now. */
  private boolean counts(ReferenceKind kind, String id, String district) {
    if (kind != ReferenceKind.COUNTY) {
      return true;
    }
    District known = reference.districts().get(district);
    return known != null && id.equals(known.county());
  }

  private void save(LiveProblem problem, byte[] before) throws Exception {
    byte[] after = problem.pack();
    if (!Arrays.equals(after, before)) {
      problems.update(after);
    }
  }

  private static String useKey(ReferenceUse use) {
    return use.kind() == ReferenceKind.COUNTY
        ? use.ticketId() + "/" + use.district()
        : use.ticketId();
  }

  private static String idOf(ReferenceKind kind, String key) {
    return key.substring(kind.word().length() + 1);
  }
}
