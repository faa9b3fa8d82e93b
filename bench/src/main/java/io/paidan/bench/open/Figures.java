package io.paidan.bench.open;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What came of one run: named figures, in the order in which they were put. */
final class Figures {
  private final Map<String, Double> values = new LinkedHashMap<>();

  /** Adds a figure; the name tells the unit. */
  void put(String name, double value) {
    values.put(name, value);
  }

  /** Adds a count. */
  void put(String name, long count) {
    put(name, (double) count);
  }

  /** Adds all of another's figures, their names begun so. */
  void putAll(String prefix, Figures others) {
    others.values.forEach((name, value) -> put(prefix + name, value));
  }

  /** A figure, NaN when there is none of that name. */
  double get(String name) {
    return values.getOrDefault(name, Double.NaN);
  }

  void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    values.forEach((name, value) -> lines.add(value + "\t" + name));
    Files.write(file, lines);
  }

  static Figures read(Path file) throws IOException {
    Figures figures = new Figures();
    for (String line : Files.readAllLines(file)) {
      int tab = line.indexOf('\t');
      figures.put(line.substring(tab + 1), Double.parseDouble(line.substring(0, tab)));
    }
    return figures;
  }

  /** A Markdown table: a row for each figure, a column for each run. */
  static String table(Map<String, Figures> runs) {
    Set<String> names = new LinkedHashSet<>();
    runs.values().forEach(run -> names.addAll(run.values.keySet()));
    StringBuilder out = new StringBuilder("| |");
    runs.keySet().forEach(run -> out.append(' ').append(run).append(" |"));
    out.append("\n|---|").append("--:|".repeat(runs.size())).append('\n');
    for (String name : names) {
      out.append("| ").append(name).append(" |");
      runs.values().forEach(run -> out.append(' ').append(text(run.get(name))).append(" |"));
      out.append('\n');
    }
    return out.toString();
  }

  private static String text(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    boolean whole = value == Math.rint(value) || Math.abs(value) >= 1_000;
    return String.format(Locale.ROOT, whole ? "%,.0f" : "%.2f", value);
  }
}
