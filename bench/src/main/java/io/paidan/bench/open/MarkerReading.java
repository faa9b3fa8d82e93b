package io.paidan.bench.open;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.document.Alias;
import io.paidan.reference.DefaultReference;
import io.paidan.reference.ReferenceData;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** When cancelled {@link Markers} were in documents, from what is on the topics afterwards. */
final class MarkerReading {
  private static final String CANCELLED = "cancelled";
  private static final String STATE = "state";
  private static final String TICKETS = Alias.TICKETS.alias() + "/";

  private final RunSettings run;

  /** By the key of the document on its topic. */
  private final Map<String, CountedIn> figures = new LinkedHashMap<>();

  /** By ticket, when a document first said that it is cancelled. */
  private final Map<String, Long> tickets = new HashMap<>();

  /**
   * @param before how many markers were cancelled before
   * @param changes how many were since
   */
  MarkerReading(RunSettings run, Markers markers, int before, int changes) {
    this.run = run;
    ReferenceData reference = DefaultReference.load();
    LocalDate date = LocalDate.ofInstant(markers.dispatchedAt(), reference.zone());
    String prefecture =
        Alias.AREA_FIGURES.alias() + "/PREFECTURE/" + reference.prefecture().id() + "/";
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
    Map<String, Long> written = new LinkedHashMap<>();
    TopicReader.read(
        run,
        eventsFrom,
        event -> {
          if (Markers.isMarker(key(event))) {
            written.put(key(event), event.timestamp());
          }
        });
    TopicReader.read(run, documentsFrom, this::take);

    Figures delays = new Figures();
    ticketsSince(written).into(delays, "the ticket's own document");
    long[] writtenAt = written.values().stream().mapToLong(Long::longValue).toArray();
    String[] names = {"district-daily", "prefecture, day", "prefecture, month"};
    int place = 0;
    for (CountedIn figure : figures.values()) {
      figure.since(writtenAt).into(delays, names[place++]);
    }
    to.putAll(what + ": ", delays);
  }

  private Delays ticketsSince(Map<String, Long> written) {
    if (!tickets.keySet().equals(written.keySet())) {
      throw new IllegalStateException(
          "of %d tickets that were cancelled, documents say so of %d"
              .formatted(written.size(), tickets.size()));
    }
    Delays delays = new Delays();
    written.forEach((ticket, at) -> delays.add(tickets.get(ticket) - at));
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
    } else if (key.startsWith(TICKETS)) {
      String ticket = key.substring(TICKETS.length());
      if (Markers.isMarker(ticket) && "CANCELLED".equals(field(document, STATE))) {
        tickets.putIfAbsent(ticket, document.timestamp());
      }
    }
  }

  private static String field(ConsumerRecord<byte[], byte[]> document, String name) {
    return DocumentFields.of(document.value(), Set.of(name)).get(name);
  }
}
