package io.paidan.flink.figures;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.paidan.core.figures.Scope;
import io.paidan.flink.control.ControlRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads published reports back, so that what was once said stays said when the figures are computed
 * anew from nothing. The figures are cut out byte for byte.
 */
public final class ReportReader extends RichFlatMapFunction<ControlRecord, DayInput> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ReportReader.class);
  private static final JsonFactory JSON = new JsonFactory();

  private transient Counter unreadable;

  @Override
  public void open(OpenContext context) {
    unreadable = getRuntimeContext().getMetricGroup().counter("reports_unreadable");
  }

  @Override
  public void flatMap(ControlRecord record, Collector<DayInput> out) {
    try {
      out.collect(read(record.value()));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      // Only Paidan writes there. The report stays as it is; corrections start from the next one.
      unreadable.inc();
      LOG.warn("The published report at {} is left aside: it cannot be read back", record, e);
    }
  }

  /**
   * The report of a record's value.
   *
   * @throws IOException when it is no report
   */
  static DayInput read(byte[] value) throws IOException {
    if (value == null) {
      throw new IOException("the record is empty");
    }
    String kind = null;
    String scope = null;
    String date = null;
    int number = -1;
    String asOf = null;
    ByteArrayOutputStream figures = new ByteArrayOutputStream();
    try (JsonParser parser = JSON.createParser(value)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        switch (field) {
          case "scope_kind" -> kind = parser.getText();
          case "scope" -> scope = parser.getText();
          case "date" -> date = parser.getText();
          case "revision_no" -> number = parser.getIntValue();
          case "as_of" -> asOf = parser.getText();
          case "district_figures", "department_figures" -> {
            int from = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            int to = (int) parser.currentLocation().getByteOffset();
            figures.writeBytes(
                ((figures.size() == 0 ? "{\"" : ",\"") + field + "\":")
                    .getBytes(StandardCharsets.UTF_8));
            figures.write(value, from, to - from);
          }
          default -> parser.skipChildren();
        }
      }
    }
    if (kind == null
        || scope == null
        || date == null
        || number < 0
        || asOf == null
        || figures.size() == 0) {
      throw new IOException("scope_kind, scope, date, revision_no, as_of or figures are missing");
    }
    figures.write('}');
    Scope.Kind scopeKind = Scope.Kind.valueOf(kind);
    Scope of =
        scopeKind == Scope.Kind.PREFECTURE ? Scope.PREFECTURE : new Scope(scopeKind, scope, null);
    return DayInput.of(
        (int) LocalDate.parse(date).toEpochDay(),
        new ReportRead(
            of.key(), number, figures.toByteArray(), Instant.parse(asOf).toEpochMilli()));
  }
}
