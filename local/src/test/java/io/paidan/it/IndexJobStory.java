package io.paidan.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.Topics;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.flink.JobEnvironment;
import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.index.IndexJob;
import io.paidan.index.IndexOptions;
import io.paidan.index.IndexSetup;
import io.paidan.index.IndexSetupException;
import io.paidan.index.elasticsearch.ElasticsearchConnection;
import io.paidan.index.sink.IndexMetricNames;
import io.paidan.kafka.DocumentRecords;
import io.paidan.local.EmbeddedElasticsearch;
import io.paidan.local.EmbeddedFlink;
import io.paidan.local.EmbeddedKafka;
import io.paidan.local.Ports;
import io.paidan.local.testing.Http;
import io.paidan.local.testing.SharedServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The index job on a real Kafka, a real Flink and a real Elasticsearch that is not there when it
 * begins. The tests are the steps of one story.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class IndexJobStory {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(120);

  @TempDir static Path folder;

  private final int port = Ports.free();
  private final URI elasticsearchUri = URI.create("http://127.0.0.1:" + port);
  private final ElasticsearchConnection connection =
      ElasticsearchConnection.of(elasticsearchUri.toString(), null);

  private EmbeddedKafka kafka;
  private EmbeddedFlink flink;
  private EmbeddedElasticsearch elasticsearch;
  private KafkaProducer<byte[], byte[]> producer;
  private JobID job;

  @BeforeAll
  void startJobWithoutElasticsearch() throws Exception {
    requireServer();
    kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", kafka.bootstrapServers());
    try (Admin admin = Admin.create(properties)) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(Topics.DOCUMENTS, 2, (short) 1)
                      .configs(Map.of("cleanup.policy", "compact")),
                  new NewTopic(Topics.DEAD_LETTERS, 1, (short) 1)))
          .all()
          .get();
    }
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    flink = EmbeddedFlink.start(2, 0, OptionalInt.empty(), folder.resolve("flink"));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(
            JobEnvironment.configuration(Backend.HEAP, Duration.ofSeconds(1)));
    env.setParallelism(2);
    IndexJob.build(env, IndexOptions.of(kafka.bootstrapServers(), elasticsearchUri.toString()));
    job = flink.submit(env, IndexJob.NAME);
  }

  /** Skips the story where its server cannot run. */
  void requireServer() {}

  /** The server, in that folder, on the port and with the cache to be set. */
  abstract EmbeddedElasticsearch.Builder server(Path folder);

  abstract int majorVersion();

  private EmbeddedElasticsearch startServer() {
    return server(folder.resolve("elasticsearch"))
        .cache(SharedServers.elasticsearchCache())
        .port(port)
        .start();
  }

  @AfterAll
  void stop() throws Exception {
    if (producer != null) {
      producer.close();
    }
    for (AutoCloseable server : new AutoCloseable[] {flink, elasticsearch, kafka}) {
      if (server != null) {
        server.close();
      }
    }
  }

  @Test
  @Order(1)
  void settingUpSaysInOneLineThatElasticsearchIsNotThere() {
    assertThatThrownBy(() -> new IndexSetup(connection, 1, 0).run())
        .isInstanceOf(IndexSetupException.class)
        .hasMessageContaining(elasticsearchUri.toString())
        .hasMessageContaining("Start it")
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  @Test
  @Order(2)
  void documentsThatCameBeforeElasticsearchAreIndexedOnceItIsThereAndSetUp() throws Exception {
    for (Alias alias : Alias.values()) {
      send(FullDocuments.of(alias, "full", 10));
    }
    producer.flush();
    elasticsearch = startServer();
    assertThat(
            Http.send("GET", elasticsearchUri.resolve("/_nodes?filter_path=nodes.*.version"), null)
                .body())
        .contains("\"version\":\"" + majorVersion() + ".");
    // Without aliases the job fails, starts again, and goes on when they are there.
    await("the job to miss the aliases", () -> flink.status(job) == JobStatus.RESTARTING);
    assertThat(indices()).isEmpty();

    List<String> made = new IndexSetup(connection, 1, 0).run();
    assertThat(made).hasSize(Alias.values().length).contains("paidan-tickets-000001");
    assertThat(new IndexSetup(connection, 1, 0).run()).isEmpty();
    assertThat(new IndexSetup(connection, 1, 0).keepMonths(12))
        .as("the server of Maven Central has no lifecycles")
        .isFalse();

    for (Alias alias : Alias.values()) {
      await(alias + " to be found", () -> source(alias, "full") != null);
      assertThat(JSON.readTree(FullDocuments.of(alias, "full", 10).body()))
          .isEqualTo(source(alias, "full"));
    }
    assertThat(Set.copyOf(indices()))
        .contains("paidan-events-2026.11")
        .allMatch(index -> index.matches("paidan-[a-z-]+-(000001|[0-9]{4}\\.[0-9]{2})"));
  }

  @Test
  @Order(3)
  void fieldsHaveTheKindsThatDashboardsAskFor() throws Exception {
    assertThat(
            count(
                Alias.TICKETS,
                """
                {"query":{"bool":{"filter":[
                  {"term":{"district_name":"阜新街道"}},
                  {"range":{"reported_at":{"gte":"2026-11-20T03:04:05.123Z","lte":"2026-11-20T03:04:05.123Z"}}},
                  {"term":{"overdue":true}},
                  {"match":{"title":"街道"}},
                  {"term":{"anomalies.reason":"阜新街道"}},
                  {"geo_distance":{"distance":"1km","location":{"lat":0.75,"lon":0.75}}}]}}}
                """))
        .isEqualTo(1);
    assertThat(
            count(
                Alias.EVENTS,
                """
                {"query":{"term":{"data.department":"urban-management"}}}
                """))
        .isEqualTo(1);
    assertThat(
            count(
                Alias.DISTRICT_DAILY,
                """
                {"query":{"bool":{"filter":[{"range":{"date":{"gte":"2026-11-20","lt":"2026-11-21"}}},
                  {"range":{"resolution_rate":{"gt":0.5}}},{"term":{"dispatched":7}}]}}}
                """))
        .isEqualTo(1);
    assertThat(
            count(
                Alias.AREA_FIGURES,
                """
                {"query":{"bool":{"filter":[{"term":{"scope_kind":"PREFECTURE"}},{"term":{"period":"2026-Q4"}},
                  {"range":{"period_start":{"lte":"2026-11-20"}}},{"range":{"on_time_rate_high":{"gt":0.5}}},
                  {"term":{"department_figures.street_scores":7}}]}}}
                """))
        .isEqualTo(1);
    assertThat(
            count(
                Alias.REPORTS,
                """
                {"query":{"bool":{"filter":[{"term":{"date":"2026-11-20"}},{"term":{"revision_no":7}},
                  {"term":{"changes.figure":"district_figures.resolved"}},{"range":{"changes.after":{"lt":1}}},
                  {"term":{"causes.kind":"EVENT"}},{"range":{"causes.time":{"lt":"2026-11-20T03:04:06Z"}}}]}}}
                """))
        .isEqualTo(1);
  }

  @Test
  @Order(4)
  void theNewestRevisionStandsWhateverTheOrder() throws Exception {
    send(FullDocuments.of(Alias.TICKETS, "moves", 20));
    send(FullDocuments.of(Alias.TICKETS, "goes", 20));
    await("both to be found", () -> source(Alias.TICKETS, "goes") != null);
    send(FullDocuments.of(Alias.TICKETS, "moves", 30));
    send(FullDocuments.of(Alias.TICKETS, "moves", 25));
    send(Document.deletion(Alias.TICKETS, "goes", 30));
    await("the newer to be found", () -> revision(Alias.TICKETS, "moves") == 30);
    await("the deleted to be gone", () -> source(Alias.TICKETS, "goes") == null);

    send(FullDocuments.of(Alias.TICKETS, "moves", 29));
    send(FullDocuments.of(Alias.TICKETS, "goes", 29));
    send(FullDocuments.of(Alias.TICKETS, "goes", 30));
    send(FullDocuments.of(Alias.TICKETS, "last", 1));
    await("what came last to be found", () -> source(Alias.TICKETS, "last") != null);
    assertThat(revision(Alias.TICKETS, "moves")).isEqualTo(30);
    assertThat(source(Alias.TICKETS, "goes")).isNull();
  }

  @Test
  @Order(5)
  void whatCannotBeIndexedIsADeadLetterAndTheNextGoodOneIsIndexed() throws Exception {
    send(Document.of(Alias.TICKETS, "strict", 1, "{\"unheard\":1}".getBytes(UTF_8)));
    send(Document.of(Alias.CLOCKS, "broken", 1, "{\"cycle\":".getBytes(UTF_8)));
    send(Document.of(Alias.CLOCKS, "empty", 1, new byte[0]));
    String injected = "{}\n{\"delete\":{\"_index\":\"paidan-tickets\",\"_id\":\"moves\"}}";
    send(Document.of(Alias.CLOCKS, "injected", 1, injected.getBytes(UTF_8)));
    send(Document.of(Alias.CLOCKS, "large", 1, new byte[1_000_000]));
    producer.send(new ProducerRecord<>(Topics.DOCUMENTS, "k".getBytes(UTF_8), "v".getBytes(UTF_8)));
    ProducerRecord<byte[], byte[]> unknown =
        DocumentRecords.toRecord(Topics.DOCUMENTS, FullDocuments.of(Alias.TICKETS, "x", 1));
    unknown.headers().remove("alias").add("alias", "paidan-orders".getBytes(UTF_8));
    producer.send(unknown);
    send(FullDocuments.of(Alias.TICKETS, "good", 1));
    await("the good one to be found", () -> source(Alias.TICKETS, "good") != null);

    List<ConsumerRecord<byte[], byte[]>> letters = deadLetters(7);
    assertThat(letters)
        .extracting(letter -> header(letter, "paidan.reason"))
        .containsExactlyInAnyOrder(
            "REFUSED_BY_INDEX",
            "REFUSED_BY_INDEX",
            "REFUSED_BY_INDEX",
            "REFUSED_BY_INDEX",
            "REFUSED_BY_INDEX",
            "MISSING_HEADER",
            "UNKNOWN_ALIAS");
    ConsumerRecord<byte[], byte[]> strict =
        letters.stream()
            .filter(l -> new String(l.key(), UTF_8).equals("paidan-tickets/strict"))
            .findFirst()
            .orElseThrow();
    assertThat(strict.value()).isEqualTo("{\"unheard\":1}".getBytes(UTF_8));
    assertThat(header(strict, "paidan.detail")).contains("strict_dynamic_mapping_exception");
    assertThat(header(strict, "paidan.topic")).isEqualTo(Topics.DOCUMENTS);
    assertThat(header(strict, "_id")).isEqualTo("strict");
    assertThat(source(Alias.TICKETS, "moves")).isNotNull();

    String id =
        Topics.DOCUMENTS
            + "/"
            + header(strict, "paidan.partition")
            + "/"
            + header(strict, "paidan.offset");
    await("the dead letter to be found in the index", () -> source(Alias.DEAD_LETTERS, id) != null);
    assertThat(source(Alias.DEAD_LETTERS, id).get("reason").textValue())
        .isEqualTo("REFUSED_BY_INDEX");
  }

  @Test
  @Order(6)
  void theSinkTellsWhatBecameOfTheRecords() throws Exception {
    SinkMetrics sink = new SinkMetrics(flink, job);
    await("all that was rejected to be counted", () -> sink.sum(IndexMetricNames.REJECTED) == 7);
    await(
        "nothing to be held",
        () ->
            sink.areZero(
                IndexMetricNames.HELD,
                IndexMetricNames.WAITING,
                IndexMetricNames.HELD_BYTES,
                IndexMetricNames.IN_FLIGHT,
                IndexMetricNames.NEWEST_INDEXED_AGE,
                IndexMetricNames.OLDEST_HELD_AGE,
                IndexMetricNames.SILENCE));
    assertThat(sink.sum("numRecordsSendErrors")).isEqualTo(7);
    assertThat(sink.sum(IndexMetricNames.DELETED)).isEqualTo(1);
    double seenThrough =
        sink.sum(IndexMetricNames.INDEXED)
            + sink.sum(IndexMetricNames.DELETED)
            + sink.sum(IndexMetricNames.CONFLICTS);
    assertThat(sink.sum("numRecordsSend")).isEqualTo(seenThrough);
    assertThat(sink.sum(IndexMetricNames.CONFLICTS) + sink.sum(IndexMetricNames.SUPERSEDED))
        .as("older changes")
        .isGreaterThanOrEqualTo(3);
    assertThat(sink.max(IndexMetricNames.LATENCY + "_max")).isPositive();
    assertThat(sink.max(IndexMetricNames.LATENCY + "_p99")).isPositive();
    await("a rate", () -> sink.sum(IndexMetricNames.PER_SECOND) > 0);
  }

  @Test
  @Order(7)
  void whatElasticsearchIsKilledUnderIsThereAfterwards() throws Exception {
    int documents = 3_000;
    for (int i = 0; i < documents; i++) {
      send(FullDocuments.of(Alias.ASSIGNMENTS, "k" + i, 1));
      if (i == documents / 2) {
        producer.flush();
        await("some to be indexed", () -> count(Alias.ASSIGNMENTS, "{}") > 10);
        elasticsearch.kill();
      }
    }
    producer.flush();
    SinkMetrics sink = new SinkMetrics(flink, job);
    await(
        "the silence to be told",
        () ->
            sink.max(IndexMetricNames.SILENCE) > 1_000
                && sink.sum(IndexMetricNames.HELD) > 0
                && sink.max(IndexMetricNames.OLDEST_HELD_AGE) > 1_000
                && sink.max(IndexMetricNames.NEWEST_INDEXED_AGE) > 1_000);
    elasticsearch.close();
    elasticsearch = startServer();
    // And the one of every alias.
    await("all to be indexed", () -> count(Alias.ASSIGNMENTS, "{}") == documents + 1);
    await(
        "that it has caught up",
        () ->
            sink.areZero(
                IndexMetricNames.HELD,
                IndexMetricNames.SILENCE,
                IndexMetricNames.OLDEST_HELD_AGE,
                IndexMetricNames.NEWEST_INDEXED_AGE));
  }

  @Test
  @Order(8)
  void anIndexInTheWayOfAnAliasIsNamed() throws Exception {
    Http.send("DELETE", elasticsearchUri.resolve("/paidan-centers-000001"), null);
    Http.send("DELETE", elasticsearchUri.resolve("/_index_template/paidan"), null);
    Http.send("PUT", elasticsearchUri.resolve("/paidan-centers"), "{}");
    assertThatThrownBy(() -> new IndexSetup(connection, 1, 0).run())
        .isInstanceOf(IndexSetupException.class)
        .hasMessageContaining("paidan-centers")
        .hasMessageContaining("delete or rename it");
    Http.send("DELETE", elasticsearchUri.resolve("/paidan-centers"), null);
    assertThat(new IndexSetup(connection, 1, 0).run()).containsExactly("paidan-centers-000001");
  }

  @Test
  @Order(9)
  void fieldsThatAnOlderPaidanDidNotKnowAreAddedToTheIndexThatIsThere() throws Exception {
    Http.send("DELETE", elasticsearchUri.resolve("/paidan-reports-000001"), null);
    Http.send("DELETE", elasticsearchUri.resolve("/_index_template/paidan-reports"), null);
    Http.send(
        "PUT",
        elasticsearchUri.resolve("/paidan-reports-000001"),
        """
        {"aliases":{"paidan-reports":{"is_write_index":true}},
         "mappings":{"dynamic":"strict","properties":{"date":{"type":"date","format":"strict_date"},
           "@timestamp":{"type":"date","format":"strict_date_optional_time"},"revision":{"type":"long"},
           "district_figures":{"properties":{"resolved":{"type":"integer"}}}}}}
        """);
    assertThat(new IndexSetup(connection, 1, 0).run()).isEmpty();
    send(FullDocuments.of(Alias.REPORTS, "full", 10));
    await("the report to be found", () -> source(Alias.REPORTS, "full") != null);
  }

  private void send(Document document) {
    producer.send(DocumentRecords.toRecord(Topics.DOCUMENTS, document));
  }

  private JsonNode source(Alias alias, String id) throws IOException, InterruptedException {
    String query = "{\"query\":{\"ids\":{\"values\":[" + JSON.writeValueAsString(id) + "]}}}";
    JsonNode answer = search(alias, query);
    JsonNode hits = answer.at("/hits/hits");
    assertThat(hits.size()).as(answer.toString()).isLessThanOrEqualTo(1);
    return hits.size() == 1 ? hits.get(0).get("_source") : null;
  }

  private long revision(Alias alias, String id) throws IOException, InterruptedException {
    JsonNode source = source(alias, id);
    return source == null ? 0 : source.get("revision").longValue();
  }

  private long count(Alias alias, String query) throws IOException, InterruptedException {
    return search(alias, query).at("/hits/total/value").asLong(-1);
  }

  private JsonNode search(Alias alias, String query) throws IOException, InterruptedException {
    return JSON.readTree(
        Http.send(
                "POST",
                elasticsearchUri.resolve("/" + alias.alias() + "/_search?track_total_hits=true"),
                query)
            .body());
  }

  private List<String> indices() throws IOException, InterruptedException {
    List<String> names = new ArrayList<>();
    JSON.readTree(Http.send("GET", elasticsearchUri.resolve("/paidan*/_settings"), null).body())
        .fieldNames()
        .forEachRemaining(names::add);
    return names;
  }

  private List<ConsumerRecord<byte[], byte[]>> deadLetters(int number) throws Exception {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", kafka.bootstrapServers());
    List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(Topics.DEAD_LETTERS, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      Waiting.until(
          number + " dead letters",
          LIMIT,
          () -> {
            consumer.poll(Duration.ofMillis(200)).forEach(letters::add);
            return letters.size() >= number;
          });
    }
    return letters;
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private static void await(String what, Callable<Boolean> holds) throws Exception {
    Waiting.until(what, LIMIT, holds);
  }
}
