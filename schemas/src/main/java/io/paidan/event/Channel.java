package io.paidan.event;

/** How a matter came to the street (contract, section 1, {@code reported}). */
public enum Channel {
  PATROL,
  HOTLINE,
  VISIT,
  APP,
  MEDIA,
  OTHER
}
