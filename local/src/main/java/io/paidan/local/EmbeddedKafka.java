package io.paidan.local;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker inside this JVM: KRaft, broker and controller in one, bound to {@value
 * Ports#HOST}, with ports and data of its own. Data stays in the folder and is found again by the
 * next broker started there. Topics are not made on first use.
 *
 * <p>Several brokers may follow each other in one JVM. A fatal fault of the broker never ends the
 * JVM. Its log goes where this JVM's log goes; see {@link LogFolder}.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
  private static final String WHAT = "Kafka";
  private static final int NODE = 1;

  /** Takes a record of 2 MB with room to spare, in the batch it comes in. */
  private static final int MAX_BATCH_BYTES = 8 * 1024 * 1024;

  private static final Duration READY_LIMIT = Duration.ofSeconds(30);

  private final InstanceFolder folder;
  private final KafkaRaftServer server;
  private final int port;
  private boolean closed;

  /**
   * A broker for clients that must show who they are.
   *
   * @param keyStore the broker's certificate and key, PKCS12
   * @param keyStorePassword of that file and of the key in it
   * @param superuser the one of the users who may do everything
   * @param passwords of all users
   */
  public record Security(
      Path keyStore, String keyStorePassword, String superuser, Map<String, String> passwords) {
    public Security {
      passwords = Map.copyOf(passwords);
    }

    @Override
    public String toString() {
      return "Security of " + passwords.keySet();
    }
  }

  private EmbeddedKafka(InstanceFolder folder, KafkaRaftServer server, int port) {
    this.folder = folder;
    this.server = server;
    this.port = port;
  }

  /** Starts a broker with data in this folder and a port that is free. */
  public static EmbeddedKafka start(Path folder) {
    return start(folder, 0);
  }

  /**
   * Starts a broker and returns when it answers.
   *
   * @param folder its data, made if it is not there
   * @param port the port for clients, 0 for one that is free
   * @throws LocalServerException if it cannot be started, with the reason in one line
   */
  public static EmbeddedKafka start(Path folder, int port) {
    return start(folder, port, null);
  }

  /**
   * The same with clients over TLS, with user and password, that may do only what an ACL allows.
   *
   * @param security null: none of it
   */
  public static EmbeddedKafka start(Path folder, int port, Security security) {
    if (port != 0) {
      Ports.requireFree(port, WHAT, "its port");
    }
    KafkaExit.becomesException();
    InstanceFolder opened = InstanceFolder.open(folder, "kafka", WHAT);
    KafkaRaftServer server = null;
    try {
      int clientPort = port != 0 ? port : Ports.free();
      Path data = opened.createFolder("data");
      Properties configuration = configuration(data, clientPort, Ports.free());
      KafkaSecurity secured = security == null ? null : new KafkaSecurity(security, Ports.free());
      if (secured != null) {
        secured.secure(configuration);
      }
      format(data, secured);
      server = new KafkaRaftServer(KafkaConfig.fromProps(configuration), Time.SYSTEM);
      server.startup();
      EmbeddedKafka started = new EmbeddedKafka(opened, server, clientPort);
      started.awaitReady(secured);
      LOG.info("Kafka answers on {}, data in {}", started.bootstrapServers(), opened.path());
      return started;
    } catch (LocalServerException e) {
      abandon(server, opened);
      throw e;
    } catch (Exception e) {
      abandon(server, opened);
      throw new LocalServerException(
          "Kafka did not start in %s: %s; logs in %s"
              .formatted(opened.path(), rootMessage(e), LogFolder.current()),
          e);
    }
  }

  private static void format(Path data, KafkaSecurity secured) throws Exception {
    if (Files.exists(data.resolve("meta.properties"))) {
      return;
    }
    ByteArrayOutputStream report = new ByteArrayOutputStream();
    Formatter formatter = new Formatter();
    if (secured != null) {
      formatter.setScramArguments(secured.scramArguments());
    }
    formatter
        .setPrintStream(new PrintStream(report, true, StandardCharsets.UTF_8))
        .setNodeId(NODE)
        .setClusterId(Uuid.randomUuid().toString())
        .addDirectory(data.toString())
        .setMetadataLogDirectory(data.toString())
        .setControllerListenerName("CONTROLLER")
        .run();
    LOG.debug("{}", report.toString(StandardCharsets.UTF_8).strip());
  }

  private static Properties configuration(Path data, int clientPort, int controllerPort) {
    Properties p = new Properties();
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", Integer.toString(NODE));
    p.setProperty("log.dirs", data.toString());
    String clients = "CLIENT://" + Ports.HOST + ":" + clientPort;
    p.setProperty("listeners", clients + ",CONTROLLER://" + Ports.HOST + ":" + controllerPort);
    p.setProperty("advertised.listeners", clients);
    p.setProperty("inter.broker.listener.name", "CLIENT");
    p.setProperty("controller.listener.names", "CONTROLLER");
    p.setProperty("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.setProperty("controller.quorum.voters", NODE + "@" + Ports.HOST + ":" + controllerPort);
    p.setProperty("auto.create.topics.enable", "false");
    p.setProperty("message.max.bytes", Integer.toString(MAX_BATCH_BYTES));
    p.setProperty("replica.fetch.max.bytes", Integer.toString(MAX_BATCH_BYTES));
    // One node: nothing can be kept twice.
    p.setProperty("offsets.topic.replication.factor", "1");
    p.setProperty("offsets.topic.num.partitions", "4");
    p.setProperty("transaction.state.log.replication.factor", "1");
    p.setProperty("transaction.state.log.min.isr", "1");
    p.setProperty("transaction.state.log.num.partitions", "4");
    p.setProperty("share.coordinator.state.topic.replication.factor", "1");
    p.setProperty("share.coordinator.state.topic.min.isr", "1");
    p.setProperty("share.coordinator.state.topic.num.partitions", "4");
    p.setProperty("group.initial.rebalance.delay.ms", "0");
    // After a crash the controller waits for the killed broker's session to end: not the usual 9 s.
    p.setProperty("broker.session.timeout.ms", "6000");
    p.setProperty("broker.heartbeat.interval.ms", "1000");
    // A guest in somebody else's JVM: few threads, small buffers.
    p.setProperty("num.network.threads", "2");
    p.setProperty("num.io.threads", "4");
    p.setProperty("background.threads", "2");
    p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024));
    p.setProperty("log.cleaner.io.buffer.size", Integer.toString(256 * 1024));
    p.setProperty("log.retention.ms", "-1");
    return p;
  }

  private void awaitReady(KafkaSecurity secured) {
    Map<String, Object> config =
        new HashMap<>(
            secured == null
                ? Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers())
                : secured.brokersOwnClient());
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) READY_LIMIT.toMillis());
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    String problem;
    try (Admin admin = Admin.create(config)) {
      if (!admin
          .describeCluster()
          .nodes()
          .get(READY_LIMIT.toSeconds(), TimeUnit.SECONDS)
          .isEmpty()) {
        return;
      }
      problem = "no node in the cluster";
    } catch (ExecutionException | TimeoutException e) {
      problem = rootMessage(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      problem = "interrupted";
    }
    throw new LocalServerException(
        "Kafka on %s does not answer within %d s: %s; logs in %s"
            .formatted(bootstrapServers(), READY_LIMIT.toSeconds(), problem, LogFolder.current()));
  }

  /** {@code host:port} for clients. */
  public String bootstrapServers() {
    return Ports.HOST + ":" + port;
  }

  /** The port for clients. */
  public int port() {
    return port;
  }

  /** Where the broker keeps its data. */
  public Path folder() {
    return folder.path();
  }

  /** Stops the broker and its threads; its data stays. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      server.shutdown();
      server.awaitShutdown();
    } finally {
      folder.close();
    }
  }

  private static void abandon(KafkaRaftServer server, InstanceFolder folder) {
    try {
      if (server != null) {
        server.shutdown();
      }
    } catch (RuntimeException e) {
      // The failure to start is what gets reported.
      LOG.warn("Kafka that did not start did not stop cleanly either", e);
    } finally {
      folder.close();
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
