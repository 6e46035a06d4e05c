package ngo.zoo.integration.content;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import ngo.zoo.log.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Arweave's Merkle tree over the chunks of a transaction's data (transactions of format 2). It
 * holds the hashes of the chunks, 32 bytes for each 256 KiB of data.
 */
final class DataTree {
  /**
   * A subtree.
   *
   * @param proof what it adds to the way down to a chunk: hashes and a place
   * @param end the place behind its last byte
   */
  private record Node(
      byte[] id, byte[] proof, long end, @Nullable Node left, @Nullable Node right) {}

  private final Node root;

  /**
   * @param hashes SHA-256 of each chunk of the plan, the empty one included
   */
  DataTree(ChunkPlan plan, List<byte[]> hashes) {
    List<Node> level = new ArrayList<>();
    for (int i = 0; i < hashes.size(); i++) {
      level.add(leaf(hashes.get(i), plan.ends().get(i)));
    }
    while (level.size() > 1) {
      level = above(level);
    }
    root = level.getFirst();
  }

  /** What is signed. */
  byte[] root() {
    return root.id();
  }

  /**
   * Proves the chunk that holds this byte: hashes from the root down to it.
   *
   * @param place counted from 0
   */
  byte[] path(long place) {
    ByteArrayOutputStream path = new ByteArrayOutputStream();
    Node node = root;
    while (node != null) {
      path.writeBytes(node.proof());
      Node left = node.left();
      node = left != null && place < left.end() ? left : node.right();
    }
    return path.toByteArray();
  }

  private static List<Node> above(List<Node> level) {
    List<Node> above = new ArrayList<>();
    for (int i = 0; i < level.size(); i += 2) {
      above.add(i + 1 < level.size() ? parent(level.get(i), level.get(i + 1)) : level.get(i));
    }
    return above;
  }

  private static Node leaf(byte[] content, long end) {
    byte[] id = Sha256.of(Sha256.of(content), Sha256.of(note(end)));
    return new Node(id, joined(content, note(end)), end, null, null);
  }

  private static Node parent(Node left, Node right) {
    byte[] note = note(left.end());
    byte[] id = Sha256.of(Sha256.of(left.id()), Sha256.of(right.id()), Sha256.of(note));
    return new Node(id, joined(left.id(), right.id(), note), right.end(), left, right);
  }

  /** A place as 32 bytes. */
  private static byte[] note(long place) {
    return ByteBuffer.allocate(32).putLong(24, place).array();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
