package io.paidan.index.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictsTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "200, -, DONE",
        "201, -, DONE",
        // A deletion of what is not there.
        "404, -, DONE",
        "409, version_conflict_engine_exception, CONFLICT",
        "409, resource_already_exists_exception, BACK_OFF",
        "429, es_rejected_execution_exception, BACK_OFF",
        "429, cluster_block_exception, BACK_OFF",
        "503, unavailable_shards_exception, BACK_OFF",
        "500, exception, BACK_OFF",
        "502, -, BACK_OFF",
        "408, -, BACK_OFF",
        "400, document_parsing_exception, REJECT",
        "400, strict_dynamic_mapping_exception, REJECT",
        "400, illegal_argument_exception, REJECT",
        "400, -, REJECT",
        "413, -, REJECT",
        "422, -, REJECT",
        "400, index_closed_exception, FAIL",
        "400, validation_exception, FAIL",
        "401, security_exception, FAIL",
        "403, security_exception, FAIL",
        "403, cluster_block_exception, BACK_OFF",
        "404, index_not_found_exception, FAIL"
      })
  void anEntry(int status, String errorType, Verdict verdict) {
    assertThat(Verdicts.ofItem(new ItemAnswer(status, errorType, "reason"))).isEqualTo(verdict);
  }

  @Test
  void anAliasWithoutAnIndexToWriteToIsNotTheDocumentsFault() {
    assertThat(
            Verdicts.ofItem(
                new ItemAnswer(
                    400,
                    "illegal_argument_exception",
                    "no write index is defined for alias [paidan-tickets]. The write index may be"
                        + " explicitly disabled")))
        .isEqualTo(Verdict.FAIL);
  }

  @ParameterizedTest
  @CsvSource({
    "200, DONE",
    "0, BACK_OFF",
    "-1, FAIL",
    "400, SPLIT",
    "413, SPLIT",
    "401, FAIL",
    "403, FAIL",
    "404, FAIL",
    "405, FAIL",
    "301, FAIL",
    "408, BACK_OFF",
    "429, BACK_OFF",
    "500, BACK_OFF",
    "502, BACK_OFF",
    "503, BACK_OFF",
    "504, BACK_OFF"
  })
  void aRequest(int status, Verdict verdict) {
    assertThat(Verdicts.ofRequest(new BulkAnswer(status, null, null, null))).isEqualTo(verdict);
  }

  @Test
  void aClusterThatIsReadOnlyIsNotOneThatRefusesUs() {
    assertThat(Verdicts.ofRequest(BulkAnswer.refused(403, "cluster_block_exception", "blocked")))
        .isEqualTo(Verdict.BACK_OFF);
    assertThat(Verdicts.ofRequest(BulkAnswer.refused(403, "security_exception", "no")))
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void aFailureSaysWhatWhereAndWhatToDo() {
    String missing =
        FailureWords.ofItem(
            "http://es:9200",
            "paidan-tickets",
            new ItemAnswer(404, "index_not_found_exception", "no such index [paidan-tickets]"));
    assertThat(missing)
        .contains("http://es:9200", "'paidan-tickets'", "no such index", "paidan init");
    assertThat(FailureWords.ofRequest("http://es:9200", BulkAnswer.refused(401, "s", "r")))
        .contains("http://es:9200", "401", "PAIDAN_ES_API_KEY");
    assertThat(FailureWords.ofRequest("https://es:9200", BulkAnswer.notTrusted("expired")))
        .contains("https://es:9200", "expired", "Renew its certificate");
    assertThat(FailureWords.ofSilence("http://es:9200", 120_000, "Connection refused"))
        .contains("http://es:9200", "120 s", "Connection refused", "nothing is lost");
    String blocked =
        FailureWords.ofBlock(
            "http://es:9200", "paidan-tickets", 403, "cluster_block_exception", "blocked by");
    assertThat(blocked)
        .contains("http://es:9200", "'paidan-tickets'", "blocked by", "read-only", "index.blocks");
    for (String words : List.of(missing, blocked)) {
      assertThat(words.lines()).hasSize(1);
    }
  }
}
