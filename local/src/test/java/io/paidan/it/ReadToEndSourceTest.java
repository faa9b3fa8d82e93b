package io.paidan.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.event.Reason;
import io.paidan.flink.source.EventSource;
import io.paidan.flink.source.ReadEvent;
import io.paidan.flink.source.ReadEventType;
import io.paidan.flink.source.TimeMode;
import io.paidan.flink.source.WallClock;
import io.paidan.local.KafkaProcess;
import io.paidan.local.testing.SharedServers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Time that is read to the end, on a real broker and a real Flink. */
@SuppressWarnings("try") // jobs end with their block, and so does an interrupted test
class ReadToEndSourceTest {
  private static final long HOUR = 3_600_000;

  private static String servers;
  private static Flink flink;

  @TempDir Path temp;

  @BeforeAll
  static void start() throws Exception {
    servers = SharedServers.kafka().bootstrapServers();
    flink = Flink.start(4);
  }

  @AfterAll
  static void stop() throws Exception {
    flink.close();
  }

  private static Flink.Job run(
      Topic topic, int parallelism, TimeMode mode, Observed<ReadEvent> observed, String savepoint)
      throws Exception {
    StreamExecutionEnvironment env = Flink.environment(parallelism, savepoint);
    observed.watch(
        env.fromSource(
                EventSource.of(
                    Topic.client(topic.servers()),
                    topic.name(),
                    topic.name() + "-group",
                    mode,
                    Duration.ZERO,
                    WallClock.SYSTEM),
                WatermarkStrategy.noWatermarks(),
                "events")
            .uid("events"),
        ReadEventType.INSTANCE);
    return flink.submit(env);
  }

  @Test
  void timeFollowsTheClockOnSilentTopics() throws Exception {
    for (int partitions = 1; partitions <= 2; partitions++) {
      Topic topic = Topic.create(servers, "silent-" + partitions, partitions);
      try (Observed<ReadEvent> observed = Observed.create();
          Flink.Job job = run(topic, 3, TimeMode.LIVE, observed, null)) {
        Until.holds("time follows the clock", observed::followsTheClock);
        assertThat(observed.count).hasValue(0);
      }
    }
  }

  @Test
  void noEventOfABacklogIsLate() throws Exception {
    Topic topic = Topic.create(servers, "backlog", 3);
    topic.sendBacklog(3, 50_000, System.currentTimeMillis() - HOUR, 10);
    try (Observed<ReadEvent> observed = Observed.create();
        Flink.Job job = run(topic, 2, TimeMode.LIVE, observed, null)) {
      Until.holds("all is read", () -> observed.count.get() >= 50_000);
      Until.holds("time follows the clock", observed::followsTheClock);
      assertThat(observed.late).hasValue(0);
      assertThat(observed.count).hasValue(50_000);
    }
  }

  @Test
  void timeStandsWhileTheBrokerIsAway() throws Exception {
    Path folder = temp.resolve("kafka");
    Observed<ReadEvent> observed = Observed.pausingAfter(5_000);
    KafkaProcess kafka = KafkaProcess.start(folder);
    try (observed) {
      String address = kafka.bootstrapServers();
      int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
      Topic topic = Topic.create(address, "away", 2);
      topic.sendBacklog(2, 50_000, System.currentTimeMillis() - HOUR, 10);
      try (Flink.Job job = run(topic, 2, TimeMode.LIVE, observed, null)) {
        Until.holds("some of it is read", observed::isPaused);
        kafka.close();
        observed.resume();

        // What the consumers hold already is read; then nothing comes, for longer than an answer.
        long[] quiet = {-1, 0};
        Until.holds(
            "nothing comes any more",
            () -> {
              if (observed.count.get() != quiet[0]) {
                quiet[0] = observed.count.get();
                quiet[1] = System.nanoTime();
              }
              return System.nanoTime() - quiet[1] > TimeUnit.SECONDS.toNanos(7);
            });
        assertThat(observed.count.get()).isBetween(5_000L, 49_999L);
        assertThat(observed.watermark).isLessThan(observed.maxTimestamp);
        assertThat(observed.statuses).as("nor idle").isEmpty();

        kafka = KafkaProcess.start(folder, port);
        Until.holds("all is read", () -> observed.count.get() >= 50_000);
        Until.holds("time follows the clock", observed::followsTheClock);
        assertThat(observed.late).hasValue(0);
        assertThat(observed.count).hasValue(50_000);
      }
    } finally {
      kafka.close();
    }
  }

  @Test
  void transactionMarkersAndAbortedRecordsAtTheEndHoldNothing() throws Exception {
    Topic topic = Topic.create(servers, "transactions", 1);
    try (KafkaProducer<byte[], byte[]> producer =
        topic.producer(Map.of("transactional.id", "it-" + topic.name()))) {
      producer.initTransactions();
      producer.beginTransaction();
      Topic.send(producer, topic.event(0, 1, System.currentTimeMillis() - HOUR));
      producer.commitTransaction();
      producer.beginTransaction();
      Topic.send(producer, topic.event(0, 2, System.currentTimeMillis() - HOUR));
      Topic.send(producer, topic.event(0, 3, System.currentTimeMillis() - HOUR));
      producer.flush();
      producer.abortTransaction();
    }
    try (Observed<ReadEvent> observed = Observed.create();
        Flink.Job job = run(topic, 1, TimeMode.LIVE, observed, null)) {
      Until.holds("time follows the clock", observed::followsTheClock);
      assertThat(observed.count).as("what was committed").hasValue(1);
      assertThat(observed.late).hasValue(0);
    }
  }

