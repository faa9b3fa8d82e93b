package io.paidan.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Lays the attributes of CloudEvents' Kafka binary mode side by side, as a scanner would. */
final class BinaryHeaders {
  static final String PREFIX = "ce_";

  /** What the media types of CloudEvents' structured mode begin with. */
  private static final String STRUCTURED = "application/cloudevents";

  private final Names attributes;
  private final String[] headerNames;
  private byte[] bytes = new byte[512];
  private int length;
  private byte[] lastContentType;
  private boolean lastIsStructured;

  BinaryHeaders(Names attributes) {
    this.attributes = attributes;
    this.headerNames = new String[attributes.size()];
    for (int i = 0; i < headerNames.length; i++) {
      headerNames[i] = PREFIX + attributes.get(i);
    }
  }

  /**
   * Whether the header {@code content-type} says that the value is the whole event. A topic's
   * records mostly say the same: what was found of the last one is kept.
   *
   * @param contentType may be null
   * @throws RejectedException when it announces whole events in another format than JSON
   */
  boolean isStructured(byte[] contentType) throws RejectedException {
    if (contentType == null) {
      return false;
    }
    if (Arrays.equals(contentType, lastContentType)) {
      return lastIsStructured;
    }
    String text = new String(contentType, StandardCharsets.ISO_8859_1);
    boolean structured = text.toLowerCase(Locale.ROOT).startsWith(STRUCTURED);
    if (structured && !EventDecoder.JSON_CONTENT_TYPE.matcher(text).matches()) {
      throw new RejectedException(
          Reason.NOT_CLOUDEVENTS,
          "header content-type announces CloudEvents in another format than JSON");
    }
    lastContentType = contentType.clone();
    lastIsStructured = structured;
    return structured;
  }

  /**
   * Fills the slots from the headers.
   *
   * @param contentTypeField the attribute that the header {@code content-type} stands for
   * @param firstDataField the first of those that are no attributes
   * @return the bytes that the slots point into; good until the next call
   */
  byte[] read(
      EventDecoder.Headers headers,
      byte[] contentType,
      Slots slots,
      int contentTypeField,
      int firstDataField)
      throws RejectedException {
    slots.clear();
    length = 0;
    for (int i = 0; i < firstDataField; i++) {
      byte[] value = i == contentTypeField ? contentType : headers.last(headerNames[i]);
      if (value != null) {
        add(value, i, slots);
      }
    }
    return bytes;
  }

  private void add(byte[] value, int field, Slots slots) throws RejectedException {
    byte kind = JsonScanner.ASCII;
    int p = 0;
    while (p < value.length) {
      if (value[p] >= 0) {
        p++;
        continue;
      }
      int sequence = Utf8.sequence(value, p, value.length);
      if (sequence == 0) {
        throw new RejectedException(
            Reason.NOT_CLOUDEVENTS, "header " + PREFIX + attributes.get(field) + " is not UTF-8");
      }
      kind = JsonScanner.UTF8;
      p += sequence;
    }
    if (length + value.length > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * (length + value.length));
    }
    System.arraycopy(value, 0, bytes, length, value.length);
    slots.set(field, kind, length, length + value.length);
    length += value.length;
  }
}
