package io.paidan.relay.channel;

import io.paidan.relay.words.Message;

/** The markdown that robots understand. */
final class Markdown {
  private Markdown() {}

  /** The value of a line, as a link where it leads somewhere. */
  static String value(Message.Line line) {
    return line.link() == null ? line.value() : "[" + line.value() + "](" + line.link() + ")";
  }
}
