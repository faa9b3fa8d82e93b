package io.paidan.relay.channel;

import io.paidan.relay.words.Message;
import java.net.URI;
import java.time.Instant;

/** The form that one maker's robots want, and how they say no within an answer of 200. */
interface Robot {
  /** The body of a message. */
  byte[] body(Message message, Instant now);

  /** The address, with what has to be added to it now. */
  default URI address(URI address, Instant now) {
    return address;
  }

  /** What an answer of 2xx means. */
  Answer answer(String body);
}
