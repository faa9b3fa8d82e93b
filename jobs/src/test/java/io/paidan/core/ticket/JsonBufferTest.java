package io.paidan.core.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.Instants;
import io.paidan.core.ticket.JsonBuffer.Constants;
import io.paidan.core.ticket.JsonBuffer.Name;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class JsonBufferTest {
  private static final Name A = new Name("a");
  private static final Name B = new Name("b");
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final JsonBuffer json = new JsonBuffer();

  @Property(tries = 500, seed = "3")
  void stringsComeBack(@ForAll String text) throws IOException {
    JsonNode node = new ObjectMapper().readTree(json.begin().string(A, text).end());
    // Half a surrogate pair is no character: UTF-8 cannot say it.
    String expected =
        new String(text.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE);
    assertThat(node.get("a").asText()).isEqualTo(expected);
  }

  @Property(tries = 500, seed = "3")
  void instantsAreWrittenAsTheContractSays(
      @ForAll @LongRange(min = -62_167_219_200_000L, max = 253_402_300_799_999L) long instant) {
    assertThat(text(json.begin().instant(A, instant).end()))
        .isEqualTo("{\"a\":\"" + FORMAT.format(Instant.ofEpochMilli(instant)) + "\"}");
  }

  @Property(tries = 2000, seed = "3")
  void numbersAreWrittenAsJavaDoes(@ForAll long number, @ForAll @IntRange(max = 63) int shift) {
    assertThat(text(json.begin().number(A, number >> shift).end()))
        .isEqualTo("{\"a\":" + (number >> shift) + "}");
  }

  @Property(tries = 20_000, seed = "3")
  void decimalsAreWrittenAsJavaDoes(
      @ForAll @DoubleRange(min = -1.1e7, max = 1.1e7) double any,
      @ForAll @IntRange(max = 8) int decimals) {
    double unit = Math.pow(10, decimals);
    double number = Math.rint(any * unit) / unit;
    boolean whole = number == Math.rint(number);
    String expected = whole ? Long.toString((long) number) : Double.toString(number);
    assertThat(text(json.begin().decimal(A, number).end())).isEqualTo("{\"a\":" + expected + "}");
  }

  @Example
  void fieldsCanBeWrittenAgain() {
    byte[] fields = json.begin().string(A, "x").number(B, 100).fields();
    JsonBuffer other = new JsonBuffer().begin().nothing(A);
    assertThat(text(json.begin().fields(fields).fieldsOf(other).end()))
        .isEqualTo("{\"a\":\"x\",\"b\":100,\"a\":null}");
  }

  @Example
  void namesAndConstantsMayBeLong() {
    Name longName = new Name("a_name_that_is_longer_than_what_is_kept_as_words");
    Constants<AnomalyReason> reason = new Constants<>("why", AnomalyReason.class);
    json.begin().constant(reason, AnomalyReason.ALREADY_ASSIGNED).bool(longName, false);
    assertThat(text(json.constant(reason, null).end()))
        .isEqualTo(
            "{\"why\":\"ALREADY_ASSIGNED\",\"a_name_that_is_longer_than_what_is_kept_as_words\":false,"
                + "\"why\":null}");
  }

  @Example
  void everythingElse() {
    json.begin().instant(A, Instants.NONE).string(B, null).array(A).endArray();
    json.array(B).string("x").string(null).endArray().object(A).close();
    json.decimal(A, 90.0).decimal(B, 90.5).decimal(A, null).bool(A, true).bool(B, null);
    assertThat(text(json.number(A, -7).millis(B, Instants.NONE).end()))
        .isEqualTo(
            "{\"a\":null,\"b\":null,\"a\":[],\"b\":[\"x\",null],\"a\":{},\"a\":90,\"b\":90.5,"
                + "\"a\":null,\"a\":true,\"b\":null,\"a\":-7,\"b\":null}");
    assertThat(text(json.begin().end())).isEqualTo("{}");
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
