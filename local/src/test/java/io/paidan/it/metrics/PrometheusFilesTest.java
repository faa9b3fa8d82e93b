package io.paidan.it.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.paidan.local.testing.HttpProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is in {@code deploy/prometheus}, by the words of the programs that it is for. */
class PrometheusFilesTest {
  private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

  @ParameterizedTest
  @CsvSource({
    "/usr/bin/promtool, prometheus, check rules paidan-rules.yml",
    "/usr/bin/promtool, prometheus, check config prometheus.yml",
    "/usr/bin/promtool, prometheus, test rules paidan-rules-test.yml",
    "/usr/bin/promtool, prometheus, test rules paidan-silence-test.yml",
    "/usr/bin/amtool, prometheus-alertmanager, check-config alertmanager.yml",
  })
  void isRight(Path program, String debianPackage, String arguments, @TempDir Path folder)
      throws Exception {
    run(program, debianPackage, arguments, folder);
  }

  @ParameterizedTest
  @CsvSource({
    "PaidanTicketOverdue, critical, duty",
    "PaidanTicketOverdue, warning, leaders",
    "PaidanTicketEscalated, warning, leaders",
    "PaidanNoEvents, critical, operators-now",
    "PaidanIndexBehind, warning, operators",
    "PaidanWatchdog, none, heartbeat",
  })
  void alertmanagerTellsThoseWhomItConcerns(
      String alert, String severity, String receiver, @TempDir Path folder) throws Exception {
    run(
        Path.of("/usr/bin/amtool"),
        "prometheus-alertmanager",
        "config routes test --config.file=alertmanager.yml --verify.receivers=%s alertname=%s severity=%s"
            .formatted(receiver, alert, severity),
        folder);
  }

  private static void run(Path program, String debianPackage, String arguments, Path folder)
      throws Exception {
    HttpProgram.assumeInstalled(program, debianPackage);
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder((program + " " + arguments).split(" "))
            .directory(RuleFile.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("%s ends", program).isTrue();
      assertThat(process.exitValue())
          .as("%s %s: %s", program, arguments, Files.readString(out))
          .isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void everyAlertSaysInBothLanguagesWhatIsTheMatterAndWhatToDo() throws Exception {
    for (JsonNode rule : RuleFile.read().rules()) {
      if (rule.has("alert")) {
        String name = rule.path("alert").asText();
        JsonNode words = rule.path("annotations");
        assertThat(words.path("summary").asText()).as(name).containsPattern(CHINESE);
        assertThat(words.path("description").asText())
            .as(name)
            .containsPattern(CHINESE)
            .contains("处理：");
        assertThat(words.path("summary_en").asText())
            .as(name)
            .isNotBlank()
            .doesNotContainPattern(CHINESE);
        assertThat(words.path("description_en").asText())
            .as(name)
            .contains("o do: ")
            .doesNotContainPattern(CHINESE);
        assertThat(rule.path("labels").path("severity").asText())
            .as(name)
            .isIn("critical", "warning", "none");
      }
    }
  }

  @Test
  void everyAlertIsTestedAndDocumented() throws Exception {
    String tests =
        Files.readString(RuleFile.folder().resolve("paidan-rules-test.yml"))
            + Files.readString(RuleFile.folder().resolve("paidan-silence-test.yml"));
    String docs =
        Files.readString(Path.of(System.getProperty("paidan.root")).resolve("docs/metrics.md"));
    Set<String> alerts = new LinkedHashSet<>();
    for (JsonNode rule : RuleFile.read().rules()) {
      if (rule.has("alert")) {
        alerts.add(rule.path("alert").asText());
      }
    }
    assertThat(alerts).hasSizeGreaterThan(10);
    for (String alert : alerts) {
      assertThat(tests).as("fires in a test").contains(alert);
      assertThat(docs).as("documented").contains("`" + alert + "`");
    }
  }
}
