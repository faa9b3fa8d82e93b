package io.paidan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher on a project of its own: the real script, the classes of this build, and an mvn that
 * counts how often it is called.
 */
class LauncherTest {
  private static final List<String> MODULES =
      List.of("schemas", "jobs", "dashboards", "relay", "local");
  private static final Path ROOT = Path.of(System.getProperty("paidan.root"));
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  private record Run(int exit, String out, String err) {}

  @TempDir Path temp;
  private Path project;
  private Path tools;
  private Path mvnCalls;
  private final Map<Process, ProcessBuilder> outputs = new HashMap<>();

  @BeforeEach
  void layOut() throws IOException {
    assumeThat(Files.isExecutable(Path.of("/bin/bash"))).as("bash is there").isTrue();
    project = Files.createDirectory(temp.resolve("the project"));
    tools = Files.createDirectory(temp.resolve("tools"));
    mvnCalls = temp.resolve("mvn-calls");
    Files.copy(ROOT.resolve("paidan"), project.resolve("paidan"));
    Files.writeString(project.resolve("pom.xml"), "<project/>");
    for (String module : MODULES) {
      Path sources = Files.createDirectories(project.resolve(module).resolve("src/main/java"));
      Files.writeString(sources.resolve("A.java"), "class A {}");
      Files.writeString(project.resolve(module).resolve("pom.xml"), "<project/>");
    }
    for (String tool :
        List.of(
            "bash",
            "env",
            "dirname",
            "readlink",
            "sed",
            "find",
            "cksum",
            "sort",
            "tr",
            "cat",
            "ls",
            "head",
            "tail",
            "mkdir",
            "mktemp",
            "mv",
            "rm",
            "cp",
            "grep",
            "xargs",
            "cut",
            "flock",
            "sleep")) {
      Path found = find(tool);
      if (found != null) {
        script(tool, "exec " + found + " \"$@\"");
      }
    }
    // Only what the command itself loads: the whole class path of the test is not the launcher's.
    String libraries =
        Stream.of(System.getProperty("surefire.test.class.path", "").split(":"))
            .filter(entry -> entry.endsWith(".jar"))
            .reduce((a, b) -> a + ":" + b)
            .orElseThrow();
    script(
        "mvn",
        """
        echo call >>'%s'
        sleep 0.3
        for module in schemas jobs dashboards relay local; do
          mkdir -p $module/target
          cp -r '%s'/$module/target/classes $module/target/
        done
        printf %%s '%s' >local/target/libraries
        """
            .formatted(mvnCalls, ROOT, libraries));
  }

  @Test
  void buildsOnFirstUseAndWhenSourcesChange() throws Exception {
    Run first = run(Map.of(), "--help");
    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.out()).startsWith("Usage: paidan");
    assertThat(first.err().lines()).hasSize(1);
    assertThat(first.err()).startsWith("paidan: building (first use");

    Run second = run(Map.of(), "--help");
    assertThat(second.exit()).isZero();
    assertThat(second.err()).isEmpty();
    assertThat(calls()).isEqualTo(1);

