package io.paidan.bench;

import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** The counters of jobs in this JVM, also when they have ended; found by Flink as a reporter. */
public final class SinkCounters implements MetricReporter, MetricReporterFactory {
  private static final Map<String, Queue<Counter>> COUNTERS = new ConcurrentHashMap<>();

  /** A Flink with these settings keeps its counters here. */
  static void addTo(Configuration flink) {
    MetricOptions.forReporter(flink, "bench")
        .set(MetricOptions.REPORTER_FACTORY_CLASS, SinkCounters.class.getName());
  }

  /** The sum over all subtasks since the last {@link #forget}; 0 when there is no such counter. */
  static long sum(String name) {
    return COUNTERS.getOrDefault(name, new ConcurrentLinkedQueue<>()).stream()
        .mapToLong(Counter::getCount)
        .sum();
  }

  /** Forgets what there is, before another job. */
  static void forget() {
    COUNTERS.clear();
  }

  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    return this;
  }

  @Override
  public void open(MetricConfig config) {}

  @Override
  public void close() {}

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    if (metric instanceof Counter counter) {
      COUNTERS.computeIfAbsent(name, key -> new ConcurrentLinkedQueue<>()).add(counter);
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}
}
