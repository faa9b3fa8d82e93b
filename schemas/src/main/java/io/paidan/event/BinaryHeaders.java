package io.paidan.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Lays the attributes of CloudEvents' Kafka binary mode side by side, as a scanner would. */
final class BinaryHeaders {
  static final String PREFIX = "ce_";

  private final Names attributes;
  private final String[] headerNames;
  private byte[] bytes = new byte[512];
  private int length;

  BinaryHeaders(Names attributes) {
    this.attributes = attributes;
    this.headerNames = new String[attributes.size()];
    for (int i = 0; i < headerNames.length; i++) {
      headerNames[i] = PREFIX + attributes.get(i);
    }
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

  static String ascii(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
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
