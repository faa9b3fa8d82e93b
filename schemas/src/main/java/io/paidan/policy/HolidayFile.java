package io.paidan.policy;

import io.paidan.json.Fields;
import io.paidan.json.JsonReader;
import io.paidan.json.JsonValue;
import io.paidan.json.Problem;
import io.paidan.json.Problems;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Mainland China's public holidays and make-up working days in the form in which the holiday-cn
 * project publishes them, one file a year: {@code {"days":[{"date":"2026-01-01","isOffDay":true},
 * …]}}. A day at the edge of a year stands in the next year's file too (31 December 2022 in that of
 * 2023), so a calendar of one year needs that year's file and the next one's, once it is published.
 *
 * <p>As a program it prints the {@code holidays} and {@code workdays} of a policy's calendar:
 *
 * <pre>{@code java -cp paidan-schemas.jar io.paidan.policy.HolidayFile 2026.json 2027.json}</pre>
 */
public final class HolidayFile {
  private HolidayFile() {}

  /**
   * Days that are not as their weekday says, over all files given.
   *
   * @return by date, in order; true: off; false: at work, though it is a weekend
   * @throws IOException when a file cannot be read, is not of that form, or two say different
   *     things of one day
   */
  public static SortedMap<LocalDate, Boolean> read(List<Path> files) throws IOException {
    SortedMap<LocalDate, Boolean> offByDate = new TreeMap<>();
    for (Path file : files) {
      Problems problems = new Problems();
      JsonValue document = JsonReader.read(Files.readAllBytes(file), problems);
      Fields fields = document == null ? null : Fields.of(document, problems);
      List<JsonValue> days = fields == null ? List.of() : fields.requiredItems("days");
      for (JsonValue day : days) {
        day(day, offByDate, problems);
      }
      if (problems.count() > 0) {
        List<Problem> all = problems.list();
        throw new IOException(
            file
                + ":"
                + all.get(0)
                + (all.size() == 1 ? "" : " (and " + (all.size() - 1) + " more)"));
      }
    }
    return offByDate;
  }

  private static void day(JsonValue day, Map<LocalDate, Boolean> offByDate, Problems problems) {
    Fields fields = Fields.of(day, problems);
    String text = fields == null ? null : fields.requiredString("date");
    JsonValue off = fields == null ? null : fields.required("isOffDay");
    if (text == null || off == null) {
      return;
    }
    if (off.kind() != JsonValue.Kind.TRUE && off.kind() != JsonValue.Kind.FALSE) {
      problems.add(off, "must be true or false, not " + off.kind().words());
      return;
    }
    boolean isOff = off.kind() == JsonValue.Kind.TRUE;
    try {
      Boolean before = offByDate.put(LocalDate.parse(text), isOff);
      if (before != null && before != isOff) {
        problems.add(day, text + " is off in one place and at work in another");
      }
    } catch (DateTimeException e) {
      problems.add(fields.get("date"), "no date: " + Fields.quote(text));
    }
  }

  /** Prints the dates of the files given as a policy's calendar wants them. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    if (args.length == 0) {
      err.println("name the holiday files of the years, for example 2026.json 2027.json");
      System.exit(2);
    }
    List<Path> files = new ArrayList<>();
    for (String arg : args) {
      files.add(Path.of(arg));
    }
    try {
      out.println(print(read(files)));
    } catch (IOException e) {
      err.println("holidays cannot be read: " + e.getMessage());
      System.exit(1);
    }
  }

  /**
   * The two members of a calendar, as JSON without the braces. A make-up day on a Saturday has the
   * hours of a Friday, one on a Sunday those of a Monday: which weekday it makes up for is not
   * published.
   */
  static String print(SortedMap<LocalDate, Boolean> offByDate) {
    String holidays =
        offByDate.entrySet().stream()
            .filter(day -> day.getValue())
            .map(day -> "  \"" + day.getKey() + "\"")
            .collect(Collectors.joining(",\n"));
    String workdays =
        offByDate.entrySet().stream()
            .filter(day -> !day.getValue())
            .map(
                day ->
                    "  {\"date\":\""
                        + day.getKey()
                        + "\",\"hoursOf\":\""
                        + hoursOf(day.getKey())
                        + "\"}")
            .collect(Collectors.joining(",\n"));
    return "\"holidays\":[\n" + holidays + "],\n\"workdays\":[\n" + workdays + "]";
  }

  private static String hoursOf(LocalDate date) {
    return date.getDayOfWeek() == DayOfWeek.SUNDAY ? "MON" : "FRI";
  }
}
