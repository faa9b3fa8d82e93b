package io.paidan.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of a server's log that say why it failed. */
final class LogTail {
  private static final int MAX_BYTES = 64 * 1024;
  private static final int MAX_LINES = 3;
  private static final int MAX_LINE = 300;

  private LogTail() {}

  /**
   * The last lines of the file that speak of errors (without such: its last lines), joined to one
   * line; never null, empty when there is no such file.
   */
  static String errors(Path file) {
    List<String> lines = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    for (String line : tail(file).lines().toList()) {
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("at ")) {
        continue;
      }
      lines.add(text);
      String lower = text.toLowerCase(Locale.ROOT);
      if (lower.contains("error") || lower.contains("exception") || lower.contains("fatal")) {
        errors.add(text);
      }
    }
    List<String> chosen = errors.isEmpty() ? lines : errors;
    return chosen.subList(Math.max(0, chosen.size() - MAX_LINES), chosen.size()).stream()
        .map(line -> line.length() <= MAX_LINE ? line : line.substring(0, MAX_LINE) + "…")
        .reduce((a, b) -> a + " | " + b)
        .orElse("");
  }

  private static String tail(Path file) {
    if (!Files.isRegularFile(file)) {
      return "";
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MAX_BYTES, channel.size()));
      channel.read(bytes, channel.size() - bytes.capacity());
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "(log not readable: " + e.getMessage() + ")";
    }
  }
}
