package io.paidan.index.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class BulkBodyTest {
  @Test
  void saysForEachDocumentWhereWhichVersionAndWhat() {
    BulkBody body = new BulkBody(Targets.ALIASES, 1);
    body.add(Records.upsert("单/1\u001f\"\n", 5, "{\"a\":\"中\"}").document());
    body.add(Records.deletion("T-2", 6).document());
    body.add(Records.event("e", 7, "2026.11").document());
    assertThat(text(body))
        .isEqualTo(
            """
            {"index":{"_index":"paidan-tickets","require_alias":true,"_id":"单/1\\u001F\\"\\n",\
            "version_type":"external","version":5}}
            {"a":"中"}
            {"delete":{"_index":"paidan-tickets","_id":"T-2","version_type":"external_gte",\
            "version":6}}
            {"index":{"_index":"paidan-events-2026.11","_id":"e","version_type":"external",\
            "version":7}}
            {}
            """);
  }

  @Test
  void aDocumentCannotBeginAnAction() {
    BulkBody body = new BulkBody(Targets.ALIASES, 1);
    String injected = "{\"a\":1}\r\n{\"delete\":{\"_index\":\"paidan-tickets\",\"_id\":\"x\"}}\n";
    body.add(Records.upsert("T", 1, injected).document());
    assertThat(text(body).lines()).hasSize(2);
    assertThat(text(body)).contains("{\"a\":1}  {\"delete\"");
  }

  @Test
  void writesEveryRevisionAndEveryIdAsJsonHasThem() throws Exception {
    String ids = " ~!/\\\"\u007f\u0000é单\ud83d\ude80";
    for (int i = 0; i <= ids.codePointCount(0, ids.length()); i++) {
      String id = "a" + ids.substring(0, ids.offsetByCodePoints(0, i)) + "z";
      for (long revision : new long[] {1, 9, 10, 99, 100, 1_795_000_000_000L, Long.MAX_VALUE}) {
        BulkBody body = new BulkBody(Targets.ALIASES, 1);
        body.add(Records.upsert(id, revision).document());
        JsonNode line = new ObjectMapper().readTree(text(body).lines().findFirst().orElseThrow());
        assertThat(line.at("/index/_id").textValue()).isEqualTo(id);
        assertThat(line.at("/index/version").longValue()).isEqualTo(revision);
      }
    }
  }

  private static String text(BulkBody body) {
    return new String(body.bytes(), 0, body.length(), UTF_8);
  }
}
