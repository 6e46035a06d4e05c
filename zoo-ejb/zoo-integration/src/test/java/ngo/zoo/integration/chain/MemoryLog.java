package ngo.zoo.integration.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ngo.zoo.log.Anchor;
import ngo.zoo.log.AnchorStore;
import ngo.zoo.log.MerkleTree;
import ngo.zoo.log.Sha256;

/** A growing log and its anchors. */
final class MemoryLog implements AnchorStore {
  final List<Anchor> anchors = new ArrayList<>();
  private final List<byte[]> leaves = new ArrayList<>();

  static byte[] leafData(int index) {
    return Sha256.ofText("leaf " + index);
  }

  void grow(int count) {
    for (int i = 0; i < count; i++) {
      leaves.add(MerkleTree.leafHash(leafData(leaves.size())));
    }
  }

  MerkleTree tree() {
    return MerkleTree.of(leaves);
  }

  @Override
  public Optional<SignedTree> newestUnanchored() {
    boolean anchored =
        leaves.isEmpty() || anchors.stream().anyMatch(a -> a.treeSize() == leaves.size());
    return anchored ? Optional.empty() : Optional.of(new SignedTree(leaves.size(), tree().root()));
  }

  @Override
  public List<byte[]> consistencyPath(long oldSize, long newSize) {
    return MerkleTree.consistencyPath(tree(), oldSize, newSize);
  }

  @Override
  public void anchored(Anchor anchor) {
    if (!anchors.contains(anchor)) {
      anchors.add(anchor);
    }
  }
}
