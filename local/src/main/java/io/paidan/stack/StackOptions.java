package io.paidan.stack;

import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.flink.source.TimeMode;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * How everything is to run on one machine.
 *
 * @param home where data and logs of this run go; made if it is not there
 * @param cache where Elasticsearch is unpacked once
 * @param kafkaPort 0: a free one; so for all ports
 * @param metricsPort where Prometheus may read Flink's metrics; empty: nowhere
 * @param parallelism subtasks of each job
 * @param time whether the clock or the events alone move time
 */
public record StackOptions(
    Path home,
    Path cache,
    int kafkaPort,
    int elasticsearchPort,
    int flinkPort,
    int boardPort,
    OptionalInt metricsPort,
    int parallelism,
    TimeMode time,
    Backend backend) {}
