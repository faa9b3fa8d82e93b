package io.paidan.it.wall;

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

/** What a viewer of the wall gets. */
final class WallStream implements AutoCloseable {
  private final InputStream body;
  private final BlockingQueue<JsonNode> overviews = new LinkedBlockingQueue<>();

  /** What ended the stream, null while it runs and when it ended well. */
  private volatile IOException ending;

  /**
   * @param query with its question mark, or ""
   */
  WallStream(URI board, String query) throws IOException, InterruptedException {
    body =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(board.resolve("api/stream" + query)).build(),
                HttpResponse.BodyHandlers.ofInputStream())
            .body();
    Thread reader = new Thread(this::read, "wall-stream");
    reader.setDaemon(true);
    reader.start();
  }

  /** The next overview that fits, passing over others; fails when none comes in time. */
  JsonNode next(Duration atMost, Predicate<JsonNode> wanted) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    JsonNode last = null;
    while (true) {
      JsonNode overview = overviews.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (overview == null) {
        throw new AssertionError(
            "no such overview within " + atMost + ", the last was " + last, ending);
      }
      if (wanted.test(overview)) {
        return overview;
      }
      last = overview;
    }
  }

  @Override
  public void close() throws IOException {
    body.close();
  }

  private void read() {
    ObjectMapper json = new ObjectMapper();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      boolean overview = false;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          overview = line.equals("event: overview");
        } else if (overview && line.startsWith("data: ")) {
          overviews.add(json.readTree(line.substring(6)));
        }
      }
    } catch (IOException e) {
      ending = e;
    }
  }
}
