package io.paidan.cli;

import io.paidan.kafka.KafkaProperties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where Kafka is and how it is spoken to: the same options for every command that speaks to it. */
@Command
final class KafkaOptions {
  @Option(
      names = "--bootstrap-servers",
      required = true,
      paramLabel = "HOST:PORT[,…]",
      converter = BootstrapServers.class,
      description = "The Kafka brokers.")
  private String bootstrapServers;

  @Option(
      names = "--kafka-properties",
      paramLabel = "FILE",
      description = {
        "SASL and TLS settings, as Kafka's own clients take them; no argument takes a password.",
        "Else the file that " + KafkaProperties.FILE_VARIABLE + " names, if it does.",
      })
  private String file;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec mixee;

  /**
   * What a Kafka client needs. What should be known of the file is told on standard error.
   *
   * @throws CommandException when the file cannot be used
   */
  KafkaProperties client() {
    return client(mixee.commandLine(), bootstrapServers, file);
  }

  /** The same for a command that has these options, but does not always need them. */
  static KafkaProperties client(CommandLine command, String bootstrapServers, String file) {
    KafkaProperties client;
    try {
      client = KafkaProperties.of(bootstrapServers, file);
    } catch (IllegalArgumentException e) {
      throw new CommandException(e.getMessage(), e);
    }
    for (String warning : client.warnings()) {
      command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + warning);
    }
    return client;
  }
}
