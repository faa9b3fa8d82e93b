package io.paidan.core.figures;

import io.paidan.core.ticket.JsonBuffer;
import io.paidan.core.ticket.JsonBuffer.Constants;
import io.paidan.core.ticket.JsonBuffer.Name;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.reference.ReferenceData;

/**
 * Renders figures as they are published (contract, section 3, "reports"). A report is never written
 * again: each has the revision 1, so that with an external version the first one written stays. Not
 * thread-safe.
 */
public final class ReportDocuments {
  private static final long REVISION_OF_ALL = 1;
  private static final String DISTRICT_OBJECT = "district_figures";
  private static final String DEPARTMENT_OBJECT = "department_figures";

  private static final Name TIMESTAMP = new Name("@timestamp");
  private static final Name REVISION = new Name("revision");
  private static final Name DATE = new Name("date");
  private static final Name REVISION_NO = new Name("revision_no");
  private static final Name PUBLISHED_AT = new Name("published_at");
  private static final Name AS_OF = new Name("as_of");
  private static final Name DISTRICT_FIGURES = new Name(DISTRICT_OBJECT);
  private static final Name DEPARTMENT_FIGURES = new Name(DEPARTMENT_OBJECT);
  private static final Name CHANGES = new Name("changes");
  private static final Name FIGURE = new Name("figure");
  private static final Name BEFORE = new Name("before");
  private static final Name AFTER = new Name("after");
  private static final Name CAUSES = new Name("causes");
  private static final Name CAUSE_COUNT = new Name("cause_count");
  private static final Constants<Cause.Kind> KIND = new Constants<>("kind", Cause.Kind.class);
  private static final Name TICKET_ID = new Name("ticket_id");
  private static final Name EVENT_SOURCE = new Name("event_source");
  private static final Name EVENT_ID = new Name("event_id");
  private static final Name TYPE = new Name("type");
  private static final Name TIME = new Name("time");
  private static final Name POLICY_ID = new Name("policy_id");
  private static final Name POLICY_VERSION = new Name("policy_version");

  private final FigureDocuments documents;
  private final LocalDays days;
  private final JsonBuffer json = new JsonBuffer();
  private final JsonBuffer figuresOnly = new JsonBuffer();

  public ReportDocuments(ReferenceData reference) {
    this.documents = new FigureDocuments(reference);
    this.days = new LocalDays(reference.zone());
  }

  /** Whether figures of such a scope are published. */
  public static boolean isPublished(Scope scope) {
    return scope.kind() != Scope.Kind.DEPARTMENT_DISTRICT;
  }

  /**
   * The figures of a scope as they would be published, a JSON object: equal bytes say that there is
   * nothing to correct.
   */
  public byte[] figures(Scope scope, Figures figures) {
    figuresOnly.begin();
    figures(figuresOnly, scope, figures);
    return figuresOnly.end();
  }

  private static void figures(JsonBuffer out, Scope scope, Figures figures) {
    if (scope.kind() == Scope.Kind.DEPARTMENT) {
      out.nothing(DISTRICT_FIGURES);
    } else {
      out.object(DISTRICT_FIGURES);
      FigureFields.tickets(out, figures.cell(CellKind.TICKETS));
      out.close();
    }
    if (scope.kind() == Scope.Kind.DISTRICT) {
      out.nothing(DEPARTMENT_FIGURES);
    } else {
      out.object(DEPARTMENT_FIGURES);
      FigureFields.assignments(out, figures.cell(CellKind.ASSIGNMENTS));
      out.close();
    }
  }

  /**
   * The report of a scope and day.
   *
   * @param number 0 when first published
   * @param earlier {@link #figures} as published last, from which {@code changes} are told; null:
   *     never published
   * @param causes of the changes since
   * @param publishedAt wall clock, milliseconds since the epoch
   * @param asOf what had happened until then is in it, milliseconds since the epoch
   */
  public Document report(
      Scope scope,
      int day,
      int number,
      Figures figures,
      byte[] earlier,
      Causes causes,
      long publishedAt,
      long asOf) {
    String date = Period.day(day).text();
    json.begin().instant(TIMESTAMP, days.start(day)).number(REVISION, REVISION_OF_ALL);
    json.string(DATE, date);
    documents.scope(json, scope);
    json.number(REVISION_NO, number).instant(PUBLISHED_AT, publishedAt).instant(AS_OF, asOf);
    figures(json, scope, figures);
    json.array(CHANGES);
    if (earlier != null) {
      changes(earlier, figures(scope, figures));
    }
    json.endArray().number(CAUSE_COUNT, causes.count()).array(CAUSES);
    causes.list().forEach(this::cause);
    byte[] body = json.endArray().end();
    String id = scope.kind() + "/" + documents.scopeId(scope) + "/" + date + "/" + number;
    return Document.of(Alias.REPORTS, id, REVISION_OF_ALL, body);
  }

  private void changes(byte[] earlier, byte[] now) {
    new FigureComparison(earlier, now)
        .forEachChange(
            (figure, before, after) ->
                json.open()
                    .string(FIGURE, figure)
                    .decimal(BEFORE, before)
                    .decimal(AFTER, after)
                    .close());
  }

  private void cause(Cause cause) {
    json.open()
        .constant(KIND, cause.kind())
        .string(TICKET_ID, cause.ticketId())
        .string(EVENT_SOURCE, cause.eventSource())
        .string(EVENT_ID, cause.eventId())
        .string(TYPE, cause.eventType())
        .instant(TIME, cause.time())
        .string(POLICY_ID, cause.policyId());
    if (cause.policyId() == null) {
      json.nothing(POLICY_VERSION);
    } else {
      json.number(POLICY_VERSION, cause.policyVersion());
    }
    json.close();
  }
}
