package io.paidan.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.paidan.Topics;
import io.paidan.cli.Paidan;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.index.IndexJob;
import io.paidan.index.IndexSetup;
import io.paidan.index.IndexSetupException;
import io.paidan.index.elasticsearch.ElasticsearchClients;
import io.paidan.index.elasticsearch.ElasticsearchConnection;
import io.paidan.kafka.DocumentRecords;
import io.paidan.local.EmbeddedElasticsearch;
import io.paidan.local.EmbeddedElasticsearch.Security.User;
import io.paidan.local.EmbeddedKafka;
import io.paidan.local.testing.Await;
import io.paidan.local.testing.Certificates;
import io.paidan.local.testing.ChildProgram;
import io.paidan.local.testing.Http;
import io.paidan.local.testing.SharedServers;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * An Elasticsearch with security on and https only, and the roles that are shipped: each part of
 * Paidan does its work with its own, and none can do more. The commands and the index job are
 * processes of their own, with secrets in their environments. The tests are the steps of one story.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ElasticsearchSecurityTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Path ROLES =
      Path.of(System.getProperty("paidan.root"), "deploy", "elasticsearch");

  private static final Map<String, String> ADMIN =
      Map.of("PAIDAN_ES_USER", "admin", "PAIDAN_ES_PASSWORD", "admin-secret-0");
  private static final Map<String, String> SETUP =
      Map.of("PAIDAN_ES_USER", "paidan-setup", "PAIDAN_ES_PASSWORD", "setup-secret-1");
  private static final Map<String, String> INDEX =
      Map.of("PAIDAN_ES_USER", "paidan-index", "PAIDAN_ES_PASSWORD", "index-secret-4");
  private static final Map<String, String> READ =
      Map.of("PAIDAN_ES_USER", "paidan-read", "PAIDAN_ES_PASSWORD", "read-secret-2");

  private static final String WRONG = "wrong-secret-3";
  private static final String WRONG_KEY = "d3Jvbmc6d3Jvbmc=";

  @TempDir static Path folder;

  private Certificates certificates;
  private Path ca;
  private EmbeddedElasticsearch elasticsearch;
  private EmbeddedKafka kafka;
  private ElasticsearchConnection connection;
  private KafkaProducer<byte[], byte[]> producer;
  private Map<String, String> index;
  private final List<String> secrets = new ArrayList<>();
  private int children;

  @BeforeAll
  void start() throws Exception {
    certificates = new Certificates(folder.resolve("certificates"));
    ca = certificates.authority("prefecture");
    Certificates.Server server =
        certificates.server("prefecture", "elasticsearch", "ip:127.0.0.1", -1, 30);
    Map<String, String> roles = new HashMap<>();
    for (String role : List.of("paidan-setup", "paidan-index", "paidan-read")) {
      roles.put(role, Files.readString(ROLES.resolve("role-" + role + ".json")));
    }
    elasticsearch =
        EmbeddedElasticsearch.in(folder.resolve("elasticsearch"))
            .cache(SharedServers.elasticsearchCache())
            .security(
                new EmbeddedElasticsearch.Security(
                    server.certificate(),
                    server.key(),
                    List.of(
                        user(ADMIN, User.SUPERUSER),
                        user(SETUP, "paidan-setup"),
                        user(INDEX, "paidan-index"),
                        user(READ, "paidan-read")),
                    roles))
            .start();
    connection = ElasticsearchConnection.of(elasticsearch.uri().toString(), ca.toString());
    kafka = EmbeddedKafka.start(folder.resolve("kafka"));
    Path passwordFile = folder.resolve("index-password");
    Files.writeString(passwordFile, INDEX.get("PAIDAN_ES_PASSWORD") + "\n");
    index =
        Map.of(
            "PAIDAN_ES_USER", "paidan-index", "PAIDAN_ES_PASSWORD_FILE", passwordFile.toString());
    secrets.addAll(List.of(WRONG, WRONG_KEY));
    for (Map<String, String> who : List.of(ADMIN, SETUP, INDEX, READ)) {
      String password = who.get("PAIDAN_ES_PASSWORD");
      secrets.add(password);
      secrets.add(
          Base64.getEncoder()
              .encodeToString((who.get("PAIDAN_ES_USER") + ":" + password).getBytes(UTF_8)));
    }
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable open : new AutoCloseable[] {producer, kafka, elasticsearch}) {
      if (open != null) {
        open.close();
      }
    }
  }

  @Test
  @Order(1)
  void whatKeepsUsFromSettingUpIsNamedInOneLine() throws Exception {
    fails(Map.of(), connection, "401", "PAIDAN_ES_API_KEY");
    fails(
        Map.of("PAIDAN_ES_USER", "paidan-setup", "PAIDAN_ES_PASSWORD", WRONG),
        connection,
        "401",
        "PAIDAN_ES_USER");
    fails(Map.of("PAIDAN_ES_API_KEY", WRONG_KEY), connection, "401", "PAIDAN_ES_API_KEY");
    fails(Map.of("PAIDAN_ES_USER", "paidan-setup"), connection, "PAIDAN_ES_PASSWORD", "missing");
    fails(
        Map.of("PAIDAN_ES_API_KEY_FILE", folder.resolve("no-key").toString()),
        connection,
        "PAIDAN_ES_API_KEY_FILE",
        "cannot be read");
    fails(READ, connection, "403", "may manage index templates");
    fails(
        SETUP,
        ElasticsearchConnection.of(connection.where(), null),
        "not from an authority",
        "--elasticsearch-ca");
    fails(
        SETUP,
        ElasticsearchConnection.of(
            connection.where(), certificates.authority("somebody-else").toString()),
        "not from an authority",
        "--elasticsearch-ca");
    fails(
        SETUP,
        ElasticsearchConnection.of("http://127.0.0.1:" + elasticsearch.port(), null),
        "say https://");
    fails(
        SETUP,
        ElasticsearchConnection.of("https://" + kafka.bootstrapServers(), ca.toString()),
        "cannot be used");
    try (ChildProgram init =
        command(
            "init",
            Map.of("PAIDAN_ES_USER", "paidan-setup", "PAIDAN_ES_PASSWORD", WRONG),
            connection)) {
      assertThat(init.exit()).as(init.toString()).isEqualTo(1);
      assertThat(init.err()).hasLineCount(1).startsWith("paidan init: ").contains("401");
      assertNoSecret(init);
    }
  }

  @Test
  @Order(2)
  void certificatesThatDoNotHoldAreNamed() throws Exception {
    try (TlsServer expired = new TlsServer("expired", "ip:127.0.0.1", -30, 10)) {
      fails(SETUP, expired.connection(), "has expired", "Renew its certificate");
    }
    try (TlsServer early = new TlsServer("early", "ip:127.0.0.1", 10, 30)) {
      fails(SETUP, early.connection(), "is not valid yet");
    }
    try (TlsServer other = new TlsServer("other", "dns:es.example", -1, 30)) {
      fails(SETUP, other.connection(), "is for another host");
    }
  }

  @Test
  @Order(3)
  void initSetsUpWithItsRole() throws Exception {
    try (ChildProgram init = command("init", SETUP, connection)) {
      assertThat(init.exit()).as(init.toString()).isZero();
      assertThat(init.err()).isEmpty();
      assertThat(init.out()).contains("created index paidan-tickets-000001");
      assertNoSecret(init);
    }
    try (ChildProgram again = command("init", SETUP, connection)) {
      assertThat(again.exit()).as(again.toString()).isZero();
    }
  }

  @Test
  @Order(4)
  void theIndexJobWritesWithItsRoleAndDeletes() throws Exception {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", kafka.bootstrapServers());
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    for (Alias alias : Alias.values()) {
      send(FullDocuments.of(alias, "full", 10));
    }
    send(FullDocuments.of(Alias.TICKETS, "goes", 10));
    Document event = FullDocuments.of(Alias.EVENTS, "of-long-ago", 10);
    send(new Document(Alias.EVENTS, "of-long-ago", 10, event.body(), "2019.07"));
    try (RestClient reader = client(READ);
        ChildProgram job = indexJob(index, connection)) {
      for (Alias alias : Alias.values()) {
        await(job, alias + " to be found", () -> found(reader, alias, "full"));
      }
      await(job, "a month of its own", () -> found(reader, Alias.EVENTS, "of-long-ago"));
      await(job, "the ticket to be found", () -> found(reader, Alias.TICKETS, "goes"));
      send(Document.deletion(Alias.TICKETS, "goes", 20));
      await(job, "the ticket to be gone", () -> !found(reader, Alias.TICKETS, "goes"));
      assertNoSecret(job);
    }
  }

  @Test
  @Order(5)
  void rebuildWorksWithTheRoleOfInit() throws Exception {
    try (ChildProgram rebuild = command("rebuild", SETUP, connection);
        RestClient reader = client(READ)) {
      assertThat(rebuild.exit()).as(rebuild.toString()).isZero();
      assertThat(rebuild.out()).contains("deleted the old indices");
      assertNoSecret(rebuild);
      for (Alias alias : Alias.values()) {
        assertThat(found(reader, alias, "full")).as(alias.toString()).isTrue();
      }
    }
  }

  @Test
  @Order(6)
  void theIndexJobNamesInOneLineWhatKeepsItFromWriting() throws Exception {
    Map<String, String> wrong = Map.of("PAIDAN_ES_API_KEY", WRONG_KEY);
    try (ChildProgram unknown = indexJob(wrong, connection);
        ChildProgram reader = indexJob(READ, connection)) {
      says(unknown, "refuses to index (401", "Set PAIDAN_ES_API_KEY");
      says(reader, "refuses to index (403", "Give its user the right to write");
    }
    try (TlsServer expired = new TlsServer("expired-too", "ip:127.0.0.1", -30, 10);
        ChildProgram job = indexJob(index, expired.connection())) {
      says(job, "cannot be trusted (its certificate has expired", "Renew its certificate");
    }
  }

  @Test
  @Order(7)
  void theBoardReadsWithItsRoleAndNamesInOneLineThatAnotherMayNot() throws Exception {
    try (ChildProgram board = board(READ)) {
      await(board, "the board's address", () -> board.out().contains("Ctrl-C stops it."));
      String url = board.out().lines().findFirst().orElseThrow().replaceFirst("Board *", "");
      Http.Response answer = Http.send("GET", URI.create(url).resolve("api/overview"), null);
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(JSON.readTree(answer.body()).at("/source/state").textValue()).isEqualTo("OK");
      assertNoSecret(board);
    }
    try (ChildProgram board = board(INDEX)) {
      assertThat(board.exit()).as(board.toString()).isEqualTo(1);
      assertThat(board.err())
          .hasLineCount(1)
          .startsWith("paidan board: ")
          .contains("403", "role-paidan-read");
      assertNoSecret(board);
    }
  }

  private ChildProgram board(Map<String, String> environment) throws IOException {
    return ChildProgram.start(
        Paidan.class,
        ownFolder(),
        environment,
        "board",
        "--elasticsearch",
        connection.where(),
        "--elasticsearch-ca",
        connection.caFile(),
        "--port",
        0);
  }

  @Test
  @Order(8)
  void noRoleMayDoMoreThanItsPart() throws Exception {
    String document = "{\"revision\":1}";
    try (RestClient writer = client(INDEX);
        RestClient reader = client(READ);
        RestClient setter = client(SETUP)) {
      refused(writer, "GET", "/paidan-tickets/_search", null);
      refused(writer, "GET", "/paidan-tickets/_doc/full", null);
      refused(writer, "DELETE", "/paidan-tickets-000002", null);
      refused(writer, "PUT", "/others/_doc/1", document);
      refused(writer, "PUT", "/paidan-orders/_doc/1", document);
      refused(writer, "GET", "/_security/user", null);
      refused(reader, "PUT", "/paidan-tickets/_doc/1", document);
      refused(reader, "DELETE", "/paidan-tickets/_doc/full", null);
      refused(reader, "GET", "/others/_search", null);
      refused(setter, "GET", "/paidan-tickets/_search", null);
      refused(setter, "PUT", "/others", "{}");
      refused(setter, "PUT", "/_security/user/me", "{\"password\":\"of-mine\",\"roles\":[]}");
    }
  }

  private void fails(Map<String, String> environment, ElasticsearchConnection to, String... words) {
    assertThatThrownBy(() -> new IndexSetup(to, 1, 0, environment).run())
        .isInstanceOf(IndexSetupException.class)
        .satisfies(
            e ->
                assertThat(e.getMessage()).hasLineCount(1).contains(words).doesNotContain(secrets));
  }

  private void says(ChildProgram job, String... words) throws Exception {
    await(
        job,
        String.join(" … ", words),
        () -> job.everything().lines().anyMatch(line -> containsAll(line, words)));
    assertNoSecret(job);
  }

  private static boolean containsAll(String line, String... words) {
    for (String word : words) {
      if (!line.contains(word)) {
        return false;
      }
    }
    return true;
  }

  /** Nor its half-way forms: what a request carries is base64. */
  private void assertNoSecret(ChildProgram program) throws IOException {
    assertThat(program.everything()).doesNotContain(secrets);
  }

  private ChildProgram command(
      String command, Map<String, String> environment, ElasticsearchConnection to)
      throws IOException {
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                command,
                "--bootstrap-servers",
                kafka.bootstrapServers(),
                "--elasticsearch",
                to.where()));
    if (to.caFile() != null) {
      arguments.addAll(List.of("--elasticsearch-ca", to.caFile()));
    }
    return ChildProgram.start(Paidan.class, ownFolder(), environment, arguments.toArray());
  }

  private ChildProgram indexJob(Map<String, String> environment, ElasticsearchConnection to)
      throws IOException {
    return ChildProgram.start(
        IndexJob.class,
        ownFolder(),
        environment,
        "--bootstrap-servers",
        kafka.bootstrapServers(),
        "--elasticsearch",
        to.where(),
        "--elasticsearch-ca",
        to.caFile(),
        "--parallelism",
        1);
  }

  private Path ownFolder() {
    children++;
    return folder.resolve("child-" + children);
  }

  private void send(Document document) {
    producer.send(DocumentRecords.toRecord(Topics.DOCUMENTS, document));
    producer.flush();
  }

  private static boolean found(RestClient reader, Alias alias, String id) throws IOException {
    String query = "{\"query\":{\"ids\":{\"values\":[\"" + id + "\"]}}}";
    return ask(reader, "POST", "/" + alias.alias() + "/_search", query)
            .at("/hits/total/value")
            .intValue()
        == 1;
  }

  private static void await(ChildProgram program, String what, Callable<Boolean> holds)
      throws Exception {
    Await.until(
        () -> {
          assertThat(program.isAlive()).as("it has ended: " + program).isTrue();
          return holds.call();
        },
        () -> "no " + what + ": " + program);
  }

  private RestClient client(Map<String, String> environment) throws IOException {
    return ElasticsearchClients.open(connection, ANSWER, environment);
  }

  private static User user(Map<String, String> who, String role) {
    return new User(who.get("PAIDAN_ES_USER"), who.get("PAIDAN_ES_PASSWORD"), role);
  }

  private static JsonNode ask(RestClient client, String method, String path, String body)
      throws IOException {
    Request request = new Request(method, path);
    if (body != null) {
      request.setJsonEntity(body);
    }
    try (InputStream content = client.performRequest(request).getEntity().getContent()) {
      return JSON.readTree(content);
    }
  }

  private static void refused(RestClient client, String method, String path, String body) {
    assertThatThrownBy(() -> ask(client, method, path, body))
        .as(method + " " + path)
        .isInstanceOfSatisfying(
            ResponseException.class,
            e ->
                assertThat(e.getResponse().getStatusLine().getStatusCode())
                    .as(e.getMessage())
                    .isEqualTo(403));
  }

  /** Somebody with a certificate; nobody gets further than to see it. */
  private final class TlsServer implements AutoCloseable {
    private final HttpsServer server;

    TlsServer(String name, String host, int startDays, int days) throws Exception {
      Certificates.Server made = certificates.server("prefecture", name, host, startDays, days);
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(made.store())) {
        keys.load(in, made.password().toCharArray());
      }
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, made.password().toCharArray());
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(managers.getKeyManagers(), null, null);
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls));
      server.start();
    }

    ElasticsearchConnection connection() {
      return ElasticsearchConnection.of(
          "https://127.0.0.1:" + server.getAddress().getPort(), ca.toString());
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
