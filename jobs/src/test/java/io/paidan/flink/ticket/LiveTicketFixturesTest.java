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

  private static final List<TicketEvent> EVENTS =
      SampleEvents.of("单-1").toDispatch(TicketClass.EMERGENCY);

  private static Ticket ticket(TicketEvent... more) {
    List<TicketEvent> events = new ArrayList<>(EVENTS);
    events.addAll(List.of(more));
    return TicketJudge.of(
            new PolicyHistory(PolicyParser.parse(POLICY).versions()), ReferenceData.NONE.zone())
        .fold("单-1", events, T0 + 40 * MINUTE);
  }

  /** All that there is in it; part of the fixtures. */
  private static LiveTicket open() {
    LiveTicket live = new LiveTicket();
    live.emergency = true;
    live.wakesAt = T0 + 62 * MINUTE;
    live.revision = T0 + 41 * MINUTE;
    live.referenceStamp = -7;
    live.firedAt().put("单-1/water/1/ARRIVE/WARNING", T0 + 17 * MINUTE);
    live.firedAt().put("单-1/water/1/ARRIVE/BREACH", T0 + 32 * MINUTE);
    live.withdrawnBreaches().put("单-1/water/1/ARRIVE", 2);
    live.ticket = ticket();
    return live;
  }

  private static LiveTicket closed() {
    LiveTicket live = new LiveTicket();
    live.revision = 9;
    live.ticket = ticket(SampleEvents.of("单-1").closed(35));
    return live;
  }

  private static LiveTicket waiting() {
    LiveTicket live = new LiveTicket();
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
      areAlike(read(version, "open"), open());
      areAlike(read(version, "closed"), closed());
      areAlike(read(version, "waiting"), waiting());

      byte[] mark = version.get("expired");
      assertThat(LiveTicket.isExpired(mark)).isTrue();
      LiveTicket expired = read(version, "expired");
      assertThat(expired.expired).isTrue();
      assertThat(expired.revision).isEqualTo(9);
      assertThat(EVENTS).allMatch(expired::had);
      assertThat(expired.had(SampleEvents.of("单-1").closed(35))).isTrue();
      assertThat(expired.had(SampleEvents.of("单-1").arrived(3))).isFalse();
    }
  }

  private static LiveTicket read(Map<String, byte[]> version, String name) {
    return LiveTicket.unpack(version.get(name), new DataInputDeserializer());
  }

  private static void areAlike(LiveTicket read, LiveTicket expected) {
    assertThat(read.expired).isFalse();
    assertThat(read.emergency).isEqualTo(expected.emergency);
    assertThat(read.wakesAt).isEqualTo(expected.wakesAt);
    assertThat(read.revision).isEqualTo(expected.revision);
    assertThat(read.referenceStamp).isEqualTo(expected.referenceStamp);
    assertThat(read.firedAt()).isEqualTo(expected.firedAt());
    assertThat(read.withdrawnBreaches()).isEqualTo(expected.withdrawnBreaches());
    if (expected.ticket == null) {
      assertThat(read.ticket).isNull();
    } else {
      assertThat(read.ticket.facts()).isEqualTo(expected.ticket.facts());
      assertThat(read.ticket.policyStamp()).isEqualTo(expected.ticket.policyStamp());
      assertThat(EVENTS).allMatch(read.ticket::mayContain);
    }
  }
}
