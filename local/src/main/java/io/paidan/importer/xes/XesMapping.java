package io.paidan.importer.xes;

import io.paidan.event.EventType;
import io.paidan.importer.FieldValue;
import io.paidan.importer.Template;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a log becomes events; see {@code docs/import.md}. Immutable.
 *
 * @param empty texts that count as empty
 * @param source CloudEvents source of the events
 * @param ticket the ticket id, from attributes of the trace
 * @param status what a log event says, as {@code steps} has it
 * @param group the department that it is about
 * @param time when it happened
 * @param steps what each status means
 * @param data what events have in their data besides the department
 * @param attributes all that the mapping reads
 */
public record XesMapping(
    Set<String> empty,
    String source,
    FieldValue ticket,
    FieldValue status,
    FieldValue group,
    FieldValue time,
    Map<String, List<Step>> steps,
    Map<EventType, Template.Members> data,
    Set<String> attributes) {}
