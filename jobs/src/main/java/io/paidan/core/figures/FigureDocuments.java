package io.paidan.core.figures;

import io.paidan.core.ticket.JsonBuffer;
import io.paidan.core.ticket.JsonBuffer.Constants;
import io.paidan.core.ticket.JsonBuffer.Name;
import io.paidan.core.ticket.PlaceFields;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.reference.ReferenceData;
import io.paidan.reference.ReferenceData.District;
import io.paidan.reference.ReferenceData.Place;
import java.time.LocalDate;

/**
 * Renders figures as documents (contract, section 3, "district-daily" and after it), with the names
 * of one set of reference data. Not thread-safe.
 */
public final class FigureDocuments {
  /** Stands for the prefecture where the reference data names none. */
  static final String NO_NAME = "prefecture";

  private static final Name TIMESTAMP = new Name("@timestamp");
  private static final Name REVISION = new Name("revision");
  private static final Name DATE = new Name("date");
  private static final Name SCOPE = new Name("scope");
  private static final Name SCOPE_NAME = new Name("scope_name");
  private static final Name COUNTY = new Name("county");
  private static final Name COUNTY_NAME = new Name("county_name");
  private static final Constants<Scope.Kind> SCOPE_KIND =
      new Constants<>("scope_kind", Scope.Kind.class);
  private static final Name PERIOD = new Name("period");
  private static final Constants<Period.Type> PERIOD_TYPE =
      new Constants<>("period_type", Period.Type.class);
  private static final Name PERIOD_START = new Name("period_start");
  private static final Name PERIOD_END = new Name("period_end");
  private static final Name DEPARTMENT_FIGURES = new Name("department_figures");

  private final ReferenceData reference;
  private final PlaceFields places;
  private final LocalDays days;
  private final JsonBuffer json = new JsonBuffer();

  public FigureDocuments(ReferenceData reference) {
    this.reference = reference;
    this.places = new PlaceFields(reference);
    this.days = new LocalDays(reference.zone());
  }

  /**
   * The document of a scope's figures; a deletion where nothing is counted any more.
   *
   * @param period a day for {@link Scope.Kind#DEPARTMENT} and {@link
   *     Scope.Kind#DEPARTMENT_DISTRICT}
   */
  public Document document(Scope scope, Period period, Figures figures, long revision) {
    Alias alias = alias(scope, period);
    String id = id(scope, period);
    return figures.isZero()
        ? Document.deletion(alias, id, revision)
        : Document.of(alias, id, revision, body(alias, scope, period, figures, revision));
  }

  private static Alias alias(Scope scope, Period period) {
    if (period.type() == Period.Type.DAY) {
      return switch (scope.kind()) {
        case DISTRICT -> Alias.DISTRICT_DAILY;
        case DEPARTMENT -> Alias.DEPARTMENT_DAILY;
        case DEPARTMENT_DISTRICT -> Alias.DEPARTMENT_DISTRICT_DAILY;
        case COUNTY, PREFECTURE -> Alias.AREA_FIGURES;
      };
    }
    return switch (scope.kind()) {
      case DISTRICT, COUNTY, PREFECTURE -> Alias.AREA_FIGURES;
      case DEPARTMENT, DEPARTMENT_DISTRICT ->
          throw new IllegalArgumentException(scope + " has no figures of " + period);
    };
  }

  private String id(Scope scope, Period period) {
    return switch (alias(scope, period)) {
      case AREA_FIGURES -> scope.kind() + "/" + scopeId(scope) + "/" + period.text();
      case DEPARTMENT_DISTRICT_DAILY -> scope.id() + "/" + scope.district() + "/" + period.text();
      default -> scope.id() + "/" + period.text();
    };
  }

  private byte[] body(Alias alias, Scope scope, Period period, Figures figures, long revision) {
    json.begin().instant(TIMESTAMP, days.start(period.firstDay())).number(REVISION, revision);
    switch (alias) {
      case DISTRICT_DAILY -> {
        places.district(json, scope.id());
        json.string(DATE, period.text());
        FigureFields.tickets(json, figures.cell(CellKind.TICKETS));
      }
      case DEPARTMENT_DAILY -> {
        places.department(json, scope.id());
        json.string(DATE, period.text());
        FigureFields.assignments(json, figures.cell(CellKind.ASSIGNMENTS));
      }
      case DEPARTMENT_DISTRICT_DAILY -> {
        places.department(json, scope.id());
        places.district(json, scope.district());
        json.string(DATE, period.text());
        FigureFields.assignments(json, figures.cell(CellKind.ASSIGNMENTS));
      }
      case AREA_FIGURES -> {
        scope(json, scope);
        String county = county(scope);
        json.string(COUNTY, county).string(COUNTY_NAME, countyName(county));
        period(json, period);
        FigureFields.tickets(json, figures.cell(CellKind.TICKETS));
        json.object(DEPARTMENT_FIGURES);
        FigureFields.assignments(json, figures.cell(CellKind.ASSIGNMENTS));
        json.close();
      }
      default -> throw new IllegalArgumentException(alias + " holds no figures of a scope");
    }
    return json.end();
  }

  static void period(JsonBuffer json, Period period) {
    json.string(PERIOD, period.text())
        .constant(PERIOD_TYPE, period.type())
        .string(PERIOD_START, LocalDate.ofEpochDay(period.firstDay()).toString())
        .string(PERIOD_END, LocalDate.ofEpochDay(period.lastDay()).toString());
  }

  /** Kind, id and name of a scope. */
  void scope(JsonBuffer out, Scope scope) {
    out.constant(SCOPE_KIND, scope.kind())
        .string(SCOPE, scopeId(scope))
        .string(SCOPE_NAME, scopeName(scope));
  }

  /** What a scope is called in ids of documents. */
  public String scopeId(Scope scope) {
    if (scope.kind() != Scope.Kind.PREFECTURE) {
      return scope.id();
    }
    return reference.prefecture() == null ? NO_NAME : reference.prefecture().id();
  }

  private String scopeName(Scope scope) {
    return switch (scope.kind()) {
      case PREFECTURE -> reference.prefecture() == null ? NO_NAME : reference.prefecture().name();
      case COUNTY -> countyName(scope.id());
      case DISTRICT -> {
        District district = reference.districts().get(scope.id());
        yield district == null ? scope.id() : district.name();
      }
      case DEPARTMENT, DEPARTMENT_DISTRICT -> places.departmentName(scope.id());
    };
  }

  private String county(Scope scope) {
    return switch (scope.kind()) {
      case COUNTY -> scope.id();
      case DISTRICT -> {
        District district = reference.districts().get(scope.id());
        yield district == null ? null : district.county();
      }
      default -> null;
    };
  }

  private String countyName(String id) {
    Place county = id == null ? null : reference.counties().get(id);
    return county == null ? id : county.name();
  }
}
