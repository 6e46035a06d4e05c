package ngo.zoo.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotTreeTest {
  private static final byte[] LOW = Sha256.ofText("5");
  private static final byte[] HIGH = Sha256.ofText("0");

  @Test
  void rootDependsOnTheSetAlone() {
    SnapshotTree tree = SnapshotTree.of(List.of(LOW, HIGH));
    assertThat(tree.root()).isEqualTo(SnapshotTree.of(List.of(HIGH, LOW)).root());
    assertThat(tree.size()).isEqualTo(2);
    for (byte[] member : tree.members()) {
      assertThat(tree.inclusion(member).proves(MerkleTree.leafHash(member), tree.root())).isTrue();
    }
  }

  @Test
  void ordersBytesAsUnsigned() {
    byte[] small = new byte[32];
    byte[] large = new byte[32];
    large[0] = (byte) 0x80;
    assertThat(SnapshotTree.of(List.of(large, small)).index(small)).isZero();
  }

  @Test
  void refusesStrangersAndTwins() {
    assertThatThrownBy(() -> SnapshotTree.of(List.of(LOW)).inclusion(HIGH))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SnapshotTree.of(List.of(LOW, LOW.clone())))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
