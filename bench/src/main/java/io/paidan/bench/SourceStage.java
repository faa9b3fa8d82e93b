package io.paidan.bench;

import io.paidan.flink.source.KafkaReading;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Kafka source, what a deserializer makes of each record, discard: one chain, no exchange. The
 * source reads as the jobs' own does.
 */
record SourceStage<T>(
    String name, String description, KafkaRecordDeserializationSchema<T> deserializer)
    implements Stage {

  @Override
  public void run(StageContext context) throws Exception {
    KafkaSource<T> source =
        KafkaSource.<T>builder()
            .setProperties(KafkaReading.properties(context.kafka(), "bench-" + context.pass()))
            .setTopics(List.of(context.topic()))
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setBounded(OffsetsInitializer.latest())
            .setDeserializer(deserializer)
            .build();
    StreamExecutionEnvironment flink = context.flink();
    CountingSink<T> sink = CountingSink.discarding();
    flink
        .fromSource(source, WatermarkStrategy.noWatermarks(), "ticket events")
        .uid("source")
        .sinkTo(sink)
        .uid("discard");
    context.execute(flink, sink);
  }
}
