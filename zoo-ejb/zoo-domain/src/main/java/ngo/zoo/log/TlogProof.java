package ngo.zoo.log;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * That an entry is in the log, as a detached text file (C2SP tlog-proof v1): its index, the
 * siblings from the leaf upwards and the signed checkpoint. The entry itself, h, is known to the
 * reader.
 */
public record TlogProof(InclusionProof inclusion, String checkpoint) {
  private static final String FIRST = "c2sp.org/tlog-proof@v1";
  private static final String INDEX = "index ";

  /** The file; by convention its name ends with {@code .tlog-proof}. */
  public String text() {
    StringBuilder text = new StringBuilder(FIRST + "\n" + INDEX + inclusion.index() + "\n");
    for (byte[] hash : inclusion.path()) {
      text.append(Base64.getEncoder().encodeToString(hash)).append('\n');
    }
    return text.append('\n').append(checkpoint).toString();
  }

  /**
   * @throws IllegalArgumentException if it is none; extra data, which proves nothing, is passed
   *     over
   */
  public static TlogProof parse(String text) {
    int end = text.indexOf("\n\n");
    if (end < 0) {
      throw new IllegalArgumentException("A proof is lines, an empty line and a checkpoint");
    }
    List<String> lines = new ArrayList<>(text.substring(0, end).lines().toList());
    if (!lines.removeFirst().equals(FIRST)) {
      throw new IllegalArgumentException("A proof begins with " + FIRST);
    }
    if (!lines.isEmpty() && lines.getFirst().startsWith("extra ")) {
      lines.removeFirst();
    }
    if (lines.isEmpty() || !lines.getFirst().matches("index (0|[1-9][0-9]{0,17})")) {
      throw new IllegalArgumentException("A proof names an index");
    }
    long index = Long.parseLong(lines.removeFirst().substring(INDEX.length()));
    String note = text.substring(end + 2);
    List<byte[]> path = lines.stream().map(TlogProof::hash).toList();
    long size = Checkpoint.parse(note).size();
    return new TlogProof(new InclusionProof(index, size, path), note);
  }

  private static byte[] hash(String line) {
    byte[] hash = Base64.getDecoder().decode(line);
    if (hash.length != Sha256.LENGTH) {
      throw new IllegalArgumentException("A path is of hashes of 32 bytes");
    }
    return hash;
  }

  /** Whether the log of this key holds the entry with this data. */
  public boolean proves(byte[] leafData, LogKey key) {
    return Checkpoint.isSigned(checkpoint, key)
        && inclusion.proves(MerkleTree.leafHash(leafData), Checkpoint.parse(checkpoint).root());
  }
}
