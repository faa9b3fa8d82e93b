package io.paidan.flink.reference;

import static io.paidan.core.reference.UsingTickets.json;
import static io.paidan.core.reference.UsingTickets.reference;
import static io.paidan.core.reference.UsingTickets.ticket;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.core.reference.CenterDocuments;
import io.paidan.core.reference.FirstUse;
import io.paidan.core.reference.ReferenceProblemDocuments;
import io.paidan.core.reference.ReferenceUse;
import io.paidan.core.reference.ReferenceUses;
import io.paidan.core.ticket.TicketFacts;
import io.paidan.document.Alias;
import io.paidan.reference.ReferenceData;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * However far the ticket engine and the operator are apart in reading reference data, whenever
 * tickets get their turn to be judged anew, and wherever the job crashes: in the end the documents
 * are those of all tickets under the last reference data.
 */
class ReferenceOperatorProperties {
  private static final String SEED = "20260306";
  private static final int TICKETS = 4;
  private static final List<String> DEPARTMENTS = List.of("a", "b", "c");

  /** Always known: what a ticket leaves is told with the county that the district lies in then. */
  private static final List<String> IN_COUNTIES = List.of("d@k", "e@k", "f@m");

  private static final List<String> OTHERS = List.of("g", "h");
  private static final List<String> DISTRICTS = List.of("d", "e", "f", "g", "h");

  /** The ticket engine as far as it matters here: what it was told, and what it told. */
  private static final class Engine {
    final List<String> controls;
    final List<TicketFacts> events;
    final Deque<ReferenceUse> told = new ArrayDeque<>();

    int controlsRead;
    int eventsRead;
    Map<String, TicketFacts> tickets = new TreeMap<>();
    Map<String, Integer> names = new HashMap<>();
    Set<String> turns = new HashSet<>();

    Engine(List<String> controls, List<TicketFacts> events) {
      this.controls = controls;
      this.events = events;
    }

    ReferenceData reference() {
      return reference(controls, controlsRead);
    }

    static ReferenceData reference(List<String> controls, int read) {
      return read == 0 ? ReferenceData.NONE : UsingTicketsReference.of(controls.get(read - 1));
    }

    void readControl() {
      controlsRead++;
      turns.addAll(tickets.keySet());
    }

    void readEvent() {
      TicketFacts facts = events.get(eventsRead++);
      tell(facts.ticket().ticketId(), facts);
    }

    void judgeAnew(String id) {
      turns.remove(id);
      if (names.get(id) != stamp()) {
        tell(id, tickets.get(id));
      }
    }

    private int stamp() {
      return controlsRead == 0 ? 0 : controls.get(controlsRead - 1).hashCode();
    }

    private void tell(String id, TicketFacts after) {
      TicketFacts before = tickets.put(id, after);
      Integer namesBefore = names.put(id, stamp());
      boolean otherNames = before != null && namesBefore != stamp();
      told.addAll(new ReferenceUses(reference()).changes(before, after, otherNames));
    }

    Engine copy() {
      Engine copy = new Engine(controls, events);
      copy.controlsRead = controlsRead;
      copy.eventsRead = eventsRead;
      copy.tickets = new TreeMap<>(tickets);
      copy.names = new HashMap<>(names);
      copy.turns = new HashSet<>(turns);
      return copy;
    }
  }

  /** Parsed once. */
  private static final class UsingTicketsReference {
    private static final Map<String, ReferenceData> PARSED = new HashMap<>();

    static ReferenceData of(String json) {
      return PARSED.computeIfAbsent(json, j -> reference(j));
    }
  }

  /** The job: engine, operator, and what is on its way between them. */
  private static final class Job {
    final Random random;
    final RunningReference operator;
    Engine engine;
    int controlsRead;

    Job(Random random, RunningReference operator, Engine engine) {
      this.random = random;
      this.operator = operator;
      this.engine = engine;
    }

    void step(boolean mayReadControls, boolean mayReadEvents) throws Exception {
      int controls = engine.controls.size();
      switch (random.nextInt(6)) {
        case 0 -> {
          if (mayReadControls && engine.controlsRead < controls) {
            engine.readControl();
          }
        }
        case 1 -> {
          if (mayReadControls && controlsRead < controls) {
            readControl();
          }
        }
        case 2 -> {
          if (!engine.turns.isEmpty()) {
            engine.judgeAnew(engine.turns.iterator().next());
          }
        }
        case 3 -> {
          if (mayReadEvents && engine.eventsRead < engine.events.size()) {
            engine.readEvent();
          }
        }
        case 4 -> {
          if (!engine.told.isEmpty()) {
            operator.use(engine.told.remove());
          }
        }
        default -> operator.passTime(random.nextInt(700));
      }
    }

    void readControl() throws Exception {
      RunningReference.wallClock++;
      operator.reference(engine.controls.get(controlsRead++));
    }

    /** A barrier comes when both have read the same: what is on its way comes before it. */
    void align() throws Exception {
      while (engine.controlsRead < controlsRead) {
        engine.readControl();
      }
      operator.uses(List.copyOf(engine.told));
      engine.told.clear();
      while (controlsRead < engine.controlsRead) {
        readControl();
      }
    }

    /**
     * What is lost is read again, perhaps in another order; not events after reference data that
     * was read after them.
     */
    void crash() throws Exception {
      align();
      Engine snapshot = engine.copy();
      int controlsThen = controlsRead;
      boolean controls = random.nextBoolean();
      operator.crashBut(
          () -> {
            for (int n = random.nextInt(12); n > 0; n--) {
              step(controls, !controls);
            }
          });
      RunningReference.wallClock += 1000;
      int eventsLost = engine.eventsRead - snapshot.eventsRead;
      engine = snapshot;
      controlsRead = controlsThen;
      for (; eventsLost > 0; eventsLost--) {
        engine.readEvent();
      }
    }

