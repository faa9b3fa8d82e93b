package io.paidan.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paidan.Instants;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {
  @TempDir Path temp;

  @Test
  void linesLongerThanTheBufferComeWhole() throws Exception {
    byte[] longLine = new byte[200_000];
    Arrays.fill(longLine, (byte) 'a');
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes("first\n\n \t\r\n".getBytes(StandardCharsets.UTF_8));
    content.writeBytes(longLine);
    content.writeBytes("\nlast".getBytes(StandardCharsets.UTF_8));
    try (EventLines lines =
        EventLines.open(Files.write(temp.resolve("f"), content.toByteArray()))) {
      assertThat(lines.next()).isEqualTo("first".getBytes(StandardCharsets.UTF_8));
      assertThat(lines.next()).isEqualTo(longLine);
      assertThat(lines.lineNumber()).isEqualTo(4);
      assertThat(lines.next()).isEqualTo("last".getBytes(StandardCharsets.UTF_8));
      assertThat(lines.next()).isNull();
      assertThat(lines.empty()).isEqualTo(2);
    }
  }

  @Test
  void aCutGzipFileIsNamedWithTheLastGoodLine() throws Exception {
    Path file = temp.resolve("cut.gz");
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      for (int i = 0; i < 20_000; i++) {
        out.write(("line " + i * 7919 + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    Files.write(file, Arrays.copyOf(packed.toByteArray(), packed.size() / 2));
    assertThatThrownBy(() -> new Replay(List.of(file), Speed.MAX).run((t, l, o) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cut.gz")
        .hasMessageContaining("cut off after line");
  }

  @Test
  void aFileOfSomethingElseIsNotReadIntoMemory() throws Exception {
    Path file = Files.write(temp.resolve("image"), new byte[20 << 20]);
    assertThatThrownBy(() -> new Replay(List.of(file), Speed.MAX).run((t, l, o) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("image:1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"subject\":\"T\",\"time\":\"2026-01-01T00:00:00.5Z\"} | T | 1767225600500",
        "{\"data\":{\"subject\":\"X\",\"time\":\"2001-01-01T00:00:00Z\"},\"subject\":\"T\"} | T |",
        "{\"time\":\"2026-01-01T08:00:00+08:00\",\"subject\":1} | | 1767225600000",
        "{\"subject\":\"T\",\"time\":\"noon\"} | T |",
        "{\"subject\":\"T\", | T |",
        "[\"subject\",\"T\"] | |",
        "subject | |",
      })
  void findsWhoseAnEventIsAndWhen(String line, String subject, Long time) {
    EventHead head = EventHead.of(line.getBytes(StandardCharsets.UTF_8));
    assertThat(head.subject()).isEqualTo(subject);
    assertThat(head.time()).isEqualTo(time == null ? Instants.NONE : time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "60", "x", "-1x", "0x", "0.0x", "MAX", "1e3x", "60 x"})
  void refusesWhatIsNoSpeed(String text) {
    assertThatThrownBy(() -> Speed.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsSpeeds() {
    assertThat(Speed.parse("60x").factor()).isEqualTo(60);
    assertThat(Speed.parse("0.5x")).hasToString("0.5x");
    assertThat(Speed.parse("max")).isEqualTo(Speed.MAX).hasToString("max");
  }

  @Test
  void recordedTimePassesAtTheGivenSpeed() {
    long[] nanos = {1_000};
    long base = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    Pacer pacer = new Pacer(new Speed(60), () -> nanos[0], base + TimeUnit.DAYS.toMillis(365));

    assertThat(pacer.nanosUntil(Instants.NONE)).isZero();
    assertThat(pacer.nanosUntil(base)).isZero();
    assertThat(pacer.nanosUntil(base + 60_000)).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    nanos[0] += TimeUnit.MILLISECONDS.toNanos(400);
    assertThat(pacer.nanosUntil(base + 60_000)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(600));
    // Older than the one before, or without a time: with it.
    assertThat(pacer.nanosUntil(base + 1)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(600));
    assertThat(pacer.nanosUntil(Instants.NONE)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(600));
    // In the future: counts for none, and does not spoil the pace of what follows.
    assertThat(pacer.nanosUntil(base + TimeUnit.DAYS.toMillis(99_999)))
        .isEqualTo(TimeUnit.MILLISECONDS.toNanos(600));
    assertThat(pacer.nanosUntil(base + 120_000)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1600));
    // A gap of over 30 days is not waited for; what comes after it is paced as before.
    assertThat(pacer.nanosUntil(base + 120_000 + TimeUnit.DAYS.toMillis(31)))
        .isEqualTo(TimeUnit.MILLISECONDS.toNanos(1600));
    assertThat(pacer.nanosUntil(base + 180_000 + TimeUnit.DAYS.toMillis(31)))
        .isEqualTo(TimeUnit.MILLISECONDS.toNanos(2600));
  }

  @Test
  void stopEndsAReplayThatWaits() throws Exception {
    Path file = temp.resolve("slow.ndjson");
    Files.writeString(
        file,
        "{\"subject\":\"a\",\"time\":\"2026-01-01T00:00:00Z\"}\n"
            + "{\"subject\":\"b\",\"time\":\"2026-01-02T00:00:00Z\"}\n");
    Replay replay = new Replay(List.of(file), new Speed(1));
    List<String> sent = new ArrayList<>();
    Replay.Counts counts =
        replay.run(
            (ticket, line, origin) -> {
              sent.add(ticket + " " + origin);
              replay.stop();
            });
    assertThat(sent).containsExactly("a " + file + ":1");
    assertThat(counts).isEqualTo(new Replay.Counts(1, 0, 0));
  }
}
