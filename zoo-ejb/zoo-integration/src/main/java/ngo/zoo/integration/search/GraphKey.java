package ngo.zoo.integration.search;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ngo.zoo.ledger.search.Entry;
import ngo.zoo.ledger.search.QuantisedVector;

/**
 * What a graph was made from: embedder, parameters, the version of each library, and row by row the
 * leaf and the vector. The leaves of a version are what its root is made from.
 *
 * @param hash SHA-256 of all of it, in hex
 */
record GraphKey(String hash, int rows) {
  private static final String FORMAT = "zoo/graph/1";

  static GraphKey of(String embedderId, Map<String, Integer> versions, List<Entry> entries) {
    MessageDigest digest = sha256();
    text(digest, FORMAT);
    text(digest, embedderId);
    text(digest, VectorGraph.parameters(entries.size()));
    new TreeMap<>(versions)
        .forEach(
            (domain, version) -> {
              text(digest, domain);
              number(digest, version);
            });
    for (Entry entry : entries) {
      digest.update(entry.experience().leafData());
      QuantisedVector vector = entry.vector();
      number(digest, vector.dimension());
      digest.update(vector.bytes());
    }
    return new GraphKey(HexFormat.of().formatHex(digest.digest()), entries.size());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static void text(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(digest, bytes.length);
    digest.update(bytes);
  }

  private static void number(MessageDigest digest, int number) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }
}
