package io.paidan.core.ticket;

import static io.paidan.core.ticket.History.T0;
import static io.paidan.core.ticket.History.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paidan.core.ticket.History.Judged;
import io.paidan.event.EventData.DepartmentScore;
import io.paidan.event.TicketClass;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The bytes that tickets are kept as: old ones stay readable. */
class PackedTicketTest {
  /** A history that leaves no part of the format out. */
  private static Judged eventful() {
    return History.under(
            target("ACCEPT", "PT10M", "\"warnAt\":[0.5]"),
            target("RESOLVE", "PT2H", "\"warnAt\":[0.5,0.8],\"escalateAt\":[2.0]"),
            target("TOTAL", "5 working days", "\"calendar\":\"office\",\"warnAt\":[0.8]"),
            target("FEEDBACK", "PT24H"))
        .reported("阜新街道")
        .at(3)
        .assessed(TicketClass.EMERGENCY)
        .at(7)
        .dispatched("阜新街道", "urban", "water")
        .at(9)
        .accepted("urban")
        .at(20)
        .suspended(null)
        .at(25)
        .extended("water", 600)
        .at(40)
        .resumed(null)
        .at(50)
        .resolved("urban")
        .at(60)
        .refused("water")
        .at(70)
        .feedback(2, false, new DepartmentScore("urban", 61.5))
        .at(80)
        .reopened()
        .at(90)
        .accepted("urban")
        .at(95)
        .suspended("urban")
        .judgedAtMinute(100);
  }

  @Test
  void bytesOfVersionOneAreReadAndWritten() throws IOException {
    byte[] stored;
    try (InputStream in = PackedTicketTest.class.getResourceAsStream("ticket-v1.bin")) {
      stored = in.readAllBytes();
    }
    assertThat(Ticket.unpack(stored).facts()).isEqualTo(eventful().ticket().facts());
    assertThat(eventful().ticket().pack()).isEqualTo(stored);
  }

  @Test
  void usualOpenTicketIsSmall() {
    Ticket ticket =
        History.under(
                target("DISPATCH", "PT4H", "\"warnAt\":[0.5,0.8],\"escalateAt\":[2.0]"),
                target("ACCEPT", "PT4H", "\"warnAt\":[0.5,0.8],\"escalateAt\":[2.0]"),
                target("ARRIVE", "PT4H", "\"warnAt\":[0.5,0.8],\"escalateAt\":[2.0]"),
                target("RESOLVE", "PT24H", "\"warnAt\":[0.5,0.8],\"escalateAt\":[2.0]"),
                target("TOTAL", "PT26H", "\"warnAt\":[0.5,0.8],\"escalateAt\":[2.0]"))
            .reported("jianguolu")
            .at(5)
            .assessed(TicketClass.ROUTINE)
            .at(12)
            .dispatched("jianguolu", "urban-management")
            .at(20)
            .accepted("urban-management")
            .at(40)
            .arrived("urban-management")
            .judged()
            .ticket();
    assertThat(ticket.pack().length).isLessThan(400);
  }

  @Test
  void otherBytesAreRefusedWithAClearWord() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ticket.unpack(new byte[] {9, 0}))
        .withMessageContaining("format 9");
    assertThatIllegalArgumentException().isThrownBy(() -> Ticket.unpack(new byte[0]));
    byte[] bytes = eventful().ticket().pack();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> Ticket.unpack(cut)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ticket.unpack(Arrays.copyOf(bytes, bytes.length + 1)));
  }

  @Test
  void anotherJudgeFoldsAgain() {
    Ticket ticket = eventful().ticket();
    TicketJudge other = TicketJudge.of(io.paidan.policy.PolicyHistory.NONE, History.ZONE);
    assertThat(other.policyStamp()).isNotEqualTo(ticket.policyStamp());
    assertThat(other.apply(ticket, History.of().at(999).urged().events().get(0), T0)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> other.advance(ticket, Long.MAX_VALUE));
  }
}
