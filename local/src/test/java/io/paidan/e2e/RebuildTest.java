package io.paidan.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.document.Alias;
import io.paidan.event.TicketEvent;
import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.index.elasticsearch.ElasticsearchConnection;
import io.paidan.index.rebuild.FlinkPasses;
import io.paidan.index.rebuild.Rebuild;
import io.paidan.index.rebuild.RebuildException;
import io.paidan.index.sink.IndexLimits;
import io.paidan.local.testing.Await;
import io.paidan.local.testing.Http;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** New indices take the places of old ones before the eyes of those who ask and write. */
@ExtendWith(PipelineExtension.class)
class RebuildTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SEED = 11;
  private static final Instant FROM = Instant.parse("2026-03-02T00:00:00Z");
  private static final double RATE = 0.0025;
  private static final int RECORDS = 1_500;
  private static final String BUSY = "T-2026-777777";

  /** Their documents are never deleted. */
  private static final List<Alias> GROWING =
      List.of(Alias.TICKETS, Alias.ASSIGNMENTS, Alias.EVENTS);

  @TempDir private Path folder;

  @Test
  void nobodyFindsLessWhileIndicesAreRebuilt(Pipeline pipeline) throws Exception {
    start(pipeline);
    try (DocumentsView view = new DocumentsView(pipeline.bootstrapServers())) {
      pipeline.awaitIndex(view);
      assertThat(names(pipeline)).contains("paidan-tickets-000001", "paidan-events-2026.03");

      AtomicBoolean over = new AtomicBoolean();
      AtomicInteger looks = new AtomicInteger();
      CompletableFuture<List<String>> watching = watch(pipeline, over, looks);
      CompletableFuture<Integer> traffic = traffic(pipeline, over, looks);
      try {
        rebuildTwice(pipeline, looks);
      } finally {
        over.set(true);
        CompletableFuture.allOf(watching, traffic).handle((done, failure) -> done).get();
      }
      assertThat(watching.get()).isEmpty();
      assertThat(traffic.get()).isGreaterThan(20);
      pipeline.awaitIndex(view);

      assertThat(names(pipeline))
          .contains(
              "paidan-tickets-000001", "paidan-tickets-000003", "paidan-events-2026.03-000003")
          .doesNotContain("paidan-tickets-000002", "paidan-events-2026.03");
      assertThat(aliases(pipeline).get("paidan-events-2026.03-000003"))
          .containsExactly("paidan-events", "paidan-events-2026.03");
      assertThat(settings(pipeline, "paidan-tickets-000003").path("refresh_interval").asText())
          .isEqualTo("1s");
    }
  }

  private static void rebuildTwice(Pipeline pipeline, AtomicInteger looks) throws Exception {
    Await.until(() -> looks.get() > 5, () -> "nobody looks");
    String said = rebuild(pipeline, "--keep-old");
    assertThat(said)
        .contains("pass 1: ", "last pass, the old indices are read-only: ", "switched to ")
        .contains("kept, read-only and without alias: paidan-");
    int atSwitch = looks.get();
    Await.until(() -> looks.get() > atSwitch + 5, () -> "nobody looks");
    String again = rebuild(pipeline);
    assertThat(again).contains("deleted the old indices");
  }

  @Test
  void anIndexThatWasDeletedIsFilledAgain(Pipeline pipeline) throws Exception {
    start(pipeline);
    try (DocumentsView view = new DocumentsView(pipeline.bootstrapServers())) {
      pipeline.awaitIndex(view);
      send(pipeline, "DELETE", "/paidan-clocks-000001", null);
      send(pipeline, "DELETE", "/paidan-events-2026.03", null);
      rebuild(pipeline, "--alias", "paidan-clocks,paidan-events");
      pipeline.awaitIndex(view);
      assertThat(names(pipeline))
          .contains("paidan-clocks-000001", "paidan-events-2026.03", "paidan-tickets-000001");
    }
  }

  @Test
  void whatIsNotInTheTopicIsNotDroppedInSilenceAndNothingIsLeftBehind(Pipeline pipeline)
      throws Exception {
    start(pipeline);
    try (DocumentsView view = new DocumentsView(pipeline.bootstrapServers())) {
      pipeline.awaitIndex(view);
      send(
          pipeline,
          "PUT",
          "/paidan-centers/_doc/nobody-wrote-it?refresh=true",
          "{\"@timestamp\":\"2026-03-02T00:00:00.000Z\",\"revision\":1}");
      List<String> before = names(pipeline);
      assertThatThrownBy(() -> rebuild(pipeline, new Rebuild.Options(false, false, false)))
          .isInstanceOf(RebuildException.class)
          .hasMessageContaining("paidan-centers-000002 has 1 fewer")
          .hasMessageContaining("--accept-fewer");
      assertThat(names(pipeline)).isEqualTo(before);
      assertThat(settings(pipeline, "paidan-centers-000001").path("blocks").isMissingNode())
          .as("writable")
          .isTrue();

      send(pipeline, "PUT", "/paidan-tickets-000002", "{}");
      send(pipeline, "PUT", "/paidan-tickets-000001/_block/write", "");
      assertThatThrownBy(() -> rebuild(pipeline, new Rebuild.Options(false, true, false)))
          .isInstanceOf(RebuildException.class)
          .hasMessageContaining("paidan-tickets-000002 is there beside what is in use")
          .hasMessageContaining("--discard-unfinished");
      rebuild(pipeline, new Rebuild.Options(true, true, false));
      assertThat(names(pipeline)).contains("paidan-centers-000002").hasSameSizeAs(before);
      pipeline.awaitIndex(view);
    }
  }

  private void start(Pipeline pipeline) throws Exception {
    var deliveries = History.simulated(SEED, FROM, RATE, RECORDS);
    pipeline.fresh(deliveries.get(deliveries.size() - 1).at() + 1);
    pipeline.startJobs(Backend.HEAP);
    pipeline.replay(History.of(deliveries).write(folder.resolve("events.ndjson")));
    try (DocumentsView view = new DocumentsView(pipeline.bootstrapServers())) {
      Await.until(
          () -> {
            view.refresh();
            return view.present().size() > RECORDS;
          },
          () -> "few documents: " + view.present().size());
    }
  }

  private static String rebuild(Pipeline pipeline, Object... more) {
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                "rebuild",
                "--bootstrap-servers",
                pipeline.bootstrapServers(),
                "--elasticsearch",
                pipeline.elasticsearch()));
    arguments.addAll(List.of(more));
    return Command.run(arguments.toArray());
  }

  private static void rebuild(Pipeline pipeline, Rebuild.Options options) throws Exception {
    Properties kafka = new Properties();
    kafka.setProperty("bootstrap.servers", pipeline.bootstrapServers());
    ElasticsearchConnection connection = ElasticsearchConnection.of(pipeline.elasticsearch(), null);
    new Rebuild(
            kafka,
            connection,
            List.of(Alias.TICKETS, Alias.CENTERS),
            options,
            new FlinkPasses(kafka, connection, IndexLimits.DEFAULTS, 1),
            line -> {})
        .run();
  }

  /**
   * Events come all the time, many of them of one ticket: one or two between two looks. As many as
   * the broker takes would be thousands where a look takes long, and each makes the busy ticket's
   * document longer.
   */
  private static CompletableFuture<Integer> traffic(
      Pipeline pipeline, AtomicBoolean over, AtomicInteger looks) {
    return CompletableFuture.supplyAsync(
        () -> {
          int sent = 0;
          try {
            while (!over.get()) {
              int seen = looks.get();
              long now = HandClock.CLOCK.millis();
              List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
              for (TicketEvent event :
                  List.of(
                      Events.reported("T-2026-8%05d".formatted(sent), now),
                      sent == 0 ? Events.reported(BUSY, now) : Events.arrived(BUSY, now))) {
                records.add(Events.record(event, 0));
              }
              pipeline.send(records);
              HandClock.advance(java.time.Duration.ofMillis(20));
              sent++;
              Await.until(() -> over.get() || looks.get() > seen, () -> "nobody looks");
            }
            return sent;
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** Asks again and again; what went back. */
  private static CompletableFuture<List<String>> watch(
      Pipeline pipeline, AtomicBoolean over, AtomicInteger looks) {
    return CompletableFuture.supplyAsync(
        () -> {
          List<String> wentBack = new ArrayList<>();
          Map<String, Long> most = new TreeMap<>();
          try {
            while (!over.get()) {
              for (Alias alias : GROWING) {
                JsonNode found =
                    send(
                        pipeline,
                        "POST",
                        "/" + alias.alias() + "/_search",
                        """
                        {"size":0,"track_total_hits":true,"aggs":{"sum":{"sum":{"field":"revision"}}}}
                        """);
                look(alias + " found", found.at("/hits/total/value").asLong(), most, wentBack);
                look(
                    alias + " revisions",
                    (long) found.at("/aggregations/sum/value").asDouble() / 1_000_000,
                    most,
                    wentBack);
              }
              looks.incrementAndGet();
            }
            return wentBack;
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static void look(String what, long now, Map<String, Long> most, List<String> wentBack) {
    Long before = most.put(what, now);
    if (before != null && before > now) {
      wentBack.add(what + " went back from " + before + " to " + now);
    }
  }

  private static Map<String, TreeSet<String>> aliases(Pipeline pipeline) throws Exception {
    Map<String, TreeSet<String>> aliases = new TreeMap<>();
    send(pipeline, "GET", "/paidan-*/_alias", null)
        .properties()
        .forEach(
            index -> {
              TreeSet<String> its = new TreeSet<>();
              index.getValue().path("aliases").fieldNames().forEachRemaining(its::add);
              aliases.put(index.getKey(), its);
            });
    return aliases;
  }

  private static List<String> names(Pipeline pipeline) throws Exception {
    return List.copyOf(aliases(pipeline).keySet());
  }

  private static JsonNode settings(Pipeline pipeline, String index) throws Exception {
    return send(pipeline, "GET", "/" + index + "/_settings", null)
        .path(index)
        .path("settings")
        .path("index");
  }

  private static JsonNode send(Pipeline pipeline, String method, String path, String body)
      throws Exception {
    Http.Response response =
        Http.send(method, URI.create(pipeline.elasticsearch()).resolve(path), body);
    assertThat(response.status())
        .as("%s %s: %s", method, path, response.body())
        .isBetween(200, 201);
    return JSON.readTree(response.body());
  }
}
