package ngo.zoo.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Spoilt proofs (docs/vectors/mutations.json), judged by the recursive definitions. */
class MutationVectorsTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void inclusion() throws IOException {
    for (JsonFields proof : vectors("inclusion")) {
      boolean good =
          MerkleTree.verifyInclusion(
              hash(proof, "leaf_hash"),
              proof.number("index"),
              proof.number("size"),
              path(proof),
              hash(proof, "root"));
      assertThat(good).as(proof.toString()).isEqualTo(proof.members().get("valid"));
    }
  }

  @Test
  void consistency() throws IOException {
    for (JsonFields proof : vectors("consistency")) {
      boolean good =
          MerkleTree.verifyConsistency(
              proof.number("old_size"),
              hash(proof, "old_root"),
              proof.number("new_size"),
              hash(proof, "new_root"),
              path(proof));
      assertThat(good).as(proof.toString()).isEqualTo(proof.members().get("valid"));
    }
  }

  private static byte[] hash(JsonFields proof, String name) {
    return HEX.parseHex(proof.text(name));
  }

  /** Proof files may name 64 hashes at most; the check itself takes any number. */
  private static List<byte[]> path(JsonFields proof) {
    List<?> hashes = (List<?>) Objects.requireNonNull(proof.members().get("path"));
    return hashes.stream().map(String.class::cast).map(HEX::parseHex).toList();
  }

  @SuppressWarnings("unchecked")
  private static List<JsonFields> vectors(String name) throws IOException {
    Path file = Path.of("../../docs/vectors/mutations.json");
    Object list =
        Objects.requireNonNull(JsonFields.parse(Files.readString(file)).members().get(name));
    List<JsonFields> vectors =
        ((List<Map<String, @Nullable Object>>) list).stream().map(JsonFields::new).toList();
    assertThat(vectors).hasSizeGreaterThan(150);
    return vectors;
  }
}
