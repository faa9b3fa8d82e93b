package io.paidan.policy;

import static io.paidan.policy.Policies.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.event.Category;
import io.paidan.event.TicketClass;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyHistoryTest {
  private static final String JANUARY = "2026-01-01T00:00:00Z";
  private static final String MARCH = "2026-03-01T00:00:00Z";
  private static final String MAY = "2026-05-01T00:00:00Z";

  private final PolicyVersion one = version("p", 1, JANUARY, "NEW", "");
  private final PolicyVersion two = version("p", 2, MARCH, "OPEN", "");
  private final PolicyVersion three = version("p", 3, MARCH, "NEW", "");
  private final PolicyVersion four = version("p", 4, MAY, "OPEN", "");
  private final PolicyHistory history = new PolicyHistory(List.of(four, two, one, three));

  @Test
  void theLatestVersionAtTheStartIsInForce() {
    assertThat(history.inForce(at(JANUARY) - 1)).isNull();
    assertThat(history.inForce(at(JANUARY))).isEqualTo(one);
    assertThat(history.inForce(at(MARCH) - 1)).isEqualTo(one);
    assertThat(history.inForce(at(MARCH))).as("of two the higher number").isEqualTo(three);
    assertThat(history.inForce(at(MAY))).isEqualTo(four);
    assertThat(history.inForce(Long.MAX_VALUE)).isEqualTo(four);
    assertThat(PolicyHistory.NONE.inForce(at(MAY))).isNull();
  }

  @Test
  void openVersionsComeAfterAnInstantInOrder() {
    assertThat(history.openAfter(0)).containsExactly(two, four);
    assertThat(history.openAfter(at(MARCH) - 1)).containsExactly(two, four);
    assertThat(history.openAfter(at(MARCH))).containsExactly(four);
    assertThat(history.openAfter(at(MAY))).isEmpty();
  }

  @Test
  void anEarlierNumberMayComeIntoForceLater() {
    PolicyVersion late = version("p", 9, JANUARY, "NEW", "");
    PolicyHistory all = history.with(late);
    assertThat(all.inForce(at(JANUARY))).isEqualTo(late);
    assertThat(all.inForce(at(MARCH))).isEqualTo(three);
  }

  @Test
  void aVersionReplacesTheOneWithItsIdAndNumber() {
    PolicyVersion corrected = version("p", 4, MARCH, "NEW", "");
    PolicyHistory mended = history.with(corrected);
    assertThat(mended.versions()).containsExactly(one, two, three, corrected);
    assertThat(mended.inForce(at(MAY))).isEqualTo(corrected);
    assertThat(history.inForce(at(MAY))).as("the first stays as it was").isEqualTo(four);
    assertThat(mended.without("p", 4).without("p", 3).versions()).containsExactly(one, two);
    assertThat(history.without("q", 4)).isEqualTo(history);
  }

  @Test
  void versionsOfSeveralPoliciesAreOneHistory() {
    PolicyVersion other = version("q", 3, MARCH, "NEW", "");
    PolicyHistory both = history.with(other);
    assertThat(both.inForce(at(MARCH))).as("equal in time and number: by id").isEqualTo(other);
    assertThat(both.byVersion("p", 3)).isEqualTo(three);
    assertThat(both.byVersion("q", 3)).isEqualTo(other);
    assertThat(both.byVersion("q", 1)).isNull();
    assertThat(both.byVersion(3)).isEqualTo(other);
    assertThat(both.byVersion(1)).isEqualTo(one);
    assertThat(both.byVersion(7)).isNull();
  }

  @Test
  void theStampIsThatOfTheSet() {
    assertThat(new PolicyHistory(List.of(one, three, two, four)).stamp())
        .isEqualTo(history.stamp());
    assertThat(history.without("p", 1).with(one).stamp()).isEqualTo(history.stamp());
    assertThat(history.without("p", 1).stamp()).isNotEqualTo(history.stamp());
    assertThat(history.with(version("p", 4, MAY, "NEW", "")).stamp()).isNotEqualTo(history.stamp());
    assertThat(PolicyHistory.NONE.stamp()).isNotEqualTo(history.stamp());
  }

  @Test
  void theStampIsTheSameInEveryJvmAndForEveryWayToWriteIt() {
    // The value was computed once: sets and maps are iterated in another order in each JVM.
    long stamp = new PolicyHistory(List.of(Policies.only(Policies.EXAMPLE))).stamp();
    assertThat(stamp).isEqualTo(2512447202762363741L);
    String reordered =
        Policies.EXAMPLE
            .replace("\"id\":\"changji\",\"version\":3,", "\"version\":3, \"id\":\"changji\",")
            .replace("[0.5,0.8]", "[0.50, 8e-1]");
    assertThat(new PolicyHistory(List.of(Policies.only(reordered))).stamp()).isEqualTo(stamp);
  }

  @Test
  void whenReportsArePublishedIsNoPartOfTheStampAndNoTicketIsJudgedAnew() {
    String later = Policies.EXAMPLE.replace("\"NEW\"", "\"NEW\",\"reportAfter\":\"PT2H\"");
    assertThat(Policies.only(later).reportAfterMs()).isEqualTo(7_200_000);
    assertThat(new PolicyHistory(List.of(Policies.only(later))).stamp())
        .isEqualTo(new PolicyHistory(List.of(Policies.only(Policies.EXAMPLE))).stamp());
  }

  @Test
  void everyPartOfAVersionThatTicketsAreJudgedByIsInTheStamp() {
    long stamp = new PolicyHistory(List.of(Policies.only(Policies.EXAMPLE))).stamp();
    String[][] changes = {
      {"\"changji\"", "\"urumqi\""},
      {"\"version\":3", "\"version\":4"},
      {"2026-07-01T00:00:00Z", "2026-07-01T00:00:00.001Z"},
      {"\"NEW\"", "\"OPEN\""},
      {"\"ARRIVE\"", "\"ACCEPT\""},
      {"\"EMERGENCY\"", "\"KEY\""},
      {"\"ENFORCEMENT\"", "\"RESIDENT_DIFFICULTY\""},
      {"\"fuxin\"", "\"bofeng\""},
      {"\"fire\"", "\"water\""},
      {"\"PT4H\"", "\"PT5H\""},
      {"\"calendar\":\"always\"", "\"calendar\":\"office\""},
      {"[0.5,0.8]", "[0.5,0.9]"},
      {"[2.0]", "[2.0,3.0]"},
      {"\"zone\":\"Asia/Shanghai\"", "\"zone\":\"Asia/Urumqi\""},
      {"\"2027\"", "\"2028\""},
      {"\"05-01\"", "\"05-02\""},
      {"16:00-20:00", "16:00-20:01"},
      {"MON-THU", "MON-WED"},
      {"\"2026-10-01\"", "\"2026-10-02\""},
      {"\"2026-10-10\"", "\"2026-10-11\""},
      {"\"hoursOf\":\"FRI\"", "\"hoursOf\":\"THU\""},
      {"[\"10:00-14:00\"]}", "[\"10:00-15:00\"]}"},
      {"\"minimumSample\":10", "\"minimumSample\":11"},
      {"\"acceptOnTime\":0.15,\"arriveOnTime\":0.15", "\"acceptOnTime\":0.16,\"arriveOnTime\":0.14"}
    };
    for (String[] change : changes) {
      assertThat(Policies.EXAMPLE).contains(change[0]);
      PolicyVersion changed = Policies.only(Policies.EXAMPLE.replace(change[0], change[1]));
      assertThat(new PolicyHistory(List.of(changed)).stamp()).as(change[0]).isNotEqualTo(stamp);
    }
  }

  @Test
  void theTargetWithTheMostMatchingConstraintsIsChosen() {
    PolicyVersion policy =
        version(
            "p",
            1,
            JANUARY,
            "NEW",
            """
            {"clock":"RESOLVE","limit":"PT1H"},
            {"clock":"RESOLVE","ticketClass":"KEY","limit":"PT2H"},
            {"clock":"RESOLVE","department":"fire","limit":"PT3H"},
            {"clock":"RESOLVE","ticketClass":"KEY","category":"ENFORCEMENT","limit":"PT4H"},
            {"clock":"RESOLVE","ticketClass":"KEY","district":"fuxin","limit":"PT5H"},
            {"clock":"ACCEPT","ticketClass":"KEY","district":"fuxin","limit":"PT6H"}
            """);
    assertThat(resolve(policy, null, null, "x", null)).isEqualTo("PT1H");
    assertThat(resolve(policy, TicketClass.ROUTINE, null, "x", "water")).isEqualTo("PT1H");
    assertThat(resolve(policy, TicketClass.KEY, null, "x", "water")).isEqualTo("PT2H");
    assertThat(resolve(policy, TicketClass.KEY, null, "x", "fire"))
        .as("one each: the later")
        .isEqualTo("PT3H");
    assertThat(resolve(policy, TicketClass.KEY, Category.ENFORCEMENT, "x", "fire"))
        .as("two go before one")
        .isEqualTo("PT4H");
    assertThat(resolve(policy, TicketClass.KEY, Category.ENFORCEMENT, "fuxin", "fire"))
        .as("two each: the later")
        .isEqualTo("PT5H");
    assertThat(resolve(policy, null, Category.ENFORCEMENT, "fuxin", null))
        .as("an unknown class matches no constraint")
        .isEqualTo("PT1H");
    assertThat(policy.choose(ClockType.ACCEPT, TicketClass.ROUTINE, null, "fuxin", null)).isNull();
    assertThat(policy.choose(ClockType.TOTAL, TicketClass.KEY, null, "fuxin", null)).isNull();
  }

  private static String resolve(
      PolicyVersion policy,
      TicketClass ticketClass,
      Category category,
      String district,
      String department) {
    return policy
        .choose(ClockType.RESOLVE, ticketClass, category, district, department)
        .limit()
        .text();
  }

  private static long at(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
