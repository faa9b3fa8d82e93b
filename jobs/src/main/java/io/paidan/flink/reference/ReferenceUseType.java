package io.paidan.flink.reference;

import io.paidan.core.reference.ReferenceUse;
import io.paidan.flink.types.RecordType;

/** The Flink type of a {@link ReferenceUse}. Not a key: key by {@link ReferenceUse#key}. */
public final class ReferenceUseType extends RecordType<ReferenceUse> {
  public static final ReferenceUseType INSTANCE = new ReferenceUseType();

  private static final long serialVersionUID = 1L;

  private ReferenceUseType() {
    super(ReferenceUse.class, ReferenceUseSerializer.INSTANCE);
  }

  private Object readResolve() {
    return INSTANCE;
  }
}
