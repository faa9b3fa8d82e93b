package io.paidan.bench.open;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlertWindowsTest {
  @Test
  void turnsHaveTicketsOfTheirOwnAndEachAsManyEmergencies() {
    long open = 1_050;
    int turns = 2;
    OpenTickets tickets = OpenTickets.filled(1);
    Set<Long> taken = new HashSet<>();
    assertThat(AlertWindows.most(open, turns)).isEqualTo(500);
    for (int turn = 0; turn < turns; turn++) {
      int emergencies = 0;
      for (long index = 0; index < AlertWindows.most(open, turns); index++) {
        long number = AlertWindows.number(index, turn, turns);
        assertThat(number).isBetween(0L, open - 1);
        assertThat(taken.add(number)).isTrue();
        emergencies += tickets.ticket(number).ticketClass().equals("EMERGENCY") ? 1 : 0;
      }
      assertThat(emergencies).isEqualTo(5);
    }
  }
}
