package io.paidan.core.recompute;

import io.paidan.Instants;
import io.paidan.core.figures.Contributions;
import io.paidan.core.figures.FigureBook;
import io.paidan.core.figures.FigureSums;
import io.paidan.core.recompute.TicketPartitions.Located;
import io.paidan.core.reference.CenterDocuments;
import io.paidan.core.ticket.AlertFacts;
import io.paidan.core.ticket.AlertStatus;
import io.paidan.core.ticket.EventDocuments;
import io.paidan.core.ticket.Ticket;
import io.paidan.core.ticket.TicketDocuments;
import io.paidan.core.ticket.TicketFacts;
import io.paidan.core.ticket.TicketJudge;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.event.Decoded;
import io.paidan.event.EventDecoder;
import io.paidan.event.Malformed;
import io.paidan.event.Reason;
import io.paidan.event.TicketEvent;
import io.paidan.policy.PolicyHistory;
import io.paidan.reference.ReferenceData;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The computation over a bounded history, without Flink (contract, section 4, {@code recompute}):
 * reads event files, folds each ticket, judges it at one instant and writes the documents, sorted.
 * It is the second way that the running jobs are compared with.
 *
 * <p>Memory is bounded: events are parted by ticket into temporary files, documents are sorted in
 * pieces. Only one ticket's own events must fit, the figures (they go with districts, departments
 * and dates, not with tickets), and a word for each event that another one of the same source and
 * id contradicts.
 *
 * <p>The same input gives the same bytes. The order of lines and files matters only where the
 * contract says so: of two events of a ticket with one source and id the first holds, and dead
 * letters say where they were found.
 */
public final class Recompute {
  /** How long after a ticket's end its events are still taken. */
  public static final Duration EXPIRY = Duration.ofDays(400);

  /** The file of lines that could not be used. */
  public static final String DEAD_LETTERS_FILE = "dead-letters.ndjson";

  private static final List<Alias> ALIASES =
      List.of(
          Alias.TICKETS,
          Alias.ASSIGNMENTS,
          Alias.CLOCKS,
          Alias.ALERTS,
          Alias.EVENTS,
          Alias.DISTRICT_DAILY,
          Alias.DEPARTMENT_DAILY,
          Alias.DEPARTMENT_DISTRICT_DAILY,
          Alias.AREA_FIGURES,
          Alias.DEPARTMENT_SCORES,
          Alias.CENTERS,
          Alias.REFERENCE_PROBLEMS);

  /** Bytes of event files to a part. */
  private static final long PART_BYTES = 16L << 20;

  private static final int MOST_PARTS = 256;
  private static final int GZIP_RATIO = 10;

  /**
   * What to compute.
   *
   * @param events NDJSON, one CloudEvent a line, gzip or not
   * @param asOf milliseconds since the epoch, UTC: later events are not read
   * @param out the folder for {@code <alias>.ndjson}; made when missing
   */
  public record Options(
      List<Path> events, PolicyHistory policies, ReferenceData reference, long asOf, Path out) {
    public Options {
      events = List.copyOf(events);
    }
  }

  /**
   * What was computed.
   *
   * @param lines that are not blank
   * @param events accepted, each once
   * @param repeats the same event again
   * @param later events after the as-of instant
   * @param problems clocks that a calendar does not reach, for those who keep the policy
   * @param firstProblem one of them in words, null when there are none
   * @param documents how many of each kind
   */
  public record Summary(
      long lines,
      long events,
      long repeats,
      long later,
      long tickets,
      long deadLetters,
      long problems,
      String firstProblem,
      Map<Alias, Long> documents) {}

  private final Options options;
  private final long revision;
  private final TicketJudge judge;
  private final TicketDocuments ticketDocuments;
  private final EventDocuments eventDocuments;
  private final DocumentLines lines = new DocumentLines();
  private final Map<Alias, DocumentSorter> sorters = new EnumMap<>(Alias.class);
  private final ReferenceProblems referenceProblems;
  private final Contributions contributions;
  private final FigureBook figures = new FigureBook();

  private DeadLetters deadLetters;
  private long lineCount;
  private long eventCount;
  private long repeats;
  private long later;
  private long tickets;
  private long problems;
  private String firstProblem;

  private Recompute(Options options) {
    this.options = options;
    this.revision = Math.max(1, options.asOf());
    this.judge = TicketJudge.of(options.policies(), options.reference().zone());
    this.ticketDocuments = new TicketDocuments(options.reference());
    this.eventDocuments = new EventDocuments(options.reference());
    this.referenceProblems = new ReferenceProblems(options.reference());
    this.contributions = new Contributions(options.reference().zone());
  }

