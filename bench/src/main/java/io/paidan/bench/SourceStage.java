package io.paidan.bench;

import io.paidan.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.TopicPartition;

/** Kafka source, what a deserializer makes of each record, discard: one chain, no exchange. */
record SourceStage<T>(
    String name, String description, KafkaRecordDeserializationSchema<T> deserializer)
    implements Stage {

  @Override
  public void run(StageContext context) throws Exception {
    StreamExecutionEnvironment flink = context.flink();
    CountingSink<T> sink = new CountingSink<>();
    flink
        .fromSource(
            bounded(context, deserializer), WatermarkStrategy.noWatermarks(), "ticket events")
        .uid("source")
        .sinkTo(sink)
        .uid("discard");
    context.execute(flink, sink);
  }

  /** The events of this pass, with the source's own defaults. */
  static <T> KafkaSource<T> bounded(
      StageContext context, KafkaRecordDeserializationSchema<T> deserializer) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (int p = 0; p < context.eventsPerPartition().size(); p++) {
      ends.put(new TopicPartition(Topics.TICKET_EVENTS, p), context.eventsPerPartition().get(p));
    }
    return KafkaSource.<T>builder()
        .setBootstrapServers(context.bootstrapServers())
        .setTopics(Topics.TICKET_EVENTS)
        .setGroupId("bench-" + context.pass())
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setBounded(OffsetsInitializer.offsets(ends))
        .setDeserializer(deserializer)
        .build();
  }
}
