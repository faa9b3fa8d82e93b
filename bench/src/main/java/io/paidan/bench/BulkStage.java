package io.paidan.bench;

import io.paidan.document.Document;
import io.paidan.index.IndexRecord;
import io.paidan.index.elasticsearch.ElasticsearchClients;
import io.paidan.index.sink.BulkBody;
import io.paidan.index.sink.IndexLimits;
import io.paidan.index.sink.Targets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.http.entity.ContentType;
import org.apache.http.nio.entity.NByteArrayEntity;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RequestOptions;
import org.elasticsearch.client.RestClient;

/**
 * The baseline of the index job: a bare client that does nothing but send. The same documents, read
 * and made into request bodies before it is measured; as many connections as the job has requests
 * in flight; the job's own client, limits and action lines. No Kafka and no Flink beside it, so it
 * has more of the machine than the job.
 */
final class BulkStage extends IndexingStage {
  private static final Pattern STATUS = Pattern.compile("\"status\":(\\d+)");
  private static final ContentType NDJSON = ContentType.parse(ElasticsearchClients.NDJSON);
  private static final RequestOptions OPTIONS =
      RequestOptions.DEFAULT.toBuilder().addHeader("Accept", ElasticsearchClients.JSON).build();

  private record Body(byte[] bytes, int length) {}

  /** Gathers documents into bodies as large as the job's. */
  private static final class Bodies {
    private final IndexLimits limits;
    private final Queue<Body> full = new ConcurrentLinkedQueue<>();
    private final List<Document> gathered = new ArrayList<>();
    private long bytes;

    Bodies(IndexLimits limits) {
      this.limits = limits;
    }

    void add(Document document) {
      int size = document.body() == null ? 0 : document.body().length;
      if (gathered.size() == limits.batchCount() || bytes + size > limits.batchBytes()) {
        close();
      }
      gathered.add(document);
      bytes += size;
    }

    void close() {
      if (gathered.isEmpty()) {
        return;
      }
      BulkBody body = new BulkBody(Targets.ALIASES, (int) bytes + 200 * gathered.size());
      gathered.forEach(body::add);
      full.add(new Body(body.bytes(), body.length()));
      gathered.clear();
      bytes = 0;
    }
  }

  BulkStage() {
    super(Stages.BULK, "a bare bulk client, from memory", true);
  }

  @Override
  public void run(StageContext context) throws Exception {
    DocumentLog documents = DocumentLog.of(context);
    IndexLimits limits = options(context).limits();
    Bodies bodies = new Bodies(limits);
    documents.read(context, r -> bodies.add(IndexRecord.of(r, 0).document()));
    bodies.close();
    int connections = context.parallelism() * limits.inFlight();
    BenchIndex index = context.index();
    index.empty();
    ExecutorService senders = Executors.newFixedThreadPool(connections);
    try (RestClient client = index.client()) {
      context
          .meter()
          .measure(
              () -> {
                long start = System.nanoTime();
                List<Future<?>> sending = new ArrayList<>();
                for (int i = 0; i < connections; i++) {
                  sending.add(senders.submit(() -> sendAll(client, bodies.full)));
                }
                for (Future<?> sender : sending) {
                  sender.get();
                }
                Duration time = Duration.ofNanos(System.nanoTime() - start);
                return new Meter.Work(
                    documents.count(), time, "%,d writes".formatted(index.written()));
              });
    } finally {
      senders.shutdownNow();
    }
  }

  private static Void sendAll(RestClient client, Queue<Body> bodies) throws IOException {
    for (Body body = bodies.poll(); body != null; body = bodies.poll()) {
      Request request = new Request("POST", "/_bulk");
      request.setOptions(OPTIONS);
      request.addParameter("filter_path", "errors,items.*.status");
      request.setEntity(new NByteArrayEntity(body.bytes, 0, body.length, NDJSON));
      String answer =
          EntityUtils.toString(client.performRequest(request).getEntity(), StandardCharsets.UTF_8);
      if (!answer.startsWith("{\"errors\":false")) {
        requireOnlyConflicts(answer);
      }
    }
    return null;
  }

  /** An older change of a document may come after a newer one, by another connection. */
  private static void requireOnlyConflicts(String answer) {
    Matcher status = STATUS.matcher(answer);
    boolean any = false;
    while (status.find()) {
      any = true;
      int code = Integer.parseInt(status.group(1));
      if (code >= 300 && code != 404 && code != 409) {
        throw new IllegalStateException("Elasticsearch answered a document with status " + code);
      }
    }
    if (!any) {
      throw new IllegalStateException("what came back is no answer to a bulk request: " + answer);
    }
  }
}
