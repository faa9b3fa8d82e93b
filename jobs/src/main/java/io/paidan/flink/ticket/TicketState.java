package io.paidan.flink.ticket;

import io.paidan.flink.control.ControlView;
import io.paidan.flink.source.ReadEvent;
import io.paidan.flink.source.ReadEventType;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Every state of the ticket engine, in one place: the names are what a savepoint knows them by, and
 * the values are packed bytes that carry their own format number.
 */
final class TicketState {
  /** The folded ticket and what only the live run knows of it ({@link LiveTicket}). */
  static final ValueStateDescriptor<byte[]> TICKET = value("ticket");

  /** The ticket's events, packed, in the order of arrival; appended to without being read. */
  static final ListStateDescriptor<byte[]> EVENTS =
      new ListStateDescriptor<>("events", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  /**
   * Events that came before policies and reference data had been read: their documents wait for the
   * names. Empty from then on.
   */
  static final ListStateDescriptor<ReadEvent> EARLY =
      new ListStateDescriptor<>("early", ReadEventType.INSTANCE);

  /**
   * Alerts that an earlier attempt told and that the ticket's facts have not given yet ({@link
   * ToldAlerts}). Mostly none.
   */
  static final ValueStateDescriptor<byte[]> TOLD_ALERTS = value("told-alerts");

  /** Policies and reference data as they were read ({@link ControlView}). */
  static final MapStateDescriptor<String, byte[]> CONTROLS =
      new MapStateDescriptor<>(
          "controls", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  /** In {@link #CONTROLS} once the control topics were read to their end. */
  static final String READ_TO_END = "read-to-end";

  /** In {@link #CONTROLS} once every ticket is in the figures, or will be when its turn comes. */
  static final String IN_FIGURES = "in-figures";

  /** The watermark of each subtask. */
  static final ListStateDescriptor<Long> TIME = new ListStateDescriptor<>("time", Types.LONG);

  /** Timers: when emergencies wake, event time. */
  static final String EMERGENCIES = "emergencies";

  /** Timers: when all other tickets wake, event time. */
  static final String DEADLINES = "deadlines";

  /** Timers: which tickets are yet to be judged anew, in their turn ({@link Rejudging}). */
  static final String REJUDGING = "rejudging";

  private TicketState() {}

  private static ValueStateDescriptor<byte[]> value(String name) {
    return new ValueStateDescriptor<>(name, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
  }
}
