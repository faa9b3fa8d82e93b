package io.paidan.policy;

import io.paidan.json.Fields;
import io.paidan.json.JsonValue;
import io.paidan.json.Problems;
import java.util.Locale;

/** Reads the weights of a department's mark (contract, sections 2 and 3). */
final class ScoreParser {
  private static final double TOLERANCE = 1e-9;

  /** A department's mark comes 20% or more from streets (contract, section 2). */
  private static final double LEAST_STREET = 0.20;

  private ScoreParser() {}

  /** The weights, or null when there is a problem with them. */
  static ScoreWeights read(JsonValue value, Problems problems) {
    int before = problems.count();
    Fields fields = Fields.of(value, problems);
    if (fields == null) {
      return null;
    }
    Integer minimumSample = fields.requiredInteger("minimumSample", 0);
    Double acceptOnTime = fields.requiredNumber("acceptOnTime", 0, 1);
    Double arriveOnTime = fields.requiredNumber("arriveOnTime", 0, 1);
    Double resolveOnTime = fields.requiredNumber("resolveOnTime", 0, 1);
    Double resolved = fields.requiredNumber("resolved", 0, 1);
    Double satisfaction = fields.requiredNumber("satisfaction", 0, 1);
    Double street = fields.requiredNumber("street", 0, 1);
    fields.noOthers();
    if (street != null && street < LEAST_STREET) {
      problems.add(
          fields.get("street"),
          "the streets' share is under 0.20: a department's mark comes 20% or more from streets");
    }
    if (acceptOnTime == null
        || arriveOnTime == null
        || resolveOnTime == null
        || resolved == null
        || satisfaction == null
        || street == null) {
      return null;
    }
    double sum = acceptOnTime + arriveOnTime + resolveOnTime + resolved + satisfaction + street;
    if (Math.abs(sum - 1) > TOLERANCE) {
      problems.add(
          value, String.format(Locale.ROOT, "the weights sum to %.10s, and must sum to 1", sum));
    }
    if (problems.count() > before) {
      return null;
    }
    return new ScoreWeights(
        minimumSample, acceptOnTime, arriveOnTime, resolveOnTime, resolved, satisfaction, street);
  }
}
