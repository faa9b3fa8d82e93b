package io.paidan.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paidan.Topics;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.e2e.SavepointFixture.Line;
import io.paidan.event.EventDecoder;
import io.paidan.event.TicketEvent;
import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.local.testing.Await;
import io.paidan.policy.DefaultPolicy;
import io.paidan.policy.PolicyParser;
import io.paidan.reference.DefaultReference;
import io.paidan.simulator.Delivery;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The whole analytics job goes on from savepoints that earlier builds took: it takes no event
 * again, wakes for the deadlines that it had, and ends with the documents that {@code recompute}
 * gives of everything.
 */
@ExtendWith(PipelineExtension.class)
class SavepointFixturesTest {
  private static final String POLICY_ID = "changji";

  /** Without a new event something falls due in this time. */
  private static final Duration SILENCE = Duration.ofHours(3);

  @TempDir private Path folder;

  // ---- a new version

  @BeforeAll
  static void writeIfTold(Pipeline pipeline, @TempDir Path folder) throws Exception {
    if (!Boolean.getBoolean("paidan.fixtures.write")) {
      return;
    }
    SavepointFixture fixture = SavepointFixture.create();
    writeHistory(fixture);
    long takenAt = SavepointFixture.readInstant(fixture.takenAt());
    List<Line> before = SavepointFixture.readLines(fixture.before());
    Facts expected = new Facts();
    fixture
        .recompute(before, fixture.policyBefore(), takenAt, folder)
        .forEach(line -> expected.add(line.alias(), line.id(), line.json()));

    prepare(pipeline, fixture, takenAt);
    pipeline.startJobs(Backend.HEAP);
    try (DocumentsView view = new DocumentsView(pipeline.bootstrapServers())) {
      send(pipeline, before);
      pipeline.awaitFacts(expected, view);
      Pipeline.Savepoints savepoints = pipeline.stopJobs();
      assertThat(view.refresh()).as("documents written by stopping").isFalse();
      fixture.keep(Path.of(URI.create(savepoints.analytics())));
    }
  }

  private static void writeHistory(SavepointFixture fixture) throws Exception {
    List<Delivery> deliveries =
        History.simulated(20_260_303, Instant.parse("2026-03-03T00:00:00Z"), 0.0025, 400);
    int half = deliveries.size() / 2;
    long takenAt = deliveries.get(half - 1).at();
    SavepointFixture.writeLines(
        fixture.before(),
        lines(History.of(deliveries.subList(0, half)), "read before the savepoint"));
    SavepointFixture.writeLines(
        fixture.after(),
        lines(History.of(deliveries.subList(half, deliveries.size())), "read after it"));
    SavepointFixture.writeInstant(fixture.takenAt(), takenAt);
    SavepointFixture.writeInstant(fixture.asOf(), deliveries.get(deliveries.size() - 1).at());

    Files.write(fixture.reference(), DefaultReference.json());
    Files.write(fixture.policyBefore(), DefaultPolicy.json());
    ObjectMapper json = new ObjectMapper();
    ObjectNode second = (ObjectNode) json.readTree(DefaultPolicy.json());
    second.put("version", 2);
    second.put("appliesTo", "OPEN");
    second.put("effectiveFrom", Instant.ofEpochMilli(takenAt).plus(SILENCE).toString());
    second
        .get("targets")
        .forEach(
            target -> {
              if (target.get("clock").asText().equals("RESOLVE")) {
                ((ObjectNode) target).put("limit", "PT20H").put("calendar", "always");
              }
            });
    ObjectNode both = json.createObjectNode().put("id", POLICY_ID);
    both.putArray("versions").add(json.readTree(DefaultPolicy.json())).add(second);
    Files.write(fixture.policyAfter(), json.writeValueAsBytes(both));
    assertThat(PolicyParser.parse(Files.readAllBytes(fixture.policyAfter())).problems()).isEmpty();
  }

  /** With malformed records, first and last in every partition and between. */
  private static List<Line> lines(History history, String name) {
    List<Line> lines = new ArrayList<>();
    List<byte[]> marks = History.marks(name);
    for (int partition = 0; partition < marks.size(); partition++) {
      lines.add(new Line(partition, ("begin, " + name).getBytes(UTF_8)));
    }
    for (byte[] value : history.withTrouble(1).lines()) {
      String ticket = ticket(value);
      lines.add(new Line(ticket == null ? 0 : Math.floorMod(ticket.hashCode(), 3), value));
    }
    for (int partition = 0; partition < marks.size(); partition++) {
      lines.add(new Line(partition, marks.get(partition)));
    }
    return lines;
  }

  private static String ticket(byte[] value) {
    return new EventDecoder().decode(value, EventDecoder.Headers.NONE, EventDecoder.NO_TIMESTAMP)
            instanceof TicketEvent event
        ? event.ticketId()
        : null;
  }

  private static void prepare(Pipeline pipeline, SavepointFixture fixture, long takenAt)
      throws Exception {
    pipeline.freshWithoutPolicy(takenAt + 1);
    pipeline.publishPolicy(POLICY_ID, Files.readAllBytes(fixture.policyBefore()));
    pipeline.publishReference(POLICY_ID, Files.readAllBytes(fixture.reference()));
  }

