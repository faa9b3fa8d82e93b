package io.paidan.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
  @ParameterizedTest
  @CsvSource({
    "13800138000, 138****8000",
    "联系电话13800138000找张师傅, 联系电话138****8000找张师傅",
    "tel:13800138000x, tel:138****8000x",
    "A19912345678B, A199****5678B",
    "+8613800138000, +86138****8000",
    "+86 138 0013 8000, +86 138 **** 8000",
    "86-138-0013-8000, 86-138-****-8000",
    "86138 0013 8000, 86138 **** 8000",
    "008613800138000, 0086138****8000",
    "013800138000, 0138****8000",
    "138-0013-8000, 138-****-8000",
    "138.0013.8000, 138.****.8000",
    "138 - 0013 - 8000, 138 - **** - 8000",
    "(138)0013-8000, (138)****-8000",
    "13800 138000, 138** **8000",
    "1 3 8 0 0 1 3 8 0 0 0, 1 3 8 * * * * 8 0 0 0",
    "138－0013－8000, 138－****－8000",
    "138　0013　8000, 138　****　8000",
    "１３８００１３８０００, １３８****８０００",
    "138００１３8000, 138****8000",
    "١٣٨٠٠١٣٨٠٠٠, ١٣٨****٨٠٠٠",
    "13800138000/13912345678, 138****8000/139****5678",
    "13800138000、13912345678, 138****8000、139****5678",
    "13800138000 13912345678, 138****8000 139****5678",
    "2026-11-20 13800138000, 2026-11-20 138****8000",
    "3号楼 13800138000-2, 3号楼 138****8000-2",
  })
  void mobileNumbersInTextKeepThreeAndFourDigits(String text, String masked) {
    assertThat(Masking.text(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource({
    "652301199001011234, 65**************34",
    "65230119900101123X, 65**************3X",
    "65230119900101123x, 65**************3x",
    "身份证65230119900101123Ｘ号, 身份证65**************3Ｘ号",
    "652301 19900101 1234, 65**** ******** **34",
    "652301-19900101-123X, 65****-********-**3X",
    "652301900101123, 65***********23",
    "652301 900101 123, 65**** ****** *23",
    "6523011990010112345, 65**************345",
  })
  void identityCardNumbersInTextKeepTwoAndTwoDigits(String text, String masked) {
    assertThat(Masking.text(text)).isEqualTo(masked);
  }

  @Test
  void longerRunsThatHoldANumberLoseIt() {
    assertThat(Masking.text("1381234567813987654321")).doesNotContain("1234567", "9876543");
    assertThat(Masking.text("订单20261113800138000")).doesNotContain("13800138000");
    assertThat(Masking.text("9913800138000")).isEqualTo("99138****8000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "T-2026-000666",
        "12345",
        "2026-11-20 03:04:05",
        "2026-11-20 03.04.05 2 3",
        "15 2026-11-20 0304",
        "10013800138",
        "12800138000",
        "03800138000",
        "1380013800",
        "面积12000平方米,预算3500000元",
        "1,380,013,800,012 元",
        "GPS 44.01234, 87.30812",
        "0994-2345678",
        "100000000000000000",
        "000000210001011234",
        "652301210001011234",
        "652301901301123",
        "10.123.45.67:8080",
        "占道经营 😀 𠮷野家",
        "138****8000",
        "65**************34",
      })
  void otherTextStaysTheSameObject(String text) {
    assertThat(Masking.text(text)).isSameAs(text);
  }

  @ParameterizedTest
  @NullAndEmptySource
  void nothingStaysNothing(String text) {
    assertThat(Masking.text(text)).isEqualTo(text);
    assertThat(Masking.name(text)).isEqualTo(text);
    assertThat(Masking.phone(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "张三, 张**",
    "张, 张**",
    "欧阳娜娜, 欧**",
    "𠮷田一郎, 𠮷**",
    "买买提·艾合买提, 买**",
    "John Smith, J**",
    "'  张三 ', 张**",
    "张**, 张**",
    "13800138000, 1**",
  })
  void namesKeepTheirFirstCharacter(String name, String masked) {
    assertThat(Masking.name(name)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource({
    "13800138000, 138****8000",
    "+86 138-0013-8000, 138****8000",
    "0086 13800138000, 138****8000",
    "１３８００１３８０００, 138****8000",
    "138****8000, 138****8000",
    "0994-2345678, **********78",
    "(0994) 2345678, ************78",
    "13800138000/13912345678, *********************78",
    "张三 13800138000, ************00",
    "12345, ***45",
    "110, ***",
    "1234, ****",
    "不详, **",
    "138001380001, **********01",
  })
  void phonesKeepAsLittleAsTheirKindAllows(String phone, String masked) {
    assertThat(Masking.phone(phone)).isEqualTo(masked);
  }

  @Test
  void maskingWhatIsMaskedChangesNothing() {
    SplittableRandom random = new SplittableRandom(3);
    String alphabet = "0123456789013800138000-– .()Xx张三+/８٣😀";
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(30); n > 0; n--) {
        int[] points = alphabet.codePoints().toArray();
        text.appendCodePoint(points[random.nextInt(points.length)]);
      }
      String once = Masking.text(text.toString());
      assertThat(once).hasSameSizeAs(text);
      assertThat(Masking.text(once)).isEqualTo(once);
      String name = Masking.name(text.toString());
      assertThat(Masking.name(name)).isEqualTo(name);
      String phone = Masking.phone(text.toString());
      assertThat(Masking.phone(phone)).isEqualTo(phone);
    }
  }

  @Test
  void noMobileNumberSurvivesWhereverItStands() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 50_000; i++) {
      String number = "1" + random.nextInt(3, 10) + "%09d".formatted(random.nextInt(1_000_000_000));
      String text = filler(random) + number + filler(random);
      assertThat(Masking.text(text)).as(text).doesNotContain(number);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"reporter\":{\"name\":\"张三\",\"phone\":\"13800138000\"}}|{\"reporter\":{\"name\":\"***\",\"phone\":\"***\"}}",
        "{\"name\" : \"张三\", \"x\":1}|{\"name\" : \"***\", \"x\":1}",
        "{\"name\":\"张三|{\"name\":\"***",
        "{\"name\":\"张\\\"三\",\"x\":1}|{\"name\":\"***\",\"x\":1}",
        "{\"n\\u0061me\":\"张三\"}|{\"name\":\"***\"}",
        "{\"Phone\":0994234567}|{\"Phone\":***}",
        "{name:'张三',x:1}|{name:***,x:1}",
        "{\"name\":null,\"x\":1}|{\"name\":null,\"x\":1}",
        "{\"name\":[\"张\",\"三\"],\"x\":1}|{\"name\":***,\"x\":1}",
        "{\"reporter\":\"张三\"}|{\"reporter\":\"***\"}",
        "{\"name\":|{\"name\":",
        "{\"a\":\"{\\\"name\\\":\\\"张三\\\",\\\"x\\\":1}\"}|{\"a\":\"{\\\"name\\\":***,\\\"x\\\":1}\"}",
        "{\"title\":\"找13800138000\"}|{\"title\":\"找138****8000\"}",
        "{\"title\":\"\\u0031\\u0033800138000\"}|{\"title\":\"138****8000\"}",
        "姓名:张三,电话:0994-2345678|姓名:***,电话:***",
        "no json at all|no json at all",
      })
  void excerptsHidePersonalDataInBrokenRecordsToo(String raw, String excerpt) {
    assertThat(Masking.excerpt(raw.getBytes(StandardCharsets.UTF_8), 1000)).isEqualTo(excerpt);
  }

  @Test
  void excerptsAreTextWhateverTheBytes() {
    assertThat(Masking.excerpt(null, 10)).isEmpty();
    assertThat(Masking.excerpt(new byte[0], 10)).isEmpty();
    assertThat(Masking.excerpt("abc".getBytes(StandardCharsets.UTF_8), 0)).isEmpty();
    assertThat(Masking.excerpt(new byte[] {'a', (byte) 0xFF, 0, '\n', 'b'}, 10))
        .isEqualTo("a\ufffd  b");
    byte[] wide = "13800138000".getBytes(StandardCharsets.UTF_16LE);
    assertThat(Masking.excerpt(wide, 100).replace(" ", "")).isEqualTo("138****8000");
  }

  @Test
  void excerptsAreCutWithoutLeavingHalfANumberOrHalfACharacter() {
    SplittableRandom random = new SplittableRandom(6);
    for (int max = 1; max < 300; max++) {
      StringBuilder text = new StringBuilder();
      while (text.length() < 8 * max + 600) {
        text.append(random.nextInt(3) == 0 ? "😀" : "13800138000");
        text.append(random.nextInt(3) == 0 ? "\"name\":\"张三\"," : ",");
      }
      String excerpt = Masking.excerpt(text.toString().getBytes(StandardCharsets.UTF_8), max);
      assertThat(excerpt.length()).isBetween(max - 1, max);
      assertThat(excerpt).doesNotContain("13800", "张");
      assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(excerpt)).isTrue();
    }
  }

  private static String filler(SplittableRandom random) {
    String alphabet = "0123456789 -张a:";
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(12); n > 0; n--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
