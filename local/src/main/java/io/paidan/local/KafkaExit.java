package io.paidan.local;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a Kafka broker from ending this JVM. On a fatal fault the broker calls {@link Exit}, which
 * by default is {@code System.exit} or {@code Runtime.halt}: right for a process of its own, not
 * for a broker inside of another program.
 */
final class KafkaExit {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaExit.class);
  private static final AtomicBoolean INSTALLED = new AtomicBoolean();

  private KafkaExit() {}

  /** Makes every exit or halt of a broker an exception in the broker's thread, from now on. */
  static void becomesException() {
    if (INSTALLED.compareAndSet(false, true)) {
      Exit.setExitProcedure((status, message) -> refuse("exit", status, message));
      Exit.setHaltProcedure((status, message) -> refuse("halt", status, message));
    }
  }

  private static void refuse(String how, int status, String message) {
    LocalServerException refused =
        new LocalServerException(
            "the Kafka broker gave up (%s %d%s)"
                .formatted(how, status, message == null ? "" : ": " + message));
    // The stack tells which fault it was; the broker's own lines before this one tell the cause.
    LOG.error("{}", refused.getMessage(), refused);
    throw refused;
  }
}
