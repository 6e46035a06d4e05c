package ngo.zoo.log;

/**
 * Hashes of the complete subtrees of a tree: (level, index) covers the leaves from index·2^level up
 * to (index + 1)·2^level, level 0 being the leaves themselves.
 */
@FunctionalInterface
public interface SubtreeHashes {
  byte[] hash(int level, long index);
}
