package io.paidan;

/** Kafka topics (contract, section 3, "Topics"). */
public final class Topics {
  public static final String TICKET_EVENTS = "paidan.ticket-events";
  public static final String POLICIES = "paidan.policies";
  public static final String REFERENCE = "paidan.reference";
  public static final String DOCUMENTS = "paidan.documents";
  public static final String ALERTS = "paidan.alerts";
  public static final String DEAD_LETTERS = "paidan.dead-letters";

  /**
   * The reports as they were published, beside those of the contract: key = {@code _id}, value =
   * the document; kept for ever and not compacted, so that what was once said stays said.
   */
  public static final String REPORTS = "paidan.reports";

  /**
   * What each receiver of alerts has been told: compacted, key = receiver/{@code _id} of the alert;
   * how the relay knows after a restart what fires.
   */
  public static final String RELAY_STATE = "paidan.relay-state";

  private Topics() {}
}
