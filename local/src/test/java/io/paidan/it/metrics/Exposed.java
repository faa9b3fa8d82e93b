package io.paidan.it.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.local.testing.Http;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/** What a process shows to Prometheus at one moment. */
public final class Exposed {
  private static final Pattern LINE =
      Pattern.compile("(?<name>[a-zA-Z_:][\\w:]*)(?:\\{(?<labels>.*)})? (?<value>\\S+)");
  private static final Pattern LABEL =
      Pattern.compile("(?<name>\\w+)=\"(?<value>(?:[^\"\\\\]|\\\\.)*)\"");

  /** One line. */
  public record Series(String name, Map<String, String> labels, double value) {}

  private final List<Series> series = new ArrayList<>();

  private Exposed() {}

  /** Asks for it. */
  public static Exposed by(URI metrics) throws Exception {
    Http.Response answer = Http.send("GET", metrics, null);
    assertThat(answer.status()).isEqualTo(200);
    Exposed exposed = new Exposed();
    answer.body().lines().filter(line -> !line.startsWith("#")).forEach(exposed::add);
    return exposed;
  }

  private void add(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new AssertionError("not in Prometheus' text format: " + line);
    }
    Map<String, String> labels = new LinkedHashMap<>();
    Matcher label = LABEL.matcher(parts.group("labels") == null ? "" : parts.group("labels"));
    while (label.find()) {
      labels.put(label.group("name"), label.group("value"));
    }
    series.add(new Series(parts.group("name"), labels, Double.parseDouble(parts.group("value"))));
  }

  /** All of it. */
  public List<Series> series() {
    return List.copyOf(series);
  }

  /** Whether something of what is asked for is there. */
  public boolean has(RuleFile.Asked asked) {
    return series.stream().anyMatch(s -> asked.takes(s.name(), s.labels()));
  }

  /** What the subtasks of an operator show of one of its metrics. */
  public DoubleStream of(String operator, String metric) {
    return series.stream()
        .filter(s -> s.name().equals("flink_taskmanager_job_task_operator_" + metric))
        .filter(s -> operator.equals(s.labels().get("operator_name")))
        .mapToDouble(Series::value);
  }
}
