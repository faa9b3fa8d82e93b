package io.paidan.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.Topics;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.event.TicketEvent;
import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.index.IndexSetup;
import io.paidan.index.elasticsearch.ElasticsearchConnection;
import io.paidan.kafka.DocumentRecords;
import io.paidan.local.EmbeddedElasticsearch;
import io.paidan.local.Ports;
import io.paidan.local.testing.Await;
import io.paidan.local.testing.Http;
import io.paidan.local.testing.SharedServers;
import io.paidan.policy.DefaultPolicy;
import io.paidan.simulator.Delivery;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever happens to Elasticsearch, to the way there and to the index job while events flow: in
 * the end every document that {@code recompute} gives is in the index, byte for byte what the topic
 * says, and no other.
 */
@ExtendWith(PipelineExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IndexFaultsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SEED = 5;
  private static final Instant FROM = Instant.parse("2026-03-02T00:00:00Z");
  private static final double RATE = 0.0025;
  private static final int RECORDS = 1_200;
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  /** How long the full outage lasts; {@code PT10M} to see it at its length. */
  private static final Duration OUTAGE =
      Duration.parse(System.getProperty("paidan.test.outage", "PT5S"));

  /** Emergencies that fall due in the outage, one after the other. */
  private static final int EMERGENCIES =
      Integer.parseInt(System.getProperty("paidan.test.outage.emergencies", "5"));

  @TempDir private static Path folder;

  private final int port = Ports.free();
  private final URI uri = URI.create("http://127.0.0.1:" + port);
  private final IndexReader index = new IndexReader(uri);

  private final List<Delivery> deliveries = History.simulated(SEED, FROM, RATE, RECORDS);
  private final long asOf = deliveries.get(deliveries.size() - 1).at();
  private final List<byte[]> marks = History.marks("faults");

  private EmbeddedElasticsearch elasticsearch;
  private FaultyProxy proxy;
  private Recomputed expected;

  @BeforeAll
  void start() throws Exception {
    elasticsearch = startServer();
    proxy = new FaultyProxy(uri);
    expected = recompute(History.of(deliveries).and(marks), asOf);
    assertThat(expected.facts().size()).isGreaterThan(3_000);
  }

  @AfterAll
  void stop() {
    proxy.close();
    elasticsearch.close();
  }

  private EmbeddedElasticsearch startServer() {
    return EmbeddedElasticsearch.in(folder.resolve("elasticsearch"))
        .cache(SharedServers.elasticsearchCache())
        .port(port)
        .setting("http.max_content_length", "256kb")
        .start();
  }

  @Test
  void connectionsThatAreCutAndServersThatRefuseForAWhile(Pipeline pipeline) throws Exception {
    try (DocumentsView view = begin(pipeline)) {
      FaultyProxy.Fault[] all = FaultyProxy.Fault.values();
      // None is held: nobody would let it go.
      FaultyProxy.Fault[] inTurn = new FaultyProxy.Fault[all.length - 1];
      System.arraycopy(all, 0, inTurn, 0, inTurn.length);
      proxy.does(inTurn);
      sendTheRest(pipeline);
      for (FaultyProxy.Fault fault : inTurn) {
        int before = proxy.count(fault);
        if (fault != FaultyProxy.Fault.STATUS_413) { // not every request is large
          Await.until(() -> proxy.count(fault) > 0, () -> fault + " did not happen: " + before);
        }
      }
      proxy.does(FaultyProxy.Fault.NONE);
      Pipeline.awaitFacts(expected.facts(), view, index);
    }
  }

  @Test
  void theTaskManagerIsKilledInTheMiddleOfBulks(Pipeline pipeline) throws Exception {
    try (DocumentsView view = begin(pipeline)) {
      int before = proxy.count(FaultyProxy.Fault.HELD);
      proxy.does(FaultyProxy.Fault.HELD);
      sendTheRest(pipeline);
      Await.until(
          () -> proxy.count(FaultyProxy.Fault.HELD) > before, () -> "no bulk request under way");
      // Both jobs go on from their checkpoints: later than before, as revisions tell.
      HandClock.advance(Duration.ofSeconds(5));
      pipeline.killTaskManager();
      // By more than the grace after which what was told, and is not given again, is withdrawn.
      HandClock.advance(Duration.ofSeconds(15));
      // What was under way reaches the server after the job that sent it is gone.
      proxy.does(FaultyProxy.Fault.NONE);
      pipeline.awaitRunning();
      Recomputed expectedLater =
          recompute(History.of(deliveries).and(marks), asOf + Duration.ofSeconds(20).toMillis());
      Pipeline.awaitFacts(expectedLater.facts(), view, index);
    }
  }

  @Test
  void theServerIsKilledUnderLoadAndStartedAgain(Pipeline pipeline) throws Exception {
    try (DocumentsView view = begin(pipeline)) {
      int before = proxy.count(FaultyProxy.Fault.NONE);
      sendTheRest(pipeline);
      Await.until(() -> proxy.count(FaultyProxy.Fault.NONE) > before, () -> "no request came");
      elasticsearch.kill();
      elasticsearch.close();
      elasticsearch = startServer();
      Pipeline.awaitFacts(expected.facts(), view, index);
    }
  }

  /** Nobody on duty notices: alerts do not go through the index. */
  @Test
  void aFullOutageDelaysNoAlertAndIsCaughtUpWith(Pipeline pipeline) throws Exception {
    List<byte[]> emergencies = new ArrayList<>();
    for (int i = 0; i < EMERGENCIES; i++) {
      for (TicketEvent event : emergency(i)) {
        emergencies.add(Events.record(event, 0).value());
      }
    }
    long later = dueAt(EMERGENCIES) + 1;
    Recomputed expectedLater = recompute(History.of(deliveries).and(emergencies).and(marks), later);
    try (DocumentsView view = begin(pipeline);
        TopicReader alerts = new TopicReader(pipeline.bootstrapServers(), Topics.ALERTS)) {
      proxy.away(true);
      long start = System.nanoTime();
      pipeline.replay(new History(emergencies).write(folder.resolve("emergencies.ndjson")));
      History sent = History.of(deliveries).shuffled(SEED);
      int half = sent.size() / 2;
      int rest = sent.size() - half;

      Set<String> fired = new TreeSet<>();
      long worst = 0;
      for (int i = 0; i < EMERGENCIES; i++) {
        long notBefore = start + OUTAGE.toNanos() / EMERGENCIES * (i + 1);
        Await.until(() -> System.nanoTime() >= notBefore, () -> "time stands still");
        pipeline.replay(
            sent.part(half + rest * i / EMERGENCIES, half + rest * (i + 1) / EMERGENCIES)
                .write(folder.resolve("some.ndjson")));
        HandClock.set(dueAt(i) + 1);
        long moved = System.nanoTime();
        String breach = ticket(i) + "/" + Events.DEPARTMENT + "/1/ARRIVE/BREACH";
        Await.until(
            () -> {
              alerts.read(record -> fired.add(new String(record.key(), UTF_8)));
              return fired.contains(breach);
            },
            () -> breach + " was not heard of");
        worst = Math.max(worst, (System.nanoTime() - moved) / 1_000_000);
      }
      Await.until(
          () -> pipeline.indexJobFailure().contains("has not answered for"),
          () -> "the index job did not say that nobody answers: " + failure(pipeline));
      assertThat(pipeline.indexJobStatus()).isIn(JobStatus.RUNNING, JobStatus.RESTARTING);

      long outage = System.nanoTime() - start;
      pipeline.mark(marks);
      HandClock.set(later + 1);
      Pipeline.awaitTopic(expectedLater.facts(), view);
      proxy.away(false);
      long back = System.nanoTime();
      Pipeline.awaitFacts(expectedLater.facts(), view, index);
      System.out.printf(
          "IndexFaultsTest: an outage of %d s, %d emergencies heard of, the last to be heard after"
              + " %d ms; %d documents were caught up with in %d s%n",
          Duration.ofNanos(outage).toSeconds(),
          EMERGENCIES,
          worst,
          view.present().size(),
          Duration.ofNanos(System.nanoTime() - back).toSeconds());
    }
  }

  @Test
  void indicesThatAreReadOnlyAreWaitedFor(Pipeline pipeline) throws Exception {
    try (DocumentsView view = begin(pipeline)) {
      send("PUT", "/paidan-tickets-000001/_block/write", null);
      send(
          "PUT",
          "/paidan-clocks-000001/_settings",
          "{\"index.blocks.read_only_allow_delete\":true}");
      sendTheRest(pipeline);
      Pipeline.awaitTopic(expected.facts(), view);
      Await.until(
          () -> found(Alias.EVENTS) == present(view, Alias.EVENTS),
          () -> "the events are not all there");
      assertThat(found(Alias.TICKETS)).isLessThan(present(view, Alias.TICKETS));
      assertThat(found(Alias.CLOCKS)).isLessThan(present(view, Alias.CLOCKS));
      assertThat(pipeline.indexJobFailure()).isEmpty();
      send("PUT", "/paidan-*/_settings", "{\"index.blocks.write\":null}");
      send("PUT", "/paidan-*/_settings", "{\"index.blocks.read_only_allow_delete\":null}");
      Pipeline.awaitFacts(expected.facts(), view, index);
    }
  }

  /** The server takes 256 KB at a time, the job sends 4 MB: it learns. */
  @Test
  void whatIsLargerThanTheServerTakes(Pipeline pipeline) throws Exception {
    try (DocumentsView view = begin(pipeline)) {
      sendTheRest(pipeline);
      Pipeline.awaitFacts(expected.facts(), view, index);

      String id = "T-2026-999999";
      String large = "{\"title\":\"" + "长".repeat(100_000) + "\"}";
      pipeline.send(
          List.of(
              DocumentRecords.toRecord(
                  Topics.DOCUMENTS, Document.of(Alias.TICKETS, id, 1, large.getBytes(UTF_8)))));
      Await.until(
          () -> {
            view.refresh();
            return view.present().values().stream()
                .anyMatch(d -> d.alias() == Alias.DEAD_LETTERS && text(d).contains("TOO_LARGE"));
          },
          () -> "the large document is no dead letter");
      pipeline.send(
          List.of(
              DocumentRecords.toRecord(Topics.DOCUMENTS, Document.deletion(Alias.TICKETS, id, 2))));
      Pipeline.awaitIndex(view, index);
    }
  }

  @Test
  void anIndexWithOtherFieldsRefusesAndIsRebuilt(Pipeline pipeline) throws Exception {
    try (DocumentsView view = begin(pipeline)) {
      send("DELETE", "/paidan-assignments-000001", null);
      send(
          "PUT",
          "/paidan-assignments-000001",
          """
          {"aliases":{"paidan-assignments":{"is_write_index":true}},
           "mappings":{"properties":{"department":{"type":"long"}}}}
          """);
      sendTheRest(pipeline);
      Await.until(
          () -> {
            view.refresh();
            return view.present().values().stream()
                .anyMatch(
                    d ->
                        d.alias() == Alias.DEAD_LETTERS
                            && text(d).contains("\"REFUSED_BY_INDEX\"")
                            && text(d).contains("paidan-assignments/"));
          },
          () -> "nothing was refused");
      Await.until(
          () -> found(Alias.TICKETS) == expected.facts().of(Alias.TICKETS).size(),
          () -> "the tickets are not all there");
      rebuild(pipeline, "paidan-assignments");
      Pipeline.awaitIndex(view, index);
      assertThat(withoutRefused(expected.facts().differences(view.facts(), Recomputed.BOTH)))
          .isEmpty();
    }
  }

  @Test
  void anIndexThatIsDeletedUnderTheJobIsNotGuessedAnewAndComesBack(Pipeline pipeline)
      throws Exception {
    try (DocumentsView view = begin(pipeline)) {
      send("DELETE", "/paidan-clocks-000001", null);
      sendTheRest(pipeline);
      Await.until(
          () -> pipeline.indexJobFailure().contains("aliases and indices are missing"),
          () -> "the index job did not say what is missing: " + failure(pipeline));
      assertThat(Http.send("HEAD", uri.resolve("/paidan-clocks"), null).status()).isEqualTo(404);
      rebuild(pipeline, "paidan-clocks");
      Pipeline.awaitFacts(expected.facts(), view, index);
    }
  }

  /** Half of the history is through. */
  private DocumentsView begin(Pipeline pipeline) throws Exception {
    proxy.away(false);
    proxy.does(FaultyProxy.Fault.NONE);
    pipeline.fresh(asOf + 1);
    index.deleteAll();
    new IndexSetup(ElasticsearchConnection.of(uri.toString(), null), 1, 0).run();
    pipeline.startJobs(
        Backend.HEAP,
        pipeline.indexOptions(proxy.url(), "--unreachable-seconds", "1", "--batch-age-ms", "50"));
    History sent = History.of(deliveries).shuffled(SEED);
    pipeline.replay(sent.part(0, sent.size() / 2).write(folder.resolve("first.ndjson")));
    DocumentsView view = new DocumentsView(pipeline.bootstrapServers());
    Await.until(() -> found(Alias.EVENTS) > 100, () -> "few events were indexed");
    return view;
  }

  private void sendTheRest(Pipeline pipeline) throws Exception {
    History sent = History.of(deliveries).shuffled(SEED);
    pipeline.replay(sent.part(sent.size() / 2, sent.size()).write(folder.resolve("rest.ndjson")));
    pipeline.mark(marks);
  }

  private Recomputed recompute(History history, long when) throws Exception {
    return Recomputed.of(
        history.write(folder.resolve("events.ndjson")),
        DefaultPolicy.load(),
        when,
        folder.resolve("recomputed"));
  }

  private void rebuild(Pipeline pipeline, String alias) {
    Command.run(
        "rebuild",
        "--bootstrap-servers",
        pipeline.bootstrapServers(),
        "--elasticsearch",
        uri,
        "--alias",
        alias);
  }

  private static String ticket(int number) {
    return "T-2026-7%05d".formatted(number);
  }

  /** Half an hour to arrive: all were dispatched before the history ends. */
  private long dueAt(int number) {
    return asOf + 5 * MINUTE + number * (20 * MINUTE / EMERGENCIES);
  }

  private List<TicketEvent> emergency(int number) {
    long dispatched = dueAt(number) - 30 * MINUTE;
    return List.of(
        Events.reported(ticket(number), dispatched - 2 * MINUTE),
        Events.emergency(ticket(number), dispatched - MINUTE),
        Events.dispatched(ticket(number), dispatched),
        Events.accepted(ticket(number), dispatched + MINUTE));
  }

  private static String text(Document document) {
    return new String(document.body(), UTF_8);
  }

  private static List<String> withoutRefused(List<String> differences) {
    return differences.stream().filter(d -> !d.contains("REFUSED_BY_INDEX")).toList();
  }

  private static long present(DocumentsView view, Alias alias) {
    return view.present().values().stream().filter(d -> d.alias() == alias).count();
  }

  private long found(Alias alias) throws Exception {
    send("POST", "/" + alias.alias() + "/_refresh", null);
    return send("GET", "/" + alias.alias() + "/_count", null).path("count").asLong();
  }

  private static String failure(Pipeline pipeline) {
    try {
      return pipeline.indexJobFailure();
    } catch (Exception e) {
      return e.toString();
    }
  }

  private JsonNode send(String method, String path, String body) throws Exception {
    Http.Response response = Http.send(method, uri.resolve(path), body);
    assertThat(response.status())
        .as("%s %s: %s", method, path, response.body())
        .isBetween(200, 201);
    return JSON.readTree(response.body());
  }
}
