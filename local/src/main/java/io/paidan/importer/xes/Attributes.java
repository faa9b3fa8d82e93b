package io.paidan.importer.xes;

import java.util.Map;
import java.util.Set;

/**
 * The attributes of a trace or of a log event, without those nested in them.
 *
 * @param line where the element begins, from 1
 * @param values by key; attributes without a value (lists, containers) are not there
 * @param doubled keys given more than once, with values that differ
 */
record Attributes(long line, Map<String, String> values, Set<String> doubled) {}