    void finish() throws Exception {
      while (engine.controlsRead < engine.controls.size()) {
        engine.readControl();
      }
      while (engine.eventsRead < engine.events.size()) {
        engine.readEvent();
      }
      while (!engine.turns.isEmpty()) {
        engine.judgeAnew(engine.turns.iterator().next());
      }
      align();
      operator.passTime(ReferenceOperator.LINGER.toMillis());
    }
  }

  @Property(tries = 300, seed = SEED, shrinking = ShrinkingMode.OFF)
  void inTheEndItIsAsIfReadAtOnce(@ForAll long seed) throws Exception {
    inTheEndItIsAsIfReadAtOnce(seed, false);
  }

  /** Fewer, as a restart of RocksDB takes its time. */
  @Property(tries = 10, seed = SEED, shrinking = ShrinkingMode.OFF)
  void inTheEndItIsAsIfReadAtOnceOnRocksDb(@ForAll long seed) throws Exception {
    inTheEndItIsAsIfReadAtOnce(seed, true);
  }

  private static void inTheEndItIsAsIfReadAtOnce(long seed, boolean rocksDb) throws Exception {
    Random random = new Random(seed);
    RunningReference.wallClock = 1_772_424_000_000L;
    List<String> controls = controls(random);
    Engine engine = new Engine(controls, events(random));
    int before = random.nextInt(controls.size());
    try (RunningReference operator = RunningReference.start(rocksDb)) {
      Job job = new Job(random, operator, engine);
      // The engine tells nothing before it has read reference data to its end; the operator, which
      // reads it by itself, may get there later.
      while (engine.controlsRead < before) {
        engine.readControl();
      }
      for (int n = random.nextInt(8); n > 0; n--) {
        job.step(false, true);
      }
      while (job.controlsRead < before) {
        job.readControl();
      }
      operator.controlsRead();

      for (int n = 20 + random.nextInt(60); n > 0; n--) {
        if (random.nextInt(15) == 0) {
          job.crash();
        } else {
          job.step(true, true);
        }
      }
      job.finish();

      ReferenceData last = Engine.reference(controls, controls.size());
      assertThat(withoutRevisions(operator.index(Alias.REFERENCE_PROBLEMS)))
          .isEqualTo(problems(job.engine.tickets, last));
      assertThat(withoutTimes(operator.index(Alias.CENTERS))).isEqualTo(centers(last));
    }
  }

  /** Few of them, so that one often comes back. */
  private static List<String> controls(Random random) {
    List<String> some = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      List<String> districts = new ArrayList<>(IN_COUNTIES);
      districts.addAll(some(OTHERS, random));
      List<String> departments = some(DEPARTMENTS, random);
      some.add(
          random.nextBoolean()
              ? json(districts, departments)
              : json(districts, departments, "k", "m"));
    }
    List<String> controls = new ArrayList<>();
    for (int n = 1 + random.nextInt(6); n > 0; n--) {
      controls.add(some.get(random.nextInt(some.size())));
    }
    return controls;
  }

  private static List<TicketFacts> events(Random random) {
    List<TicketFacts> events = new ArrayList<>();
    for (int n = 3 + random.nextInt(12); n > 0; n--) {
      String district = DISTRICTS.get(random.nextInt(DISTRICTS.size()));
      events.add(
          ticket(
              "T" + random.nextInt(TICKETS),
              1_772_000_000_000L + random.nextInt(3),
              district,
              some(DEPARTMENTS, random).toArray(new String[0])));
    }
    return events;
  }

  private static List<String> some(List<String> all, Random random) {
    return all.stream().filter(each -> random.nextInt(3) > 0).toList();
  }

  private static Map<String, String> problems(
      Map<String, TicketFacts> tickets, ReferenceData reference) {
    Map<String, FirstUse> firsts = new TreeMap<>();
    Map<String, ReferenceUse> uses = new TreeMap<>();
    for (TicketFacts facts : tickets.values()) {
      for (ReferenceUse use : new ReferenceUses(reference).unknown(facts)) {
        uses.put(use.key(), use);
        firsts.merge(use.key(), use.asFirst(), FirstUse::lesser);
      }
    }
    ReferenceProblemDocuments documents = new ReferenceProblemDocuments();
    Map<String, String> problems = new TreeMap<>();
    uses.forEach(
        (key, use) ->
            problems.put(
                key,
                new String(
                    documents.document(use.kind(), use.id(), firsts.get(key), 1).body(), UTF_8)));
    return withoutRevisions(problems);
  }

  private static Map<String, String> centers(ReferenceData reference) {
    CenterDocuments documents = new CenterDocuments(reference);
    Map<String, String> centers = new TreeMap<>();
    reference
        .districts()
        .values()
        .forEach(
            district -> centers.put(district.id(), new String(documents.content(district), UTF_8)));
    return withoutTimes(centers);
  }

  private static Map<String, String> withoutRevisions(Map<String, String> documents) {
    documents.replaceAll((id, json) -> json.replaceFirst("\"revision\":[0-9]+,", ""));
    return documents;
  }

  private static Map<String, String> withoutTimes(Map<String, String> documents) {
    documents.replaceAll((id, json) -> json.replaceFirst("\"@timestamp\":\"[^\"]*\",", ""));
    return withoutRevisions(documents);
  }
}
