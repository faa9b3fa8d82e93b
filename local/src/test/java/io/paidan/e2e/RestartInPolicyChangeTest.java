package io.paidan.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.Topics;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.event.TicketClass;
import io.paidan.event.TicketEvent;
import io.paidan.flink.JobEnvironment.Backend;
import io.paidan.policy.DefaultPolicy;
import io.paidan.policy.PolicyHistory;
import io.paidan.policy.PolicyParser;
import io.paidan.policy.PolicyVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A change of policy means every ticket anew, also where the job fails on the way. */
@ExtendWith(PipelineExtension.class)
class RestartInPolicyChangeTest {
  private static final long SEED = 11;
  private static final Instant T0 = Instant.parse("2026-03-02T02:00:00Z");
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  /** Events come at full five minutes, so that nothing falls due in the minute after this. */
  private static final long AS_OF = T0.toEpochMilli() + 8 * 60 * MINUTE + 10_000;

  private static final int PARALLELISM = 2;
  private static final String ANEW = "\"policy_version\":2";
  private static final String BREACH = "/BREACH";

  @TempDir private Path folder;

  /** Twice: once at a moment of its own, once soon after a checkpoint half-way through. */
  @ParameterizedTest
  @CsvSource({"HEAP, 2000", "ROCKSDB, 2000"})
  void goesOnAfterAFailureInTheMiddle(Backend backend, int tickets, Pipeline pipeline)
      throws Exception {
    Path events = history(tickets).write(folder.resolve("events.ndjson"));
    Recomputed before = recompute(events, DefaultPolicy.load(), AS_OF);
    Recomputed after = recompute(events, bothVersions(), AS_OF);
    int clocks = after.facts().of(Alias.CLOCKS).size();
    assertThat(before.facts().of(Alias.CLOCKS)).hasSize(clocks);
    assertThat(clocks).isGreaterThan(3 * tickets);
    // Nothing may fall due while the clock goes on, or other documents would be right.
    long later = AS_OF + Duration.ofSeconds(30).toMillis();
    assertThat(
            after
                .facts()
                .differences(recompute(events, bothVersions(), later).facts(), Recomputed.BOTH))
        .isEmpty();

    pipeline.fresh(AS_OF + 1);
    pipeline.startFailingAnalytics(backend, PARALLELISM);
    pipeline.replay(events);
    try (DocumentsView view = new DocumentsView(pipeline.bootstrapServers())) {
      Pipeline.awaitTopic(before.facts(), view);

      FailingSink.Failure first =
          FailingSink.prepare(Topics.DOCUMENTS, RestartInPolicyChangeTest::isAnew, clocks / 4);
      FailingSink.Failure second = first.again();
      first.allow();
      pipeline.publishPolicy("changji/2", version2());
      first.lookAround(() -> assertHalfWay(view, clocks));

      second.awaitNear();
      pipeline.checkpoint();
      second.allow();
      second.lookAround(() -> assertHalfWay(view, clocks));

      Pipeline.awaitTopic(after.facts(), view);
      // What is still under way would change something again.
      pipeline.checkpoint();
      view.refresh();
      assertThat(after.facts().differences(view.facts(), Recomputed.BOTH)).isEmpty();
      assertThat(view.backward()).isEmpty();
      assertThat(texts(view, Alias.CLOCKS).values())
          .hasSize(clocks)
          .allMatch(clock -> clock.contains(ANEW));
      assertWithdrawnOnce(view);
      assertAlertsAreThoseOnTheirTopic(pipeline, view);
      assertThat(HandClock.millis()).as("recompute was asked up to then").isLessThan(later);
    }
  }

  private static boolean isAnew(Document document) {
    return document.alias() == Alias.CLOCKS
        && !document.isDeletion()
        && new String(document.body(), UTF_8).contains(ANEW);
  }

  private static void assertHalfWay(DocumentsView view, int clocks) {
    view.refresh();
    Map<String, String> all = texts(view, Alias.CLOCKS);
    long anew = all.values().stream().filter(clock -> clock.contains(ANEW)).count();
    System.out.println(
        "RestartInPolicyChangeTest: the job fails when "
            + anew
            + " of "
            + clocks
            + " clocks have been judged anew");
    assertThat(all).hasSize(clocks);
    assertThat(anew).isBetween(1L, clocks - 1L);
  }

