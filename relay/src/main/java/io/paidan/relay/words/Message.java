package io.paidan.relay.words;

import java.util.List;

/**
 * What people are told, before it takes the form of a robot.
 *
 * @param title one line
 * @param lines the rest, in order
 * @param tone how loud it is
 */
public record Message(String title, List<Line> lines, Tone tone) {
  /** How loud a message is. */
  public enum Tone {
    /** An emergency fires. */
    URGENT,
    /** Something else fires. */
    WARNING,
    /** A matter has ended. */
    ENDED
  }

  /**
   * A line.
   *
   * @param label what stands before the colon
   * @param value what stands after it
   * @param link where the value leads; null: nowhere
   */
  public record Line(String label, String value, String link) {
    Line(String label, String value) {
      this(label, value, null);
    }
  }

  /** The whole as plain text. */
  public String plain() {
    StringBuilder text = new StringBuilder(title);
    for (Line line : lines) {
      text.append('\n').append(line.label()).append(": ").append(line.value());
      if (line.link() != null && !line.link().equals(line.value())) {
        text.append(' ').append(line.link());
      }
    }
    return text.toString();
  }
}
