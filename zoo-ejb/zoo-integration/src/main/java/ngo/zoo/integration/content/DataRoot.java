package ngo.zoo.integration.content;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ngo.zoo.log.Sha256;

/** Arweave's Merkle root over the chunks of a transaction's data (transactions of format 2). */
final class DataRoot {
  private static final int LARGEST = 256 * 1024;
  private static final int LEAST = 32 * 1024;

  /** A subtree and the place behind its last byte. */
  private record Node(byte[] id, int end) {}

  private DataRoot() {}

  static byte[] of(byte[] data) {
    List<Node> level = leaves(data);
    while (level.size() > 1) {
      List<Node> above = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        above.add(i + 1 < level.size() ? parent(level.get(i), level.get(i + 1)) : level.get(i));
      }
      level = above;
    }
    return level.getFirst().id();
  }

  /** Chunks as large as allowed, but for a tail that would be too small alone. */
  private static List<Node> leaves(byte[] data) {
    List<Node> leaves = new ArrayList<>();
    int at = 0;
    while (data.length - at >= LARGEST) {
      int rest = data.length - at;
      boolean smallTail = rest > LARGEST && rest - LARGEST < LEAST;
      int end = at + (smallTail ? (rest + 1) / 2 : LARGEST);
      leaves.add(leaf(data, at, end));
      at = end;
    }
    leaves.add(leaf(data, at, data.length));
    return leaves;
  }

  private static Node leaf(byte[] data, int start, int end) {
    byte[] content = Sha256.of(Arrays.copyOfRange(data, start, end));
    return new Node(Sha256.of(Sha256.of(content), Sha256.of(note(end))), end);
  }

  private static Node parent(Node left, Node right) {
    byte[] id = Sha256.of(Sha256.of(left.id()), Sha256.of(right.id()), Sha256.of(note(left.end())));
    return new Node(id, right.end());
  }

  /** A place as 32 bytes. */
  private static byte[] note(int place) {
    return ByteBuffer.allocate(32).putInt(28, place).array();
  }
}
