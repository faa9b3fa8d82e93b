package io.paidan.core.recompute;

import io.paidan.Instants;
import io.paidan.core.recompute.TicketPartitions.Located;
import io.paidan.core.ticket.JsonBuffer;
import io.paidan.core.ticket.JsonBuffer.Name;
import io.paidan.event.Masking;
import io.paidan.event.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The lines that are no part of any ticket (contract, section 3, "dead-letters"): the file's name
 * stands for the topic, 0 for the partition and the line's number for the offset.
 */
final class DeadLetters {
  /** How much of a line is shown, in characters. */
  private static final int EXCERPT = 1000;

  private static final Name TIMESTAMP = new Name("@timestamp");
  private static final Name REVISION = new Name("revision");
  private static final Name REASON = new Name("reason");
  private static final Name DETAIL = new Name("detail");
  private static final Name TOPIC = new Name("topic");
  private static final Name PARTITION = new Name("partition");
  private static final Name OFFSET = new Name("offset");
  private static final Name SIZE = new Name("size");
  private static final Name EXCERPT_FIELD = new Name("excerpt");

  /** A letter whose line must be looked up again: it was read as a good event. */
  private record Pending(long line, long time, Reason reason, String detail) {}

  private final List<String> names;
  private final long asOf;
  private final long revision;
  private final DocumentLines lines;
  private final DocumentSorter sorter;
  private final Map<Integer, List<Pending>> pending = new HashMap<>();
  private long count;

  /**
   * @param files the names of the event files, by their place in the input
   */
  DeadLetters(
      List<String> files, long asOf, long revision, DocumentLines lines, DocumentSorter sorter) {
    this.names = distinct(files);
    this.asOf = asOf;
    this.revision = revision;
    this.lines = lines;
    this.sorter = sorter;
  }

  /** Files of one name in several folders: the second is "name (2)". */
  private static List<String> distinct(List<String> files) {
    Set<String> taken = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (String file : files) {
      String name = file;
      for (int n = 2; !taken.add(name); n++) {
        name = file + " (" + n + ")";
      }
      names.add(name);
    }
    return names;
  }

  long count() {
    return count;
  }

  /** A line that is no event; {@code bytes} may be the beginning of it. */
  void add(int file, long line, Reason reason, String detail, byte[] bytes, long size)
      throws IOException {
    write(file, new Pending(line, Instants.NONE, reason, detail), bytes, size);
  }

  /** A good event that does not belong to the set. */
  void add(Located located, Reason reason, String detail) {
    pending
        .computeIfAbsent(located.file(), f -> new ArrayList<>())
        .add(new Pending(located.line(), located.event().time(), reason, detail));
  }

  /** Whether lines of this file must be read again. */
  boolean needs(int file) {
    return pending.containsKey(file);
  }

  /** Reads a file's lines again for the excerpts of its letters. */
  void complete(int file, EventLines again) throws IOException {
    List<Pending> letters = pending.remove(file);
    letters.sort(Comparator.comparingLong(Pending::line));
    int next = 0;
    while (next < letters.size() && again.next()) {
      if (again.number() == letters.get(next).line()) {
        write(file, letters.get(next++), again.bytes(), again.length());
      }
    }
    if (next < letters.size()) {
      throw new IOException("the file has changed while it was read");
    }
  }

  private void write(int file, Pending letter, byte[] bytes, long size) throws IOException {
    String name = names.get(file);
    JsonBuffer json = new JsonBuffer();
    byte[] body =
        json.begin()
            .instant(TIMESTAMP, letter.time() == Instants.NONE ? asOf : letter.time())
            .number(REVISION, revision)
            .string(REASON, letter.reason().name())
            .string(DETAIL, letter.detail())
            .string(TOPIC, name)
            .number(PARTITION, 0)
            .number(OFFSET, letter.line())
            .number(SIZE, size)
            .string(EXCERPT_FIELD, Masking.excerpt(bytes, EXCERPT))
            .end();
    String id = name + "/0/" + letter.line();
    sorter.add(id, lines.line(id, body));
    count++;
  }
}
