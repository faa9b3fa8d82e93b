package io.paidan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaidanTest {
  private static final String EVENT =
      "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"paidan.ticket.reported\","
          + "\"subject\":\"T-1\",\"time\":\"2026-01-05T03:00:00Z\","
          + "\"data\":{\"district\":\"fuxin\",\"channel\":\"HOTLINE\"}}\n";

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "recompute --help",
        "replay --help",
        "init --help",
        "import --help",
        "import csv --help",
        "import xes --help",
        "policy --help",
        "policy check --help",
        "relay --help",
        "relay check --help",
        "simulate --help",
        "--version"
      })
  void helps(String arguments) {
    CommandRun run = CommandRun.of((Object[]) arguments.split(" "));
    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains(arguments.equals("--version") ? "paidan " : "Usage: paidan");
    assertThat(run.out()).doesNotContain("${");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "recompute",
        "replay --events a --bootstrap-servers b:1 --speed fast",
        "replay --events a --bootstrap-servers b:1 --speed 0x",
        "replay --events a --bootstrap-servers nocolon",
        "replay --events --bootstrap-servers b:1",
        "recompute --events a --as-of yesterday --out b",
        "recompute --events a --as-of 2026-01-01T00:00:00 --out b",
        "simulate --out a --from 2026-01-01T00:00:00Z --for tomorrow",
        "simulate --out a --from 2026-01-01T00:00:00Z --rate 0",
        "relay",
        "relay --config a",
        "relay --config a --bootstrap-servers nocolon",
        "relay --config a --bootstrap-servers b:1 --alert-horizon soon",
        "relay check",
        "import",
        "import xes --in a",
        "import csv --in a",
        "policy",
        "policy check",
        "init --bootstrap-servers b:1 --partitions 0",
        "init --bootstrap-servers b:1 --elasticsearch localhost",
        "init --bootstrap-servers b:1 --kibana localhost:5601",
        "init --bootstrap-servers b:1 --kibana http://u:p@k:5601",
        "init --bootstrap-servers b:1 --kibana http://k:5601 --kibana-space Big/Space",
        "init --bootstrap-servers b:1 --kibana-space one",
        "init --bootstrap-servers b:1 --kibana http://k:5601 --language de",
      })
  void wrongUsageIsOneLineAndExitTwo(String arguments) {
    CommandRun run =
        CommandRun.of(arguments.isEmpty() ? new Object[0] : (Object[]) arguments.split(" "));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("paidan").contains("--help'");
  }

  @Test
  void missingFilesAreOneLineAndExitOne() {
    List<CommandRun> runs =
        List.of(
            CommandRun.of("replay", "--events", "nowhere.ndjson", "--bootstrap-servers", "b:1"),
            CommandRun.of(
                "recompute",
                "--events",
                "nowhere.ndjson",
                "--as-of",
                "2026-01-01T00:00:00Z",
                "--out",
                temp),
            CommandRun.of(
                "import", "csv", "--mapping", "nyc311", "--in", "nowhere.ndjson", "--out", temp),
            CommandRun.of("policy", "check", "nowhere.ndjson"));
    for (CommandRun run : runs) {
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.err().lines()).hasSize(1);
      assertThat(run.err()).contains("nowhere.ndjson").containsIgnoringCase("no such file");
    }
  }

  @Test
  void aFolderIsNoEventFile() {
    CommandRun run = CommandRun.of("replay", "--events", temp, "--bootstrap-servers", "b:1");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains(temp + " is a folder");
  }

  @Test
  void recomputesToTheSameBytes() throws Exception {
    Path first = Files.writeString(temp.resolve("a.ndjson"), EVENT);
    Path second = Files.writeString(temp.resolve("b.ndjson"), "no event\n" + EVENT);
    for (String out : List.of("one", "two")) {
      CommandRun run =
          CommandRun.of(
              "recompute",
              "--events",
              first,
              second,
              "--as-of",
              "2026-01-05T04:00:00+08:00",
              "--out",
              temp.resolve(out));
      assertThat(run.err()).isEmpty();
      assertThat(run.exit()).isZero();
      assertThat(run.out()).contains("0 events of 0 tickets, 0 repeats, 2 later", "1 dead letters");
    }
    CommandRun later =
        CommandRun.of(
            "recompute",
            "--events",
            first,
            "--events",
            second,
            "--as-of",
            "2026-01-06T00:00:00Z",
            "--out",
            temp.resolve("three"));
    assertThat(later.out())
        .contains("1 events of 1 tickets, 1 repeats, 0 later", "paidan-tickets: 1");
    for (String file : List.of("paidan-tickets.ndjson", "dead-letters.ndjson")) {
      assertThat(temp.resolve("one").resolve(file))
          .hasSameBinaryContentAs(temp.resolve("two").resolve(file));
    }
    assertThat(Files.readString(temp.resolve("three/paidan-tickets.ndjson")))
        .contains("\"_id\":\"T-1\"", "\"state\":\"REPORTED\"");
  }

  @Test
  void recomputeRefusesABadPolicyAndBadReferenceData() throws Exception {
    Path events = Files.writeString(temp.resolve("a.ndjson"), EVENT);
    Path bad = Files.writeString(temp.resolve("bad.json"), "{\"id\":\"p\",\"version\":0}");
    CommandRun policy =
        CommandRun.of(
            "recompute",
            "--events",
            events,
            "--policy",
            bad,
            "--as-of",
            "2026-01-06T00:00:00Z",
            "--out",
            temp.resolve("out"));
    assertThat(policy.exit()).isEqualTo(1);
    assertThat(policy.err().lines()).hasSize(1);
    assertThat(policy.err()).contains("bad.json:1:", "paidan policy check");

    Path noJson = Files.writeString(temp.resolve("reference.json"), "[");
    CommandRun reference =
        CommandRun.of(
            "recompute",
            "--events",
            events,
            "--reference",
            noJson,
            "--as-of",
            "2026-01-06T00:00:00Z",
            "--out",
            temp.resolve("out"));
    assertThat(reference.exit()).isEqualTo(1);
    assertThat(reference.err().lines()).hasSize(1);
    assertThat(reference.err()).contains("reference.json:1:");
  }

  @Test
  void checksPolicies() throws Exception {
    Path bad = temp.resolve("bad.json");
    Files.writeString(bad, "{\"id\":\"p\",\n\"version\":1,\n\"effectiveFrom\":\"soon\"}");
    CommandRun problems = CommandRun.of("policy", "check", bad);
    assertThat(problems.exit()).isEqualTo(1);
    assertThat(problems.err().lines().count()).isGreaterThan(1);
    assertThat(problems.err().lines()).allMatch(line -> line.startsWith(bad + ":"));

    Path good = temp.resolve("good.json");
    Files.write(good, io.paidan.policy.DefaultPolicy.json());
    CommandRun sound = CommandRun.of("policy", "check", good);
    assertThat(sound.exit()).isZero();
    assertThat(sound.out()).isEqualTo(good + ": sound" + System.lineSeparator());
  }

  @Test
  void simulatesTheSameBytesForTheSameSeed() throws Exception {
    for (String name : List.of("one.ndjson", "two.ndjson", "other.ndjson")) {
      CommandRun run =
          CommandRun.of(
              "simulate",
              "--out",
              temp.resolve(name),
              "--from",
              "2026-11-20T00:00:00Z",
              "--for",
              "PT6H",
              "--seed",
              name.startsWith("other") ? 2 : 1);
      assertThat(run.exit()).isZero();
      assertThat(run.out()).contains(" records in ");
    }
    assertThat(temp.resolve("one.ndjson")).hasSameBinaryContentAs(temp.resolve("two.ndjson"));
    assertThat(Files.readAllBytes(temp.resolve("other.ndjson")))
        .isNotEqualTo(Files.readAllBytes(temp.resolve("one.ndjson")));
  }

  @Test
  void aFolderThatCannotBeWrittenIsOneLine() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "");
    CommandRun run =
        CommandRun.of("simulate", "--out", file.resolve("x"), "--from", "2026-11-20T00:00:00Z");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains(file.toString());
  }

  @Test
  void checksConfigurationsOfTheRelay() throws Exception {
    Path sound =
        Files.writeString(
            temp.resolve("sound.json"),
            """
            {"receivers":[{"name":"duty","type":"WECOM","token":{"env":"PAIDAN_TEST_NO_SUCH"}}]}
            """);
    Path wrong =
        Files.writeString(
            temp.resolve("wrong.json"),
            "{\"receivers\":[{\"name\":\"duty\",\"type\":\"PIGEON\"}]}");
    CommandRun check = CommandRun.of("relay", "check", sound, wrong);
    assertThat(check.exit()).isEqualTo(1);
    assertThat(check.out()).isEqualTo(sound + ": sound\n");
    assertThat(check.err())
        .contains(
            wrong + ":1:37 /receivers/0/type unknown type \"PIGEON\": one of ALERTMANAGER",
            wrong + ":1:15 /receivers/0 \"url\" is missing");
    assertThat(CommandRun.of("relay", "check", sound).exit()).isZero();

    CommandRun missing =
        CommandRun.of("relay", "--config", temp.resolve("none"), "--bootstrap-servers", "b:1");
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.err()).contains("--config: no such file").hasLineCount(1);
  }
}
