package io.paidan.event;

/** The kind of a ticket: 执法类, 群众困难诉求类 (contract, section 1, {@code assessed}). */
public enum Category {
  ENFORCEMENT,
  RESIDENT_DIFFICULTY
}
