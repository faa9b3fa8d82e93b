package io.paidan.index.rebuild;

import io.paidan.Topics;
import io.paidan.document.Alias;
import io.paidan.index.IndexSetup;
import io.paidan.index.Retention;
import io.paidan.index.elasticsearch.ConnectionWords;
import io.paidan.index.elasticsearch.ElasticsearchClients;
import io.paidan.index.elasticsearch.ElasticsearchConnection;
import io.paidan.index.elasticsearch.SetupClient;
import io.paidan.index.elasticsearch.SetupClient.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Fills new indices from the documents topic beside those in use, and lets them take their places,
 * with no moment in which a query finds less than before. For indices that have lost documents or
 * are gone, and for fields that are to be of another kind.
 *
 * <p>The index job goes on meanwhile, and knows nothing of it. The new indices are filled in
 * passes, each up to where the topic ended when it began, until little is left. Then the old ones
 * are made read-only for a moment: the index job waits and whatever it had written lies before the
 * end of the topic. After one more pass the new ones have all of it, and all aliases are switched
 * in one step. Had the switch not waited, a document that the index job had just written would have
 * gone back to its older revision before the eyes of whoever asked twice.
 */
public final class Rebuild {
  private static final Duration ANSWER = Duration.ofSeconds(60);

  /** So few are indexed in about a second, while writing to the old ones waits. */
  private static final long FEW_RECORDS = 10_000;

  /** A search that takes its time; whoever reads page by page begins again. */
  private static final Duration LONGEST_SEARCH = Duration.ofMinutes(1);

  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  /** A search may be on its way to the shards. */
  private static final int QUIET_LOOKS = 5;

  /** Where more is written all the time than is read. */
  private static final int MOST_PASSES = 20;

  private final Properties kafka;
  private final ElasticsearchConnection connection;
  private final Set<Alias> aliases;
  private final Options options;
  private final Passes passes;
  private final Consumer<String> told;

  /**
   * What is allowed.
   *
   * @param discardUnfinished to delete what a rebuild that was cut off has left
   * @param acceptFewer to switch though there are fewer documents than before
   * @param keepOld to leave the old indices there, read-only and without alias; those with a
   *     month's own name go in any case
   */
  public record Options(boolean discardUnfinished, boolean acceptFewer, boolean keepOld) {}

  /**
   * Prepares a rebuild.
   *
   * @param kafka {@code bootstrap.servers} and what else a client needs
   * @param aliases what is rebuilt
   * @param told hears in one line each what is done
   */
  public Rebuild(
      Properties kafka,
      ElasticsearchConnection connection,
      Collection<Alias> aliases,
      Options options,
      Passes passes,
      Consumer<String> told) {
    this.kafka = kafka;
    this.connection = connection;
    this.aliases = new TreeSet<>(aliases);
    this.options = options;
    this.passes = passes;
    this.told = told;
  }

  /**
   * Returns when the new indices have taken the places of the old ones.
   *
   * @throws RebuildException when it cannot be done: the old ones are in use as before
   */
  public void run() throws RebuildException {
    try (SetupClient client =
            new SetupClient(ElasticsearchClients.open(connection, ANSWER), connection.where());
        DocumentOffsets offsets = new DocumentOffsets(kafka, Topics.DOCUMENTS)) {
      Map<TopicPartition, Long> from = offsets.starts();
      IndexSetup.installTemplates(client);
      Indices indices = new Indices(client, Retention.isPossible(client));
      Plan plan = prepare(indices);
      try {
        for (Generation generation : plan.generations()) {
          indices.makeHidden(generation);
        }
        fill(indices, plan, offsets, from);
        indices.show(plan.nexts());
        compare(indices, plan);
        indices.switchTo(plan.generations());
      } catch (IOException | RebuildException | RuntimeException e) {
        undo(indices, plan, e);
        throw e;
      }
      told.accept("switched to " + String.join(", ", plan.nexts()));
      retire(indices, plan);
    } catch (Refusal e) {
      throw new RebuildException(e.getMessage(), e);
    } catch (IOException e) {
      throw new RebuildException(ConnectionWords.line(e, connection.where()), e);
    }
  }

  private Plan prepare(Indices indices) throws IOException, RebuildException {
    Plan plan = Plan.of(indices.all(), aliases);
    if (!plan.cutOff().isEmpty()) {
      takeNames(indices, plan.cutOff());
      plan = Plan.of(indices.all(), aliases);
    }
    if (!plan.unfinished().isEmpty()) {
      String unfinished = String.join(", ", plan.unfinished());
      if (!options.discardUnfinished()) {
        throw new RebuildException(
            unfinished
                + (plan.unfinished().size() == 1 ? " is" : " are")
                + " there beside what is in use: another rebuild goes on, or was cut off. Wait for"
                + " it, or delete what it has left with --discard-unfinished.");
      }
      indices.delete(plan.unfinished());
      indices.allowWrites(plan.currents());
      told.accept("deleted " + unfinished + ", left by a rebuild that was cut off");
      plan = Plan.of(indices.all(), aliases);
    }
    return plan;
  }

