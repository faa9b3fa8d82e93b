package io.paidan.core.figures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.Instants;
import io.paidan.core.ticket.Ticket;
import io.paidan.core.ticket.TicketDocuments;
import io.paidan.core.ticket.TicketFacts;
import io.paidan.core.ticket.TicketJudge;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.event.TicketEvent;
import io.paidan.policy.PolicyHistory;
import io.paidan.reference.ReferenceData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tickets that live through events and time, as in the running job, with the figures kept by
 * difference: in sums of all of it, and scope by scope as packed bytes of which only those that a
 * change touched are read and published again.
 */
final class CountedTickets {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A scope's figures of a period, as the job keeps them. */
  private record Kept(Scope scope, Period period) {}

  private final PolicyHistory policies;
  private final ReferenceData reference;
  private final TicketJudge judge;
  private final TicketDocuments ticketDocuments;
  private final Contributions contributions;
  private final FigureBook book = new FigureBook();
  private final FigureSums sums;
  private final Rollup rollup;
  private final FigureDocuments figureDocuments;

  private final Map<String, List<TicketEvent>> events = new TreeMap<>();
  private final Map<String, Ticket> tickets = new HashMap<>();
  private final Map<String, TicketFacts> facts = new HashMap<>();
  private final Map<String, Map<Alias, List<JsonNode>>> documents = new TreeMap<>();
  private final Map<Kept, byte[]> kept = new HashMap<>();
  private final Map<Alias, Map<String, String>> published = new EnumMap<>(Alias.class);
  private long asOf = Instants.NONE;

  CountedTickets(PolicyHistory policies, ReferenceData reference) {
    this.policies = policies;
    this.reference = reference;
    this.judge = TicketJudge.of(policies, reference.zone());
    this.ticketDocuments = new TicketDocuments(reference);
    this.contributions = new Contributions(reference.zone());
    this.sums = new FigureSums(reference);
    this.rollup = new Rollup(reference);
    this.figureDocuments = new FigureDocuments(reference);
  }

  /** An event arrives, for the first time or again. */
  void arrive(TicketEvent event) {
    String id = event.ticketId();
    List<TicketEvent> read = events.computeIfAbsent(id, t -> new ArrayList<>());
    read.add(event);
    Ticket ticket = tickets.get(id);
    if (ticket == null || !judge.apply(ticket, event, asOf)) {
      tickets.put(id, judge.fold(id, read, asOf));
    }
    judged(id);
  }

  /** Time passes for all tickets; it does not go back. */
  void advance(long instant) {
    asOf = Math.max(asOf, instant);
    for (Map.Entry<String, Ticket> ticket : tickets.entrySet()) {
      judge.advance(ticket.getValue(), asOf);
      judged(ticket.getKey());
    }
  }

  private void judged(String id) {
    TicketFacts after = tickets.get(id).facts();
    TicketFacts before = facts.put(id, after);
    if (!after.equals(before)) {
      documents.put(id, rendered(after));
    }
    contributions.add(before, after, book);
  }

  /** Passes on the differences that were gathered since the last time. */
  void settle() {
    sums.add(book);
    publish();
    book.clear();
  }

  private Map<Alias, List<JsonNode>> rendered(TicketFacts after) {
    Map<Alias, List<JsonNode>> rendered = new EnumMap<>(Alias.class);
    for (Document document : ticketDocuments.changed(null, after, 1, clock -> 0)) {
      rendered.computeIfAbsent(document.alias(), a -> new ArrayList<>()).add(read(document));
    }
    return rendered;
  }

  private void publish() {
    Set<Kept> touched = new LinkedHashSet<>();
    for (FigureBook.Entry entry : book.entries()) {
      if (!entry.cell().isZero()) {
        CellKey key = entry.key();
        for (Scope scope : rollup.ofDay(key)) {
          touched.add(add(new Kept(scope, Period.day(key.day())), entry.cell()));
        }
        for (Period period : Period.of(Period.monthOf(key.day()))) {
          for (Scope scope : rollup.ofMonth(key)) {
            if (scope.kind() != Scope.Kind.DEPARTMENT) {
              touched.add(add(new Kept(scope, period), entry.cell()));
            }
          }
        }
      }
    }
    for (Kept each : touched) {
      Figures figures = Figures.unpack(kept.get(each));
      Document document = figureDocuments.document(each.scope(), each.period(), figures, 1);
      Map<String, String> bodies =
          published.computeIfAbsent(document.alias(), a -> new TreeMap<>());
      if (document.isDeletion()) {
        bodies.remove(document.id());
        kept.remove(each);
      } else {
        bodies.put(document.id(), text(document));
      }
    }
  }

  private Kept add(Kept which, Cell cell) {
    kept.put(which, Figures.unpack(kept.get(which)).add(cell).pack());
    return which;
  }

  /** What was published and not deleted since; without marks. */
  Map<String, String> published(Alias alias) {
    return published.getOrDefault(alias, Map.of());
  }

  /** The packed figures that count anything, in hexadecimal, by scope and period. */
  Map<String, String> kept() {
    Map<String, String> bytes = new TreeMap<>();
    kept.forEach(
        (which, packed) ->
            bytes.put(
                which.scope().key() + " " + which.period().text(),
                HexFormat.of().formatHex(packed)));
    return bytes;
  }

  /** The documents that the sums of all differences give, by alias and {@code _id}. */
  Map<Alias, Map<String, String>> summed() {
    Map<Alias, Map<String, String>> bodies = new EnumMap<>(Alias.class);
    sums.documents(
        policies,
        asOf,
        1,
        document -> {
          String before =
              bodies
                  .computeIfAbsent(document.alias(), a -> new TreeMap<>())
                  .put(document.id(), text(document));
          if (before != null || document.isDeletion()) {
            throw new AssertionError(document.alias() + " " + document.id());
          }
        });
    return bodies;
  }

  /** The plain count over the documents of all tickets at this moment. */
  PlainCount plainCount() {
    return new PlainCount(
        all(Alias.TICKETS), all(Alias.ASSIGNMENTS), all(Alias.CLOCKS), besides(), reference);
  }

  /** What the documents do not say, by ticket id. */
  Map<String, PlainCount.Beside> besides() {
    Map<String, PlainCount.Beside> besides = new HashMap<>();
    facts.forEach((id, f) -> besides.put(id, PlainCount.Beside.of(f.ticket(), reference.zone())));
    return besides;
  }

  private Collection<JsonNode> all(Alias alias) {
    List<JsonNode> all = new ArrayList<>();
    documents.values().forEach(d -> all.addAll(d.getOrDefault(alias, List.of())));
    return all;
  }

  /** The instant until which time has passed, milliseconds since the epoch. */
  long asOf() {
    return asOf;
  }

  private static String text(Document document) {
    return new String(document.body(), StandardCharsets.UTF_8);
  }

  private static JsonNode read(Document document) {
    try {
      return JSON.readTree(document.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