  /**
   * Computes and writes. Files of an earlier run are replaced once all is done, not before.
   *
   * @throws RecomputeException when a file cannot be read or the folder not be written
   */
  public static Summary run(Options options) {
    for (Path file : options.events()) {
      if (!Files.isReadable(file) || Files.isDirectory(file)) {
        throw new RecomputeException(
            "cannot read event file "
                + file
                + ": "
                + (Files.exists(file) ? "no readable file" : "there is no such file"),
            null);
      }
    }
    Path work;
    try {
      Files.createDirectories(options.out());
      work = Files.createTempDirectory(options.out(), ".recompute-");
    } catch (IOException e) {
      throw new RecomputeException("cannot write to folder " + options.out() + ": " + reason(e), e);
    }
    try {
      return new Recompute(options).run(work);
    } catch (IOException e) {
      throw new RecomputeException("cannot write to folder " + options.out() + ": " + reason(e), e);
    } finally {
      delete(work);
    }
  }

  private Summary run(Path work) throws IOException {
    // Sorted pieces are held for all kinds at once, beside one part of the events.
    long budget = Math.max(1L << 20, Runtime.getRuntime().maxMemory() / 40);
    for (Alias alias : ALIASES) {
      sorters.put(alias, new DocumentSorter(work, alias.alias(), budget));
    }
    DocumentSorter letterSorter = new DocumentSorter(work, Alias.DEAD_LETTERS.alias(), budget);
    deadLetters =
        new DeadLetters(
            options.events().stream().map(file -> file.getFileName().toString()).toList(),
            options.asOf(),
            revision,
            lines,
            letterSorter);
    try (TicketPartitions parts = new TicketPartitions(work, parts())) {
      readFiles(parts);
      parts.finish();
      for (int part = 0; part < parts.count(); part++) {
        for (Map.Entry<String, List<Located>> ticket : parts.read(part).entrySet()) {
          ticket(ticket.getKey(), ticket.getValue());
        }
      }
    }
    completeDeadLetters();
    CenterDocuments centers = new CenterDocuments(options.reference());
    for (ReferenceData.District district : options.reference().districts().values()) {
      add(centers.document(district, options.asOf(), revision));
    }
    addFigures();
    for (Document problem : referenceProblems.documents(revision)) {
      add(problem);
    }
    return write(work, letterSorter);
  }

  private void addFigures() throws IOException {
    FigureSums sums = new FigureSums(options.reference());
    sums.add(figures);
    List<Document> documents = new ArrayList<>();
    sums.documents(options.policies(), options.asOf(), revision, documents::add);
    for (Document document : documents) {
      add(document);
    }
  }

  private int parts() throws IOException {
    long bytes = 0;
    for (Path file : options.events()) {
      bytes += Files.size(file) * (file.toString().endsWith(".gz") ? GZIP_RATIO : 1);
    }
    return (int) Math.min(MOST_PARTS, bytes / PART_BYTES + 1);
  }

  private void readFiles(TicketPartitions parts) throws IOException {
    EventDecoder decoder = new EventDecoder();
    for (int file = 0; file < options.events().size(); file++) {
      try (Input input = new Input(options.events().get(file))) {
        while (input.next()) {
          lineCount++;
          EventLines line = input.lines;
          byte[] bytes = line.bytes();
          Decoded decoded =
              line.isCut()
                  ? new Malformed(
                      Reason.TOO_LARGE,
                      "the line has "
                          + line.length()
                          + " bytes; "
                          + EventDecoder.MAX_BYTES
                          + " are the most that is read")
                  : decoder.decode(bytes, EventDecoder.Headers.NONE, EventDecoder.NO_TIMESTAMP);
          if (decoded instanceof Malformed malformed) {
            deadLetters.add(
                file, line.number(), malformed.reason(), malformed.detail(), bytes, line.length());
          } else if (decoded instanceof TicketEvent event) {
            if (event.time() > options.asOf()) {
              later++;
            } else {
              parts.add(event, file, line.number());
            }
          }
        }
      }
    }
  }

  /** Names the file in what goes wrong with reading it. */
  private static final class Input implements AutoCloseable {
    private final Path file;
    final EventLines lines;

    Input(Path file) {
      this.file = file;
      try {
        lines = new EventLines(file);
      } catch (IOException e) {
        throw new RecomputeException("cannot read event file " + file + ": " + reason(e), e);
      }
    }

