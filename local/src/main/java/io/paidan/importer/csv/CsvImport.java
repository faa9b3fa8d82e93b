package io.paidan.importer.csv;

import io.paidan.importer.EventSorter;
import io.paidan.importer.ImportFiles;
import io.paidan.importer.MappedEvent;
import io.paidan.importer.RejectedRows;
import io.paidan.importer.SeenRows;
import io.paidan.replay.DamagedGzipException;
import io.paidan.replay.DataFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Turns a CSV file into events (contract, section 4, {@code import csv}). A row makes all its
 * events or is rejected; what is rejected goes to a file of its own, with line and reasons. The
 * events are written in order of time. The same input and mapping give the same bytes.
 */
public final class CsvImport {
  /**
   * What was done.
   *
   * @param rows rows read, without the header and empty lines
   * @param events events written
   * @param repeated rows that repeat another one and made no events of their own
   * @param rejected rows that could not be mapped
   */
  public record Report(long rows, long events, long repeated, long rejected) {}

  private final CsvMapping mapping;
  private final RowMapper mapper;
  private final SeenRows seen = new SeenRows();
  private long rows;
  private long events;
  private long repeated;

  /** An import of one file. */
  public CsvImport(CsvMapping mapping) {
    this.mapping = mapping;
    mapper = new RowMapper(mapping);
  }

  /**
   * Runs it. Files of an earlier run are replaced when it is done, and only then; without rejected
   * rows there is no file of them.
   *
   * @param in gzipped or not
   * @param out gzipped if its name ends in {@code .gz}
   * @throws IOException when a file cannot be read or written, or is no such CSV file: nothing is
   *     written then
   */
  public Report run(Path in, Path out) throws IOException {
    long rejected = ImportFiles.write(out, (sorter, rejects) -> read(in, sorter, rejects));
    return new Report(rows, events, repeated, rejected);
  }

  private void read(Path in, EventSorter sorter, RejectedRows rejects) throws IOException {
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(mapping.delimiter())
            .setIgnoreEmptyLines(false)
            .get();
    try (Reader reader = reader(in);
        CSVParser parser = CSVParser.builder().setReader(reader).setFormat(format).get()) {
      Iterator<CSVRecord> records = parser.iterator();
      Map<String, Integer> columns = null;
      long line = 1;
      try {
        while (records.hasNext()) {
          CSVRecord record = records.next();
          if (columns == null) {
            columns = columns(in, record);
          } else if (record.size() > 1 || !record.get(0).isBlank()) {
            row(line, columns, record, sorter, rejects);
          }
          line = parser.getCurrentLineNumber() + 1;
        }
      } catch (UncheckedIOException e) {
        throw unreadable(in, line, e.getCause());
      }
      if (columns == null) {
        throw new IOException(in + " is empty: a header with the columns' names is needed");
      }
    }
  }

  private Reader reader(Path in) throws IOException {
    Reader reader =
        new BufferedReader(
            new InputStreamReader(
                DataFiles.read(in),
                mapping
                    .charset()
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
    try {
      reader.mark(1);
      if (reader.read() != '\uFEFF') {
        reader.reset();
      }
      return reader;
    } catch (CharacterCodingException | DamagedGzipException e) {
      reader.close();
      throw unreadable(in, 1, e);
    } catch (IOException e) {
      reader.close();
      throw e;
    }
  }

  private IOException unreadable(Path in, long line, IOException error) {
    if (error instanceof CharacterCodingException) {
      return new IOException(
          in
              + ": at or after line "
              + line
              + " there is what is not "
              + mapping.charset()
              + "; say in the mapping's csv.encoding what it is (GB18030 for many Chinese exports);"
              + " nothing was written",
          error);
    }
    if (error instanceof DamagedGzipException) {
      return new IOException(
          in
              + ": "
              + error.getMessage()
              + " after line "
              + line
              + "; get the file again; nothing was written",
          error);
    }
    return new IOException(
        in
            + ": the row that begins at line "
            + line
            + " is no CSV ("
            + error.getMessage()
            + "); mend its quotes; nothing was written",
        error);
  }

  private Map<String, Integer> columns(Path in, CSVRecord header) throws IOException {
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i).strip();
      if (columns.put(name, i) != null && mapping.columns().contains(name)) {
        throw new IOException(in + ": column '" + name + "' is there twice: rename one of them");
      }
    }
    List<String> missing =
        mapping.columns().stream()
            .filter(column -> !columns.containsKey(column))
            .map(column -> "'" + column + "'")
            .toList();
    if (!missing.isEmpty()) {
      throw new IOException(
          in
              + " has no column "
              + String.join(", ", missing)
              + ", which the mapping reads; its columns are "
              + String.join(", ", columns.keySet()));
    }
    return columns;
  }

  private void row(
      long line,
      Map<String, Integer> columns,
      CSVRecord record,
      EventSorter sorter,
      RejectedRows rejects)
      throws IOException {
    rows++;
    int width = columns.values().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
    if (record.size() != width) {
      rejects.add(
          line, null, List.of("has " + record.size() + " columns, the header has " + width));
      return;
    }
    RowMapper.Mapped mapped = mapper.map(new CsvRow(columns, record.toList(), mapping.empty()));
    if (!mapped.problems().isEmpty()) {
      rejects.add(line, mapped.ticket(), mapped.problems());
      return;
    }
    SeenRows.Earlier earlier =
        seen.add(
            mapped.row().isEmpty() ? mapped.ticket() : mapped.ticket() + "/" + mapped.row(),
            line,
            mapped.events());
    if (earlier == null) {
      for (MappedEvent event : mapped.events()) {
        sorter.add(event);
        events++;
      }
    } else if (earlier.same()) {
      repeated++;
    } else {
      rejects.add(
          line,
          mapped.ticket(),
          List.of(
              "line "
                  + earlier.line()
                  + " has the same ticket"
                  + (mapping.row() == null ? "" : " and row")
                  + " and says something else: its events would be conflicting repeats;"
                  + " a \"row\" in the mapping tells rows of one ticket apart"));
    }
  }
}
