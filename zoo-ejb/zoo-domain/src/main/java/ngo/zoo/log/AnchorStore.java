package ngo.zoo.log;

import java.util.List;
import java.util.Optional;

/** What anchoring reads from the log and writes back; each write is durable when it returns. */
public interface AnchorStore {
  /** A checkpoint's tree. */
  record SignedTree(long size, byte[] root) {}

  /** The newest signed tree, if no anchor of it or of a later one is known. */
  Optional<SignedTree> newestUnanchored();

  /** Proof that the tree of {@code oldSize} is a prefix of the tree of {@code newSize}. */
  List<byte[]> consistencyPath(long oldSize, long newSize);

  /** Keeps the anchor; keeping it again changes nothing. */
  void anchored(Anchor anchor);
}
