package io.paidan.bench;

import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.flink.source.EventDeserializer;
import io.paidan.flink.source.WallClock;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** All stages, in the order of the table. */
final class Stages {
  static final String SOURCE = "B0";
  static final String PLAIN_DECODE = "B1";
  static final String ANALYTICS = "analytics";
  static final String WITHOUT_FIGURES = "analytics-without-figures";
  static final String INDEX = "index";
  static final String BULK = "bulk";

  static final List<Stage> ALL =
      List.of(
          new SourceStage<>(SOURCE, "Kafka source, bytes, discard", new Deserializers.Bytes()),
          new SourceStage<>(PLAIN_DECODE, "B0 + plain Jackson decode", new Deserializers.Plain()),
          new SourceStage<>("decoder", "B0 + the project's decoder", new Deserializers.Project()),
          new SourceStage<>(
              "read", "B0 + what AnalyticsJob reads", new EventDeserializer(WallClock.SYSTEM)),
          new AnalyticsStage(
              WITHOUT_FIGURES, "AnalyticsJob without figures, discard", Backend.HEAP, false, false),
          new AnalyticsStage(ANALYTICS, "AnalyticsJob, discard", Backend.HEAP, true, false),
          new AnalyticsStage(
              "analytics-rocksdb",
              "AnalyticsJob on RocksDB, discard",
              Backend.ROCKSDB,
              true,
              false),
          new AnalyticsStage("analytics-kafka", "AnalyticsJob to Kafka", Backend.HEAP, true, true),
          new DocumentsStage(),
          new WriterStage(),
          new BulkStage(),
          new IndexStage(),
          new UpdatesStage());

  private Stages() {}

  /**
   * The stage of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Stage named(String name) {
    return Stream.concat(ALL.stream(), Stream.of(DocumentLog.FILL))
        .filter(
            stage -> stage.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no stage \"%s\"; there are %s"
                        .formatted(name, ALL.stream().map(Stage::name).toList())));
  }
}
