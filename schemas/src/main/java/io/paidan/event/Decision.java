package io.paidan.event;

/** What the street decided when it judged the matter (contract, section 1, {@code assessed}). */
public enum Decision {
  DISPATCH,
  SELF_HANDLE,
  ESCALATE,
  REJECT
}
