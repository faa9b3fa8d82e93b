package io.paidan.reference;

import io.paidan.json.Problem;
import io.paidan.json.Resources;
import java.util.List;

/**
 * The reference data that the project ships: Changji, with its real counties and cities. What of it
 * is invented its {@code note} says.
 */
public final class DefaultReference {
  /** The resource that it is read from, beside this class. */
  static final String RESOURCE = "changji.json";

  private DefaultReference() {}

  /** The data as shipped. */
  public static ReferenceData load() {
    ReferenceParser.Result result = ReferenceParser.parse(json());
    List<Problem> problems = result.problems();
    if (!problems.isEmpty()) {
      throw new IllegalStateException(RESOURCE + ":" + problems.get(0));
    }
    return result.data();
  }

  /** The document itself, UTF-8, for those who want to publish it or to start from it. */
  public static byte[] json() {
    return Resources.read(DefaultReference.class, RESOURCE);
  }
}
