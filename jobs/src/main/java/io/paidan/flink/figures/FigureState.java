package io.paidan.flink.figures;

import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Every state of the operators of figures, in one place: the names are what a savepoint knows them
 * by, and values that are bytes carry their own format number.
 */
final class FigureState {
  private static final TypeInformation<byte[]> BYTES =
      PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

  /**
   * The figures of a date by {@code Scope.key}, or of a year by the number of the month, a colon
   * and {@code Scope.key}.
   */
  static final MapStateDescriptor<String, byte[]> FIGURES =
      new MapStateDescriptor<>("figures", Types.STRING, BYTES);

  /** The last revision given out for any document of the date or year. */
  static final ValueStateDescriptor<Long> REVISION =
      new ValueStateDescriptor<>("revision", Types.LONG);

  /**
   * Of a year: the marks that were written last, by {@code _id}, as {@code Arrays.hashCode} of what
   * they say.
   */
  static final MapStateDescriptor<String, Integer> MARKS =
      new MapStateDescriptor<>("marks", Types.STRING, Types.INT);

  /** Of a date: what was published last of each scope, by {@code Scope.key} ({@link Published}). */
  static final MapStateDescriptor<String, byte[]> PUBLISHED =
      new MapStateDescriptor<>("published", Types.STRING, BYTES);

  /** Of a date: what has changed the figures since, by {@code Scope.key} ({@code Causes}). */
  static final MapStateDescriptor<String, byte[]> CAUSES =
      new MapStateDescriptor<>("causes", Types.STRING, BYTES);

  /** Of a date: the instant, event time, as of which it was published last. */
  static final ValueStateDescriptor<Long> PUBLISHED_AS_OF =
      new ValueStateDescriptor<>("published-as-of", Types.LONG);

  /** Of a date: the instant, event time, at which it is published next; none when it is null. */
  static final ValueStateDescriptor<Long> PUBLISH_AT =
      new ValueStateDescriptor<>("publish-at", Types.LONG);

  /**
   * Of a date: since when, event time, there is something to publish that waits to settle; null
   * where there is nothing, or the date is not over.
   */
  static final ValueStateDescriptor<Long> UNSETTLED_SINCE =
      new ValueStateDescriptor<>("unsettled-since", Types.LONG);

  /** Timers: when dates are published, event time. */
  static final String PUBLISHING = "publishing";

  /** Policies and reference data as they were read. */
  static final MapStateDescriptor<String, byte[]> CONTROLS =
      new MapStateDescriptor<>("controls", Types.STRING, BYTES);

  /** In {@link #CONTROLS} once the control topics were read to their end. */
  static final String READ_TO_END = "read-to-end";

  /** The watermark of each subtask. */
  static final ListStateDescriptor<Long> TIME = new ListStateDescriptor<>("time", Types.LONG);

  private FigureState() {}
}