  /** The old ones are in use as before, and nothing is left, unless Elasticsearch is away. */
  private void undo(Indices indices, Plan plan, Exception failure) {
    try {
      indices.allowWrites(plan.currents());
      Set<String> there = indices.all().keySet();
      indices.delete(plan.nexts().stream().filter(there::contains).toList());
    } catch (IOException e) {
      failure.addSuppressed(e);
      told.accept(
          "could not clean up ("
              + e.getMessage()
              + "): the old indices may be read-only until it is done; run again with"
              + " --discard-unfinished");
    }
  }

  private void fill(
      Indices indices, Plan plan, DocumentOffsets offsets, Map<TopicPartition, Long> starts)
      throws IOException, RebuildException {
    Map<TopicPartition, Long> from = starts;
    int pass = 0;
    boolean last = false;
    while (!last) {
      Map<TopicPartition, Long> to = offsets.ends();
      pass++;
      if (pass > 1 && (records(from, to) <= FEW_RECORDS || pass == MOST_PASSES)) {
        last = true;
        indices.blockWrites(plan.currents());
        to = offsets.ends();
      }
      told.accept(
          (last ? "last pass, the old indices are read-only: " : "pass " + pass + ": ")
              + records(from, to)
              + " records");
      passes.run(
          "Paidan rebuild, pass " + pass,
          from,
          to,
          aliases,
          new NextGenerations(plan.generations()),
          plan.nexts());
      from = to;
    }
  }

  private static long records(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
    long records = 0;
    for (Map.Entry<TopicPartition, Long> end : to.entrySet()) {
      records += end.getValue() - from.getOrDefault(end.getKey(), 0L);
    }
    return records;
  }

  private void compare(Indices indices, Plan plan) throws IOException, RebuildException {
    List<String> fewer = new ArrayList<>();
    for (Generation generation : plan.generations()) {
      long after = indices.count(generation.next());
      if (generation.current() == null) {
        told.accept(generation.next() + ": " + after + " documents");
        continue;
      }
      long before = indices.count(generation.current());
      told.accept(generation.next() + ": " + after + " documents; " + before + " in the old index");
      if (after < before) {
        fewer.add(generation.next() + " has " + (before - after) + " fewer than the old index");
      }
    }
    if (!fewer.isEmpty() && !options.acceptFewer()) {
      throw new RebuildException(
          String.join(", ", fewer)
              + ": what is missing is not in "
              + Topics.DOCUMENTS
              + ". Nothing was switched. If it is to go, run again with --accept-fewer.");
    }
  }

  private void takeNames(Indices indices, Map<String, String> nextByMonth)
      throws IOException, RebuildException {
    awaitUnused(indices, nextByMonth.keySet());
    for (Map.Entry<String, String> month : nextByMonth.entrySet()) {
      indices.takeName(month.getKey(), month.getValue());
    }
    told.accept("now aliases: " + String.join(", ", nextByMonth.keySet()));
  }

  private void retire(Indices indices, Plan plan) throws IOException, RebuildException {
    Map<String, String> months = new TreeMap<>();
    List<String> old = new ArrayList<>();
    for (Generation generation : plan.generations()) {
      if (generation.isNamedLikeMonth()) {
        months.put(generation.name(), generation.next());
      } else if (generation.current() != null) {
        old.add(generation.current());
      }
    }
    if (!months.isEmpty()) {
      takeNames(indices, months);
    }
    if (old.isEmpty()) {
      return;
    }
    if (options.keepOld()) {
      told.accept("kept, read-only and without alias: " + String.join(", ", old));
    } else {
      awaitUnused(indices, old);
      indices.delete(old);
      told.accept("deleted the old indices");
    }
  }

  /**
   * A search that has begun before the switch would find nothing, and not say so, in an index that
   * is deleted under it.
   */
  private void awaitUnused(Indices indices, Collection<String> old)
      throws IOException, RebuildException {
    long end = System.nanoTime() + LONGEST_SEARCH.toNanos();
    int quiet = 0;
    while (quiet < QUIET_LOOKS && System.nanoTime() < end) {
      try {
        Thread.sleep(LOOK_EVERY.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new RebuildException(
            "Interrupted after the switch; the old indices are still there: "
                + String.join(", ", old)
                + ". Run again with --discard-unfinished, or delete them.",
            e);
      }
      quiet = indices.areSearched(old) ? 0 : quiet + 1;
    }
  }
}
