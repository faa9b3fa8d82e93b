package io.paidan.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Ways in which a source spoils a record. Each gives a malformed one. */
enum Garbage {
  HALF_A_RECORD {
    @Override
    byte[] spoil(String event) {
      byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
      return Arrays.copyOf(bytes, bytes.length / 2);
    }
  },
  NOT_JSON {
    @Override
    byte[] spoil(String event) {
      return "<event>connection reset by peer</event>".getBytes(StandardCharsets.UTF_8);
    }
  },
  UNKNOWN_TYPE {
    @Override
    byte[] spoil(String event) {
      return bytes(event.replace("\"paidan.ticket.", "\"paidan.tickets."));
    }
  },
  NO_SUBJECT {
    @Override
    byte[] spoil(String event) {
      return bytes(event.replace("\"subject\":", "\"ticket\":"));
    }
  },
  LOCAL_TIME {
    @Override
    byte[] spoil(String event) {
      return bytes(event.replaceFirst("(\"time\":\"[^\"]+)Z\"", "$1\""));
    }
  },
  NOT_UTF8 {
    @Override
    byte[] spoil(String event) {
      byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
      bytes[bytes.length / 3] = (byte) 0xff;
      return bytes;
    }
  };

  /** The bytes that arrive instead of this event. */
  abstract byte[] spoil(String event);

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
