package ngo.zoo.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ngo.zoo.log.LeafKind;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void namesGoThereAndBack() {
    for (LeafKind kind : LeafKind.values()) {
      assertThat(Names.parse(LeafKind.class, "kind", Names.of(kind))).isEqualTo(kind);
    }
    assertThat(Names.of(LeafKind.LIBRARY_VERSION)).isEqualTo("library-version");
    assertThat(Names.filter(LeafKind.class, "kind", null)).isNull();
  }

  @Test
  void anUnknownNameIsToldWithTheKnownOnes() {
    assertThatThrownBy(() -> Names.parse(LeafKind.class, "kind", "RECEIPT"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("library-version, ballot, proposal-result, receipt");
  }
}
