package io.paidan.bench.open;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.document.Alias;
import io.paidan.reference.DefaultReference;
import io.paidan.reference.ReferenceData;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** When cancelled {@link Markers} were in documents, from what is on the topics afterwards. */
final class MarkerReading {
  private static final String CANCELLED = "cancelled";
  private static final String STATE = "state";
  private static final String TICKETS = Alias.TICKETS.alias() + "/";

  private final RunSettings run;
  private final int changes;

  /** By the key of the document on its topic. */
  private final Map<String, CountedIn> figures = new LinkedHashMap<>();

  private final CountedIn tickets;
  private final Set<String> ticketsSeen = new HashSet<>();

  /**
   * @param before how many markers were cancelled before
   * @param changes how many were since
   */
  MarkerReading(RunSettings run, Markers markers, int before, int changes) {
    this.run = run;
    this.changes = changes;
    ReferenceData reference = DefaultReference.load();
    LocalDate date = LocalDate.ofInstant(markers.dispatchedAt(), reference.zone());
    String prefecture =
        Alias.AREA_FIGURES.alias() + "/PREFECTURE/" + reference.prefecture().id() + "/";
    tickets = new CountedIn("ticket", 0, changes);
    for (String key :
        new String[] {
          Alias.DISTRICT_DAILY.alias() + "/" + Markers.DISTRICT + "/" + date,
          prefecture + date,
          prefecture + YearMonth.from(date)
        }) {
      figures.put(key, new CountedIn(key, before, changes));
    }
  }

  /**
   * Reads the topics on, and reports how long it took from each change's record to those of the
   * documents that it changes.
   *
   * @param eventsFrom the ends of the events' topic before the first change
   * @param documentsFrom those of the documents'
   * @throws IllegalStateException if a document does not count all changes
   */
  void report(
      Map<TopicPartition, Long> eventsFrom,
      Map<TopicPartition, Long> documentsFrom,
      String what,
      Figures to) {
    LongStream.Builder written = LongStream.builder();
    TopicReader.read(
        run,
        eventsFrom,
        event -> {
          if (Markers.isMarker(key(event))) {
            written.add(event.timestamp());
          }
        });
    TopicReader.read(run, documentsFrom, this::take);

    long[] writtenAt = written.build().toArray();
    to.put(what + ": changes", changes);
    to.putAll(what + ": ", of(tickets, "the ticket's own document", writtenAt));
    String[] names = {"district-daily", "prefecture, day", "prefecture, month"};
    int place = 0;
    for (CountedIn figure : figures.values()) {
      to.putAll(what + ": ", of(figure, names[place++], writtenAt));
    }
  }

  private static Figures of(CountedIn counted, String name, long[] writtenAt) {
    Figures delays = new Figures();
    counted.since(writtenAt).into(delays, name);
    return delays;
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.key(), UTF_8);
  }

  private void take(ConsumerRecord<byte[], byte[]> document) {
    String key = key(document);
    CountedIn figure = figures.get(key);
    if (figure != null) {
      figure.take(Long.parseLong(field(document, CANCELLED)), document.timestamp());
    } else if (key.startsWith(TICKETS)
        && Markers.isMarker(key.substring(TICKETS.length()))
        && "CANCELLED".equals(field(document, STATE))
        && ticketsSeen.add(key)) {
      tickets.take(ticketsSeen.size(), document.timestamp());
    }
  }

  private static String field(ConsumerRecord<byte[], byte[]> document, String name) {
    return DocumentFields.of(document.value(), Set.of(name)).get(name);
  }
}
