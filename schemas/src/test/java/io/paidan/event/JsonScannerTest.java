package io.paidan.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The scanner takes for JSON what a general parser does, on characters from a strict UTF-8 decoder.
 */
class JsonScannerTest {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Names NAMES = new Names(List.of("a", "id", "data", "departmentScores"));
  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "\"a\"",
          "\"id\":",
          "null",
          "true",
          "false",
          "nul",
          "0",
          "-",
          "1",
          "01",
          "1.",
          ".5",
          "1e5",
          "1E+",
          "-0.0e-1",
          "1.5",
          "NaN",
          "Infinity",
          " ",
          "\n",
          "\t",
          "\r",
          "\f",
          "\\u0041",
          "\\ud83d",
          "\\ude00",
          "\\uD83D\\uDE00",
          "\\u00",
          "\\x",
          "\\/",
          "\u0000",
          "\u001f",
          "\u007f",
          "\u0085",
          "é",
          "中",
          "😀",
          "//c",
          "/**/",
          "'a'",
          "a",
          "\ufeff",
          "\u00a0",
          "{\"a\":1}",
          "[1,2]",
          "\"departmentScores\":");

  private final JsonScanner scanner = new JsonScanner();
  private final Slots slots = new Slots(NAMES);
  private final Slots inner = new Slots(NAMES);

  @Test
  void agreesWithAParserOnMutatedEvents() throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    EventGenerator generator = new EventGenerator(11);
    int accepted = 0;
    int rounds = 60_000;
    for (int i = 0; i < rounds; i++) {
      byte[] record = EventWriter.write(generator.event());
      for (int changes = random.nextInt(3); changes >= 0; changes--) {
        record = change(record, random);
      }
      accepted += agrees(record) ? 1 : 0;
    }
    assertThat(accepted).isBetween(rounds / 20, rounds * 19 / 20);
  }

  @Test
  void agreesWithAParserOnSentencesOfPieces() throws IOException {
    SplittableRandom random = new SplittableRandom(12);
    int accepted = 0;
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder("{\"a\":");
      for (int n = random.nextInt(6); n >= 0; n--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      text.append(random.nextInt(4) == 0 ? "" : "}");
      accepted += agrees(text.toString().getBytes(StandardCharsets.UTF_8)) ? 1 : 0;
    }
    assertThat(accepted).isGreaterThan(1_000);
  }

  @Test
  void agreesWithAStrictUtf8DecoderOnEverySequence() throws IOException {
    int[] tails = {0x00, 0x22, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF};
    for (int lead = 0x80; lead <= 0xFF; lead++) {
      for (int second : tails) {
        for (int third : tails) {
          for (int fourth : new int[] {0x41, 0x80, 0xBF}) {
            agrees(bytes('{', '"', 'a', '"', ':', '"', lead, second, third, fourth, '"', '}'));
            agrees(bytes('{', '"', lead, second, third, fourth, '"', ':', '1', '}'));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 15, 16, 17, 31, 100})
  void stopsAtWhateverStandsInAStringOfAnyLength(int length) throws IOException {
    for (int at = 0; at < length; at++) {
      for (int c = 0; c < 256; c += c < 0x80 ? 1 : 7) {
        byte[] record = ("{\"a\":\"" + "x".repeat(length) + "\"}").getBytes(StandardCharsets.UTF_8);
        record[6 + at] = (byte) c;
        agrees(record);
      }
    }
  }

  @Test
  void takesNamesAndValuesFromAnyPlace() throws JsonSyntaxException {
    String text =
        "{\"i\\u0064\":\"v\",\"x\":[{\"id\":1}],\"data\":{\"a\":null,\"id\":[1]},\"id\" : 12.5 }";
    byte[] record = text.getBytes(StandardCharsets.UTF_8);
    for (int again = 0; again < 3; again++) {
      scanner.document(record, slots, NAMES.number("data"), inner);
      assertThat(slot(record, slots, "id")).isEqualTo(JsonScanner.NUMBER + " 12.5");
      assertThat(slot(record, slots, "data"))
          .isEqualTo(JsonScanner.OBJECT + " {\"a\":null,\"id\":[1]}");
      assertThat(slot(record, slots, "a")).isEqualTo(JsonScanner.ABSENT + "");
      assertThat(slot(record, inner, "a")).isEqualTo(JsonScanner.NULL + " null");
      assertThat(slot(record, inner, "id")).isEqualTo(JsonScanner.ARRAY + " [1]");
    }
  }

  @Test
  void goesAsDeepAsItsLimitAndNoDeeper() {
    assertThat(accepts(nested("[", "]", JsonScanner.MAX_DEPTH))).isTrue();
    assertThat(accepts(nested("[", "]", JsonScanner.MAX_DEPTH + 1))).isFalse();
    assertThat(accepts(nested("{\"a\":", "}", JsonScanner.MAX_DEPTH).replace(":}", ":1}")))
        .isTrue();
    assertThat(accepts("{\"a\":" + "[".repeat(500_000))).isFalse();
    assertThat(accepts("{\"a\":" + "{\"a\":".repeat(150_000))).isFalse();
  }

  @Test
  void mixedNestingIsClosedByItsOwnKind() throws IOException {
    SplittableRandom random = new SplittableRandom(13);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder open = new StringBuilder("{\"a\":");
      StringBuilder close = new StringBuilder("}");
      for (int depth = random.nextInt(80); depth > 0; depth--) {
        boolean object = random.nextBoolean();
        open.append(object ? "{\"b\":" : "[");
        close.insert(0, object ? '}' : ']');
        if (random.nextInt(4) == 0) {
          open.append(object ? "1,\"c\":" : "1,");
        }
      }
      if (random.nextInt(3) == 0) {
        int at = random.nextInt(close.length());
        close.setCharAt(at, random.nextBoolean() ? '}' : ']');
      }
      agrees((open + "0" + close).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String nested(String open, String close, int depth) {
    return "{\"a\":" + open.repeat(depth) + close.repeat(depth) + "}";
  }

  private boolean accepts(String text) {
    return accepts(text.getBytes(StandardCharsets.UTF_8));
  }

  private boolean accepts(byte[] record) {
    try {
      scanner.document(record, slots, NAMES.number("data"), inner);
      return true;
    } catch (JsonSyntaxException e) {
      assertThat(e).message().isNotBlank().doesNotContain("\n");
      return false;
    }
  }

  private boolean agrees(byte[] record) throws IOException {
    boolean accepted = accepts(record);
    // Not by a fluent assertion: this runs a million times.
    if (accepted != parserAccepts(record)) {
      fail((accepted ? "wrongly taken: " : "wrongly refused: ") + HexFormat.of().formatHex(record));
    }
    return accepted;
  }

  private static boolean parserAccepts(byte[] record) throws IOException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(record)).toString();
    } catch (CharacterCodingException e) {
      return false;
    }
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      int depth = 1;
      while (depth > 0) {
        JsonToken token = parser.nextToken();
        if (token == null) {
          return false;
        }
        if (token.isStructStart()) {
          depth++;
        } else if (token.isStructEnd()) {
          depth--;
        } else if (!StandardCharsets.UTF_8.newEncoder().canEncode(parser.getText())) {
          // Half a surrogate pair, which this parser lets pass.
          return false;
        }
      }
      return parser.nextToken() == null;
    } catch (com.fasterxml.jackson.core.JsonParseException e) {
      return false;
    }
  }

  private static byte[] change(byte[] record, SplittableRandom random) {
    if (record.length == 0) {
      return record;
    }
    int at = random.nextInt(record.length);
    switch (random.nextInt(6)) {
      case 0:
        byte[] flipped = record.clone();
        flipped[at] = (byte) random.nextInt(256);
        return flipped;
      case 1:
        return splice(record, at, at + 1, "");
      case 2:
        return java.util.Arrays.copyOf(record, at);
      case 3:
        return splice(record, at, Math.min(record.length, at + random.nextInt(12)), "");
      default:
        return splice(record, at, at, PIECES.get(random.nextInt(PIECES.size())));
    }
  }

  private static byte[] splice(byte[] record, int from, int to, String piece) {
    byte[] middle = piece.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(Math.max(1, from + middle.length + record.length - to));
    out.put(record, 0, from).put(middle).put(record, to, record.length - to);
    return out.array();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static String slot(byte[] record, Slots slots, String name) {
    int field = NAMES.number(name);
    byte kind = slots.kind[field];
    if (kind == JsonScanner.ABSENT) {
      return kind + "";
    }
    int start = slots.start[field];
    return kind + " " + new String(record, start, slots.end[field] - start, StandardCharsets.UTF_8);
  }
}
