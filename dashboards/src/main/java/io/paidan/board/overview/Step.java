package io.paidan.board.overview;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.board.source.Query;
import java.util.List;

/** The five steps of a ticket, in their order (contract, section 1). */
public enum Step {
  /** Done: it was reported. Nothing waits for it. */
  COLLECT(List.of()) {
    @Override
    ObjectNode done() {
      return Query.exists("reported_at");
    }
  },
  /** Done: it was assessed, or dispatched without. */
  JUDGE(List.of("REPORTED")) {
    @Override
    ObjectNode done() {
      return Query.any(Query.exists("assessed_at"), Query.exists("dispatched_at"));
    }
  },
  /** Done: it was dispatched. */
  DISPATCH(List.of("ASSESSED", "RETURNED")) {
    @Override
    ObjectNode done() {
      return Query.exists("dispatched_at");
    }
  },
  /** Done: all standing assignments are resolved. */
  IMPLEMENT(List.of("DISPATCHED", "ACCEPTED", "ON_SITE")) {
    @Override
    ObjectNode done() {
      return Query.exists("resolved_at");
    }
  },
  /** Done: it was resolved and fed back. */
  FEEDBACK(List.of("RESOLVED")) {
    @Override
    ObjectNode done() {
      return Query.all(Query.exists("resolved_at"), Query.exists("fed_back_at"));
    }
  };

  private final List<String> waiting;

  Step(List<String> waiting) {
    this.waiting = waiting;
  }

  /** The states of tickets that wait for it; none for the first. */
  public List<String> waiting() {
    return waiting;
  }

  /** Tickets for which it is done. */
  abstract ObjectNode done();

  /** The step of that number, 1 to 5. */
  public static Step ofNumber(int number) {
    return values()[number - 1];
  }

  /** 1 to 5. */
  @SuppressWarnings("EnumOrdinal") // declared in their order
  public int number() {
    return ordinal() + 1;
  }
}
