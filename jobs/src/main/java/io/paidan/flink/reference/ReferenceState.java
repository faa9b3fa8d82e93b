package io.paidan.flink.reference;

import io.paidan.flink.control.ControlView;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Every state of {@link ReferenceOperator}, in one place: the names are what a savepoint knows them
 * by, and values of more than one number are packed bytes that carry their own format number.
 */
final class ReferenceState {
  /**
   * Who uses the current key's id: ticket id, for a county followed by {@code /} and the ticket's
   * district that lies in it → the time of the ticket's first event, ms since the epoch.
   */
  static final MapStateDescriptor<String, Long> USES =
      new MapStateDescriptor<>("uses", Types.STRING, Types.LONG);

  /** The first of the uses, and what was written last ({@link LiveProblem}). */
  static final ValueStateDescriptor<byte[]> PROBLEM =
      new ValueStateDescriptor<>("problem", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  /** Reference data as it was read ({@link ControlView}), and the two entries below. */
  static final MapStateDescriptor<String, byte[]> CONTROLS =
      new MapStateDescriptor<>(
          "controls", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  /** In {@link #CONTROLS} once the control topics were read to their end; nothing in it. */
  static final String READ_TO_END = "read-to-end";

  /** In {@link #CONTROLS}: since when the present reference data holds, ms since the epoch. */
  static final String REFERENCE_AT = "reference-at";

  /** The centres' documents as they were written last ({@link CenterBook}); one element. */
  static final ListStateDescriptor<byte[]> CENTERS =
      new ListStateDescriptor<>("centers", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  private ReferenceState() {}
}
