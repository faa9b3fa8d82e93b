package io.paidan.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.Topics;
import io.paidan.analytics.AnalyticsJob;
import io.paidan.analytics.AnalyticsOptions;
import io.paidan.flink.JobEnvironment;
import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.flink.source.RequiredTopics;
import io.paidan.index.IndexJob;
import io.paidan.index.IndexOptions;
import io.paidan.kafka.KafkaAccess;
import io.paidan.kafka.KafkaProperties;
import io.paidan.kafka.TopicAccess;
import io.paidan.local.LogFolder;
import io.paidan.local.testing.Await;
import io.paidan.local.testing.Certificates;
import io.paidan.local.testing.Http;
import io.paidan.simulator.Delivery;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything against a Kafka that wants TLS, user and password, and allows what the shipped ACLs
 * allow; and what people read when something of that is not right.
 */
@ExtendWith(PipelineExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecuredKafkaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant FROM = Instant.parse("2026-03-02T00:00:00Z");
  private static final int RECORDS = 300;

  @TempDir private static Path folder;
  private static SecuredKafka kafka;
  private static SecuredKafka expired;

  private final List<JobID> jobs = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    Certificates certificates = new Certificates(folder.resolve("certificates"));
    Path authority = certificates.authority("authority");
    kafka =
        SecuredKafka.start(
            folder.resolve("valid"),
            authority,
            certificates.server("authority", "valid", "ip:127.0.0.1", -1, 30));
    kafka.applyShippedAcls();
    expired =
        SecuredKafka.start(
            folder.resolve("expired"),
            authority,
            certificates.server("authority", "expired", "ip:127.0.0.1", -30, 10));
  }

  @AfterAll
  static void noPasswordIsInTheLogs() throws Exception {
    kafka.close();
    expired.close();
    try (BufferedReader log =
        Files.newBufferedReader(LogFolder.current().resolve("test.log"), ISO_8859_1)) {
      assertThat(log.lines().filter(line -> line.contains(SecuredKafka.SECRET))).isEmpty();
    }
  }

  @AfterEach
  void cancel(Pipeline pipeline) throws Exception {
    for (JobID job : jobs) {
      end(pipeline, job);
    }
  }

  @Test
  @Order(1)
  void everyPartDoesItsWorkAsItsOwnUserWithTheShippedAcls(Pipeline pipeline) throws Exception {
    List<Delivery> deliveries = History.simulated(11, FROM, 0.0025, RECORDS);
    long asOf = deliveries.get(deliveries.size() - 1).at();
    Path events = History.of(deliveries).write(folder.resolve("events.ndjson"));
    pipeline.empty(asOf + 1);

    assertThat(run("init", "paidan-init", "--elasticsearch", pipeline.elasticsearch()))
        .contains("created topic paidan.ticket-events", "published the default policy");
    assertThat(run("init", "paidan-init")).contains("holds data already: left as it is");
    assertThat(run("replay", "paidan-events", "--events", events))
        .contains("replay: " + RECORDS + " lines sent and acknowledged");

    StreamExecutionEnvironment analytics = analytics(byFileProvider("paidan-analytics"));
    assertThat(holdsPassword(analytics)).as("a password that Kafka's provider reads").isFalse();
    JobID analyticsJob = submit(pipeline, analytics);
    StreamExecutionEnvironment index = index(pipeline, kafka.properties("paidan-index"));
    assertThat(holdsPassword(index)).as("a password in the file is in the job graph").isTrue();
    JobID indexJob = submit(pipeline, index);

    Set<String> tickets = recomputed(events, asOf);
    assertThat(tickets).hasSizeGreaterThan(20);
    awaitTickets(pipeline, tickets);
    awaitCommits("paidan-analytics", "paidan-analytics-controls", "paidan-index");
    for (JobID job : List.of(analyticsJob, indexJob)) {
      assertThat(webUi(pipeline, job)).doesNotContain(SecuredKafka.SECRET);
      assertThat(holdsPassword(savepoint(pipeline, job))).isFalse();
    }

    Path byVariable = byVariableProvider();
    assertThat(
            Command.run(
                "rebuild",
                "--bootstrap-servers",
                kafka.bootstrapServers(),
                "--kafka-properties",
                byVariable,
                "--elasticsearch",
                pipeline.elasticsearch(),
                "--alias",
                "paidan-tickets"))
        .contains("switched to paidan-tickets-000002");
    awaitTickets(pipeline, tickets);
  }

  @Test
  @Order(2)
  void commandsSayInOneLineWhatIsWrong() throws Exception {
    Path events = Files.writeString(folder.resolve("one.ndjson"), "{}\n");
    String servers = kafka.bootstrapServers();
    Path right = kafka.properties("paidan-events");

    assertThat(failure(servers, wrongPassword("paidan-events"), events))
        .startsWith("paidan replay: cannot reach Kafka at " + servers + ": ")
        .contains("does not accept the user or the password", "correct sasl.jaas.config");
    assertThat(failure(servers, withoutAuthority("paidan-events"), events))
        .contains("not from an authority that is trusted here", "ssl.truststore.location");
    assertThat(failure(expired.bootstrapServers(), expired.properties("paidan-events"), events))
        .contains("its certificate has expired", "renew the broker's certificate");
    assertThat(failure(servers, null, events))
        .contains("it speaks TLS on that port", "set security.protocol=SASL_SSL");
    assertThat(failure(servers, kafka.properties("paidan-index"), events))
        .contains("no privilege in Kafka", "to write topic paidan.ticket-events", "kafka/acls");
    assertThat(
            failure(
                servers,
                kafka.properties(
                    "paidan-events",
                    SecuredKafka.password("paidan-events"),
                    Map.of("sasl.mechanism", "PLAIN")),
                events))
        .contains("SCRAM-SHA-512", "correct sasl.mechanism");
    assertThat(
            failure(
                servers, kafka.properties("nobody", "x", Map.of("sasl.jaas.config", "")), events))
        .contains("no user is given; set sasl.jaas.config");
    assertThat(failure(servers.replace("127.0.0.1", "localhost"), right, events))
        .contains("its certificate is not for that host");
    Command.Run init =
        Command.tryRun(
            "init",
            "--bootstrap-servers",
            servers,
            "--kafka-properties",
            kafka.properties("paidan-index"));
    assertThat(line(init)).contains("cannot create topic", "see deploy/kafka/acls");
  }

  @Test
  @Order(3)
  void aClientThatSpeaksTlsToABrokerThatDoesNotIsTold(Pipeline pipeline) throws Exception {
    Path events = Files.writeString(folder.resolve("one.ndjson"), "{}\n");
    assertThat(failure(pipeline.bootstrapServers(), kafka.properties("paidan-events"), events))
        .contains("it does not speak TLS on that port", "correct the port");
  }

  @Test
  @Order(4)
  void jobsFailWithOneLineThatSaysWhatIsWrong(Pipeline pipeline) throws Exception {
    assertThat(failure(pipeline, index(pipeline, wrongPassword("paidan-index"))))
        .contains("does not accept the user or the password", "correct sasl.jaas.config");
    assertThat(failure(pipeline, index(pipeline, withoutAuthority("paidan-index"))))
        .contains("not from an authority that is trusted here", "ssl.truststore.location");
    assertThat(
            failure(
                pipeline,
                index(
                    pipeline,
                    expired.bootstrapServers(),
                    expired.properties("paidan-index").toString())))
        .contains("its certificate has expired", "renew the broker's certificate");
    assertThat(failure(pipeline, index(pipeline, kafka.bootstrapServers(), null)))
        .contains("it speaks TLS on that port", "set security.protocol=SASL_SSL");
    assertThat(
            failure(
                pipeline,
                index(
                    pipeline,
                    kafka.bootstrapServers(),
                    kafka.properties("paidan-index").toString(),
                    "--group",
                    "somebody-else")))
        .contains("no privilege", "to read group somebody-else. Give it with deploy/kafka/acls");
    withdraw(acl("paidan-analytics", Topics.ALERTS, AclOperation.WRITE));
    // Not a single event is there to be alerted of, yet it is told.
    assertThat(failure(pipeline, analytics(kafka.properties("paidan-analytics"))))
        .contains("no privilege", "to write topic paidan.alerts. Give it with deploy/kafka/acls");
  }

  @Test
  @Order(5)
  void aSearchForPartitionsThatIsForbiddenLaterStopsNoJob() throws Exception {
    KafkaProperties client =
        KafkaProperties.of(
            kafka.bootstrapServers(),
            kafka
                .properties("paidan-rebuild", System.getenv(SecuredKafka.VARIABLE), Map.of())
                .toString());
    RequiredTopics topics =
        new RequiredTopics(TopicAccess.reading(List.of(Topics.DOCUMENTS)), client);
    try (AdminClient admin = AdminClient.create(client)) {
      Set<TopicPartition> before = topics.getSubscribedTopicPartitions(admin);
      assertThat(before).isNotEmpty();
      withdraw(acl("paidan-rebuild", Topics.DOCUMENTS, AclOperation.READ));
      assertThatThrownBy(
              () -> TopicAccess.reading(List.of(Topics.DOCUMENTS)).require(admin, client))
          .hasMessageContaining("to read topic paidan.documents");
      assertThat(topics.getSubscribedTopicPartitions(admin)).isEqualTo(before);
    }
  }

  private static AclBinding acl(String user, String topic, AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
        new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
  }

  private static void withdraw(AclBinding acl) throws Exception {
    try (Admin admin = admin()) {
      admin.deleteAcls(List.of(acl.toFilter())).all().get(30, TimeUnit.SECONDS);
      Await.until(
          () -> admin.describeAcls(acl.toFilter()).values().get(30, TimeUnit.SECONDS).isEmpty(),
          () -> acl + " is still there");
    }
  }

  private static Admin admin() throws Exception {
    return KafkaAccess.connect(
        KafkaProperties.of(
            kafka.bootstrapServers(), kafka.properties(SecuredKafka.ADMIN).toString()));
  }

  private static Path wrongPassword(String user) throws IOException {
    return kafka.properties(user, SecuredKafka.SECRET + "-wrong", Map.of());
  }

  private static Path withoutAuthority(String user) throws IOException {
    return kafka.properties(
        user,
        SecuredKafka.password(user),
        Map.of("ssl.truststore.location", "", "ssl.truststore.type", ""));
  }

  /** The password in a file of its own, which Kafka's client reads where it runs. */
  private static Path byFileProvider(String user) throws IOException {
    Path secrets = kafka.secret(List.of("password=" + SecuredKafka.password(user)));
    return kafka.properties(
        user,
        "${file:" + secrets + ":password}",
        Map.of(
            "config.providers",
            "file",
            "config.providers.file.class",
            "org.apache.kafka.common.config.provider.FileConfigProvider"));
  }

  private static Path byVariableProvider() throws IOException {
    return kafka.properties(
        SecuredKafka.BY_VARIABLE,
        "${env:" + SecuredKafka.VARIABLE + "}",
        Map.of(
            "config.providers",
            "env",
            "config.providers.env.class",
            "org.apache.kafka.common.config.provider.EnvVarConfigProvider"));
  }

  /** A command that must go well. */
  private static String run(String command, String user, Object... more) throws IOException {
    return Command.run(
        Stream.concat(
                Stream.of(
                    command,
                    "--bootstrap-servers",
                    kafka.bootstrapServers(),
                    "--kafka-properties",
                    kafka.properties(user)),
                Stream.of(more))
            .toArray());
  }

  /** What replay says, which must fail. */
  private static String failure(String servers, Path properties, Path events) {
    List<Object> arguments =
        new ArrayList<>(List.of("replay", "--events", events, "--bootstrap-servers", servers));
    if (properties != null) {
      arguments.addAll(List.of("--kafka-properties", properties));
    }
    return line(Command.tryRun(arguments.toArray()));
  }

  private static String line(Command.Run run) {
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err() + run.out()).doesNotContain(SecuredKafka.SECRET);
    return run.err();
  }

  private static StreamExecutionEnvironment analytics(Path properties) {
    AnalyticsOptions options =
        AnalyticsOptions.parse(
            new String[] {
              "--bootstrap-servers",
              kafka.bootstrapServers(),
              "--kafka-properties",
              properties.toString(),
              "--parallelism",
              "1"
            });
    assertThat(options.toString()).doesNotContain(SecuredKafka.SECRET);
    StreamExecutionEnvironment env = JobEnvironment.of(Backend.HEAP, Duration.ofSeconds(1));
    AnalyticsJob.build(env, options, HandClock.CLOCK);
    return env;
  }

  private static StreamExecutionEnvironment index(Pipeline pipeline, Path properties) {
    return index(pipeline, kafka.bootstrapServers(), properties.toString());
  }

  private static StreamExecutionEnvironment index(
      Pipeline pipeline, String servers, String properties, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--bootstrap-servers",
                servers,
                "--elasticsearch",
                pipeline.elasticsearch(),
                "--parallelism",
                "1"));
    if (properties != null) {
      arguments.addAll(List.of("--kafka-properties", properties));
    }
    arguments.addAll(Arrays.asList(more));
    IndexOptions options = IndexOptions.parse(arguments.toArray(String[]::new));
    assertThat(options.toString()).doesNotContain(SecuredKafka.SECRET);
    StreamExecutionEnvironment env = JobEnvironment.of(Backend.HEAP, Duration.ofSeconds(1));
    IndexJob.build(env, options);
    return env;
  }

  private JobID submit(Pipeline pipeline, StreamExecutionEnvironment env) throws Exception {
    JobID job =
        pipeline.flink().submitJob(env.getStreamGraph()).get(60, TimeUnit.SECONDS).getJobID();
    jobs.add(job);
    return job;
  }

  /** The line that says why a job failed, after its first failure. */
  private String failure(Pipeline pipeline, StreamExecutionEnvironment env) throws Exception {
    JobID job = submit(pipeline, env);
    String failure =
        Await.value(
            () -> {
              var info =
                  pipeline
                      .flink()
                      .getExecutionGraph(job)
                      .get(10, TimeUnit.SECONDS)
                      .getFailureInfo();
              return info == null ? null : info.getExceptionAsString();
            },
            () -> "the job does not fail");
    assertThat(failure).doesNotContain(SecuredKafka.SECRET);
    assertThat(webUi(pipeline, job)).doesNotContain(SecuredKafka.SECRET);
    end(pipeline, job);
    List<String> lines =
        failure
            .lines()
            .filter(line -> line.startsWith("Caused by: java.lang.IllegalStateException: "))
            .toList();
    assertThat(lines).as(failure).hasSize(1);
    return lines.get(0);
  }

  private static void end(Pipeline pipeline, JobID job) throws Exception {
    if (!pipeline.flink().getJobStatus(job).get(10, TimeUnit.SECONDS).isGloballyTerminalState()) {
      pipeline.flink().cancelJob(job).get(30, TimeUnit.SECONDS);
    }
    Await.until(
        () ->
            pipeline.flink().getJobStatus(job).get(10, TimeUnit.SECONDS).isGloballyTerminalState(),
        () -> "a job does not end");
  }

  private static boolean holdsPassword(StreamExecutionEnvironment env) throws IOException {
    StreamGraph graph = env.getStreamGraph(false);
    JobGraph job = graph.getJobGraph();
    return new String(InstantiationUtil.serializeObject(job), ISO_8859_1)
        .contains(SecuredKafka.SECRET);
  }

  private static boolean holdsPassword(Path savepoint) throws IOException {
    try (Stream<Path> files = Files.walk(savepoint)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertThat(all).isNotEmpty();
      for (Path file : all) {
        if (Files.readString(file, ISO_8859_1).contains(SecuredKafka.SECRET)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Path savepoint(Pipeline pipeline, JobID job) throws Exception {
    return Path.of(
        URI.create(
            pipeline
                .flink()
                .triggerSavepoint(
                    job,
                    folder.resolve("savepoints").toUri().toString(),
                    false,
                    SavepointFormatType.CANONICAL)
                .get(60, TimeUnit.SECONDS)));
  }

  /** What the web UI shows of a job. */
  private static String webUi(Pipeline pipeline, JobID job) throws Exception {
    URI address = pipeline.flink().getRestAddress().get(10, TimeUnit.SECONDS);
    StringBuilder shown = new StringBuilder();
    for (String page : List.of("", "/config", "/plan", "/exceptions", "/checkpoints/config")) {
      Http.Response response = Http.send("GET", address.resolve("/jobs/" + job + page), null);
      assertThat(response.status()).as(page).isEqualTo(200);
      shown.append(response.body()).append('\n');
    }
    return shown.toString();
  }

  private static Set<String> recomputed(Path events, long asOf) throws IOException {
    Path out = folder.resolve("recomputed");
    Command.run(
        "recompute", "--events", events, "--as-of", Instant.ofEpochMilli(asOf), "--out", out);
    Set<String> ids = new TreeSet<>();
    for (String line : Files.readAllLines(out.resolve("paidan-tickets.ndjson"))) {
      ids.add("paidan-tickets/" + JSON.readTree(line).path("_id").asText());
    }
    return ids;
  }

  private static void awaitTickets(Pipeline pipeline, Set<String> tickets) throws Exception {
    Await.until(
        () -> {
          pipeline.index().count();
          return pipeline.index().documents().keySet().containsAll(tickets);
        },
        () -> "not all tickets are in the index");
  }

  private static void awaitCommits(String... groups) throws Exception {
    try (Admin admin = admin()) {
      for (String group : groups) {
        Await.until(
            () ->
                !admin
                    .listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(10, TimeUnit.SECONDS)
                    .isEmpty(),
            () -> "no offsets of " + group);
      }
    }
  }
}
