package io.paidan.importer.xes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkStateTest {
  /** Log events are {@code step+step:group}; what each leads to is parted by a bar. */
  @ParameterizedTest
  @CsvSource({
    "reported, reported",
    "dispatched:A, reported dispatched:A",
    "dispatched:A dispatched:A, reported dispatched:A |",
    "dispatched:A dispatched:B, reported dispatched:A | recalled:A dispatched:B",
    "dispatched:A accepted:A accepted:A, reported dispatched:A | accepted:A |",
    "accepted:A accepted:B, reported dispatched:A accepted:A | recalled:A dispatched:B accepted:B",
    "dispatched:A accepted:B, reported dispatched:A | recalled:A dispatched:B accepted:B",
    "accepted:A dispatched:A, reported dispatched:A accepted:A | recalled:A dispatched:A",
    "suspended:A accepted:A, reported dispatched:A suspended:A | resumed:A accepted:A",
    "suspended:A dispatched:A, reported dispatched:A suspended:A | resumed:A",
    "accepted+suspended:A accepted+suspended:A accepted:A,"
        + " reported dispatched:A accepted:A suspended:A | | resumed:A",
    "accepted+suspended:A accepted+suspended:B, reported dispatched:A accepted:A suspended:A |"
        + " recalled:A dispatched:B accepted:B suspended:B",
    "resolved:A resolved:A, reported dispatched:A resolved:A |",
    "resolved:A resolved:B, reported dispatched:A resolved:A | dispatched:B resolved:B",
    "dispatched:A resolved:B, reported dispatched:A | recalled:A dispatched:B resolved:B",
    "accepted+suspended:A resolved:A accepted:A,"
        + " reported dispatched:A accepted:A suspended:A | resolved:A | reopened:A",
    "resolved:A accepted:B,"
        + " reported dispatched:A resolved:A | reopened:A recalled:A dispatched:B accepted:B",
    "resolved:A dispatched:A,"
        + " reported dispatched:A resolved:A | reopened:A recalled:A dispatched:A",
    "resolved:A closed:B closed:B accepted:A,"
        + " reported dispatched:A resolved:A | closed | | reopened:A",
    "resolved+closed:A resolved+closed:B, reported dispatched:A resolved:A closed |",
    "resolved:A suspended:A, reported dispatched:A resolved:A |",
    "resolved:A unknown accepted:A,"
        + " reported dispatched:A resolved:A | | dispatched:A accepted:A",
    "resolved:A unknown closed accepted:A,"
        + " reported dispatched:A resolved:A | | closed | reopened:A",
    "accepted:A unknown resolved:A accepted:A,"
        + " reported dispatched:A accepted:A | | resolved:A | reopened:A",
    "accepted:A closed accepted:A, reported dispatched:A accepted:A | closed | reopened:A",
    "closed accepted:A, reported closed | dispatched:A accepted:A",
    "accepted:A cancelled cancelled accepted:B,"
        + " reported dispatched:A accepted:A | cancelled | | accepted:B",
    "nothing unknown nothing, | |",
  })
  void whatLiesBetween(String log, String expected) {
    WorkState state = WorkState.START;
    List<String> all = new ArrayList<>();
    for (String event : log.split(" ", -1)) {
      String[] parts = event.split(":", -1);
      List<Step> steps = Arrays.stream(parts[0].split("\\+", -1)).map(Step::ofWord).toList();
      WorkState.Move move = state.after(steps, parts.length > 1 ? parts[1] : null);
      state = move.state();
      all.add(move.happened().stream().map(WorkStateTest::words).collect(Collectors.joining(" ")));
    }
    assertThat(String.join("|", all).replaceAll("\\s*\\|\\s*", "|"))
        .isEqualTo(expected == null ? "" : expected.replaceAll("\\s*\\|\\s*", "|"));
  }

  private static String words(WorkState.Happened happened) {
    return happened.type().name().toLowerCase(Locale.ROOT)
        + (happened.group() == null ? "" : ":" + happened.group());
  }
}
