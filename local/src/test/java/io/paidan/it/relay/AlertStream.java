package io.paidan.it.relay;

import io.paidan.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes alerts as the analytics job does. */
final class AlertStream implements AutoCloseable {
  private static final AtomicLong REVISION = new AtomicLong(System.currentTimeMillis());

  private final KafkaProducer<String, String> producer;
  private final String district;

  /**
   * @param district of all its alerts: tests are kept apart by it
   */
  AlertStream(String bootstrapServers, String district) {
    this.district = district;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all"),
            new StringSerializer(),
            new StringSerializer());
  }

  /** That an emergency's arrival is overdue, or no longer; returns when Kafka has it. */
  void send(String ticket, String status) throws Exception {
    send(ticket, status, Instant.now());
  }

  /** The same with a threshold of another time. */
  void send(String ticket, String status, Instant threshold) throws Exception {
    String clock = ticket + "/fire/1/ARRIVE";
    Instant now = Instant.now();
    boolean firing = status.equals("FIRING");
    String document =
        """
        {"@timestamp":"%1$s","revision":%2$d,"level":"BREACH","severity":"critical","status":"%3$s",
         "clock_id":"%4$s","ticket_id":"%5$s","title":"李四来电","department":"fire",
         "department_name":"消防救援支队","district":"%6$s","district_name":"测试街道","county":"fukang",
         "county_name":"阜康市","clock":"ARRIVE","cycle":1,"ticket_class":"EMERGENCY",
         "category":"ENFORCEMENT","started_at":"%1$s","limit":"PT30M","due_at":"%1$s",
         "threshold_at":"%1$s","fired_at":"%7$s","ended_at":%8$s}
        """
            .formatted(
                threshold,
                REVISION.incrementAndGet(),
                status,
                clock,
                ticket,
                district,
                now,
                firing ? "null" : "\"" + now + "\"");
    producer.send(new ProducerRecord<>(Topics.ALERTS, clock + "/BREACH", document)).get();
  }

  @Override
  public void close() {
    producer.close();
  }
}
