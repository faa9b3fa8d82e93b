package io.paidan.policy;

import io.paidan.json.Fields;
import io.paidan.json.Problems;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** Reads the settling time of published figures ({@code reportAfter}) of one policy version. */
final class ReportAfterParser {
  private static final Pattern FORM =
      Pattern.compile("PT(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+(\\.[0-9]{1,3})?S)?");

  /** A day's figures are published before the next day's. */
  private static final Duration LONGEST = Duration.ofHours(24);

  private ReportAfterParser() {}

  /**
   * Milliseconds, 0 to 24 hours; {@link PolicyVersion#DEFAULT_REPORT_AFTER_MS} where the version
   * says nothing, and where there is a problem with what it says.
   */
  static long read(Fields fields, Problems problems) {
    String text = fields.string("reportAfter");
    if (text == null) {
      return PolicyVersion.DEFAULT_REPORT_AFTER_MS;
    }
    Duration duration = parse(text);
    if (duration == null) {
      problems.add(
          fields.get("reportAfter"),
          "unreadable reportAfter "
              + Fields.quote(text)
              + ": write it like \"PT30M\", \"PT1H30M\" or \"PT0S\"");
    } else if (duration.compareTo(LONGEST) > 0) {
      problems.add(
          fields.get("reportAfter"), "reportAfter " + Fields.quote(text) + " is over 24 hours");
    } else {
      return duration.toMillis();
    }
    return PolicyVersion.DEFAULT_REPORT_AFTER_MS;
  }

  /** The duration, or null when the text is none. */
  private static Duration parse(String text) {
    if (!FORM.matcher(text).matches()) {
      return null;
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException | ArithmeticException e) {
      return Duration.ofSeconds(Long.MAX_VALUE); // of the form, but more than can be counted
    }
  }
}
