package io.paidan.bench.wall;

import io.paidan.document.Alias;
import io.paidan.reference.ReferenceData;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of the made tickets: what the wall reads of the documents that hold figures. As many
 * documents as there would be. Not thread-safe.
 */
final class FigureSums {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final int MARKS = 85;

  private enum Count {
    DISPATCHED,
    RESOLVED,
    LATE,
    DUE,
    DUE_MET,
    ASSIGNED,
    ASSIGNED_RESOLVED,
    ASSIGNED_LATE
  }

  /** By what is counted for: place and date or period. */
  private final Map<List<String>, long[]> cells = new TreeMap<>(FigureSums::compare);

  private final ReferenceData reference;

  FigureSums(ReferenceData reference) {
    this.reference = reference;
  }

  private static int compare(List<String> a, List<String> b) {
    return String.join("\u0000", a).compareTo(String.join("\u0000", b));
  }

  void ticket(String district, long dispatched, boolean resolved, boolean late) {
    LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(dispatched), ZONE);
    add(date, "DISTRICT", district, Count.DISPATCHED, 1);
    add(date, "DISTRICT", district, Count.RESOLVED, resolved ? 1 : 0);
    add(date, "DISTRICT", district, Count.LATE, late ? 1 : 0);
  }

  void clock(String clock, String district, String status, long due) {
    if (clock.equals("RESOLVE")) {
      LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(due), ZONE);
      add(date, "DISTRICT", district, Count.DUE, 1);
      add(date, "DISTRICT", district, Count.DUE_MET, status.equals("MET") ? 1 : 0);
    }
  }

  void assignment(
      String department, String district, long dispatched, boolean resolved, boolean late) {
    LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(dispatched), ZONE);
    for (List<String> key : keys(date, "DEPARTMENT", department, department + "/" + district)) {
      add(key, Count.ASSIGNED, 1);
      add(key, Count.ASSIGNED_RESOLVED, resolved ? 1 : 0);
      add(key, Count.ASSIGNED_LATE, late ? 1 : 0);
    }
  }

  private void add(LocalDate date, String kind, String place, Count count, long value) {
    for (List<String> key : keys(date, kind, place, place)) {
      add(key, count, value);
    }
    for (List<String> key : keys(date, "PREFECTURE", "changji", "changji")) {
      add(key, count, value);
    }
  }

  private void add(List<String> key, Count count, long value) {
    cells.computeIfAbsent(key, k -> new long[Count.values().length])[count.ordinal()] += value;
  }

  private static List<List<String>> keys(
      LocalDate date, String kind, String place, String placeOfDay) {
    int quarter = (date.getMonthValue() + 2) / 3;
    return List.of(
        List.of(kind, placeOfDay, date.toString(), "DAY"),
        List.of(kind, place, date.toString().substring(0, 7), "MONTH"),
        List.of(kind, place, date.getYear() + "-Q" + quarter, "QUARTER"),
        List.of(kind, place, Integer.toString(date.getYear()), "YEAR"));
  }

  /** All figure documents, and one for each centre. */
  void documents(long revision, MadeDocuments.Sink sink) {
    cells.forEach((key, counts) -> document(key, counts, revision, sink));
    reference
        .districts()
        .forEach(
            (id, district) ->
                sink.add(
                    Alias.CENTERS,
                    id,
                    new MadeDocuments.Json()
                        .text("@timestamp", "2026-01-01T00:00:00.000Z")
                        .number("revision", revision)
                        .text("district", id)
                        .text("district_name", district.name())
                        .end()));
  }

  private void document(List<String> key, long[] counts, long revision, MadeDocuments.Sink sink) {
    String kind = key.get(0);
    String place = key.get(1);
    String period = key.get(2);
    boolean day = key.get(3).equals("DAY");
    MadeDocuments.Json json =
        new MadeDocuments.Json()
            .text("@timestamp", "2026-01-01T00:00:00.000Z")
            .number("revision", revision);
    if (kind.equals("DEPARTMENT")) {
      if (day) {
        String[] parts = place.split("/", -1);
        json.text("department", parts[0])
            .text("department_name", reference.departments().get(parts[0]).name())
            .text("district", parts[1])
            .text("date", period)
            .number("assigned", counts[Count.ASSIGNED.ordinal()])
            .number("refused", 0)
            .number("recalled", 0)
            .number("overturned", 0)
            .number("resolved", counts[Count.ASSIGNED_RESOLVED.ordinal()])
            .number("resolve_decided", decided(counts))
            .number("resolve_on_time", decided(counts) - counts[Count.ASSIGNED_LATE.ordinal()]);
        sink.add(Alias.DEPARTMENT_DISTRICT_DAILY, place + "/" + period, json.end());
        return;
      }
      score(place, period, key.get(3), counts, json);
      sink.add(Alias.DEPARTMENT_SCORES, place + "/" + period, json.end());
      return;
    }
    long resolved = counts[Count.RESOLVED.ordinal()];
    long late = counts[Count.LATE.ordinal()];
    json.number("dispatched", counts[Count.DISPATCHED.ordinal()])
        .number("resolved", resolved)
        .number("resolved_on_time", Math.max(0, resolved - late))
        .number("decided", Math.max(resolved, late));
    if (kind.equals("DISTRICT") && day) {
      json.text("district", place)
          .text("district_name", reference.districts().get(place).name())
          .text("date", period)
          .number("due_flow", counts[Count.DUE.ordinal()])
          .number("due_met_flow", counts[Count.DUE_MET.ordinal()]);
      sink.add(Alias.DISTRICT_DAILY, place + "/" + period, json.end());
      return;
    }
    json.text("scope_kind", kind)
        .text("scope", place)
        .text(
            "scope_name",
            kind.equals("DISTRICT") ? reference.districts().get(place).name() : "昌吉回族自治州")
        .text("period", period)
        .text("period_type", key.get(3));
    sink.add(Alias.AREA_FIGURES, kind + "/" + place + "/" + period, json.end());
  }

  private static long decided(long[] counts) {
    return Math.max(
        counts[Count.ASSIGNED_RESOLVED.ordinal()], counts[Count.ASSIGNED_LATE.ordinal()]);
  }

  private void score(
      String department, String period, String type, long[] counts, MadeDocuments.Json json) {
    long assigned = counts[Count.ASSIGNED.ordinal()];
    long decided = decided(counts);
    double onTime =
        decided == 0 ? 0 : 1 - (double) counts[Count.ASSIGNED_LATE.ordinal()] / decided;
    json.text("department", department)
        .text("department_name", reference.departments().get(department).name())
        .text("period", period)
        .text("period_type", type)
        .number("mark", MARKS)
        .number("mark_low", MARKS - 1)
        .number("rank", 1)
        .number("sample_size", assigned)
        .number("minimum_sample", 10)
        .flag("sample_sufficient", assigned >= 10)
        .number("resolved", (double) counts[Count.ASSIGNED_RESOLVED.ordinal()] / assigned)
        .number("resolved_sample", assigned)
        .number("resolve_on_time", onTime)
        .number("resolve_on_time_sample", decided)
        .texts("missing", List.of());
  }
}
