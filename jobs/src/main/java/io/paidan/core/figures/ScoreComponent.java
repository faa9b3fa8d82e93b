package io.paidan.core.figures;

import io.paidan.policy.ScoreWeights;
import java.util.Locale;

/**
 * A part of a department's mark (contract, section 3, "department-scores"): a share between 0 and 1
 * with what it is a share of.
 */
enum ScoreComponent {
  ACCEPT_ON_TIME("acceptOnTime") {
    @Override
    double weight(ScoreWeights weights) {
      return weights.acceptOnTime();
    }

    @Override
    long sample(Figures figures) {
      return assignments(figures, AssignmentFigure.ACCEPT_DECIDED);
    }

    @Override
    double part(Figures figures) {
      return assignments(figures, AssignmentFigure.ACCEPT_ON_TIME);
    }
  },
  ARRIVE_ON_TIME("arriveOnTime") {
    @Override
    double weight(ScoreWeights weights) {
      return weights.arriveOnTime();
    }

    @Override
    long sample(Figures figures) {
      return assignments(figures, AssignmentFigure.ARRIVE_DECIDED);
    }

    @Override
    double part(Figures figures) {
      return assignments(figures, AssignmentFigure.ARRIVE_ON_TIME);
    }
  },
  RESOLVE_ON_TIME("resolveOnTime") {
    @Override
    double weight(ScoreWeights weights) {
      return weights.resolveOnTime();
    }

    @Override
    long sample(Figures figures) {
      return assignments(figures, AssignmentFigure.RESOLVE_DECIDED);
    }

    @Override
    double part(Figures figures) {
      return assignments(figures, AssignmentFigure.RESOLVE_ON_TIME);
    }
  },
  RESOLVED("resolved") {
    @Override
    double weight(ScoreWeights weights) {
      return weights.resolved();
    }

    @Override
    long sample(Figures figures) {
      return assignments(figures, AssignmentFigure.ASSIGNED)
          - assignments(figures, AssignmentFigure.REFUSED)
          - assignments(figures, AssignmentFigure.RECALLED);
    }

    @Override
    double part(Figures figures) {
      return assignments(figures, AssignmentFigure.RESOLVED)
          - assignments(figures, AssignmentFigure.OVERTURNED);
    }
  },
  SATISFACTION("satisfaction") {
    @Override
    double weight(ScoreWeights weights) {
      return weights.satisfaction();
    }

    @Override
    long sample(Figures figures) {
      return figures.cell(CellKind.LED).count(Cell.RATED);
    }

    @Override
    double part(Figures figures) {
      return figures.cell(CellKind.LED).count(Cell.SATISFIED);
    }
  },
  STREET("street") {
    @Override
    double weight(ScoreWeights weights) {
      return weights.street();
    }

    @Override
    long sample(Figures figures) {
      return assignments(figures, AssignmentFigure.STREET_SCORES);
    }

    @Override
    double part(Figures figures) {
      return assignments(figures, AssignmentFigure.STREET_SCORE_SUM)
          / (AssignmentFigure.MILLIONTHS * HIGHEST_SCORE);
    }
  };

  private static final int HIGHEST_SCORE = 100;

  /** As the policy calls it. */
  final String policyName;

  /** The field of the document. */
  final String field = name().toLowerCase(Locale.ROOT);

  ScoreComponent(String policyName) {
    this.policyName = policyName;
  }

  abstract double weight(ScoreWeights weights);

  /** How much there is to judge by; 0: no data. */
  abstract long sample(Figures figures);

  /** The sum of what lies between 0 and 1 each. */
  abstract double part(Figures figures);

  private static long assignments(Figures figures, AssignmentFigure figure) {
    return figures.cell(CellKind.ASSIGNMENTS).count(figure);
  }
}