  @Test
  void aRestartOnASilentTopicGoesOn() throws Exception {
    Topic topic = Topic.create(servers, "restart", 2);
    long time = System.currentTimeMillis() - HOUR;
    topic.send(topic.event(0, 1, time));
    String savepoint;
    try (Observed<ReadEvent> observed = Observed.create();
        Flink.Job job = run(topic, 2, TimeMode.LIVE, observed, null)) {
      Until.holds("time follows the clock", observed::followsTheClock);
      assertThat(observed.count).hasValue(1);
      savepoint = job.stop(temp);
    }
    try (Observed<ReadEvent> observed = Observed.create();
        Flink.Job job = run(topic, 2, TimeMode.LIVE, observed, savepoint)) {
      Until.holds("time follows the clock", observed::followsTheClock);
      assertThat(observed.count).as("nothing is read twice").hasValue(0);
      topic.send(topic.event(1, 2, System.currentTimeMillis()));
      Until.holds("it reads on", () -> observed.count.get() == 1);
    }
  }

  @Test
  void aRestartInEventsTimeIsAsLateAsItWas() throws Exception {
    Topic topic = Topic.create(servers, "restart-events", 2);
    long time = System.currentTimeMillis() - HOUR;
    topic.send(topic.event(0, 1, time));
    String savepoint;
    try (Observed<ReadEvent> observed = Observed.create();
        Flink.Job job = run(topic, 2, TimeMode.EVENTS, observed, null)) {
      Until.holds("time is that of the event", () -> observed.watermark == time);
      savepoint = job.stop(temp);
    }
    try (Observed<ReadEvent> observed = Observed.create();
        Flink.Job job = run(topic, 2, TimeMode.EVENTS, observed, savepoint)) {
      Until.holds("time is that of the event", () -> observed.watermark == time);
      assertThat(observed.count).hasValue(0);
    }
  }

  @Test
  void eventsAloneMoveTimeUntilAllIsRead() throws Exception {
    Topic topic = Topic.create(servers, "history", 4);
    long first = 1_600_000_000_000L;
    topic.sendBacklog(3, 30_000, first, 1_000);
    topic.send(topic.event(3, 1, first + 5_000));
    try (Observed<ReadEvent> observed = Observed.create();
        Flink.Job job = run(topic, 3, TimeMode.EVENTS, observed, null)) {
      long last = first + 29_999_000L;
      Until.holds("time is that of the last event", () -> observed.watermark == last);
      assertThat(observed.count).hasValue(30_001);
      assertThat(observed.statuses).last().isEqualTo("idle after 30001");
    }
  }

  @Test
  void badRecordsComeOutAsTheyAreAndTheNextGoodEventToo() throws Exception {
    Topic topic = Topic.create(servers, "bad", 1);
    byte[] key = "T-1".getBytes(UTF_8);
    List<byte[]> values = new ArrayList<>();
    values.add(null);
    values.add(new byte[0]);
    values.add(new byte[2 << 20]);
    values.add("not json".getBytes(UTF_8));
    values.add(new byte[] {(byte) 0xff, (byte) 0xfe});
    for (byte[] value : values) {
      topic.send(new ProducerRecord<>(topic.name(), 0, key, value));
    }
    topic.send(topic.event(0, 7, System.currentTimeMillis()));
    try (Observed<ReadEvent> observed = Observed.create();
        Flink.Job job = run(topic, 1, TimeMode.LIVE, observed, null)) {
      Until.holds("all is read", () -> observed.count.get() == 6);
      List<ReadEvent> read = List.copyOf(observed.records);
      assertThat(read.stream().map(ReadEvent::reason).collect(Collectors.toList()))
          .containsExactly(
              Reason.EMPTY, Reason.EMPTY, Reason.TOO_LARGE, Reason.NOT_JSON, Reason.NOT_JSON, null);
      for (int i = 0; i < values.size(); i++) {
        assertThat(read.get(i).value()).isEqualTo(values.get(i));
        assertThat(read.get(i).key()).isEqualTo(key);
        assertThat(read.get(i).offset()).isEqualTo(i);
      }
      assertThat(read.get(5).ticketId()).isEqualTo("T-7");
      Until.holds("time follows the clock", observed::followsTheClock);
    }
  }

  @Test
  void aTopicThatIsNotThereIsOneClearError() throws Exception {
    try (Observed<ReadEvent> observed = Observed.create();
        Flink.Job job = run(new Topic(servers, "not-there"), 1, TimeMode.LIVE, observed, null)) {
      assertThat(job.result().getSerializedThrowable().orElseThrow())
          .hasStackTraceContaining(
              "Kafka at "
                  + servers
                  + " has no topic not-there. Create Paidan's topics with: ./paidan init"
                  + " --bootstrap-servers "
                  + servers);
    }
  }
}
