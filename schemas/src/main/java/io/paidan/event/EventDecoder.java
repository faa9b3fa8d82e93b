package io.paidan.event;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Turns the records of {@code paidan.ticket-events} into events (contract, section 1): CloudEvents
 * 1.0 in JSON, in structured mode or in Kafka's binary mode. It never throws: what is no event
 * comes back as {@link Malformed}, with the first reason found in this order: size, JSON, the
 * envelope, the type, the ticket's id, the time, the data. {@code event.schema.json} says the same
 * of a structured record's fields, and a test holds the two together.
 *
 * <p>Personal data is masked here ({@link Masking}), so that nothing behind the decoder ever has
 * it.
 *
 * <p>Where the contract leaves it open: of a field given twice the last counts; an optional field
 * that is null is absent; {@code urged} without {@code level} has level 1; instants outside the
 * years 2000 to 2099 are defects of the source ({@link Reason#BAD_TIME}); CloudEvents attributes
 * hold no control characters; a required text that is empty is missing.
 *
 * <p>Not thread-safe: one for each thread.
 */
public final class EventDecoder {
  /** The timestamp of a record that has none (a file's line): nothing is in its future. */
  public static final long NO_TIMESTAMP = Long.MAX_VALUE;

  /** The largest value that is read, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  /** How far an event's time may be ahead of its record's timestamp, in ms. */
  public static final long MAX_AHEAD_MS = 300_000;

  /** One header of a record, for CloudEvents' Kafka binary mode. */
  public interface Headers {
    /** The last value of the header with this name, or null. */
    byte[] last(String name);

    Headers NONE = name -> null;
  }

  private static final Names ATTRIBUTES =
      new Names(
          List.of(
              "specversion",
              "id",
              "source",
              "type",
              "subject",
              "time",
              "sequence",
              "datacontenttype",
              "data",
              "data_base64"));
  private static final int SPECVERSION = ATTRIBUTES.number("specversion");
  private static final int ID = ATTRIBUTES.number("id");
  private static final int SOURCE = ATTRIBUTES.number("source");
  private static final int TYPE = ATTRIBUTES.number("type");
  private static final int SUBJECT = ATTRIBUTES.number("subject");
  private static final int TIME = ATTRIBUTES.number("time");
  private static final int SEQUENCE = ATTRIBUTES.number("sequence");
  private static final int DATACONTENTTYPE = ATTRIBUTES.number("datacontenttype");
  private static final int DATA = ATTRIBUTES.number("data");
  private static final int DATA_BASE64 = ATTRIBUTES.number("data_base64");

  private static final EventType[] TYPES = EventType.values();
  private static final Names TYPE_NAMES =
      new Names(Arrays.stream(TYPES).map(EventType::wireName).toList());
  private static final Names USUAL_CONTENT_TYPE = new Names(List.of("application/json"));

  /** What CloudEvents' JSON format calls JSON: the subtype json, or one that ends in +json. */
  static final Pattern JSON_CONTENT_TYPE =
      Pattern.compile("[^/; ]+/([^/; ]+\\+)?[jJ][sS][oO][nN] *(;.*)?", Pattern.DOTALL);

  private final JsonScanner scanner = new JsonScanner();
  private final Values values = new Values();
  private final DataReader dataReader = new DataReader(scanner, values);
  private final Slots envelope = new Slots(ATTRIBUTES);
  private final Slots data = new Slots(DataReader.FIELDS);
  private final BinaryHeaders binary = new BinaryHeaders(ATTRIBUTES);

  /**
   * Decodes one record.
   *
   * @param value the record's value; null for a tombstone
   * @param headers the record's headers, {@link Headers#NONE} where there can be none
   * @param recordTimestamp the record's timestamp (LogAppendTime), ms since the epoch; {@link
   *     #NO_TIMESTAMP} or a negative number where there is none
   */
  public Decoded decode(byte[] value, Headers headers, long recordTimestamp) {
    try {
      if (headers != Headers.NONE) {
        byte[] contentType = headers.last("content-type");
        boolean structured = binary.isStructured(contentType);
        if (!structured && headers.last(BinaryHeaders.PREFIX + "specversion") != null) {
          return binary(value, contentType, headers, recordTimestamp);
        }
      }
      if (value == null || value.length == 0) {
        return new Malformed(Reason.EMPTY, "the record has no value");
      }
      checkSize(value);
      scanner.document(value, envelope, DATA, data);
      return event(value, value, recordTimestamp);
    } catch (RejectedException e) {
      return e.malformed();
    } catch (JsonSyntaxException e) {
      return new Malformed(Reason.NOT_JSON, e.getMessage());
    }
  }

  private static void checkSize(byte[] value) throws RejectedException {
    if (value.length > MAX_BYTES) {
      throw new RejectedException(
          Reason.TOO_LARGE,
          "the value has " + value.length + " bytes; " + MAX_BYTES + " are the most that is read");
    }
  }

  private Decoded binary(byte[] value, byte[] contentType, Headers headers, long recordTimestamp)
      throws RejectedException, JsonSyntaxException {
    byte[] attributes = binary.read(headers, contentType, envelope, DATACONTENTTYPE, DATA);
    data.clear();
    if (value == null || value.length == 0) {
      envelope.set(DATA, JsonScanner.ABSENT, 0, 0);
      return event(attributes, value, recordTimestamp);
    }
    checkSize(value);
    scanner.document(value, data, -1, null);
    envelope.set(DATA, JsonScanner.OBJECT, 0, value.length);
    return event(attributes, value, recordTimestamp);
  }

  /** Makes the event of what has been found; the attributes and the data may be in two arrays. */
  private TicketEvent event(byte[] attributes, byte[] dataBytes, long recordTimestamp)
      throws RejectedException, JsonSyntaxException {
    values.of(attributes, envelope, "", -1);
    checkEnvelope(attributes);
    String id = required(ID, false);
    String source = required(SOURCE, true);
    EventType type = type(attributes);
    String ticketId = ticketId();
    long time = time(recordTimestamp);
    String sequence = values.has(SEQUENCE) ? values.attribute(SEQUENCE, true) : "";
    if (!values.has(DATA)) {
      data.clear();
    } else {
      values.wanted(DATA, values.kind(DATA) == JsonScanner.OBJECT, "an object");
    }
    return new TicketEvent(
        source, id, type, ticketId, time, sequence, dataReader.read(type, dataBytes, data));
  }

  private void checkEnvelope(byte[] bytes) throws RejectedException {
    if (!values.has(SPECVERSION)) {
      throw new RejectedException(
          Reason.NOT_CLOUDEVENTS, "specversion is missing: CloudEvents 1.0 are expected");
    }
    String version = values.attribute(SPECVERSION, true);
    if (!version.equals("1.0")) {
      throw values.reject(
          Reason.NOT_CLOUDEVENTS, SPECVERSION, "is " + values.quote(SPECVERSION) + ", not \"1.0\"");
    }
    if (values.has(DATA_BASE64)) {
      throw values.reject(
          Reason.NOT_CLOUDEVENTS, DATA_BASE64, "is not read: send data as a JSON object");
    }
    if (values.has(DATACONTENTTYPE)) {
      boolean usual =
          values.kind(DATACONTENTTYPE) == JsonScanner.ASCII
              && USUAL_CONTENT_TYPE.find(
                      bytes, values.start(DATACONTENTTYPE), values.end(DATACONTENTTYPE))
                  == 0;
      if (!usual
          && !JSON_CONTENT_TYPE.matcher(values.attribute(DATACONTENTTYPE, false)).matches()) {
        throw values.reject(
            Reason.NOT_CLOUDEVENTS,
            DATACONTENTTYPE,
            "is " + values.quote(DATACONTENTTYPE) + ", not application/json");
      }
    }
  }

  private String required(int field, boolean repeating) throws RejectedException {
    if (!values.has(field)) {
      throw values.missing(field);
    }
    String text = values.attribute(field, repeating);
    if (text.isEmpty()) {
      throw values.reject(Reason.MISSING_FIELD, field, "is required and empty");
    }
    return text;
  }

  private EventType type(byte[] bytes) throws RejectedException {
    if (values.kind(TYPE) == JsonScanner.ASCII) {
      int number = TYPE_NAMES.find(bytes, values.start(TYPE), values.end(TYPE));
      if (number >= 0) {
        return TYPES[number];
      }
    }
    EventType type = EventType.ofWireName(required(TYPE, false));
    if (type == null) {
      throw values.reject(
          Reason.UNKNOWN_TYPE, TYPE, "is " + values.quote(TYPE) + ", which is no type of event");
    }
    return type;
  }

  private String ticketId() throws RejectedException {
    if (!values.has(SUBJECT)) {
      throw values.missing(SUBJECT);
    }
    byte kind = values.kind(SUBJECT);
    if (!JsonScanner.isString(kind)) {
      throw values.reject(
          Reason.NOT_CLOUDEVENTS, SUBJECT, "is " + JsonScanner.nameOf(kind) + ", not a string");
    }
    return values.id(kind, values.start(SUBJECT), values.end(SUBJECT), SUBJECT, false);
  }

  private long time(long recordTimestamp) throws RejectedException {
    long time = values.requiredInstant(TIME);
    if (recordTimestamp >= 0 && time - MAX_AHEAD_MS > recordTimestamp) {
      throw values.reject(
          Reason.FUTURE_TIME,
          TIME,
          "is "
              + values.quote(TIME)
              + ", over 5 minutes ahead of the record's timestamp "
              + Rfc3339.format(recordTimestamp)
              + ": set the source's clock");
    }
    return values.inBounds(TIME, time);
  }
}
