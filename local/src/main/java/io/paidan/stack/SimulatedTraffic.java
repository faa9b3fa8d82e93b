package io.paidan.stack;

import io.paidan.kafka.KafkaAccessException;
import io.paidan.reference.ReferenceData;
import io.paidan.simulator.Simulator;
import io.paidan.simulator.SimulatorSettings;
import io.paidan.simulator.SimulatorTraffic;
import java.time.InstantSource;

/** The simulated prefecture. */
public final class SimulatedTraffic implements Traffic {
  private final SimulatorTraffic traffic;

  private SimulatedTraffic(SimulatorTraffic traffic) {
    this.traffic = traffic;
  }

  /**
   * Starts it.
   *
   * @throws KafkaAccessException when Kafka cannot be reached
   */
  public static SimulatedTraffic start(
      String bootstrapServers, ReferenceData reference, SimulatorSettings settings)
      throws KafkaAccessException, InterruptedException {
    return new SimulatedTraffic(
        SimulatorTraffic.start(
            bootstrapServers, new Simulator(reference, settings), InstantSource.system()));
  }

  @Override
  public long acknowledged() {
    return traffic.acknowledged();
  }

  @Override
  public String state() {
    return traffic.failure().map(e -> "simulator stopped: " + e.getMessage()).orElse("simulator");
  }

  @Override
  public void close() {
    traffic.close();
  }
}
