package io.paidan.core.figures;

import com.fasterxml.jackson.databind.JsonNode;
import io.paidan.core.figures.PlainRecords.Assignment;
import io.paidan.core.figures.PlainRecords.Clock;
import io.paidan.core.figures.PlainRecords.Ticket;
import io.paidan.core.ticket.TicketFields;
import io.paidan.policy.PolicyHistory;
import io.paidan.policy.PolicyVersion;
import io.paidan.reference.ReferenceData;
import io.paidan.reference.ReferenceData.District;
import io.paidan.reference.ReferenceData.Place;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The figures by a plain count over the ticket, assignment and clock documents of one run
 * (contract, section 3): every figure of every cell is counted anew over all documents. Slow, and
 * with nothing in common with the code that it judges.
 *
 * <p>Gives documents without {@code revision}: maps from {@code _id} to field to value, where a
 * value is an Integer (counts), a Long (milliseconds), a Double, a String, a Boolean, a List of
 * strings, a map of such fields, or null.
 */
public final class PlainCount {
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /**
   * One time that a ticket became RESOLVED.
   *
   * @param district the ticket's district then
   * @param on the local date
   */
  public record Resolved(String district, LocalDate on) {
    /** At an instant, in milliseconds since the epoch. */
    public static Resolved at(String district, long instant, ZoneId zone) {
      return new Resolved(district, Instant.ofEpochMilli(instant).atZone(zone).toLocalDate());
    }
  }

  /**
   * What figures need of a ticket and its documents do not say.
   *
   * @param reportedDistrict the ticket's district when it was reported, null while it was not
   * @param resolutions each time that it became RESOLVED
   */
  public record Beside(String reportedDistrict, List<Resolved> resolutions) {
    /** Neither reported nor ever resolved. */
    public static final Beside NOTHING = new Beside(null, List.of());

    /** From what the ticket's events gave. */
    public static Beside of(TicketFields fields, ZoneId zone) {
      return new Beside(
          fields.reportedDistrict(),
          fields.resolutions().stream().map(r -> Resolved.at(r.district(), r.at(), zone)).toList());
    }
  }

  /** A district and a date in which something is to be counted. */
  private record DistrictDate(String district, LocalDate date) {}

  private record Area(String kind, String id) {}

  private record AreaPeriod(Area area, PlainPeriod period) {}

  private final List<Ticket> tickets;
  private final List<Assignment> assignments;
  private final ReferenceData reference;
  private final Map<String, List<Area>> areas = new HashMap<>();

  /**
   * Reads the documents.
   *
   * @param tickets all ticket documents, as {@code recompute} writes them; likewise the next two
   * @param besides by ticket id; {@link Beside#NOTHING} for those that are missing
   * @param reference names, counties, prefecture and the zone of local dates
   * @throws IllegalArgumentException when a document lacks a field that figures need
   */
  public PlainCount(
      Collection<JsonNode> tickets,
      Collection<JsonNode> assignments,
      Collection<JsonNode> clocks,
      Map<String, Beside> besides,
      ReferenceData reference) {
    this.reference = reference;
    this.tickets = PlainRecords.read(tickets, assignments, clocks, besides, reference.zone());
    this.assignments = this.tickets.stream().flatMap(t -> t.assignments().stream()).toList();
  }

  /** paidan-district-daily. */
  public Map<String, Map<String, Object>> districtDaily() {
    Map<String, Map<String, Object>> documents = new TreeMap<>();
    for (DistrictDate cell : cells()) {
      Map<String, Object> figures =
          PlainFigures.ofTickets(tickets, cell.district()::equals, PlainPeriod.day(cell.date()));
      if (PlainFigures.isAnything(figures)) {
        Map<String, Object> document = daily(cell.date());
        district(document, cell.district());
        document.putAll(figures);
        documents.put(cell.district() + "/" + cell.date(), document);
      }
    }
    return documents;
  }

  /** paidan-department-daily. */
  public Map<String, Map<String, Object>> departmentDaily() {
    Map<String, Map<String, Object>> documents = new TreeMap<>();
    for (Assignment one : assignments) {
      List<Assignment> cohort =
          assignments.stream()
              .filter(a -> a.department().equals(one.department()))
              .filter(a -> a.dispatched().equals(one.dispatched()))
              .toList();
      Map<String, Object> document = daily(one.dispatched());
      department(document, one.department());
      document.putAll(PlainFigures.ofAssignments(cohort));
      documents.put(one.department() + "/" + one.dispatched(), document);
    }
    return documents;
  }

  /** paidan-department-district-daily. */
  public Map<String, Map<String, Object>> departmentDistrictDaily() {
    Map<String, Map<String, Object>> documents = new TreeMap<>();
    for (Assignment one : assignments) {
      List<Assignment> cohort =
          assignments.stream()
              .filter(a -> a.department().equals(one.department()))
              .filter(a -> a.district().equals(one.district()))
              .filter(a -> a.dispatched().equals(one.dispatched()))
              .toList();
      Map<String, Object> document = daily(one.dispatched());
      department(document, one.department());
      district(document, one.district());
      document.putAll(PlainFigures.ofAssignments(cohort));
      documents.put(one.department() + "/" + one.district() + "/" + one.dispatched(), document);
    }
    return documents;
  }

