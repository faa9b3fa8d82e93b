package io.paidan.index.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
  @Test
  void theSameIsSaidOnceAMinuteAndEachThingByItself() {
    List<String> said = new ArrayList<>();
    Complaints complaints = new Complaints(said::add);
    complaints.about("a", 0, () -> "a at 0");
    complaints.about("a", 59_999, () -> "a too soon");
    complaints.about("b", 59_999, () -> "b");
    complaints.about("a", 60_000, () -> "a at 60");
    complaints.about("a", 119_999, () -> "a too soon");
    assertThat(said).containsExactly("a at 0", "b", "a at 60");
  }
}
