package io.paidan.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes the events that all stages read, one thread a partition. */
final class EventLog {
  private final String bootstrapServers;
  private final int partitions;

  EventLog(String bootstrapServers, int partitions) {
    this.bootstrapServers = bootstrapServers;
    this.partitions = partitions;
  }

  /**
   * Fills a topic that is there.
   *
   * @param compression as Kafka names them, "none" for none
   * @return the number of bytes of all values
   */
  long fill(String topic, long events, long seed, String compression)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(partitions);
    try {
      List<Callable<Long>> tasks = new ArrayList<>();
      for (int partition = 0; partition < partitions; partition++) {
        int mine = partition;
        long share = events / partitions + (partition < events % partitions ? 1 : 0);
        tasks.add(() -> fillPartition(topic, mine, share, seed, compression));
      }
      long bytes = 0;
      for (Future<Long> written : threads.invokeAll(tasks)) {
        bytes += written.get();
      }
      return bytes;
    } finally {
      threads.shutdownNow();
    }
  }

  private long fillPartition(
      String topic, int partition, long events, long seed, String compression) {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            compression,
            ProducerConfig.BATCH_SIZE_CONFIG,
            256 * 1024,
            ProducerConfig.LINGER_MS_CONFIG,
            20);
    TicketTraffic traffic = new TicketTraffic(seed, partition, partitions, events);
    AtomicReference<Exception> failure = new AtomicReference<>();
    long bytes = 0;
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      while (traffic.hasNext() && failure.get() == null) {
        byte[] event = traffic.next();
        bytes += event.length;
        // The callback is what tells failures; a future an event would only be kept for nothing.
        var unused =
            producer.send(
                new ProducerRecord<>(topic, partition, traffic.key(), event),
                (metadata, e) -> {
                  if (e != null) {
                    failure.set(e);
                  }
                });
      }
    }
    if (failure.get() != null) {
      throw new IllegalStateException("events could not be written to Kafka", failure.get());
    }
    return bytes;
  }
}
