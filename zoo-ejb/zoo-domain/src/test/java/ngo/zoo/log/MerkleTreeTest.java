package ngo.zoo.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
  private static final int LARGEST = 70;

  private final List<byte[]> leaves = leaves(LARGEST);
  private final MerkleTree tree = MerkleTree.of(leaves);

  @Test
  void emptyTreeIsTheHashOfNothing() {
    assertThat(hex(MerkleTree.of(List.of()).root()))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void rootsFollowTheRecursiveDefinition() {
    for (int size = 0; size <= LARGEST; size++) {
      byte[] expected = recursiveRoot(leaves.subList(0, size));
      assertThat(MerkleTree.root(tree, size)).isEqualTo(expected);
      assertThat(MerkleTree.of(leaves.subList(0, size)).root()).isEqualTo(expected);
      assertThat(MerkleFrontier.of(tree, size).root()).isEqualTo(expected);
    }
  }

  @Test
  void everyInclusionProofHoldsAndNoneWhenChanged() {
    for (int size = 1; size <= LARGEST; size++) {
      byte[] root = MerkleTree.root(tree, size);
      for (int index = 0; index < size; index++) {
        List<byte[]> path = MerkleTree.inclusionPath(tree, index, size);
        byte[] leaf = leaves.get(index);
        assertThat(MerkleTree.verifyInclusion(leaf, index, size, path, root)).isTrue();
        assertThat(MerkleTree.verifyInclusion(leaf, size, size, path, root)).isFalse();
        assertThat(MerkleTree.verifyInclusion(leaf, index + 1, size, path, root)).isFalse();
        assertThat(MerkleTree.verifyInclusion(root, index, size + 1, path, root)).isFalse();
        assertThat(MerkleTree.verifyInclusion(leaf, index, size, longer(path), root)).isFalse();
        for (int i = 0; i < path.size(); i++) {
          assertThat(MerkleTree.verifyInclusion(leaf, index, size, flipped(path, i), root))
              .isFalse();
        }
      }
    }
  }

  @Test
  void everyConsistencyProofHoldsAndNoneWhenChanged() {
    for (int newSize = 0; newSize <= LARGEST; newSize++) {
      byte[] newRoot = MerkleTree.root(tree, newSize);
      for (int oldSize = 0; oldSize <= newSize; oldSize++) {
        byte[] oldRoot = MerkleTree.root(tree, oldSize);
        List<byte[]> path = MerkleTree.consistencyPath(tree, oldSize, newSize);
        assertThat(MerkleTree.verifyConsistency(oldSize, oldRoot, newSize, newRoot, path)).isTrue();
        assertThat(MerkleTree.verifyConsistency(oldSize, flip(oldRoot), newSize, newRoot, path))
            .isFalse();
        assertThat(MerkleTree.verifyConsistency(oldSize, oldRoot, newSize, newRoot, longer(path)))
            .isFalse();
        for (int i = 0; i < path.size(); i++) {
          assertThat(
                  MerkleTree.verifyConsistency(
                      oldSize, oldRoot, newSize, newRoot, flipped(path, i)))
              .isFalse();
        }
      }
    }
  }

  @Test
  void refusesProofsOfWhatIsNotThere() {
    assertThatThrownBy(() -> MerkleTree.inclusionPath(tree, 5, 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MerkleTree.consistencyPath(tree, 6, 5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void frontierTellsEachCompleteSubtreeOnce() {
    MerkleFrontier frontier = MerkleFrontier.of(tree, 37);
    List<String> told = new ArrayList<>();
    for (int i = 37; i < LARGEST; i++) {
      frontier.append(
          leaves.get(i),
          (level, index, hash) -> {
            assertThat(hash).isEqualTo(tree.hash(level, index));
            told.add(level + "/" + index);
          });
    }
    assertThat(told).doesNotHaveDuplicates().contains("0/37", "1/34", "5/1", "6/0");
    assertThat(frontier.root()).isEqualTo(tree.root());
    assertThat(frontier.size()).isEqualTo(LARGEST);
  }

  private static byte[] recursiveRoot(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return Sha256.of();
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int split = Integer.highestOneBit(leaves.size() - 1);
    return MerkleTree.nodeHash(
        recursiveRoot(leaves.subList(0, split)),
        recursiveRoot(leaves.subList(split, leaves.size())));
  }

  private static List<byte[]> leaves(int count) {
    List<byte[]> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      leaves.add(MerkleTree.leafHash(Sha256.ofText("leaf " + i)));
    }
    return leaves;
  }

  private static List<byte[]> longer(List<byte[]> path) {
    List<byte[]> longer = new ArrayList<>(path);
    longer.add(new byte[32]);
    return longer;
  }

  private static List<byte[]> flipped(List<byte[]> path, int at) {
    List<byte[]> flipped = new ArrayList<>(path);
    flipped.set(at, flip(path.get(at)));
    return flipped;
  }

  private static byte[] flip(byte[] hash) {
    byte[] flipped = hash.clone();
    flipped[31] ^= 1;
    return flipped;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
