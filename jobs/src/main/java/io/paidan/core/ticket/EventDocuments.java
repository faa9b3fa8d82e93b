package io.paidan.core.ticket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paidan.Instants;
import io.paidan.core.ticket.JsonBuffer.Name;
import io.paidan.document.Alias;
import io.paidan.document.Document;
import io.paidan.event.EventData;
import io.paidan.event.TicketEvent;
import io.paidan.reference.ReferenceData;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Renders accepted events as documents of {@code paidan-events} (contract, section 3, "events").
 * Not thread-safe.
 */
public final class EventDocuments {
  /** Longer ids are replaced by their SHA-256: Elasticsearch takes no id over 512 bytes. */
  private static final int MAX_ID_BYTES = 400;

  private static final long DAY_MS = 86_400_000L;
  private static final char UNIT_SEPARATOR = '\u001F';

  private static final Name TIMESTAMP = new Name("@timestamp");
  private static final Name REVISION = new Name("revision");
  private static final Name EVENT_ID = new Name("event_id");
  private static final Name SOURCE = new Name("source");
  private static final Name TYPE = new Name("type");
  private static final Name TICKET_ID = new Name("ticket_id");
  private static final Name TIME = new Name("time");
  private static final Name SEQUENCE = new Name("sequence");
  private static final Name DEPARTMENTS = new Name("departments");
  private static final Name DATA = new Name("data");
  private static final Name TOPIC = new Name("topic");
  private static final Name PARTITION = new Name("partition");
  private static final Name OFFSET = new Name("offset");
  private static final Name RECORD_TIMESTAMP = new Name("record_timestamp");
  private static final Name READ_AT = new Name("read_at");

  private final PlaceFields places;
  private final JsonBuffer json = new JsonBuffer();
  private final JsonBuffer data = JsonBuffer.likeJackson();

  // The month of the last event: most events are of the same one.
  private long lastDay = Long.MIN_VALUE;
  private String lastMonth;

  public EventDocuments(ReferenceData reference) {
    this.places = new PlaceFields(reference);
  }

  /**
   * Where and when an event was read; what only the live run knows.
   *
   * @param timestamp the Kafka record's, milliseconds since the epoch; {@link Instants#NONE}: none
   * @param readAt wall clock, milliseconds since the epoch
   */
  public record Origin(String topic, int partition, long offset, long timestamp, long readAt) {}

  /**
   * The document of one event, masked as the event is.
   *
   * @param origin null in a recomputation, which knows none: the fields are left out
   */
  public Document document(TicketEvent event, long revision, Origin origin) {
    json.begin()
        .instant(TIMESTAMP, event.time())
        .number(REVISION, revision)
        .string(EVENT_ID, event.id())
        .string(SOURCE, event.source())
        .string(TYPE, event.type().wireName())
        .string(TICKET_ID, event.ticketId())
        .instant(TIME, event.time());
    if (!event.sequence().isEmpty()) {
      json.string(SEQUENCE, event.sequence());
    }
    String district = district(event.data());
    if (district != null) {
      places.districtIfNamed(json, district);
    }
    departments(event.data());
    EventDataFields.write(data.begin(), event.data());
    json.object(DATA).fieldsOf(data).close();
    if (origin != null) {
      json.string(TOPIC, origin.topic())
          .number(PARTITION, origin.partition())
          .number(OFFSET, origin.offset())
          .instant(RECORD_TIMESTAMP, origin.timestamp())
          .instant(READ_AT, origin.readAt());
    }
    return new Document(Alias.EVENTS, id(event), revision, json.end(), monthOf(event.time()));
  }

  /** The {@code _id}: source, U+001F, id; its SHA-256 in hex when over 400 bytes of UTF-8. */
  public static String id(TicketEvent event) {
    String id = event.source() + UNIT_SEPARATOR + event.id();
    // A char is at most three bytes of UTF-8.
    if (id.length() * 3 <= MAX_ID_BYTES) {
      return id;
    }
    byte[] bytes = id.getBytes(UTF_8);
    return bytes.length <= MAX_ID_BYTES ? id : HexFormat.of().formatHex(sha256(bytes));
  }

  /** {@code yyyy.MM} of an instant, UTC: the month whose index an event is kept in. */
  static String month(long instant) {
    java.time.LocalDate date = java.time.LocalDate.ofEpochDay(Math.floorDiv(instant, DAY_MS));
    int month = date.getMonthValue();
    return date.getYear() + (month < 10 ? ".0" : ".") + month;
  }

  private String monthOf(long instant) {
    long day = Math.floorDiv(instant, DAY_MS);
    if (day != lastDay) {
      lastMonth = month(instant);
      lastDay = day;
    }
    return lastMonth;
  }

  private static String district(EventData data) {
    if (data instanceof EventData.Reported d) {
      return d.district();
    }
    return data instanceof EventData.Dispatched d ? d.district() : null;
  }

  private void departments(EventData data) {
    String one = department(data);
    if (one != null) {
      json.array(DEPARTMENTS).string(one).endArray();
      return;
    }
    Collection<String> several = severalDepartments(data);
    if (!several.isEmpty()) {
      json.array(DEPARTMENTS);
      for (String department : several) {
        json.string(department);
      }
      json.endArray();
    }
  }

  private static Collection<String> severalDepartments(EventData data) {
    if (data instanceof EventData.Reopened d) {
      return d.departments() == null ? List.of() : d.departments();
    }
    Set<String> distinct = new LinkedHashSet<>();
    if (data instanceof EventData.Dispatched d) {
      d.assignments().forEach(assignee -> distinct.add(assignee.department()));
    } else if (data instanceof EventData.Feedback d) {
      d.departmentScores().forEach(score -> distinct.add(score.department()));
    }
    return distinct;
  }

  /** The one department that the event names, null when it names none or may name several. */
  private static String department(EventData data) {
    if (data instanceof EventData.Accepted d) {
      return d.department();
    } else if (data instanceof EventData.Arrived d) {
      return d.department();
    } else if (data instanceof EventData.Resolved d) {
      return d.department();
    } else if (data instanceof EventData.Refused d) {
      return d.department();
    } else if (data instanceof EventData.Recalled d) {
      return d.department();
    } else if (data instanceof EventData.Suspended d) {
      return d.department();
    } else if (data instanceof EventData.Resumed d) {
      return d.department();
    } else if (data instanceof EventData.Extended d) {
      return d.department();
    } else if (data instanceof EventData.Urged d) {
      return d.department();
    } else if (data instanceof EventData.Dispatched d && d.assignments().size() == 1) {
      return d.assignments().get(0).department();
    } else if (data instanceof EventData.Feedback d && d.departmentScores().size() == 1) {
      return d.departmentScores().get(0).department();
    }
    return null;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
