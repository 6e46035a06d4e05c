package ngo.zoo.log;

import java.util.List;

/**
 * That a leaf stands at an index of a tree (RFC 9162, 2.1.3).
 *
 * @param path hashes of the siblings from the leaf upwards
 */
public record InclusionProof(long index, long size, List<byte[]> path) {
  public InclusionProof {
    path = List.copyOf(path);
  }

  /** Whether it leads from the leaf to the root. */
  public boolean proves(byte[] leafHash, byte[] root) {
    return MerkleTree.verifyInclusion(leafHash, index, size, path, root);
  }
}
