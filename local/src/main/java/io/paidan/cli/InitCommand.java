package io.paidan.cli;

import io.paidan.Topics;
import io.paidan.cli.kibana.KibanaSetup;
import io.paidan.index.IndexSetup;
import io.paidan.index.IndexSetupException;
import io.paidan.index.elasticsearch.ElasticsearchConnection;
import io.paidan.kafka.KafkaAccess;
import io.paidan.kafka.KafkaAccessException;
import io.paidan.kafka.KafkaProperties;
import io.paidan.topics.Defaults;
import io.paidan.topics.TopicSetup;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code paidan init}. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = {
      "Creates topics, index templates and aliases where they are missing; imports the dashboards.",
      "Publishes the default policy and reference data where there are none. Safe to repeat: what is",
      "there is never changed, and what differs from what it should be is named.",
    })
final class InitCommand implements Callable<Integer> {
  private static final int MOST_PARTITIONS = 1000;
  private static final int MOST_SHARDS = 1000;
  private static final int MOST_REPLICAS = 100;
  private static final int MOST_MONTHS = 1200;

  @Mixin private KafkaOptions kafka;

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

  @Option(
      names = "--elasticsearch",
      paramLabel = "URL[,…]",
      description = {
        "Also make index templates, first indices and aliases here, like http://localhost:9200.",
        "User and password: PAIDAN_ES_USER and PAIDAN_ES_PASSWORD.",
      })
  private String elasticsearch;

  @Option(
      names = "--elasticsearch-ca",
      paramLabel = "FILE",
      description = "PEM certificates to trust for https.")
  private Path elasticsearchCa;

  @Option(
      names = "--shards",
      paramLabel = "N",
      description = "Primary shards of each index made now; 1 by default.")
  private int shards = 1;

  @Option(
      names = "--replicas",
      paramLabel = "N",
      description = "Copies of each shard; 0 by default, which is right for a single machine.")
  private int replicas = 0;

  @Option(
      names = "--keep-months",
      paramLabel = "N",
      description = {
        "Delete the documents of events (paidan-events) N full months after their own; 0: never.",
        "Without it: as it was set before, at first never. Needs index lifecycle management.",
      })
  private Integer keepMonths;

  @Mixin private KibanaOptions kibana;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    requireWithin("--partitions", partitions, 1, MOST_PARTITIONS);
    if (replication != null) {
      requireWithin("--replication", replication, 1, MOST_REPLICAS);
    }
    IndexSetup indices = indices();
    KibanaSetup dashboards = kibana.setup(elasticsearchCa);
    KafkaProperties client = kafka.client();
    boolean sound = topics(client);
    tell(Defaults.policy(client), Topics.POLICIES, "default policy");
    tell(Defaults.reference(client), Topics.REFERENCE, "reference data of the project");
    if (indices != null) {
      PrintWriter out = spec.commandLine().getOut();
      List<String> made = indices.run();
      made.forEach(index -> out.println("init: created index " + index));
      out.println("init: index templates and aliases are in place");
      sound &= keepMonths == null || retention(indices);
    }
    if (dashboards != null) {
      KibanaSetup.Report report = dashboards.run();
      report.done().forEach(line -> spec.commandLine().getOut().println("init: " + line));
      report.notes().forEach(line -> spec.commandLine().getOut().println("init: note: " + line));
    }
    return sound ? 0 : 1;
  }

  private boolean retention(IndexSetup indices) throws IndexSetupException {
    if (!indices.keepMonths(keepMonths)) {
      spec.commandLine()
          .getErr()
          .println(
              "paidan init: --keep-months is not in force: this Elasticsearch has no index"
                  + " lifecycle management; months are kept until somebody deletes their index");
      return false;
    }
    spec.commandLine()
        .getOut()
        .println(
            keepMonths == 0
                ? "init: events are kept for ever"
                : "init: events are deleted " + keepMonths + " full months after their own");
    return true;
  }

  /** What sets Elasticsearch up; null when none is named. Wrong usage is found before any work. */
  private IndexSetup indices() {
    requireWithin("--shards", shards, 1, MOST_SHARDS);
    requireWithin("--replicas", replicas, 0, MOST_REPLICAS);
    if (keepMonths != null) {
      requireWithin("--keep-months", keepMonths, 0, MOST_MONTHS);
    }
    if (elasticsearch == null) {
      return null;
    }
    ElasticsearchConnection connection =
        ElasticsearchAddress.connection(spec.commandLine(), elasticsearch, elasticsearchCa);
    try {
      return new IndexSetup(connection, shards, replicas);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** Whether the topics are as they must be. */
  private boolean topics(KafkaProperties client) throws KafkaAccessException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    TopicSetup.Report report;
    try (Admin admin = KafkaAccess.connect(client)) {
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

  private void tell(boolean written, String topic, String what) {
    spec.commandLine()
        .getOut()
        .println(
            written
                ? "init: published the " + what + " to " + topic
                : "init: " + topic + " holds data already: left as it is");
  }

  private void requireWithin(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(), option + " must be from " + least + " to " + most + ", not " + value);
    }
  }
}
