package io.paidan.core.figures;

/**
 * Whose figures they are.
 *
 * @param id of the district, department or county; null for the prefecture
 * @param district for {@link Kind#DEPARTMENT_DISTRICT}, else null
 */
public record Scope(Kind kind, String id, String district) {
  /** What it is. The letter is stored: never give one to another kind. */
  public enum Kind {
    DISTRICT('d'),
    DEPARTMENT('x'),
    DEPARTMENT_DISTRICT('y'),
    COUNTY('c'),
    PREFECTURE('p');

    private static final Kind[] VALUES = values();
    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }

    static Kind ofLetter(char letter) {
      for (Kind kind : VALUES) {
        if (kind.letter == letter) {
          return kind;
        }
      }
      throw new IllegalArgumentException("No kind of scope has the letter " + letter);
    }
  }

  /** The whole prefecture. */
  public static final Scope PREFECTURE = new Scope(Kind.PREFECTURE, null, null);

  public static Scope district(String district) {
    return new Scope(Kind.DISTRICT, district, null);
  }

  public static Scope department(String department) {
    return new Scope(Kind.DEPARTMENT, department, null);
  }

  public static Scope departmentDistrict(String department, String district) {
    return new Scope(Kind.DEPARTMENT_DISTRICT, department, district);
  }

  public static Scope county(String county) {
    return new Scope(Kind.COUNTY, county, null);
  }

  /** Whether tickets and assignments of several places are counted together in it. */
  public boolean isArea() {
    return kind == Kind.COUNTY || kind == Kind.PREFECTURE;
  }

  /** The scope as a key of state; ids hold no slash. */
  public String key() {
    return switch (kind) {
      case PREFECTURE -> String.valueOf(kind.letter);
      case DEPARTMENT_DISTRICT -> kind.letter + "/" + id + "/" + district;
      default -> kind.letter + "/" + id;
    };
  }

  /** The scope of a {@link #key}. */
  public static Scope ofKey(String key) {
    Kind kind = Kind.ofLetter(key.charAt(0));
    return switch (kind) {
      case PREFECTURE -> PREFECTURE;
      case DEPARTMENT_DISTRICT -> {
        int slash = key.indexOf('/', 2);
        yield departmentDistrict(key.substring(2, slash), key.substring(slash + 1));
      }
      default -> new Scope(kind, key.substring(2), null);
    };
  }
}
