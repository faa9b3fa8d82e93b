package io.paidan.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** What the figures were measured on. */
public final class MachineFacts {
  private MachineFacts() {}

  /** One line: processors, memory, system, Java, and how busy the machine is now. */
  public static String line() {
    OperatingSystemMXBean os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return String.format(
        Locale.ROOT,
        "%d × %s, %d GB, %s %s, Java %s; load before: %.1f",
        os.getAvailableProcessors(),
        processor(),
        os.getTotalMemorySize() >> 30,
        os.getName(),
        os.getVersion(),
        Runtime.version(),
        os.getSystemLoadAverage());
  }

  private static String processor() {
    Path facts = Path.of("/proc/cpuinfo");
    if (!Files.exists(facts)) {
      return System.getProperty("os.arch");
    }
    try (Stream<String> lines = Files.lines(facts)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
