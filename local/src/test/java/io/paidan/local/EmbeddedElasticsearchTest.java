package io.paidan.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paidan.local.testing.Http;
import io.paidan.local.testing.ServerOwner;
import io.paidan.local.testing.SharedServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedElasticsearchTest {
  @TempDir Path temp;

  @Test
  void keepsDocumentsByExternalVersion() throws Exception {
    URI server = SharedServers.elasticsearch().uri();
    URI version2 = server.resolve("/embedded-test/_doc/a?version=2&version_type=external");
    URI version1 = server.resolve("/embedded-test/_doc/a?version=1&version_type=external");
    assertThat(Http.send("PUT", version2, "{\"name\":\"阜新街道\"}").status()).isEqualTo(201);
    assertThat(Http.send("PUT", version1, "{\"name\":\"older\"}").status()).isEqualTo(409);

    Http.Response found = Http.send("GET", server.resolve("/embedded-test/_doc/a"), null);
    assertThat(found.status()).isEqualTo(200);
    assertThat(found.body()).contains("\"_version\":2").contains("阜新街道");
  }

  @Test
  void runsUnprivilegedAndOnItsOwnPorts() throws Exception {
    EmbeddedElasticsearch server = SharedServers.elasticsearch();
    assertThat(server.port()).isPositive();
    assertThat(server.logs().resolve("console.log")).exists();
    if (Unprivileged.ofThisUser().dropsPrivileges()) {
      ProcessHandle java =
          server.processes().stream()
              .filter(p -> p.info().command().filter(c -> c.endsWith("/java")).isPresent())
              .findFirst()
              .orElseThrow();
      assertThat(Files.getAttribute(Path.of("/proc/" + java.pid()), "unix:uid"))
          .isEqualTo(Unprivileged.UID);
    }
  }

  @Test
  void goesWithItsKilledOwnerAndKeepsItsData() throws Exception {
    ServerOwner.Running running = ServerOwner.start("elasticsearch", openFolder());
    assertThat(running.server()).hasSizeGreaterThanOrEqualTo(3);
    URI server = URI.create(running.address());
    assertThat(Http.send("PUT", server.resolve("/kept/_doc/1?refresh=true"), "{\"n\":7}").status())
        .isEqualTo(201);

    running.owner().destroyForcibly();

    assertThat(
            Await.until(
                Duration.ofSeconds(40),
                () -> running.server().stream().noneMatch(ProcessHandle::isAlive)))
        .as("processes of the server %s are gone", running.server())
        .isTrue();
    try (EmbeddedElasticsearch again =
        EmbeddedElasticsearch.in(openFolder()).cache(SharedServers.elasticsearchCache()).start()) {
      assertThat(Http.send("GET", again.uri().resolve("/kept/_doc/1"), null).body())
          .contains("\"n\":7");
    }
  }

  @Test
  void saysThatThePortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () ->
                  EmbeddedElasticsearch.in(temp)
                      .cache(SharedServers.elasticsearchCache())
                      .port(taken.getLocalPort())
                      .start())
          .isInstanceOf(LocalServerException.class)
          .hasMessageStartingWith("port " + taken.getLocalPort() + " for Elasticsearch is taken");
    }
  }

  @Test
  void saysThatTheFolderCannotBeWritten() throws IOException {
    Path file = Files.writeString(temp.resolve("elasticsearch"), "a file");
    assertThatThrownBy(() -> EmbeddedElasticsearch.in(file).start())
        .isInstanceOf(LocalServerException.class)
        .hasMessage(
            "cannot write to folder %s for Elasticsearch (a file is in its place): make it writable"
                    .formatted(file)
                + " or choose another folder");
  }

  @Test
  void saysThatTheServerIsMissing() {
    assertThatThrownBy(
            () -> EmbeddedElasticsearch.in(temp).zip(temp.resolve("no.zip")).javaHome(temp).start())
        .isInstanceOf(LocalServerException.class)
        .hasMessageContaining("no Java at " + temp);
    System.setProperty(ElasticsearchDistribution.ZIP_PROPERTY, temp + "/no.zip");
    try {
      assertThatThrownBy(() -> EmbeddedElasticsearch.in(temp).start())
          .isInstanceOf(LocalServerException.class)
          .hasMessageStartingWith("the Elasticsearch server is missing (" + temp + "/no.zip)")
          .hasMessageContaining("mvn package");
    } finally {
      System.clearProperty(ElasticsearchDistribution.ZIP_PROPERTY);
    }
  }

  @Test
  void quotesTheServersLastErrorWhenItEnds() throws IOException {
    Path zip = serverThat("echo 'ERROR: no room on the disk' >&2; exit 78");
    assertThatThrownBy(() -> EmbeddedElasticsearch.in(openFolder()).zip(zip).start())
        .isInstanceOf(LocalServerException.class)
        .hasMessageContaining("ended while it started (status 78); logs in ")
        .hasMessageEndingWith(": ERROR: no room on the disk");
  }

  @Test
  void givesUpOnAServerThatNeverAnswers() throws IOException {
    Path zip = serverThat("exec sleep 600");
    Path folder = openFolder();
    assertThatThrownBy(
            () ->
                EmbeddedElasticsearch.in(folder).zip(zip).startLimit(Duration.ofSeconds(1)).start())
        .isInstanceOf(LocalServerException.class)
        .hasMessageStartingWith("Elasticsearch did not answer within 1 s; logs in ");
    List<ProcessHandle> left =
        ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).toList().stream()
            .filter(p -> p.info().commandLine().orElse("").contains("sleep 600"))
            .toList();
    assertThat(left).isEmpty();
  }

  @Test
  void saysThatPrivilegesCannotBeDropped() throws IOException {
    assertThatThrownBy(() -> Unprivileged.forUser(true, null))
        .isInstanceOf(LocalServerException.class)
        .hasMessageContaining("setpriv is missing; install util-linux");
    Path setpriv = Files.writeString(temp.resolve("setpriv"), "#!/bin/sh\necho not me; exit 1\n");
    assertThat(setpriv.toFile().setExecutable(true)).isTrue();
    assertThatThrownBy(() -> Unprivileged.forUser(true, setpriv))
        .isInstanceOf(LocalServerException.class)
        .hasMessageContaining("(not me): start Paidan as an ordinary user");
  }

  @Test
  void usesAnotherFolderWhereNobodyCannotEnter() throws IOException {
    Unprivileged user = Unprivileged.ofThisUser();
    Path closed = Files.createDirectory(temp.resolve("closed"));
    assertThat(closed.toFile().setExecutable(false, false)).isTrue();
    assertThat(closed.toFile().setExecutable(true, true)).isTrue();
    Path wanted = closed.resolve("var");
    if (!user.dropsPrivileges()) {
      assertThat(user.reachable(wanted)).isEqualTo(wanted);
      return;
    }
    Path other = user.reachable(wanted);
    assertThat(other).hasParent(Path.of("/var/tmp"));
    assertThat(user.reachable(wanted)).isEqualTo(other);
    assertThat(wanted.resolve("files-are-elsewhere.txt")).content().contains(other.toString());

    // With the original gone, so is what stood for it, as soon as another is asked for.
    ElasticsearchDistribution.delete(wanted);
    Path next = user.reachable(closed.resolve("next"));
    assertThat(other).doesNotExist();
    ElasticsearchDistribution.delete(next);
  }

  /** JUnit's folder is closed to others; the server may run as another user. */
  private Path openFolder() {
    assertThat(temp.toFile().setExecutable(true, false)).isTrue();
    return temp.resolve("elasticsearch");
  }

  /** A distribution whose server is this script. */
  private Path serverThat(String script) throws IOException {
    Path zip = temp.resolve("elasticsearch-fake.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("elasticsearch-fake/bin/elasticsearch"));
      out.write(("#!/bin/sh\n" + script + "\n").getBytes(StandardCharsets.UTF_8));
      out.putNextEntry(new ZipEntry("elasticsearch-fake/config/jvm.options"));
      out.write("-XX:+UseG1GC\n".getBytes(StandardCharsets.UTF_8));
    }
    return zip;
  }
}
