package io.paidan.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.local.EmbeddedFlink;
import io.paidan.local.testing.Http;
import java.io.IOException;
import java.net.URI;
import org.apache.flink.api.common.JobID;

/** The metrics of the index job's sink, as Flink's REST interface gives them. */
final class SinkMetrics {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OPERATOR = "index: Writer";

  private final URI ui;
  private final JobID job;

  SinkMetrics(EmbeddedFlink flink, JobID job) {
    this.ui = flink.ui();
    this.job = job;
  }

  /** Of all subtasks together. */
  double sum(String name) throws IOException, InterruptedException {
    return get(name, "sum");
  }

  /** Of the subtask that has most. */
  double max(String name) throws IOException, InterruptedException {
    return get(name, "max");
  }

  /** That all of these are 0 in every subtask. */
  boolean areZero(String... names) throws IOException, InterruptedException {
    for (String name : names) {
      if (max(name) != 0) {
        return false;
      }
    }
    return true;
  }

  private double get(String name, String aggregate) throws IOException, InterruptedException {
    for (JsonNode vertex : ask("/jobs/" + job).get("vertices")) {
      if (vertex.get("name").textValue().contains(OPERATOR)) {
        JsonNode metric =
            ask(
                "/jobs/"
                    + job
                    + "/vertices/"
                    + vertex.get("id").textValue()
                    + "/subtasks/metrics?agg="
                    + aggregate
                    + "&get="
                    + OPERATOR.replaceAll("[^A-Za-z0-9]", "_")
                    + "."
                    + name);
        if (metric.isEmpty()) {
          throw new IOException("there is no metric " + name + " yet");
        }
        return metric.get(0).get(aggregate).doubleValue();
      }
    }
    throw new AssertionError("there is no operator " + OPERATOR);
  }

  private JsonNode ask(String path) throws IOException, InterruptedException {
    return JSON.readTree(Http.send("GET", ui.resolve(path), null).body());
  }
}