  /** What is worked off twice must not count twice. */
  private static void assertWithdrawnOnce(DocumentsView view) {
    Map<String, String> alerts = texts(view, Alias.ALERTS);
    int withdrawn = 0;
    for (Map.Entry<String, String> clock : texts(view, Alias.CLOCKS).entrySet()) {
      String alert = alerts.getOrDefault(clock.getKey() + BREACH, "");
      boolean expected = alert.contains("\"status\":\"WITHDRAWN\"");
      assertThat(clock.getValue())
          .as("clock %s, its alert: %s", clock.getKey(), alert)
          .contains("\"withdrawn_breaches\":" + (expected ? 1 : 0));
      withdrawn += expected ? 1 : 0;
    }
    assertThat(withdrawn).isGreaterThan(50);
  }

  private static void assertAlertsAreThoseOnTheirTopic(Pipeline pipeline, DocumentsView view) {
    Map<String, String> latest = new TreeMap<>();
    try (TopicReader alerts = new TopicReader(pipeline.bootstrapServers(), Topics.ALERTS)) {
      alerts.read(
          record -> latest.put(new String(record.key(), UTF_8), new String(record.value(), UTF_8)));
    }
    assertThat(latest).isEqualTo(texts(view, Alias.ALERTS));
  }

  private static Map<String, String> texts(DocumentsView view, Alias alias) {
    Map<String, String> texts = new TreeMap<>();
    view.present()
        .values()
        .forEach(
            document -> {
              if (document.alias() == alias) {
                texts.put(document.id(), new String(document.body(), UTF_8));
              }
            });
    return texts;
  }

  /** Tickets of all classes, some too late under one version of the policy, some under both. */
  private static History history(int tickets) {
    Random random = new Random(SEED);
    List<TicketEvent> events = new ArrayList<>();
    for (int i = 0; i < tickets; i++) {
      String ticket = "T-%05d".formatted(i);
      TicketClass ticketClass =
          random.nextInt(4) == 0
              ? TicketClass.EMERGENCY
              : random.nextInt(3) == 0 ? TicketClass.KEY : TicketClass.ROUTINE;
      long time = T0.toEpochMilli() + 5 * MINUTE * random.nextInt(50);
      events.add(Events.reported(ticket, time));
      time += 5 * MINUTE;
      events.add(Events.assessed(ticket, time, ticketClass));
      time += 5 * MINUTE * random.nextInt(3);
      events.add(Events.dispatched(ticket, time));
      if (random.nextInt(3) > 0) {
        time += 5 * MINUTE * random.nextInt(30);
        events.add(Events.accepted(ticket, time));
        if (random.nextInt(3) > 0) {
          events.add(Events.arrived(ticket, time + 5 * MINUTE * random.nextInt(5)));
        }
      }
    }
    assertThat(events).allMatch(event -> event.time() < AS_OF);
    return History.ofEvents(events);
  }

  /** In force before all of it began: who had 30 minutes has 2 hours, who had 4 hours has 1. */
  private static byte[] version2() {
    String before = new String(DefaultPolicy.json(), UTF_8);
    String after =
        before
            .replace("\"version\": 1", "\"version\": 2")
            .replace("2020-01-01T00:00:00+08:00", "2026-01-01T00:00:00+08:00")
            .replace("\"PT30M\"", "\"PT2H\"")
            .replace("\"PT4H\"", "\"PT1H\"");
    assertThat(PolicyParser.parse(after).problems()).isEmpty();
    return after.getBytes(UTF_8);
  }

  private static PolicyHistory bothVersions() {
    List<PolicyVersion> versions = new ArrayList<>(DefaultPolicy.load().versions());
    versions.addAll(PolicyParser.parse(version2()).versions());
    assertThat(versions).extracting(PolicyVersion::version).containsExactly(1, 2);
    return new PolicyHistory(versions);
  }

  private Recomputed recompute(Path events, PolicyHistory policies, long asOf) throws Exception {
    return Recomputed.of(events, policies, asOf, folder.resolve("recomputed"));
  }
}
