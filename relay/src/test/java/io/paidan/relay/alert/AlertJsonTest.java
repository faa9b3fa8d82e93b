package io.paidan.relay.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.paidan.relay.Samples;
import io.paidan.schemas.Schemas;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertJsonTest {
  @Test
  void readsWhatTheJobWrites() {
    assertThat(Schemas.accepts(Schemas.load("document-alerts"), Samples.BREACH)).isTrue();
    Alert alert = Samples.breach();
    assertThat(alert.ticket()).isEqualTo("T-2026-000666");
    assertThat(alert.level().kind()).isEqualTo(Level.Kind.BREACH);
    assertThat(alert.isFiring()).isTrue();
    assertThat(alert.isEmergency()).isTrue();
    assertThat(alert.district()).isEqualTo(new Place("fuxin", "阜新街道"));
    assertThat(alert.dueAt()).isEqualTo(Instant.parse("2026-11-20T03:34:05.123Z"));
    assertThat(alert.endedAt()).isNull();
  }

  @Test
  void readsBackWhatItWrites() throws Exception {
    for (Alert alert :
        List.of(
            Samples.breach(),
            Samples.breach("\"BREACH\"", "\"ESCALATION-2\""),
            Samples.breach("\"EMERGENCY\"", "null", "\"critical\"", "\"warning\""),
            Samples.breach(
                "\"department\":\"traffic-police\"", "\"department\":null",
                "\"due_at\":\"2026-11-20T03:34:05.123Z\"", "\"due_at\":null",
                "\"FIRING\"", "\"WITHDRAWN\"",
                "\"ended_at\":null", "\"ended_at\":\"2026-11-20T04:00:00.000Z\""))) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (JsonGenerator out = new JsonFactory().createGenerator(bytes)) {
        out.writeStartObject();
        AlertJson.writeFields(alert, out);
        out.writeEndObject();
      }
      assertThat(AlertJson.read(alert.id(), bytes.toByteArray())).isEqualTo(alert);
      // What people wrote goes no further, not even into the relay's own topic.
      assertThat(bytes.toString(UTF_8)).doesNotContain("张三");
    }
  }

  @Test
  void saysWhatIsWrongWithARecord() {
    for (String[] wrong :
        new String[][] {
          {"[]", "not a JSON object"},
          {"{", "not JSON"},
          {"{}", "\"revision\" is missing"},
          {Samples.BREACH.replace("\"BREACH\"", "\"PANIC\""), "PANIC"},
          {Samples.BREACH.replace("2026-11-20T03:04:05.123Z", "yesterday"), "yesterday"},
        }) {
      assertThatThrownBy(() -> AlertJson.read("id", wrong[0].getBytes(UTF_8)))
          .isInstanceOf(UnreadableAlertException.class)
          .hasMessageContaining(wrong[1]);
    }
  }

  @Test
  void theWorstIsAnEmergencyThenTheHighestLevelThenTheOldest() {
    Alert routine = Samples.breach("\"EMERGENCY\"", "\"ROUTINE\"", "\"critical\"", "\"warning\"");
    Alert warning = Samples.breach("\"BREACH\"", "\"WARNING\"");
    Alert second = Samples.breach("\"BREACH\"", "\"ESCALATION-2\"");
    Alert tenth = Samples.breach("\"BREACH\"", "\"ESCALATION-10\"");
    Alert earlier =
        Samples.breach(
            "\"threshold_at\":\"2026-11-20T03:34:05.123Z\"",
            "\"threshold_at\":\"2026-11-20T03:00:00.000Z\"");
    Alert breach = Samples.breach();
    assertThat(
            List.of(routine, warning, breach, second, earlier, tenth).stream()
                .sorted(Alert.WORST_FIRST))
        .containsExactly(tenth, second, earlier, breach, warning, routine);
  }
}
