package io.paidan.board.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One ticket with all that is known of it, each as its document (contract, section 3).
 *
 * @param clocks by when they started
 * @param alerts by when their threshold was reached
 * @param events in the contract's order
 * @param eventsTotal how many there are; {@code events} may be fewer
 */
public record TicketDetail(
    JsonNode ticket,
    List<JsonNode> assignments,
    List<JsonNode> clocks,
    List<JsonNode> alerts,
    List<JsonNode> events,
    long eventsTotal) {}
