package io.paidan.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.Topics;
import io.paidan.document.Alias;
import io.paidan.event.EventWriter;
import io.paidan.event.Reason;
import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.local.testing.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A record that is no event stops nothing and is not lost (contract, section 1): one dead letter,
 * byte for byte, one document, and the event behind it in the partition is processed.
 */
@ExtendWith(PipelineExtension.class)
class BadInputTest {
  private static final long T0 = Instant.parse("2026-03-02T04:00:00Z").toEpochMilli();
  private static final int PARTITION = 1;
  private static final String GOOD =
      new String(EventWriter.write(Events.reported("T-bad", T0)), UTF_8);

  /** What is sent and what is found wrong with it. */
  private record Bad(byte[] value, Reason reason) {
    static Bad of(String value, Reason reason) {
      return new Bad(value.getBytes(UTF_8), reason);
    }

    /** The good event with one thing changed. */
    static Bad with(String good, String bad, Reason reason) {
      assertThat(GOOD).contains(good);
      return of(GOOD.replace(good, bad), reason);
    }
  }

  private static Map<String, Bad> cases() {
    byte[] good = GOOD.getBytes(UTF_8);
    byte[] notUtf8 = good.clone();
    notUtf8[GOOD.indexOf("T-bad")] = (byte) 0xC3;
    String inTenMinutes = Instant.now().plus(Duration.ofMinutes(10)).toString();
    String time = "2026-03-02T04:00:00.000Z";
    Map<String, Bad> cases = new LinkedHashMap<>();
    cases.put("not JSON", Bad.of("<event>connection reset</event>", Reason.NOT_JSON));
    cases.put("half", new Bad(Arrays.copyOf(good, good.length / 2), Reason.NOT_JSON));
    cases.put("empty", new Bad(new byte[0], Reason.EMPTY));
    cases.put("tombstone", new Bad(null, Reason.EMPTY));
    cases.put("2 MB", Bad.with("路面塌陷", "x".repeat(2 << 20), Reason.TOO_LARGE));
    cases.put("wrong type", Bad.with("\"PATROL\"", "7", Reason.BAD_VALUE));
    cases.put("not in the list", Bad.with("PATROL", "PIGEON", Reason.BAD_VALUE));
    cases.put(
        "data no object",
        Bad.of(GOOD.replaceFirst("\"data\":.*", "\"data\":[]}"), Reason.BAD_VALUE));
    cases.put("unknown type", Bad.with("ticket.reported", "ticket.rumoured", Reason.UNKNOWN_TYPE));
    cases.put("missing field", Bad.with("\"channel\":", "\"chanel\":", Reason.MISSING_FIELD));
    cases.put("no subject", Bad.with("\"subject\":", "\"ticket\":", Reason.MISSING_FIELD));
    cases.put("bad id", Bad.with("\"T-bad\"", "\"T/bad\"", Reason.BAD_ID));
    cases.put("not UTF-8", new Bad(notUtf8, Reason.NOT_JSON));
    cases.put("no offset", Bad.with(time, "2026-03-02T04:00:00", Reason.BAD_TIME));
    cases.put("1900", Bad.with(time, "1900-03-02T04:00:00Z", Reason.BAD_TIME));
    cases.put("2200", Bad.with(time, "2200-03-02T04:00:00Z", Reason.FUTURE_TIME));
    cases.put("in ten minutes", Bad.with(time, inTenMinutes, Reason.FUTURE_TIME));
    cases.put("other version", Bad.with("\"1.0\"", "\"0.3\"", Reason.NOT_CLOUDEVENTS));
    return cases;
  }

  @Test
  void becomesOneDeadLetterAndStopsNothing(Pipeline pipeline) throws Exception {
    Map<String, Bad> cases = cases();
    pipeline.fresh(T0 + 1);
    pipeline.startJobs(Backend.HEAP);

    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    cases.forEach(
        (name, bad) -> {
          ProducerRecord<byte[], byte[]> record =
              new ProducerRecord<>(
                  Topics.TICKET_EVENTS, PARTITION, ("key of " + name).getBytes(UTF_8), bad.value());
          record.headers().add("trace", name.getBytes(UTF_8));
          records.add(record);
          records.add(Events.record(Events.reported("T-after " + name, T0), PARTITION));
        });
    List<RecordMetadata> sent = pipeline.send(records);

    Map<Long, ConsumerRecord<byte[], byte[]>> letters = new LinkedHashMap<>();
    try (DocumentsView view = new DocumentsView(pipeline.bootstrapServers());
        TopicReader reader = new TopicReader(pipeline.bootstrapServers(), Topics.DEAD_LETTERS)) {
      Await.until(
          () -> {
            view.refresh();
            return count(view, Alias.TICKETS) == cases.size()
                && count(view, Alias.DEAD_LETTERS) == cases.size();
          },
          () ->
              count(view, Alias.TICKETS)
                  + " tickets and "
                  + count(view, Alias.DEAD_LETTERS)
                  + " dead letters of "
                  + cases.size()
                  + " each");
      pipeline.awaitIndex(view);
      reader.read(
          letter ->
              assertThat(letters.put(Long.parseLong(header(letter, "paidan.offset")), letter))
                  .as("a second letter of one record")
                  .isNull());
      assertThat(letters).hasSameSizeAs(cases);

      int place = 0;
      for (Map.Entry<String, Bad> each : cases.entrySet()) {
        RecordMetadata at = sent.get(place);
        ConsumerRecord<byte[], byte[]> letter = letters.get(at.offset());
        assertThat(letter).as(each.getKey()).isNotNull();
        checkLetter(each.getKey(), each.getValue(), at, letter);
        String document =
            view.text(
                Alias.DEAD_LETTERS, Topics.TICKET_EVENTS + "/" + PARTITION + "/" + at.offset());
        assertThat(document)
            .as(each.getKey())
            .contains(
                "\"reason\":\"" + each.getValue().reason() + "\"", "\"offset\":" + at.offset());
        place += 2;
      }
      assertThat(view.backward()).isEmpty();
    }
  }

  private static void checkLetter(
      String name, Bad bad, RecordMetadata at, ConsumerRecord<byte[], byte[]> letter) {
    assertThat(letter.value()).as(name).isEqualTo(bad.value());
    assertThat(letter.key()).as(name).isEqualTo(("key of " + name).getBytes(UTF_8));
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : letter.headers()) {
      assertThat(headers.put(header.key(), new String(header.value(), UTF_8))).isNull();
    }
    assertThat(headers.remove("paidan.detail")).as(name).isNotBlank().doesNotContain("\n");
    assertThat(headers)
        .as(name)
        .isEqualTo(
            Map.of(
                "trace", name,
                "paidan.reason", bad.reason().name(),
                "paidan.topic", Topics.TICKET_EVENTS,
                "paidan.partition", Integer.toString(PARTITION),
                "paidan.offset", Long.toString(at.offset()),
                "paidan.timestamp", Long.toString(at.timestamp())));
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }

  private static long count(DocumentsView view, Alias alias) {
    return view.present().values().stream().filter(d -> d.alias() == alias).count();
  }
}
