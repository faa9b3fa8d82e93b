package io.paidan.board;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A viewer: reads a stream of server-sent events as a browser does. */
final class EventStream implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  record Event(String name, JsonNode data) {}

  private final HttpResponse<InputStream> response;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Thread reader;

  /** What ended the stream, null while it runs and when it ended well. */
  private volatile IOException ending;

  EventStream(HttpClient client, URI url) throws IOException, InterruptedException {
    response =
        client.send(
            HttpRequest.newBuilder(url.resolve("api/stream")).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    reader = new Thread(this::read, "event-stream");
    reader.setDaemon(true);
    reader.start();
  }

  HttpResponse<InputStream> response() {
    return response;
  }

  /** The next event that fits, passing over others. */
  Event next(Predicate<Event> wanted) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Event event = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (event == null) {
        throw new AssertionError("no such event within " + PATIENCE, ending);
      }
      if (wanted.test(event)) {
        return event;
      }
    }
  }

  /** Waits for the server to end the stream. */
  boolean ends() throws InterruptedException {
    reader.join(PATIENCE.toMillis());
    return !reader.isAlive();
  }

  @Override
  public void close() throws IOException {
    response.body().close();
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String name = "message";
      StringBuilder data = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data.append(line, 6, line.length());
        } else if (line.isEmpty() && data.length() > 0) {
          events.add(new Event(name, new ObjectMapper().readTree(data.toString())));
          data.setLength(0);
        }
      }
    } catch (IOException e) {
      ending = e;
    }
  }
}