    boolean next() {
      try {
        return lines.next();
      } catch (IOException e) {
        throw new RecomputeException(
            "cannot read event file " + file + " after line " + lines.number() + ": " + reason(e),
            e);
      }
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }

  private void completeDeadLetters() throws IOException {
    for (int file = 0; file < options.events().size(); file++) {
      if (deadLetters.needs(file)) {
        try (Input input = new Input(options.events().get(file))) {
          deadLetters.complete(file, input.lines);
        }
      }
    }
  }

  private void ticket(String ticketId, List<Located> located) throws IOException {
    List<Located> set = distinct(located);
    set.sort(Comparator.comparing(Located::event));
    long asOf = options.asOf();
    Ticket ticket = judge.fold(ticketId, List.of(), Instants.NONE);
    for (Located each : set) {
      TicketEvent event = each.event();
      if (ticket.endedAt() != Instants.NONE
          && event.time() - ticket.endedAt() > EXPIRY.toMillis()) {
        deadLetters.add(
            each,
            Reason.EXPIRED_TICKET,
            "the ticket ended over "
                + EXPIRY.toDays()
                + " days before this event; report the matter as a new ticket");
        continue;
      }
      if (!judge.apply(ticket, event, Instants.NONE)) {
        throw new IllegalStateException(
            "event " + event.id() + " of ticket " + ticketId + " does not follow the one before");
      }
      Document document = eventDocuments.document(event, revision, null);
      add(document);
      eventCount++;
    }
    if (ticket.eventCount() == 0) {
      return;
    }
    judge.advance(ticket, asOf);
    tickets++;
    TicketFacts facts = ticket.facts();
    for (Document document : ticketDocuments.changed(null, facts, revision, clock -> 0)) {
      add(document);
    }
    for (AlertFacts alert : facts.alerts()) {
      AlertStatus status =
          alert.endedAt() == Instants.NONE ? AlertStatus.FIRING : AlertStatus.RESOLVED;
      byte[] body =
          ticketDocuments.alert(alert, status, alert.thresholdAt(), alert.endedAt(), revision);
      add(Document.of(Alias.ALERTS, alert.id(), revision, body));
    }
    referenceProblems.look(facts);
    contributions.add(null, facts, figures);
    if (!facts.problems().isEmpty()) {
      problems += facts.problems().size();
      String problem = facts.problems().get(0).clockId() + ": " + facts.problems().get(0).detail();
      if (firstProblem == null || problem.compareTo(firstProblem) < 0) {
        firstProblem = problem;
      }
    }
  }

  /** The events without repeats; what contradicts an earlier one is a dead letter. */
  private List<Located> distinct(List<Located> located) {
    Map<String, Map<String, TicketEvent>> seen = new HashMap<>();
    List<Located> set = new ArrayList<>(located.size());
    for (Located each : located) {
      TicketEvent event = each.event();
      TicketEvent twin =
          seen.computeIfAbsent(event.source(), s -> new HashMap<>()).putIfAbsent(event.id(), event);
      if (twin == null) {
        set.add(each);
      } else if (twin.equals(event)) {
        repeats++;
      } else {
        deadLetters.add(
            each,
            Reason.CONFLICTING_REPEAT,
            "the ticket has an event of this source and id with another content, which holds;"
                + " give every event an id of its own");
      }
    }
    return set;
  }

  private void add(Document document) throws IOException {
    sorters.get(document.alias()).add(document.id(), lines.line(document.id(), document.body()));
  }

  private Summary write(Path work, DocumentSorter letterSorter) throws IOException {
    Map<String, Path> written = new HashMap<>();
    Map<Alias, Long> counts = new EnumMap<>(Alias.class);
    for (Alias alias : ALIASES) {
      String name = alias.alias() + ".ndjson";
      Path file = work.resolve(name);
      counts.put(alias, sorters.get(alias).writeTo(file));
      written.put(name, file);
    }
    Path letters = work.resolve(DEAD_LETTERS_FILE);
    letterSorter.writeTo(letters);
    written.put(DEAD_LETTERS_FILE, letters);
    for (Map.Entry<String, Path> file : written.entrySet()) {
      Files.move(
          file.getValue(),
          options.out().resolve(file.getKey()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
    return new Summary(
        lineCount,
        eventCount,
        repeats,
        later,
        tickets,
        deadLetters.count(),
        problems,
        firstProblem,
        Collections.unmodifiableMap(counts));
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.getLogger(Recompute.class.getName())
          .log(System.Logger.Level.WARNING, "cannot delete temporary folder " + folder, e);
    }
  }
}
