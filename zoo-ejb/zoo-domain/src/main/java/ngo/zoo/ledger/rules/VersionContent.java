package ngo.zoo.ledger.rules;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import ngo.zoo.log.MerkleTree;
import ngo.zoo.log.SnapshotTree;

/**
 * What a library version holds and the two roots over it: the snapshot root over the committed
 * parts and the counters root over the counters at that time, both RFC 9162 with members in the
 * same order, bytewise by leaf data.
 */
public final class VersionContent {
  private final List<VersionMember> members;

  /**
   * @throws IllegalArgumentException for a member named twice, when the root is taken
   */
  public VersionContent(List<VersionMember> members) {
    this.members =
        members.stream()
            .sorted(Comparator.comparing(VersionMember::leafData, Arrays::compareUnsigned))
            .toList();
  }

  /** In the order of the trees. */
  public List<VersionMember> members() {
    return members;
  }

  public byte[] root() {
    return SnapshotTree.of(members.stream().map(VersionMember::leafData).toList()).root();
  }

  /** Lower-case hex. */
  public String rootHex() {
    return HexFormat.of().formatHex(root());
  }

  public String countersRootHex() {
    List<byte[]> leaves = members.stream().map(m -> MerkleTree.leafHash(m.countersData())).toList();
    return HexFormat.of().formatHex(MerkleTree.of(leaves).root());
  }
}
