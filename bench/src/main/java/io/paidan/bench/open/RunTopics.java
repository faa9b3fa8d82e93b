package io.paidan.bench.open;

import io.paidan.Topics;
import io.paidan.bench.BenchTopics;
import io.paidan.reference.DefaultReference;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The topics of one run: those of the contract under names of the run's own, all stamped by the
 * broker's clock, so that any two records of them can be compared in time.
 */
final class RunTopics implements AutoCloseable {
  /** Before any event. */
  private static final Instant ALWAYS = Instant.parse("2020-01-01T00:00:00Z");

  private final RunSettings run;
  private final boolean relayed;
  private final BenchTopics topics;

  private RunTopics(RunSettings run, boolean relayed) {
    this.run = run;
    this.relayed = relayed;
    this.topics = new BenchTopics(run.bootstrapServers());
  }

  /** Makes them, with {@link BenchPolicy}'s first version and the shipped reference data. */
  static RunTopics create(RunSettings run) throws InterruptedException, ExecutionException {
    return create(run, false);
  }

  /**
   * The same, and what a relay needs.
   *
   * @param relayed whether a relay reads the alerts: it knows their topic by the contract's name
   *     alone, so there is one such run on a broker
   */
  static RunTopics create(RunSettings run, boolean relayed)
      throws InterruptedException, ExecutionException {
    RunTopics made = new RunTopics(run, relayed);
    if (relayed) {
      made.topics.create(Topics.RELAY_STATE, run.parallelism());
    }
    for (String topic : new String[] {made.events(), made.documents(), made.alerts()}) {
      made.topics.create(topic, run.parallelism());
    }
    made.topics.create(made.policies(), 1);
    made.topics.create(made.reference(), 1);
    made.topics.create(made.reports(), 1);
    made.publish(1, ALWAYS, "NEW");
    made.write(made.reference(), "bench", DefaultReference.json());
    return made;
  }

  String events() {
    return name(Topics.TICKET_EVENTS);
  }

  String documents() {
    return name(Topics.DOCUMENTS);
  }

  String alerts() {
    return relayed ? Topics.ALERTS : name(Topics.ALERTS);
  }

  String policies() {
    return name(Topics.POLICIES);
  }

  String reference() {
    return name(Topics.REFERENCE);
  }

  String reports() {
    return name(Topics.REPORTS);
  }

  private String name(String topic) {
    return run.name() + "." + topic;
  }

  /**
   * Publishes a version of {@link BenchPolicy}.
   *
   * @return when the broker took it, milliseconds since the epoch
   */
  long publish(int version, Instant effectiveFrom, String appliesTo)
      throws InterruptedException, ExecutionException {
    return write(
        policies(),
        BenchPolicy.key(version),
        BenchPolicy.version(version, effectiveFrom, appliesTo));
  }

  private long write(String topic, String key, byte[] value)
      throws InterruptedException, ExecutionException {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", run.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      return producer.send(new ProducerRecord<>(topic, key, value)).get().timestamp();
    }
  }

  /** How many records a topic holds. */
  long records(String topic) {
    return topics.records(topic);
  }

  /** The end of every partition. */
  Map<TopicPartition, Long> ends(String topic) throws InterruptedException, ExecutionException {
    return topics.ends(topic);
  }

  @Override
  public void close() {
    topics.close();
  }
}