  private static List<RecordMetadata> send(Pipeline pipeline, List<Line> lines) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (Line line : lines) {
      String ticket = ticket(line.value());
      byte[] key = ticket == null ? null : ticket.getBytes(UTF_8);
      records.add(new ProducerRecord<>(Topics.TICKET_EVENTS, line.partition(), key, line.value()));
    }
    return pipeline.send(records);
  }

  // ---- all versions

  @ParameterizedTest
  @EnumSource(Backend.class)
  void everyVersionGoesOn(Backend backend, Pipeline pipeline) throws Exception {
    List<SavepointFixture> versions = SavepointFixture.versions();
    assertThat(versions).as(SavepointFixture.HOW).isNotEmpty();
    for (SavepointFixture fixture : versions) {
      goesOn(fixture, backend, pipeline, folder.resolve(fixture.folder().getFileName()));
    }
  }

  private static void goesOn(
      SavepointFixture fixture, Backend backend, Pipeline pipeline, Path folder) throws Exception {
    long takenAt = SavepointFixture.readInstant(fixture.takenAt());
    long asOf = SavepointFixture.readInstant(fixture.asOf());
    List<Line> before = SavepointFixture.readLines(fixture.before());
    List<Line> after = SavepointFixture.readLines(fixture.after());
    List<Line> all = new ArrayList<>(before);
    all.addAll(after);
    List<Recomputed.Line> written = fixture.written(folder.resolve("before"));
    long afterSilence = takenAt + SILENCE.toMillis() - 1;

    prepare(pipeline, fixture, takenAt);
    Map<Integer, Long> ends = ends(send(pipeline, before));
    pipeline.startJobs(
        backend, new Pipeline.Savepoints(fixture.unpack(folder.resolve("savepoint")), null));
    try (DocumentsView view = new DocumentsView(pipeline.bootstrapServers())) {
      HandClock.set(afterSilence + 1);
      await(
          facts(
              fixture.recompute(
                  before, fixture.policyBefore(), afterSilence, folder.resolve("silence"))),
          written,
          view,
          fixture);
      assertThat(view.latest()).as("what fell due with nobody writing").isNotEmpty();

      pipeline.publishPolicy(POLICY_ID, Files.readAllBytes(fixture.policyAfter()));
      send(pipeline, after);
      HandClock.set(asOf + 1);
      await(
          facts(fixture.recompute(all, fixture.policyAfter(), asOf, folder.resolve("after"))),
          written,
          view,
          fixture);

      assertThat(readAgain(view, ends)).as("records that were taken again").isEmpty();
      assertThat(foundOutAnew(written, view, takenAt + 1)).isEmpty();
      assertThat(view.latest().values())
          .allMatch(document -> document.alias() == Alias.REPORTS || document.revision() > takenAt);
      assertThat(view.backward()).isEmpty();
    }
    pipeline.cancelJobs();
  }

  /** The offset after the last record of each partition. */
  private static Map<Integer, Long> ends(List<RecordMetadata> sent) {
    Map<Integer, Long> ends = new TreeMap<>();
    sent.forEach(record -> ends.put(record.partition(), record.offset() + 1));
    return ends;
  }

  private static Facts facts(List<Recomputed.Line> lines) {
    Facts facts = new Facts();
    lines.forEach(line -> facts.add(line.alias(), line.id(), line.json()));
    return facts;
  }

  /** Waits until what was written before and what has come since are what is expected, and stay. */
  private static void await(
      Facts expected, List<Recomputed.Line> before, DocumentsView view, SavepointFixture fixture)
      throws Exception {
    List<String> differences = new ArrayList<>();
    Await.until(
        () -> {
          view.refresh();
          differences.clear();
          differences.addAll(expected.differences(since(before, view), Recomputed.BOTH));
          return differences.isEmpty();
        },
        () ->
            "%s: %d differences:\n%s"
                .formatted(
                    fixture.folder().getFileName(),
                    differences.size(),
                    String.join("\n", differences)));
  }

  private static Facts since(List<Recomputed.Line> before, DocumentsView view) {
    Map<String, Document> latest = view.latest();
    Facts facts = new Facts();
    for (Recomputed.Line line : before) {
      if (!latest.containsKey(line.alias().alias() + "/" + line.id())) {
        facts.add(line.alias(), line.id(), line.json());
      }
    }
    view.present()
        .forEach(
            (key, document) ->
                facts.add(document.alias(), document.id(), new String(document.body(), UTF_8)));
    return facts;
  }

  /** Events and dead letters of records that the savepoint's job had read. */
  private static Set<String> readAgain(DocumentsView view, Map<Integer, Long> ends) {
    Set<String> again = new TreeSet<>();
    view.present()
        .forEach(
            (key, document) -> {
              if (document.alias() == Alias.EVENTS || document.alias() == Alias.DEAD_LETTERS) {
                Map<String, String> fields = fields(document);
                int partition = Integer.parseInt(fields.get("partition"));
                if (Long.parseLong(fields.get("offset")) < ends.get(partition)) {
                  again.add(key);
                }
              }
            });
    return again;
  }

  /** Alerts given before the savepoint that say, resolved now, that they were found after it. */
  private static Set<String> foundOutAnew(
      List<Recomputed.Line> before, DocumentsView view, long clock) {
    Set<String> anew = new TreeSet<>();
    int resolved = 0;
    for (Recomputed.Line line : before) {
      Document document = view.latest().get(line.alias().alias() + "/" + line.id());
      if (line.alias() == Alias.ALERTS
          && line.json().contains("\"status\":\"FIRING\"")
          && document != null
          && fields(document).get("status").equals("\"RESOLVED\"")) {
        resolved++;
        String firedAt = fields(document).get("fired_at").replace("\"", "");
        if (Instant.parse(firedAt).toEpochMilli() > clock) {
          anew.add(document.id() + " at " + firedAt);
        }
      }
    }
    assertThat(resolved).as("alerts of before that are over now").isPositive();
    return anew;
  }

  private static Map<String, String> fields(Document document) {
    return RawJson.members(new String(document.body(), UTF_8));
  }
}
