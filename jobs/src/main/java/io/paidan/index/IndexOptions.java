package io.paidan.index;

import io.paidan.Topics;
import io.paidan.index.elasticsearch.ElasticsearchConnection;
import io.paidan.index.sink.IndexLimits;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What the index job is told. No secret is among it: those of Elasticsearch come from the
 * environment of the task managers, see {@link io.paidan.index.elasticsearch.ElasticsearchClients}.
 *
 * @param kafka {@code bootstrap.servers} and what else a Kafka client needs
 * @param parallelism 0: as the environment says
 */
public record IndexOptions(
    Properties kafka,
    ElasticsearchConnection elasticsearch,
    IndexLimits limits,
    String documentsTopic,
    String deadLettersTopic,
    String group,
    int parallelism,
    Duration checkpointInterval) {

  public static final String USAGE =
      """
      IndexJob: documents from Kafka into Elasticsearch.

        --bootstrap-servers HOST:PORT[,…]   Kafka (required)
        --kafka-config FILE                 more properties for the Kafka clients, for example security
        --elasticsearch URL[,URL]           http://HOST:9200 or https://HOST:9200 (required)
        --elasticsearch-ca FILE             PEM certificates of the CA to trust for https
        --group NAME                        Kafka consumer group (paidan-index)
        --documents-topic NAME              (paidan.documents)
        --dead-letters-topic NAME           (paidan.dead-letters)
        --parallelism N                     subtasks (as Flink is configured)
        --checkpoint-interval DURATION      (PT10S)
        --batch-count N                     entries in a bulk request at most (2000)
        --batch-bytes N                     bytes in a bulk request at most (4194304)
        --batch-age DURATION                how long an entry waits for others (PT0.2S)
        --in-flight N                       unanswered bulk requests of a subtask (2)
        --unreachable DURATION              without any answer for so long, the job starts again (PT2M)
        --help

      Who it is: PAIDAN_ES_API_KEY, or PAIDAN_ES_USER and PAIDAN_ES_PASSWORD, in the environment of
      the task managers, or files named by PAIDAN_ES_API_KEY_FILE and so on.
      """;

  /**
   * Reads arguments.
   *
   * @throws IllegalArgumentException for wrong usage, with one line that names the argument
   */
  public static IndexOptions parse(String... args) {
    Arguments a = new Arguments(args);
    IndexLimits defaults = IndexLimits.DEFAULTS;
    Properties kafka = a.properties("--kafka-config");
    kafka.setProperty("bootstrap.servers", a.required("--bootstrap-servers"));
    IndexOptions options =
        new IndexOptions(
            kafka,
            ElasticsearchConnection.of(
                a.required("--elasticsearch"), a.text("--elasticsearch-ca", null)),
            new IndexLimits(
                a.number("--batch-count", defaults.batchCount()),
                a.number("--batch-bytes", defaults.batchBytes()),
                a.duration("--batch-age", defaults.batchAge()),
                a.number("--in-flight", defaults.inFlight()),
                defaults.heldCount(),
                defaults.heldBytes(),
                defaults.documentBytes(),
                defaults.firstBackOff(),
                defaults.longestBackOff(),
                a.duration("--unreachable", defaults.unreachable())),
            a.text("--documents-topic", Topics.DOCUMENTS),
            a.text("--dead-letters-topic", Topics.DEAD_LETTERS),
            a.text("--group", "paidan-index"),
            a.number("--parallelism", 0),
            a.duration("--checkpoint-interval", Duration.ofSeconds(10)));
    a.refuseRest();
    return options;
  }

  /** Arguments of the form {@code --name value}. */
  private static final class Arguments {
    private final Map<String, String> values = new HashMap<>();

    Arguments(String[] args) {
      for (int i = 0; i < args.length; i += 2) {
        if (!args[i].startsWith("--")) {
          throw new IllegalArgumentException("Not an option: " + args[i] + ". See --help.");
        }
        if (i + 1 == args.length) {
          throw new IllegalArgumentException("Option " + args[i] + " needs a value. See --help.");
        }
        if (values.put(args[i], args[i + 1]) != null) {
          throw new IllegalArgumentException("Option " + args[i] + " is given twice.");
        }
      }
    }

    String text(String name, String otherwise) {
      String value = values.remove(name);
      return value == null ? otherwise : value;
    }

    String required(String name) {
      String value = values.remove(name);
      if (value == null || value.isBlank()) {
        throw new IllegalArgumentException("Option " + name + " is required. See --help.");
      }
      return value;
    }

    int number(String name, int otherwise) {
      String value = values.remove(name);
      if (value == null) {
        return otherwise;
      }
      try {
        int number = Integer.parseInt(value);
        if (number >= 1) {
          return number;
        }
      } catch (NumberFormatException e) {
        throw notANumber(name, value, e);
      }
      throw notANumber(name, value, null);
    }

    private static IllegalArgumentException notANumber(String name, String value, Exception cause) {
      return new IllegalArgumentException(
          "Option " + name + " needs a whole number over 0, not " + value + ".", cause);
    }

    Duration duration(String name, Duration otherwise) {
      String value = values.remove(name);
      if (value == null) {
        return otherwise;
      }
      try {
        return Duration.parse(value);
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException(
            "Option " + name + " needs an ISO 8601 duration like PT10S, not " + value + ".", e);
      }
    }

    Properties properties(String name) {
      Properties properties = new Properties();
      String file = values.remove(name);
      if (file != null) {
        try (Reader in = Files.newBufferedReader(Path.of(file))) {
          properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "Option " + name + ": " + file + " cannot be read as properties.", e);
        }
      }
      return properties;
    }

    void refuseRest() {
      if (!values.isEmpty()) {
        throw new IllegalArgumentException(
            "Unknown option "
                + values.keySet().stream().sorted().findFirst().get()
                + ". See --help.");
      }
    }
  }
}