  /** paidan-area-figures. */
  public Map<String, Map<String, Object>> areaFigures() {
    Set<AreaPeriod> all = new LinkedHashSet<>();
    for (DistrictDate cell : cells()) {
      for (Area area : areas(cell.district())) {
        for (PlainPeriod period : PlainPeriod.of(cell.date())) {
          if (!area.kind().equals("DISTRICT") || period.type() != PlainPeriod.Type.DAY) {
            all.add(new AreaPeriod(area, period));
          }
        }
      }
    }
    Map<String, Map<String, Object>> documents = new TreeMap<>();
    for (AreaPeriod each : all) {
      Map<String, Object> document = area(each.area(), each.period());
      if (document != null) {
        documents.put(
            each.area().kind() + "/" + each.area().id() + "/" + each.period().name(), document);
      }
    }
    return documents;
  }

  private Map<String, Object> area(Area area, PlainPeriod period) {
    Map<String, Object> ticketFigures =
        PlainFigures.ofTickets(tickets, district -> areas(district).contains(area), period);
    Map<String, Object> departmentFigures =
        PlainFigures.ofAssignments(
            assignments.stream()
                .filter(a -> period.has(a.dispatched()))
                .filter(a -> areas(a.district()).contains(area))
                .toList());
    if (!PlainFigures.isAnything(ticketFigures) && !PlainFigures.isAnything(departmentFigures)) {
      return null;
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("@timestamp", INSTANT.format(period.startsAt(reference.zone())));
    document.put("scope_kind", area.kind());
    document.put("scope", area.id());
    String county =
        switch (area.kind()) {
          case "DISTRICT" -> countyOf(area.id());
          case "COUNTY" -> area.id();
          default -> null;
        };
    document.put(
        "scope_name",
        switch (area.kind()) {
          case "DISTRICT" -> districtName(area.id());
          case "COUNTY" -> name(reference.counties(), area.id());
          default -> prefecture().name();
        });
    document.put("county", county);
    document.put("county_name", name(reference.counties(), county));
    period.describe(document);
    document.putAll(ticketFigures);
    document.put("department_figures", departmentFigures);
    return document;
  }

  /**
   * paidan-department-scores.
   *
   * @param inForce the policy version whose weights count for a period, or null; see {@link
   *     #inForce}
   */
  public Map<String, Map<String, Object>> departmentScores(
      Function<PlainPeriod, PolicyVersion> inForce) {
    return new PlainScores(tickets, assignments, inForce)
        .documents(
            (department, period) -> {
              Map<String, Object> document = new LinkedHashMap<>();
              document.put("@timestamp", INSTANT.format(period.startsAt(reference.zone())));
              department(document, department);
              return document;
            });
  }

  /** The version in force at the end of a period, or now while the period runs. */
  public static Function<PlainPeriod, PolicyVersion> inForce(
      PolicyHistory policies, Instant now, ZoneId zone) {
    return period -> {
      Instant end = period.lastInstant(zone);
      return policies.inForce((end.isBefore(now) ? end : now).toEpochMilli());
    };
  }

  /** Where and when there is anything to count at all. */
  private Set<DistrictDate> cells() {
    Set<DistrictDate> cells = new LinkedHashSet<>();
    for (Ticket t : tickets) {
      cells.add(new DistrictDate(t.firstDistrict(), t.dispatched()));
      cells.add(new DistrictDate(t.beside().reportedDistrict(), t.reported()));
      for (Resolved r : t.beside().resolutions()) {
        cells.add(new DistrictDate(r.district(), r.on()));
      }
      for (Clock c : t.clocks()) {
        cells.add(new DistrictDate(c.district(), c.breached()));
        cells.add(new DistrictDate(c.district(), c.due()));
      }
      for (Assignment a : t.assignments()) {
        cells.add(new DistrictDate(a.district(), a.dispatched()));
      }
    }
    cells.removeIf(c -> c.district() == null || c.date() == null);
    return cells;
  }

  /** The areas that a district belongs to: itself, its county where known, the prefecture. */
  private List<Area> areas(String district) {
    return areas.computeIfAbsent(
        district,
        id -> {
          String county = countyOf(id);
          Area whole = new Area("PREFECTURE", prefecture().id());
          Area itself = new Area("DISTRICT", id);
          return county == null
              ? List.of(itself, whole)
              : List.of(itself, new Area("COUNTY", county), whole);
        });
  }

  private Place prefecture() {
    Place prefecture = reference.prefecture();
    return prefecture == null ? new Place("prefecture", "prefecture") : prefecture;
  }

  private Map<String, Object> daily(LocalDate date) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("@timestamp", INSTANT.format(PlainPeriod.day(date).startsAt(reference.zone())));
    document.put("date", date.toString());
    return document;
  }

  private void district(Map<String, Object> document, String id) {
    document.put("district", id);
    document.put("district_name", districtName(id));
    document.put("county", countyOf(id));
    document.put("county_name", name(reference.counties(), countyOf(id)));
  }

  private void department(Map<String, Object> document, String id) {
    document.put("department", id);
    document.put("department_name", name(reference.departments(), id));
  }

  private String districtName(String id) {
    District district = reference.districts().get(id);
    return district == null ? id : district.name();
  }

  private String countyOf(String districtId) {
    District district = reference.districts().get(districtId);
    return district == null ? null : district.county();
  }

  /** The name, or the id where the reference data does not know it. */
  private static String name(Map<String, Place> places, String id) {
    Place place = id == null ? null : places.get(id);
    return place == null ? id : place.name();
  }
}
