package ngo.zoo.log;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * That leaf data is not in a snapshot tree: its neighbours stand side by side, and it would be
 * between them. Sound because a library version's members are sorted, which an auditor checks from
 * the public archive and no proof can show.
 *
 * @param size members of the version
 * @param before the largest member below; null when there is none
 * @param after the smallest member above; null when there is none
 */
public record AbsenceProof(long size, @Nullable Neighbour before, @Nullable Neighbour after) {
  /** A member and where it stands. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Neighbour(byte[] leafData, InclusionProof inclusion) {
    boolean stands(long index, long size, byte[] root) {
      return inclusion.index() == index
          && inclusion.size() == size
          && inclusion.proves(MerkleTree.leafHash(leafData), root);
    }
  }

  /** Whether it shows that the tree of this root does not hold the leaf data. */
  public boolean proves(byte[] leafData, byte[] root) {
    if (size == 0) {
      return before == null && after == null && Arrays.equals(root, Sha256.of());
    }
    long next = before == null ? 0 : before.inclusion.index() + 1;
    boolean below =
        before == null
            || Arrays.compareUnsigned(before.leafData, leafData) < 0
                && before.stands(next - 1, size, root);
    boolean above =
        after == null
            ? next == size
            : Arrays.compareUnsigned(leafData, after.leafData) < 0
                && after.stands(next, size, root);
    return below && above;
  }
}
