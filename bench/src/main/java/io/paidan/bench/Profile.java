package io.paidan.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the processor time went, by samples of a flight recording: threads that ran Java code, or
 * native code other than waiting. The collector's and the compiler's threads are not in it.
 */
final class Profile {
  private static final int ROWS = 15;

  /** Native methods in which a thread waits, as a rule. */
  private static final Set<String> WAITING =
      Set.of("EPoll.wait", "Net.poll", "Net.accept", "Unsafe.park", "Object.wait", "Thread.sleep");

  /** Threads that set the job up and wait for its end. */
  private static final Set<String> OUTSIDE = Set.of("main", ChildJvm.WATCH);

  /** What carries every task or is hidden code: in nearly every stack, and telling nothing. */
  private static final List<String> CARRIERS =
      List.of(
          "java.lang.",
          "java.util.concurrent.",
          "org.apache.flink.runtime.taskmanager.",
          "org.apache.flink.streaming.runtime.tasks.",
          "org.apache.flink.streaming.runtime.io.",
          "org.apache.flink.connector.base.source.reader.");

  /** Packages by who is responsible for them; the innermost frame of one of these counts. */
  private static final List<Area> AREAS =
      List.of(
          new Area("Paidan: decode", "io.paidan.event.", "io.paidan.json."),
          new Area("Paidan: core", "io.paidan.core."),
          new Area("Paidan: Flink functions", "io.paidan.flink.", "io.paidan.analytics."),
          new Area("Paidan: index sink", "io.paidan.index."),
          new Area("Paidan: the rest", "io.paidan.kafka.", "io.paidan.policy.", "io.paidan."),
          new Area("Jackson", "com.fasterxml.jackson."),
          new Area("Flink: state backend", "org.apache.flink.runtime.state.", "org.rocksdb."),
          new Area("Flink: Kafka connector", "org.apache.flink.connector."),
          new Area("Flink: network and exchange", "org.apache.flink.runtime.io."),
          new Area("Flink: serializers", "org.apache.flink.api.", "org.apache.flink.core."),
          new Area("Flink: the rest", "org.apache.flink."),
          new Area("Kafka client", "org.apache.kafka.", "net.jpountz."),
          new Area(
              "Elasticsearch client", "co.elastic.", "org.elasticsearch.", "org.apache.http."));

  private record Area(String name, List<String> prefixes) {
    Area(String name, String... prefixes) {
      this(name, List.of(prefixes));
    }
  }

  private final Map<String, Integer> leaves = new HashMap<>();
  private final Map<String, Integer> within = new HashMap<>();
  private final Map<String, Integer> areas = new HashMap<>();
  private final Map<String, Integer> threads = new HashMap<>();
  private int samples;

  private Profile() {}

  static Profile of(Path recording) throws IOException {
    Profile profile = new Profile();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        String type = event.getEventType().getName();
        if (type.equals("jdk.ExecutionSample") || type.equals("jdk.NativeMethodSample")) {
          profile.add(event);
        }
      }
    }
    return profile;
  }

  private void add(RecordedEvent event) {
    if (event.getStackTrace() == null || event.getStackTrace().getFrames().isEmpty()) {
      return;
    }
    List<RecordedFrame> frames = event.getStackTrace().getFrames();
    String leaf = name(frames.get(0));
    String thread = thread(event);
    if (WAITING.contains(leaf) || OUTSIDE.contains(thread)) {
      return;
    }
    samples++;
    leaves.merge(leaf, 1, Integer::sum);
    areas.merge(area(frames), 1, Integer::sum);
    threads.merge(thread.replaceAll("[0-9a-f]{8,}|\\d+", "#"), 1, Integer::sum);
    Set<String> seen = new HashSet<>();
    for (RecordedFrame frame : frames) {
      if (!isCarrier(frame) && seen.add(name(frame))) {
        within.merge(name(frame), 1, Integer::sum);
      }
    }
  }

  private static String area(List<RecordedFrame> frames) {
    for (RecordedFrame frame : frames) {
      String type = frame.getMethod().getType().getName();
      for (Area area : AREAS) {
        if (area.prefixes().stream().anyMatch(type::startsWith)) {
          return area.name();
        }
      }
    }
    return "the JDK alone";
  }

  private static String name(RecordedFrame frame) {
    String type = frame.getMethod().getType().getName();
    return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethod().getName();
  }

  private static boolean isCarrier(RecordedFrame frame) {
    String type = frame.getMethod().getType().getName();
    return frame.getMethod().isHidden()
        || type.contains("$$Lambda")
        || CARRIERS.stream().anyMatch(type::startsWith);
  }

  private static String thread(RecordedEvent event) {
    RecordedThread thread = event.getThread("sampledThread");
    return thread == null || thread.getJavaName() == null
        ? "(a native thread)"
        : thread.getJavaName();
  }

  /** The number of samples that the shares are of. */
  int samples() {
    return samples;
  }

  /** Tables in Markdown: by area, by thread, by innermost method, by method with all it calls. */
  String markdown() {
    StringBuilder out = new StringBuilder();
    table(out, "area (whose innermost frame)", areas);
    table(out, "thread", threads);
    table(out, "method itself", leaves);
    table(out, "method with all that it calls", within);
    return out.toString();
  }

  private void table(StringBuilder out, String title, Map<String, Integer> counts) {
    out.append("| ").append(title).append(" | share |\n|---|--:|\n");
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(ROWS)
        .forEach(
            entry ->
                out.append(
                    String.format(
                        Locale.ROOT,
                        "| %s | %.1f%% |%n",
                        entry.getKey().replace("|", "\\|"),
                        100.0 * entry.getValue() / samples)));
    out.append('\n');
  }
}
