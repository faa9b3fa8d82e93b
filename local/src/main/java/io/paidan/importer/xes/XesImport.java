package io.paidan.importer.xes;

import io.paidan.importer.EventSorter;
import io.paidan.importer.ImportFiles;
import io.paidan.importer.MappedEvent;
import io.paidan.importer.RejectedRows;
import io.paidan.importer.SeenRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns an XES event log into events (contract, section 4, {@code import xes}). Every log event
 * makes events, tells nothing new, repeats another or is rejected, and is counted as what it is;
 * what is rejected goes to a file of its own, with line and reasons. The events are written in
 * order of time. The same input and mapping give the same bytes.
 */
public final class XesImport {
  /**
   * What was done.
   *
   * @param cases traces read that have a log event
   * @param rows log events read, and traces without any
   * @param events events written
   * @param nothingNew how many log events of which status made no events, because all that they say
   *     was known
   * @param repeated log events that repeat another one word for word and made no events of their
   *     own
   * @param rejected rows that could not be mapped
   */
  public record Report(
      long cases,
      long rows,
      long events,
      Map<String, Long> nothingNew,
      long repeated,
      long rejected) {
    /** How many log events made no events, because all that they say was known. */
    public long nothingNewInAll() {
      return nothingNew.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  private final CaseMapper mapper;
  private final SeenRows seen = new SeenRows();
  private final Map<String, Long> nothingNew = new TreeMap<>();
  private long cases;
  private long rows;
  private long events;
  private long repeated;

  /** An import of one file. */
  public XesImport(XesMapping mapping) {
    mapper = new CaseMapper(mapping);
  }

  /**
   * Runs it. Files of an earlier run are replaced when it is done, and only then; without rejected
   * rows there is no file of them.
   *
   * @param in gzipped or not
   * @param out gzipped if its name ends in {@code .gz}
   * @throws IOException when a file cannot be read or written, or is no XES log: nothing is written
   *     then
   */
  public Report run(Path in, Path out) throws IOException {
    long rejected =
        ImportFiles.write(
            out,
            (sorter, rejects) -> {
              try (XesReader reader = new XesReader(in)) {
                for (XesTrace trace = reader.next(); trace != null; trace = reader.next()) {
                  add(trace, sorter, rejects);
                }
              }
            });
    return new Report(
        cases, rows, events, Collections.unmodifiableMap(nothingNew), repeated, rejected);
  }

  private void add(XesTrace trace, EventSorter sorter, RejectedRows rejects) throws IOException {
    long line = trace.own().line();
    CaseMapper.Mapped mapped = mapper.map(trace);
    if (trace.events().isEmpty()) {
      rows++;
      rejects.add(line, mapped.ticket(), List.of("the trace holds no event"));
      return;
    }
    cases++;
    rows += trace.events().size();
    repeated += mapped.repeated();
    List<CaseMapper.Rejected> rejected = new ArrayList<>(mapped.rejected());
    SeenRows.Earlier earlier =
        mapped.events().isEmpty() ? null : seen.add(mapped.ticket(), line, mapped.events());
    if (earlier == null) {
      for (MappedEvent event : mapped.events()) {
        sorter.add(event);
        events++;
      }
      mapped.nothingNew().forEach((status, count) -> nothingNew.merge(status, count, Long::sum));
    } else if (earlier.same()) {
      repeated += mapped.mapped().size();
    } else {
      List<String> reasons =
          List.of(
              "the trace at line "
                  + earlier.line()
                  + " has the same id and says something else: the events would be conflicting"
                  + " repeats");
      mapped.mapped().forEach(at -> rejected.add(new CaseMapper.Rejected(at, reasons)));
    }
    rejected.sort(Comparator.comparingLong(CaseMapper.Rejected::line));
    for (CaseMapper.Rejected one : rejected) {
      rejects.add(one.line(), mapped.ticket(), one.reasons());
    }
  }
}
