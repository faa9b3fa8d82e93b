package io.paidan.bench;

import java.util.List;
import java.util.Locale;

/** All stages, in the order of the table. */
final class Stages {
  static final String SOURCE = "B0";
  static final String PLAIN_DECODE = "B1";

  static final List<Stage> ALL =
      List.of(
          new SourceStage<>(SOURCE, "Kafka source, bytes, discard", new Deserializers.Bytes()),
          new SourceStage<>(PLAIN_DECODE, "B0 + plain Jackson decode", new Deserializers.Plain()),
          new SourceStage<>("decoder", "B0 + the project's decoder", new Deserializers.Project()));

  private Stages() {}

  /**
   * The stage of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Stage named(String name) {
    return ALL.stream()
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
