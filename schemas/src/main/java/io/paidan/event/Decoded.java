package io.paidan.event;

/** What a record came to: an event, or a malformed record with the reason. */
public sealed interface Decoded permits TicketEvent, Malformed {}
