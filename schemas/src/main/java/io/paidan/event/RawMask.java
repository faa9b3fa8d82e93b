package io.paidan.event;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Masks the raw text of a record that nobody could read as an event. */
final class RawMask {
  /** Escapes that write ASCII letters and digits, which would hide a number or a field's name. */
  private static final Pattern PLAIN_ESCAPE = Pattern.compile("\\\\u00([3-7][0-9a-fA-F])");

  /** The field names whose values are personal; a reporter may stand as mere text. */
  private static final Pattern PERSONAL =
      Pattern.compile(
          "(?:name|phone|mobile|tel|telephone|id_?card|reporter|姓名|电话|手机|手机号|身份证|身份证号)"
              + "\\\\?[\"']?\\s*[:=]\\s*(?!\\s)",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private RawMask() {}

  static String excerpt(String raw, boolean cut, int max) {
    StringBuilder plain = new StringBuilder(raw.length());
    unescape(raw)
        .codePoints()
        .map(
            c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? ' ' : c)
        .forEach(plain::appendCodePoint);
    String text = NumberMask.mask(hidePersonal(plain.toString()));
    if (cut) {
      text = hideEnd(text);
    }
    return text.length() <= max ? text : text.substring(0, boundary(text, max));
  }

  /** A cut never leaves half of a surrogate pair. */
  private static int boundary(String text, int max) {
    return Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
  }

  private static String unescape(String raw) {
    return PLAIN_ESCAPE
        .matcher(raw)
        .replaceAll(
            match -> {
              char c = (char) Integer.parseInt(match.group(1), 16);
              return Character.isLetterOrDigit(c)
                  ? String.valueOf(c)
                  : Matcher.quoteReplacement(match.group());
            });
  }

  private static String hidePersonal(String text) {
    StringBuilder masked = new StringBuilder(text.length());
    Matcher matcher = PERSONAL.matcher(text);
    int from = 0;
    while (from < text.length() && matcher.find(from)) {
      int start = matcher.end();
      if (start >= text.length()) {
        break;
      }
      char first = text.charAt(start);
      boolean reporter = text.regionMatches(true, matcher.start(), "reporter", 0, 8);
      masked.append(text, from, start);
      from = start;
      if (first == '{' && reporter) {
        continue;
      }
      int end = valueEnd(text, start);
      if (text.startsWith("null", start)) {
        masked.append(text, start, end);
      } else {
        masked.append(first == '"' ? "\"***" : "***");
        if (first == '"'
            && end <= text.length()
            && end > start + 1
            && text.charAt(end - 1) == '"') {
          masked.append('"');
        }
      }
      from = end;
    }
    return masked.append(text, Math.min(from, text.length()), text.length()).toString();
  }

  /** Where the value that begins here ends, as far as one can tell. */
  private static int valueEnd(String text, int start) {
    char first = text.charAt(start);
    if (first == '"' || first == '\'') {
      for (int i = start + 1; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '\\') {
          i++;
        } else if (c == first) {
          return i + 1;
        }
      }
      return text.length();
    }
    if (first == '{' || first == '[') {
      int end = text.indexOf(first == '{' ? '}' : ']', start);
      return end < 0 ? text.length() : end + 1;
    }
    int i = start;
    // A JSON text inside a JSON string has its quotes escaped.
    boolean escaped = text.startsWith("\\\"", start);
    if (escaped) {
      int end = text.indexOf("\\\"", start + 2);
      return end < 0 ? text.length() : end + 2;
    }
    while (i < text.length() && ",}]\n&;".indexOf(text.charAt(i)) < 0) {
      i++;
    }
    return i;
  }

  /** The digits at the end of a cut text may be the first half of a number. */
  private static String hideEnd(String text) {
    StringBuilder masked = new StringBuilder(text);
    for (int i = text.length() - 1; i >= 0; i--) {
      char c = text.charAt(i);
      if (NumberMask.digit(c) >= 0) {
        masked.setCharAt(i, '*');
      } else if (!NumberMask.isSeparator(c)) {
        break;
      }
    }
    return masked.toString();
  }
}
