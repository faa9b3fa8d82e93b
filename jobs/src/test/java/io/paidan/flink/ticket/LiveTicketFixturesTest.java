package io.paidan.flink.ticket;

import static io.paidan.flink.ticket.SampleEvents.MINUTE;
import static io.paidan.flink.ticket.SampleEvents.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.core.ticket.Ticket;
import io.paidan.core.ticket.TicketJudge;
import io.paidan.event.TicketClass;
import io.paidan.event.TicketEvent;
import io.paidan.fixtures.HexFixtures;
import io.paidan.policy.PolicyHistory;
import io.paidan.policy.PolicyParser;
import io.paidan.reference.ReferenceData;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** What the running job keeps of a ticket, as it is packed. */
class LiveTicketFixturesTest {
  private static final String POLICY =
      """
      {"id":"p","version":1,"effectiveFrom":"2025-01-01T00:00:00Z","appliesTo":"NEW","targets":[
       {"clock":"ARRIVE","limit":"PT30M","warnAt":[0.5],"escalateAt":[2.0]},
       {"clock":"RESOLVE","limit":"PT8H","warnAt":[0.5]}]}
      """;

  private static final String ID = "单-1";
  private static final String CLOCK = ID + "/water/1/ARRIVE";
  private static final String WARNING = CLOCK + "/WARNING";
  private static final String BREACH = CLOCK + "/BREACH";

  private static final List<TicketEvent> EVENTS =
      SampleEvents.of(ID).toDispatch(TicketClass.EMERGENCY);

  private static Ticket ticket(TicketEvent... more) {
    List<TicketEvent> events = new ArrayList<>(EVENTS);
    events.addAll(List.of(more));
    return TicketJudge.of(
            new PolicyHistory(PolicyParser.parse(POLICY).versions()), ReferenceData.NONE.zone())
        .fold(ID, events, T0 + 40 * MINUTE);
  }

  /** All that there is in it; part of the fixtures. */
  private static LiveTicket open() {
    LiveTicket live = new LiveTicket(ID);
    live.emergency = true;
    live.wakesAt = T0 + 62 * MINUTE;
    live.revision = T0 + 41 * MINUTE;
    live.referenceStamp = -7;
    live.alerts.firedAt(WARNING, T0 + 17 * MINUTE);
    live.alerts.firedAt(BREACH, T0 + 32 * MINUTE);
    live.alerts.countWithdrawnBreach(CLOCK);
    live.alerts.countWithdrawnBreach(CLOCK);
    live.ticket = ticket();
    live.countedIn = ReferenceData.NONE.zone();
    return live;
  }

  private static LiveTicket closed() {
    LiveTicket live = new LiveTicket(ID);
    live.revision = 9;
    live.ticket = ticket(SampleEvents.of(ID).closed(35));
    live.countedIn = ZoneId.of("Asia/Urumqi");
    return live;
  }

  private static LiveTicket waiting() {
    LiveTicket live = new LiveTicket(ID);
    live.revision = 3;
    return live;
  }

  @Test
  void everyVersionIsRead() throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(256);
    Map<String, byte[]> present =
        Map.of(
            "open", open().pack(out),
            "closed", closed().pack(out),
            "waiting", waiting().pack(out),
            "expired", closed().expiredMark(out));

    for (Map<String, byte[]> version : HexFixtures.of("live-tickets", present).versions()) {
      // Those of format 2 were written before there were figures: they are in none.
      boolean knowsFigures = version.get("open")[0] > 2;
      areAlike(knowsFigures, read(version, "open"), open());
      areAlike(knowsFigures, read(version, "closed"), closed());
      areAlike(knowsFigures, read(version, "waiting"), waiting());

      byte[] mark = version.get("expired");
      assertThat(LiveTicket.isExpired(mark)).isTrue();
      LiveTicket expired = read(version, "expired");
      assertThat(expired.expired).isTrue();
      assertThat(expired.revision).isEqualTo(9);
      assertThat(EVENTS).allMatch(expired::had);
      assertThat(expired.had(SampleEvents.of(ID).closed(35))).isTrue();
      assertThat(expired.had(SampleEvents.of(ID).arrived(3))).isFalse();
    }
  }

  private static LiveTicket read(Map<String, byte[]> version, String name) {
    return LiveTicket.unpack(ID, version.get(name), new DataInputDeserializer());
  }

  private static void areAlike(boolean knowsFigures, LiveTicket read, LiveTicket expected) {
    assertThat(read.expired).isFalse();
    assertThat(read.emergency).isEqualTo(expected.emergency);
    assertThat(read.wakesAt).isEqualTo(expected.wakesAt);
    assertThat(read.revision).isEqualTo(expected.revision);
    assertThat(read.referenceStamp).isEqualTo(expected.referenceStamp);
    assertThat(read.countedIn).isEqualTo(knowsFigures ? expected.countedIn : null);
    for (String alert : List.of(WARNING, BREACH)) {
      assertThat(read.alerts.firedAt(alert, 1)).isEqualTo(expected.alerts.firedAt(alert, 1));
    }
    assertThat(read.alerts.withdrawnBreaches(CLOCK))
        .isEqualTo(expected.alerts.withdrawnBreaches(CLOCK));
    if (expected.ticket == null) {
      assertThat(read.ticket).isNull();
    } else {
      assertThat(read.ticket.facts()).isEqualTo(expected.ticket.facts());
      assertThat(read.ticket.policyStamp()).isEqualTo(expected.ticket.policyStamp());
      assertThat(EVENTS).allMatch(read.ticket::mayContain);
    }
  }
}
