/**
 * Event logs of process mining (XES, IEEE 1849) turned into ticket events; see {@code
 * docs/import.md}.
 *
 * <pre>
 *  XesReader ─► XesTrace ─► CaseMapper: each log event's status ─► its steps
 *                                 │
 *                                 ▼
 *                           WorkState: what these steps change ─► events
 * </pre>
 */
package io.paidan.importer.xes;
