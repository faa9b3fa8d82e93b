package io.paidan.core.reference;

import io.paidan.reference.ReferenceData;

/** What an id that reference data should know stands for. */
public enum ReferenceKind {
  DISTRICT(1, "district"),
  DEPARTMENT(2, "department"),
  COUNTY(3, "county");

  private static final ReferenceKind[] VALUES = values();

  private final int code;
  private final String word;

  ReferenceKind(int code, String word) {
    this.code = code;
    this.word = word;
  }

  /** What stands for this kind in binary state; never given to another one. */
  public int code() {
    return code;
  }

  /** What it is called in an {@code _id} and in words. */
  public String word() {
    return word;
  }

  /** The {@code _id} of the problem document of such an id: {@code <word>/<id>}. */
  public String key(String id) {
    return word + "/" + id;
  }

  /** Whether reference data knows an id of this kind. */
  public boolean isKnown(String id, ReferenceData reference) {
    return switch (this) {
      case DISTRICT -> reference.districts().containsKey(id);
      case DEPARTMENT -> reference.departments().containsKey(id);
      case COUNTY -> reference.counties().containsKey(id);
    };
  }

  /**
   * The kind with that {@link #code}.
   *
   * @throws IllegalArgumentException when there is none: the bytes are of a newer build
   */
  public static ReferenceKind ofCode(int code) {
    for (ReferenceKind kind : VALUES) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new IllegalArgumentException("No kind of reference data has the code " + code + ".");
  }

  /**
   * The kind of a {@link #key}.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static ReferenceKind ofKey(String key) {
    for (ReferenceKind kind : VALUES) {
      if (key.startsWith(kind.word) && key.startsWith("/", kind.word.length())) {
        return kind;
      }
    }
    throw new IllegalArgumentException("No kind of reference data has the key " + key + ".");
  }
}
