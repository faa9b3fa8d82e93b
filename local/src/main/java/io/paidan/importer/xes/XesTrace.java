package io.paidan.importer.xes;

import java.util.List;

/**
 * One case of a log.
 *
 * @param own the trace's own attributes; a log event that stands outside all traces makes a trace
 *     of its own, which has none
 * @param events in the order of the file
 */
record XesTrace(Attributes own, List<Attributes> events) {}
