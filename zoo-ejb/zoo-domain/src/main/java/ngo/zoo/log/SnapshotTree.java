package ngo.zoo.log;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The tree of one library version: members' leaf data (h, SHA-256 of the canonical JSON) sorted
 * bytewise, so that the root depends on the set alone and absence is provable by two neighbours.
 */
public final class SnapshotTree {
  private final List<byte[]> members;
  private final MerkleTree tree;

  private SnapshotTree(List<byte[]> members) {
    this.members = members;
    this.tree = MerkleTree.of(members.stream().map(MerkleTree::leafHash).toList());
  }

  /**
   * @param leafData 32 bytes each, in any order
   * @throws IllegalArgumentException for a member named twice
   */
  public static SnapshotTree of(Collection<byte[]> leafData) {
    List<byte[]> sorted = leafData.stream().sorted(Arrays::compareUnsigned).toList();
    for (int i = 1; i < sorted.size(); i++) {
      if (Arrays.equals(sorted.get(i - 1), sorted.get(i))) {
        throw new IllegalArgumentException("A member stands twice in the library");
      }
    }
    return new SnapshotTree(sorted);
  }

  public int size() {
    return members.size();
  }

  public byte[] root() {
    return tree.root();
  }

  /** Members' leaf data in the order of the tree. */
  public List<byte[]> members() {
    return members;
  }

  public boolean contains(byte[] leafData) {
    return Collections.binarySearch(members, leafData, Arrays::compareUnsigned) >= 0;
  }

  /**
   * @throws IllegalArgumentException if it is no member
   */
  public int index(byte[] leafData) {
    int index = Collections.binarySearch(members, leafData, Arrays::compareUnsigned);
    if (index < 0) {
      throw new IllegalArgumentException("Not a member of this library version");
    }
    return index;
  }

  /**
   * That it is no member.
   *
   * @throws IllegalArgumentException if it is one
   */
  public AbsenceProof absence(byte[] leafData) {
    int found = Collections.binarySearch(members, leafData, Arrays::compareUnsigned);
    if (found >= 0) {
      throw new IllegalArgumentException("A member of this library version");
    }
    int next = -found - 1;
    return new AbsenceProof(
        size(), next == 0 ? null : neighbour(next - 1), next == size() ? null : neighbour(next));
  }

  private AbsenceProof.Neighbour neighbour(int index) {
    return new AbsenceProof.Neighbour(members.get(index), tree.inclusion(index));
  }

  /**
   * @throws IllegalArgumentException if it is no member
   */
  public InclusionProof inclusion(byte[] leafData) {
    return tree.inclusion(index(leafData));
  }
}
