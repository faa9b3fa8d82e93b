package io.paidan.relay.alert;

/**
 * How far a clock has come (contract, section 3, "alerts").
 *
 * @param name {@code WARNING}, {@code BREACH} or {@code ESCALATION-n}
 */
public record Level(String name) {
  /** What a level is, whatever its number. */
  public enum Kind {
    WARNING,
    BREACH,
    ESCALATION
  }

  /**
   * @throws IllegalArgumentException when it is none of the three
   */
  public Level {
    kindOf(name);
  }

  /** What it is, whatever its number. */
  public Kind kind() {
    return kindOf(name);
  }

  /** Greater for the worse of two: warnings, breaches, escalations by their number. */
  public int rank() {
    return switch (kind()) {
      case WARNING -> 0;
      case BREACH -> 1;
      case ESCALATION -> 1 + number();
    };
  }

  /** The n of {@code ESCALATION-n}; 1 where there is none. */
  public int number() {
    int dash = name.indexOf('-');
    return dash < 0 ? 1 : Integer.parseInt(name.substring(dash + 1));
  }

  private static Kind kindOf(String name) {
    int dash = name.indexOf('-');
    return Kind.valueOf(dash < 0 ? name : name.substring(0, dash));
  }
}