    Files.writeString(project.resolve("jobs/src/main/java/A.java"), "class A { }");
    assertThat(run(Map.of(), "--version").err()).startsWith("paidan: building (sources changed)");
    Files.writeString(project.resolve("jobs/src/main/java/B.java"), "class B {}");
    assertThat(run(Map.of(), "--version").err()).startsWith("paidan: building");
    Files.delete(project.resolve("jobs/src/main/java/B.java"));
    assertThat(run(Map.of(), "--version").err()).as("built before, still there").isEmpty();
    Files.createDirectories(project.resolve("jobs/src/test/java"));
    Files.writeString(project.resolve("jobs/src/test/java/T.java"), "class T {}");
    assertThat(run(Map.of(), "--version").err()).as("tests do not count").isEmpty();
    assertThat(calls()).isEqualTo(3);
  }

  @Test
  void passesArgumentsAndExitStatusOnThroughASymlinkFromAnywhere() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("pd"), Path.of("the project/paidan"));
    Path events = Files.writeString(temp.resolve("two words.ndjson"), "{}\n");
    Run usage = run(Map.of(), link, temp, "recompute", "--as-of", "later");
    assertThat(usage.exit()).isEqualTo(2);
    assertThat(usage.out()).isEmpty();
    Run failed =
        run(
            Map.of(),
            link,
            temp,
            "replay",
            "--events",
            events.getFileName().toString(),
            "missing",
            "--bootstrap-servers",
            "localhost:1");
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.err()).isEqualTo("paidan replay: --events: no such file: missing\n");
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    Process one = start(Map.of(), project.resolve("paidan"), temp, "--version");
    Process two = start(Map.of(), project.resolve("paidan"), temp, "--version");
    Run first = finish(one);
    Run second = finish(two);
    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(second.exit()).as(second.err()).isZero();
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void showsTheEndOfABuildThatFails() throws Exception {
    script("mvn", "echo '[INFO] much'; echo '[ERROR] A.java:[1,1] no class'; exit 1");
    Run run = run(Map.of(), "--help");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("[ERROR] A.java:[1,1] no class")
        .doesNotContain("much")
        .endsWith(
            "paidan: the build failed; the whole log: "
                + project.resolve("local/target/build.log")
                + "\n");
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    Run noJava = run(Map.of("JAVA_HOME", ""), "--help");
    assertThat(noJava.exit()).isEqualTo(1);
    assertThat(noJava.err().lines()).hasSize(1);
    assertThat(noJava.err()).contains("no Java found", "openjdk-17-jdk-headless", "JAVA_HOME");

    Run wrongHome = run(Map.of("JAVA_HOME", "/nowhere"), "--help");
    assertThat(wrongHome.exit()).isEqualTo(1);
    assertThat(wrongHome.err()).contains("JAVA_HOME is /nowhere").hasLineCount(1);

    Path old = Files.createDirectories(temp.resolve("jdk-11/bin"));
    Files.copy(tools.resolve("cat"), old.resolve("java"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(temp.resolve("jdk-11/release"), "JAVA_VERSION=\"11.0.2\"\n");
    Run oldJava = run(Map.of("JAVA_HOME", temp.resolve("jdk-11").toString()), "--help");
    assertThat(oldJava.exit()).isEqualTo(1);
    assertThat(oldJava.err()).contains("version 11", "install JDK 17").hasLineCount(1);

    Path jre = Files.createDirectories(temp.resolve("jre/bin"));
    Files.copy(tools.resolve("cat"), jre.resolve("java"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(temp.resolve("jre/release"), "JAVA_VERSION=\"17.0.1\"\n");
    Run noJavac = run(Map.of("JAVA_HOME", temp.resolve("jre").toString()), "--help");
    assertThat(noJavac.exit()).isEqualTo(1);
    assertThat(noJavac.err()).contains("no javac", "JDK, not a JRE").hasLineCount(1);

    Files.delete(tools.resolve("mvn"));
    Run noMaven = run(Map.of(), "--help");
    assertThat(noMaven.exit()).isEqualTo(1);
    assertThat(noMaven.err()).contains("mvn not found", "apt-get install maven").hasLineCount(1);
  }

  private long calls() throws IOException {
    return Files.exists(mvnCalls) ? Files.readAllLines(mvnCalls).size() : 0;
  }

  private void script(String name, String body) throws IOException {
    Path file = tools.resolve(name);
    Files.writeString(file, "#!/bin/bash\nset -e\n" + body);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path find(String tool) {
    return Stream.of("/usr/bin", "/bin")
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  private Run run(Map<String, String> environment, String... arguments) throws Exception {
    return run(environment, project.resolve("paidan"), temp, arguments);
  }

  private Run run(Map<String, String> environment, Path script, Path folder, String... arguments)
      throws Exception {
    return finish(start(environment, script, folder, arguments));
  }

  private Process start(
      Map<String, String> environment, Path script, Path folder, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/bash", script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("JAVA_HOME", JAVA_HOME.toString());
    builder.environment().putAll(environment);
    builder.redirectOutput(Files.createTempFile(temp, "out", "").toFile());
    builder.redirectError(Files.createTempFile(temp, "err", "").toFile());
    Process process = builder.start();
    outputs.put(process, builder);
    return process;
  }

  private Run finish(Process process) throws Exception {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the launcher did not end within a minute");
    }
    ProcessBuilder builder = outputs.remove(process);
    return new Run(
        process.exitValue(),
        Files.readString(builder.redirectOutput().file().toPath()),
        Files.readString(builder.redirectError().file().toPath()));
  }
}
