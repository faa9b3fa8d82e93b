package io.paidan.bench.wall;

import io.paidan.document.Alias;
import io.paidan.reference.ReferenceData;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of the made tickets: the documents that the wall reads figures from, with what it
 * reads of them. Not thread-safe.
 */
final class FigureSums {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final String PREFECTURE = "changji";
  private static final int MARK = 85;

  private enum Count {
    DISPATCHED,
    RESOLVED,
    ON_TIME,
    DECIDED,
    DUE,
    DUE_MET,
    ASSIGNED
  }

  private enum Kind {
    DISTRICT,
    PREFECTURE,
    DEPARTMENT
  }

  /**
   * @param district of a department's day; else null
   */
  private record Day(Kind kind, String place, String district, long day) {}

  private record Span(Kind kind, String place, String period, String type) {}

  private final Map<Day, long[]> days = new HashMap<>();
  private final ReferenceData reference;

  FigureSums(ReferenceData reference) {
    this.reference = reference;
  }

  private static long day(long instant) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(instant), ZONE).toEpochDay();
  }

  private static long[] none() {
    return new long[Count.values().length];
  }

  private long[] of(Kind kind, String place, String district, long day) {
    return days.computeIfAbsent(new Day(kind, place, district, day), key -> none());
  }

  private static void add(long[] counts, Count count, boolean one) {
    counts[count.ordinal()] += one ? 1 : 0;
  }

  void ticket(String district, long dispatched, boolean resolved, boolean onTime, boolean decided) {
    long[] counts = of(Kind.DISTRICT, district, null, day(dispatched));
    add(counts, Count.DISPATCHED, true);
    add(counts, Count.RESOLVED, resolved);
    add(counts, Count.ON_TIME, onTime);
    add(counts, Count.DECIDED, decided);
  }

  void clock(String clock, String district, String status, long due) {
    if (clock.equals("RESOLVE")) {
      long[] counts = of(Kind.DISTRICT, district, null, day(due));
      add(counts, Count.DUE, true);
      add(counts, Count.DUE_MET, status.equals("MET"));
    }
  }

  void assignment(
      String department,
      String district,
      long dispatched,
      boolean resolved,
      boolean onTime,
      boolean decided) {
    long[] counts = of(Kind.DEPARTMENT, department, district, day(dispatched));
    add(counts, Count.ASSIGNED, true);
    add(counts, Count.RESOLVED, resolved);
    add(counts, Count.ON_TIME, onTime);
    add(counts, Count.DECIDED, decided);
  }

  /** All figure documents, and one for each centre. */
  void documents(long revision, MadeDocuments.Sink sink) {
    Map<Span, long[]> spans = new HashMap<>();
    days.forEach(
        (day, counts) -> {
          LocalDate date = LocalDate.ofEpochDay(day.day());
          if (day.kind() == Kind.DEPARTMENT) {
            departmentDay(day, date.toString(), counts, revision, sink);
          } else {
            districtDay(day.place(), date.toString(), counts, revision, sink);
            add(spans, new Span(Kind.PREFECTURE, PREFECTURE, date.toString(), "DAY"), counts);
          }
          for (Map.Entry<String, String> period : periods(date).entrySet()) {
            String type = period.getKey();
            add(spans, new Span(day.kind(), day.place(), period.getValue(), type), counts);
            if (day.kind() == Kind.DISTRICT) {
              add(spans, new Span(Kind.PREFECTURE, PREFECTURE, period.getValue(), type), counts);
            }
          }
        });
    spans.forEach((span, counts) -> span(span, counts, revision, sink));
    reference
        .districts()
        .forEach(
            (id, district) ->
                sink.add(
                    Alias.CENTERS,
                    id,
                    begun(revision)
                        .text("district", id)
                        .text("district_name", district.name())
                        .end()));
  }

  private static Map<String, String> periods(LocalDate date) {
    int quarter = (date.getMonthValue() + 2) / 3;
    return Map.of(
        "MONTH", date.toString().substring(0, 7),
        "QUARTER", date.getYear() + "-Q" + quarter,
        "YEAR", Integer.toString(date.getYear()));
  }

  private static void add(Map<Span, long[]> spans, Span span, long[] counts) {
    long[] sum = spans.computeIfAbsent(span, key -> none());
    for (int i = 0; i < counts.length; i++) {
      sum[i] += counts[i];
    }
  }

  private static MadeDocuments.Json begun(long revision) {
    return new MadeDocuments.Json()
        .text("@timestamp", "2026-01-01T00:00:00.000Z")
        .number("revision", revision);
  }

  private static long count(long[] counts, Count count) {
    return counts[count.ordinal()];
  }

  private void departmentDay(
      Day day, String date, long[] counts, long revision, MadeDocuments.Sink sink) {
    sink.add(
        Alias.DEPARTMENT_DISTRICT_DAILY,
        day.place() + "/" + day.district() + "/" + date,
        begun(revision)
            .text("department", day.place())
            .text("department_name", reference.departments().get(day.place()).name())
            .text("district", day.district())
            .text("date", date)
            .number("assigned", count(counts, Count.ASSIGNED))
            .number("refused", 0)
            .number("recalled", 0)
            .number("overturned", 0)
            .number("resolved", count(counts, Count.RESOLVED))
            .number("resolve_decided", count(counts, Count.DECIDED))
            .number("resolve_on_time", count(counts, Count.ON_TIME))
            .end());
  }

  private static MadeDocuments.Json cohort(MadeDocuments.Json json, long[] counts) {
    return json.number("dispatched", count(counts, Count.DISPATCHED))
        .number("resolved", count(counts, Count.RESOLVED))
        .number("resolved_on_time", count(counts, Count.ON_TIME))
        .number("decided", count(counts, Count.DECIDED))
        .number("due_flow", count(counts, Count.DUE))
        .number("due_met_flow", count(counts, Count.DUE_MET));
  }

  private void districtDay(
      String district, String date, long[] counts, long revision, MadeDocuments.Sink sink) {
    MadeDocuments.Json json =
        begun(revision)
            .text("district", district)
            .text("district_name", reference.districts().get(district).name())
            .text("date", date);
    sink.add(Alias.DISTRICT_DAILY, district + "/" + date, cohort(json, counts).end());
  }

  private void span(Span span, long[] counts, long revision, MadeDocuments.Sink sink) {
    if (span.kind() == Kind.DEPARTMENT) {
      score(span, counts, revision, sink);
      return;
    }
    boolean district = span.kind() == Kind.DISTRICT;
    MadeDocuments.Json json =
        begun(revision)
            .text("scope_kind", span.kind().name())
            .text("scope", span.place())
            .text(
                "scope_name",
                district
                    ? reference.districts().get(span.place()).name()
                    : reference.prefecture().name())
            .text("period", span.period())
            .text("period_type", span.type());
    sink.add(
        Alias.AREA_FIGURES,
        span.kind() + "/" + span.place() + "/" + span.period(),
        cohort(json, counts).end());
  }

  private void score(Span span, long[] counts, long revision, MadeDocuments.Sink sink) {
    long assigned = count(counts, Count.ASSIGNED);
    long decided = count(counts, Count.DECIDED);
    sink.add(
        Alias.DEPARTMENT_SCORES,
        span.place() + "/" + span.period(),
        begun(revision)
            .text("department", span.place())
            .text("department_name", reference.departments().get(span.place()).name())
            .text("period", span.period())
            .text("period_type", span.type())
            .number("mark", MARK)
            .number("mark_low", MARK)
            .number("rank", 1)
            .number("sample_size", assigned)
            .number("minimum_sample", 10)
            .flag("sample_sufficient", assigned >= 10)
            .number("resolved", (double) count(counts, Count.RESOLVED) / assigned)
            .number("resolved_sample", assigned)
            .number(
                "resolve_on_time",
                decided == 0 ? null : (Double) ((double) count(counts, Count.ON_TIME) / decided))
            .number("resolve_on_time_sample", decided)
            .texts("missing", List.of())
            .end());
  }
}
