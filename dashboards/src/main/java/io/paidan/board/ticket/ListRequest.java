package io.paidan.board.ticket;

import io.paidan.board.overview.Step;
import io.paidan.board.overview.View;
import java.time.Instant;

/**
 * Which list is asked for.
 *
 * @param department where {@link ListFigure#needed} says so, else null
 * @param ticketClass EMERGENCY, KEY, ROUTINE or UNCLASSIFIED, for {@link ListFigure#OVERDUE}; null:
 *     all
 * @param step where it is needed, else null
 * @param hour when the hour begins, where it is needed, else null
 * @param after the rows after these, null: the first ones
 */
public record ListRequest(
    ListFigure figure,
    View view,
    String department,
    String ticketClass,
    Step step,
    Instant hour,
    Cursor after) {}
