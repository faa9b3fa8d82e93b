package io.paidan.it.wall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paidan.board.BoardServer;
import io.paidan.local.testing.Await;
import io.paidan.local.testing.Http;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Asks the board as its page does. */
record WallPage(BoardServer board) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** An answer to a question, whatever it is. */
  Http.Response get(String path, String... parameters) throws Exception {
    StringBuilder query = new StringBuilder(path);
    for (int i = 0; i < parameters.length; i += 2) {
      if (parameters[i + 1] != null) {
        query
            .append(query.indexOf("?") < 0 ? '?' : '&')
            .append(parameters[i])
            .append('=')
            .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
      }
    }
    URI uri = board.url().resolve(query.toString());
    return Http.send("GET", uri, null);
  }

  /** What is answered when all is well; a busy machine may be too slow for the board at first. */
  JsonNode json(String path, String... parameters) throws Exception {
    Http.Response response =
        Await.value(
            () -> {
              Http.Response answer = get(path, parameters);
              return answer.status() == 503 ? null : answer;
            },
            () -> path + " is not to be had");
    assertThat(response.status()).as(path + " " + response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  /** The list behind a figure. */
  record Behind(long total, List<JsonNode> rows) {}

  /** All pages of a list. */
  Behind tickets(String... parameters) throws Exception {
    List<JsonNode> rows = new ArrayList<>();
    JsonNode page = json("api/tickets", parameters);
    long total = page.path("total").asLong();
    page.path("rows").forEach(rows::add);
    while (page.path("next").isTextual()) {
      List<String> next = new ArrayList<>(Arrays.asList(parameters));
      next.addAll(List.of("after", page.path("next").textValue()));
      page = json("api/tickets", next.toArray(new String[0]));
      assertThat(page.path("total").asLong()).isEqualTo(total);
      assertThat(page.path("rows")).isNotEmpty();
      page.path("rows").forEach(rows::add);
    }
    return new Behind(total, rows);
  }
}
