package io.paidan.flink.source;

import java.io.Serializable;

/** What time it is; a parameter of the job, so that tests can say so. */
@FunctionalInterface
public interface WallClock extends Serializable {
  /** The clock of the machine. */
  WallClock SYSTEM = System::currentTimeMillis;

  /** Milliseconds since the epoch, UTC. */
  long millis();
}
