package io.paidan.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The table that is printed. */
final class Report {
  private Report() {}

  /**
   * A Markdown table of medians, each with its ratio to the two baselines of the same run; below it
   * what figures cost, where the analytics job ran with and without them, and the index job against
   * a bare bulk client.
   *
   * @param passes every stage's passes, in the order of the table
   */
  static String markdown(Map<Stage, List<Measurement>> passes) {
    double b0 = rate(passes, Stages.SOURCE);
    double b1 = rate(passes, Stages.PLAIN_DECODE);
    StringBuilder out = new StringBuilder();
    out.append("| stage | what | items | s | per second | × B0 | × B1 | JVM CPU s | servers CPU s");
    out.append(" | µs CPU an item | GC s | s of each pass | note |\n");
    out.append("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|---|\n");
    passes.forEach(
        (stage, all) -> {
          Measurement m = Measurement.median(all);
          out.append(
              String.format(
                  Locale.ROOT,
                  "| %s | %s | %,d %s | %.2f | %,.0f | %s | %s | %.1f | %.1f | %.2f | %.2f | %s | %s |%n",
                  stage.name(),
                  stage.description(),
                  m.items(),
                  stage.unit(),
                  m.seconds(),
                  m.itemsPerSecond(),
                  ratio(m.itemsPerSecond(), b0),
                  ratio(m.itemsPerSecond(), b1),
                  m.jvmCpuSeconds(),
                  m.serverCpuSeconds(),
                  1e6 * m.jvmCpuSeconds() / m.items(),
                  m.gcSeconds(),
                  seconds(all),
                  m.note()));
        });
    compare(out, passes, Stages.ANALYTICS, Stages.WITHOUT_FIGURES);
    compare(out, passes, Stages.INDEX, Stages.BULK);
    return out.toString();
  }

  /** A line below the table, where both stages ran. */
  private static void compare(
      StringBuilder out, Map<Stage, List<Measurement>> passes, String name, String baseline) {
    double ratio = rate(passes, name) / rate(passes, baseline);
    if (!Double.isNaN(ratio)) {
      out.append(
          String.format(
              Locale.ROOT,
              "%n%s: %.2f of the %s a second of %s, %.2f of its processor time each%n",
              name,
              ratio,
              Stages.named(name).unit(),
              baseline,
              cost(passes, name) / cost(passes, baseline)));
    }
  }

  /**
   * Processor time of an item, that of the servers too: other work on the machine changes it less.
   */
  private static double cost(Map<Stage, List<Measurement>> passes, String name) {
    return median(passes, name, m -> (m.jvmCpuSeconds() + m.serverCpuSeconds()) / m.items());
  }

  private static double rate(Map<Stage, List<Measurement>> passes, String name) {
    return median(passes, name, Measurement::itemsPerSecond);
  }

  private static double median(
      Map<Stage, List<Measurement>> passes, String name, ToDoubleFunction<Measurement> figure) {
    return passes.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(name))
        .mapToDouble(entry -> figure.applyAsDouble(Measurement.median(entry.getValue())))
        .findFirst()
        .orElse(Double.NaN);
  }

  private static String ratio(double rate, double baseline) {
    return Double.isNaN(baseline) ? "–" : String.format(Locale.ROOT, "%.2f", rate / baseline);
  }

  private static String seconds(List<Measurement> passes) {
    return String.join(
        " ", passes.stream().map(m -> String.format(Locale.ROOT, "%.2f", m.seconds())).toList());
  }
}
