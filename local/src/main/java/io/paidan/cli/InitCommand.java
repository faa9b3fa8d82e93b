package io.paidan.cli;

import io.paidan.Topics;
import io.paidan.policy.DefaultPolicy;
import io.paidan.reference.DefaultReference;
import io.paidan.topics.KafkaAccess;
import io.paidan.topics.KafkaAccessException;
import io.paidan.topics.TopicSeed;
import io.paidan.topics.TopicSetup;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code paidan init}. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = {
      "Creates the topics where they are missing, publishes the default policy and reference data",
      "where there are none. Safe to repeat; what is there is never changed.",
    })
final class InitCommand implements Callable<Integer> {
  private static final int MOST_PARTITIONS = 1000;
  private static final int MOST_REPLICAS = 100;

  @Option(
      names = "--bootstrap-servers",
      required = true,
      paramLabel = "HOST:PORT[,…]",
      converter = BootstrapServers.class,
      description = "The Kafka brokers.")
  private String bootstrapServers;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = {
        "Of the topics for events, documents and alerts; 4 by default.",
        "Choose well: those of paidan.documents can never be more.",
      })
  private int partitions = TopicSetup.Options.DEFAULT.partitions();

  @Option(
      names = "--replication",
      paramLabel = "N",
      description = "Copies of each topic; by default 3, or as many as there are brokers.")
  private Integer replication;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    requireWithin("--partitions", partitions, MOST_PARTITIONS);
    if (replication != null) {
      requireWithin("--replication", replication, MOST_REPLICAS);
    }
    boolean sound = topics();
    seed(
        Topics.POLICIES,
        DefaultPolicy.load().versions().get(0).id(),
        DefaultPolicy.json(),
        "default policy");
    seed(
        Topics.REFERENCE,
        DefaultReference.load().prefecture().id(),
        DefaultReference.json(),
        "reference data of the project");
    return sound ? 0 : 1;
  }

  /** Whether the topics are as they must be. */
  private boolean topics() throws KafkaAccessException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    TopicSetup.Report report;
    try (Admin admin = KafkaAccess.connect(bootstrapServers)) {
      report =
          TopicSetup.ensure(
              admin, new TopicSetup.Options(partitions, replication == null ? 0 : replication));
    }
    report.created().forEach(topic -> out.println("init: created topic " + topic));
    report.present().forEach(topic -> out.println("init: topic " + topic + " is there"));
    boolean sound = true;
    for (TopicSetup.Difference difference : report.differences()) {
      if (difference.required()) {
        sound = false;
        spec.commandLine()
            .getErr()
            .println(
                "paidan init: "
                    + difference
                    + "; correct it with kafka-configs, figures rest on it");
      } else {
        out.println("init: " + difference + ", unless it is meant so");
      }
    }
    return sound;
  }

  private void seed(String topic, String key, byte[] value, String what)
      throws KafkaAccessException, InterruptedException {
    boolean written = TopicSeed.seed(bootstrapServers, topic, key, value);
    spec.commandLine()
        .getOut()
        .println(
            written
                ? "init: published the " + what + " to " + topic
                : "init: " + topic + " holds data already: left as it is");
  }

  private void requireWithin(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new ParameterException(
          spec.commandLine(), option + " must be from 1 to " + most + ", not " + value);
    }
  }
}
