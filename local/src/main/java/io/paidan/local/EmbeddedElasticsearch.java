package io.paidan.local;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Elasticsearch server of one node on this machine: a child process on the same Java, bound
 * to {@value Ports#HOST}, without security unless asked for, with ports, data and logs of its own.
 * It ends with {@link #close}, and with this JVM however that ends. Data stays in the folder and is
 * found again by the next server started there.
 *
 * <p>The build that Maven Central has ({@code integ-test-zip}) is the server with few of its
 * modules: no {@code GET /}, index lifecycle management, data streams, Painless or ES|QL.
 *
 * <p>As root, the server runs as the user nobody; see {@link #folder()}.
 */
public final class EmbeddedElasticsearch implements AutoCloseable {
  /** A system property: more options for the server's own JVM. */
  public static final String JAVA_OPTIONS = "paidan.elasticsearch.java.options";

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedElasticsearch.class);
  private static final String WHAT = "Elasticsearch";

  private final InstanceFolder folder;
  private final GuardedProcess process;
  private final int port;
  private final String scheme;

  private EmbeddedElasticsearch(
      InstanceFolder folder, GuardedProcess process, int port, String scheme) {
    this.folder = folder;
    this.process = process;
    this.port = port;
    this.scheme = scheme;
  }

  /**
   * A server with its configuration, data and logs in this folder, which is made if it is not
   * there.
   */
  public static Builder in(Path folder) {
    return new Builder(folder);
  }

  /**
   * Security of a server: https, and users and roles in its files. The build that Maven Central has
   * cannot keep others: the index for them needs a module that it lacks.
   *
   * @param certificate of the server, PEM
   * @param key of the certificate, PEM
   * @param users the first one is a superuser
   * @param roles beside those that Elasticsearch has, by name: each a JSON object as its API for
   *     roles takes it
   */
  public record Security(Path certificate, Path key, List<User> users, Map<String, String> roles) {
    public Security {
      users = List.copyOf(users);
      roles = Map.copyOf(roles);
      if (users.isEmpty() || !users.get(0).role().equals(User.SUPERUSER)) {
        throw new IllegalArgumentException("The first user must have the role superuser.");
      }
    }

    /** Whom the server knows. */
    public record User(String name, String password, String role) {
      /** May do everything. */
      public static final String SUPERUSER = "superuser";

      @Override
      public String toString() {
        return name + " (" + role + ")";
      }
    }
  }

  /** What a server is started with. */
  public static final class Builder {
    private final Path folder;
    private Path cache;
    private Path zip;
    private Path javaHome = Path.of(System.getProperty("java.home"));
    private int port;
    private int heapMegabytes = 512;
    private boolean freshData;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private Security security;
    private Duration startLimit = Duration.ofSeconds(90);

    private Builder(Path folder) {
      this.folder = folder.toAbsolutePath().normalize();
      this.cache = this.folder.getParent();
    }

    /** Where the server's program is unpacked, once; the folder's parent if not given. */
    public Builder cache(Path cache) {
      this.cache = cache;
      return this;
    }

    /** The server's zip; that of the build if not given. */
    public Builder zip(Path zip) {
      this.zip = zip;
      return this;
    }

    /** The Java that it runs on; that of this JVM if not given. */
    public Builder javaHome(Path javaHome) {
      this.javaHome = javaHome;
      return this;
    }

    /** The HTTP port; 0, the default, lets the server find one. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /** The server's heap in MiB, 512 if not given. */
    public Builder heapMegabytes(int heapMegabytes) {
      this.heapMegabytes = heapMegabytes;
      return this;
    }

    /** A setting of the server beside those that it has here, as in elasticsearch.yml. */
    public Builder setting(String name, String value) {
      settings.put(name, value);
      return this;
    }

    /** With security and https; without, everybody on this machine may do everything over http. */
    public Builder security(Security security) {
      this.security = security;
      return this;
    }

    /** Starts without the data of earlier servers in this folder. */
    public Builder freshData() {
      this.freshData = true;
      return this;
    }

    /** How long the server may take until it answers, 90 s if not given. */
    public Builder startLimit(Duration startLimit) {
      this.startLimit = startLimit;
      return this;
    }

    /**
     * Starts the server and returns when it answers.
     *
     * @throws LocalServerException if it does not, with the reason in one line
     */
    public EmbeddedElasticsearch start() {
      return EmbeddedElasticsearch.start(this);
    }
  }

  private static EmbeddedElasticsearch start(Builder builder) {
    Path zip = builder.zip != null ? builder.zip : ElasticsearchDistribution.locateZip();
    Path java = builder.javaHome.resolve("bin").resolve("java");
    if (!Files.isExecutable(java)) {
      throw new LocalServerException(
          "no Java at %s to run Elasticsearch: install openjdk-17-jdk-headless or set JAVA_HOME"
              .formatted(java));
    }
    if (builder.port != 0) {
      Ports.requireFree(builder.port, WHAT, "its HTTP port");
    }
    Unprivileged user = Unprivileged.ofThisUser();
    if (!user.canExecute(java)) {
      throw new LocalServerException(
          ("cannot drop privileges for Elasticsearch, which refuses to run as root: user %d cannot"
                  + " run %s; install openjdk-17-jdk-headless or start Paidan as an ordinary user")
              .formatted(Unprivileged.UID, java));
    }
    InstanceFolder folder =
        InstanceFolder.open(user.reachable(builder.folder), "elasticsearch", WHAT);
    GuardedProcess process = null;
    try {
      Path home = ElasticsearchDistribution.unpack(zip, user.reachable(builder.cache));
      if (builder.freshData) {
        ElasticsearchDistribution.delete(folder.resolve("data"));
      }
      Map<String, String> settings = new LinkedHashMap<>(builder.settings);
      if (builder.security != null) {
        settings.putAll(ElasticsearchSecurity.settings(folder));
      }
      ElasticsearchConfiguration.write(folder, home, builder.port, settings);
      if (builder.security != null) {
        ElasticsearchSecurity.write(folder, builder.security);
      }
      for (String name : List.of("config", "data", "logs", "tmp")) {
        user.own(folder.createFolder(name));
      }
      Path console = folder.resolve("logs").resolve("console.log");
      Files.deleteIfExists(console);
      process =
          GuardedProcess.start(
              WHAT,
              folder,
              user.command(List.of(home.resolve("bin").resolve("elasticsearch").toString())),
              environment(folder, builder),
              console);
      int port = awaitReady(folder, process, builder);
      process.record();
      LOG.info("Elasticsearch answers on {}:{}, logs in {}", Ports.HOST, port, folder.path());
      return new EmbeddedElasticsearch(
          folder, process, port, builder.security == null ? "http" : "https");
    } catch (IOException e) {
      stop(process, folder);
      throw new LocalServerException(
          "cannot write to folder %s for Elasticsearch: %s"
              .formatted(folder.path(), e.getMessage()),
          e);
    } catch (RuntimeException e) {
      stop(process, folder);
      throw e;
    }
  }

  /** Nothing of this JVM's environment that could change the server's ways. */
  private static Map<String, String> environment(InstanceFolder folder, Builder builder) {
    Map<String, String> environment = new HashMap<>();
    for (String name : List.of("PATH", "LANG", "LC_ALL", "TZ")) {
      String value = System.getenv(name);
      if (value != null) {
        environment.put(name, value);
      }
    }
    environment.put("HOME", folder.path().toString());
    environment.put("ES_JAVA_HOME", builder.javaHome.toAbsolutePath().toString());
    environment.put("ES_PATH_CONF", folder.resolve("config").toString());
    environment.put("ES_TMPDIR", folder.resolve("tmp").toString());
    environment.put(
        "ES_JAVA_OPTS",
        "-Xms%dm -Xmx%dm %s"
            .formatted(
                builder.heapMegabytes, builder.heapMegabytes, System.getProperty(JAVA_OPTIONS, ""))
            .strip());
    return environment;
  }

  private static int awaitReady(InstanceFolder folder, GuardedProcess process, Builder builder) {
    Duration limit = builder.startLimit;
    int[] port = new int[1];
    boolean ready =
        Await.until(
            limit,
            () -> {
              port[0] = ElasticsearchConfiguration.boundPort(folder);
              return !process.isAlive() || (port[0] != 0 && answers(port[0], builder.security));
            });
    if (ready && process.isAlive()) {
      return port[0];
    }
    Path logs = folder.resolve("logs");
    String last = LogTail.errors(logs.resolve("console.log"));
    throw new LocalServerException(
        (process.isAlive()
                ? "Elasticsearch did not answer within %d s".formatted(limit.toSeconds())
                : "Elasticsearch ended while it started (status %d)"
                    .formatted(process.exitStatus()))
            + "; logs in %s%s".formatted(logs, last.isEmpty() ? "" : ": " + last));
  }

  private static boolean answers(int port, Security security) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create(
                      "%s://%s:%d/_cluster/health?wait_for_status=yellow&timeout=1s"
                          .formatted(security == null ? "http" : "https", Ports.HOST, port))
                  .toURL()
                  .openConnection();
      if (security != null) {
        ElasticsearchSecurity.prepare((HttpsURLConnection) connection, security);
      }
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(5_000);
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      LOG.debug("no answer yet on port {}", port, e);
      return false;
    }
  }

  private static void stop(GuardedProcess process, InstanceFolder folder) {
    try {
      if (process != null) {
        process.close();
      }
    } finally {
      folder.close();
    }
  }

  /** The HTTP port. */
  public int port() {
    return port;
  }

  /** Where clients connect to: {@code http://127.0.0.1:PORT}, with security {@code https}. */
  public URI uri() {
    return URI.create(scheme + "://" + Ports.HOST + ":" + port);
  }

  /**
   * The server's folder: the one that was asked for, or, started by root in a place that other
   * users cannot enter, one under {@code /var/tmp}.
   */
  public Path folder() {
    return folder.path();
  }

  /** Where the server writes its logs. */
  public Path logs() {
    return folder.resolve("logs");
  }

  /** Whether the server runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** The server's processes, for those who watch or disturb them. */
  public List<ProcessHandle> processes() {
    return process.processes();
  }

  /** Ends the server at once, as a crash would; {@link #close} is still to be called. */
  public void kill() {
    process.kill();
  }

  /** Stops the server and returns when it has gone; its data stays. */
  @Override
  public void close() {
    stop(process, folder);
  }
}
