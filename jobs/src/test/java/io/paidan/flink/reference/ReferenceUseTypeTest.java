package io.paidan.flink.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.core.reference.ReferenceKind;
import io.paidan.core.reference.ReferenceUse;
import io.paidan.flink.types.Serialized;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class ReferenceUseTypeTest {
  private static final ReferenceUse PRESENT =
      new ReferenceUse(ReferenceKind.COUNTY, "阜康", "fuxin", "单-1", 1_795_000_000_000L, true);
  private static final ReferenceUse GONE =
      new ReferenceUse(ReferenceKind.DEPARTMENT, "water", null, "T-1", 5, false);

  @Test
  void usesComeBackAsTheyWere() throws Exception {
    assertThat(Serialized.roundTrip(ReferenceUseType.INSTANCE, PRESENT)).isEqualTo(PRESENT);
    assertThat(Serialized.roundTrip(ReferenceUseType.INSTANCE, GONE)).isEqualTo(GONE);
  }

  /** Bytes of format 1, kept: every later build reads them. */
  @Test
  void format1IsRead() throws Exception {
    assertThat(
            Serialized.ofHex(
                ReferenceUseType.INSTANCE,
                "02" + "067761746572" + "00" + "04542d31" + "0000000000000005" + "00"))
        .isEqualTo(GONE);
  }

  @Test
  void aSnapshotRestoresTheSerializer() throws Exception {
    assertThat(Serialized.restored(ReferenceUseType.INSTANCE))
        .isSameAs(Serialized.serializer(ReferenceUseType.INSTANCE));
    assertThat(InstantiationUtil.clone(ReferenceUseType.INSTANCE))
        .isSameAs(ReferenceUseType.INSTANCE);
  }

  @Test
  void everyKindIsFoundByItsCodeAndItsKey() {
    for (ReferenceKind kind : ReferenceKind.values()) {
      assertThat(ReferenceKind.ofCode(kind.code())).isEqualTo(kind);
      assertThat(ReferenceKind.ofKey(kind.key("district"))).isEqualTo(kind);
    }
  }
}
