package io.paidan.event;

/** The class of a ticket: 应急单, 常规单, 重点单 (contract, section 1, {@code assessed}). */
public enum TicketClass {
  EMERGENCY,
  ROUTINE,
  KEY
}
