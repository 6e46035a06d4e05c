package ngo.zoo.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The published vectors (docs/vectors), written by another program in another language. */
class VectorsTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void canonicalJson() throws IOException {
    JsonFields vectors = read("canonical-json.json");
    for (JsonFields good : list(vectors, "good")) {
      String canonical = CanonicalJson.of(CanonicalJson.parse(good.text("input")));
      assertThat(canonical).isEqualTo(good.text("canonical"));
      assertThat(HEX.formatHex(Sha256.ofText(canonical))).isEqualTo(good.text("sha256"));
    }
    for (JsonFields bad : list(vectors, "bad")) {
      assertThatThrownBy(() -> CanonicalJson.parse(bad.text("input")))
          .as(bad.text("name"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void leaves() throws IOException {
    for (JsonFields leaf : list(read("leaves.json"), "leaves")) {
      byte[] data = LogRecord.leafData(leaf.text("record"));
      assertThat(HEX.formatHex(data)).isEqualTo(leaf.text("leaf_data"));
      assertThat(HEX.formatHex(LogRecord.leafHash(leaf.text("record"))))
          .isEqualTo(leaf.text("leaf_hash"));
      assertThat(Cid.ofDigest(data).text()).isEqualTo(leaf.text("cid"));
    }
  }

  @Test
  void rootsAndMadeProofs() throws IOException {
    JsonFields vectors = read("trees.json");
    MerkleTree tree = MerkleTree.of(vectors.hashes("leaf_hashes"));
    List<byte[]> roots = vectors.hashes("roots");
    for (int size = 0; size < roots.size(); size++) {
      assertThat(MerkleTree.root(tree, size)).isEqualTo(roots.get(size));
    }
    for (JsonFields made : list(vectors, "inclusion")) {
      if (isValid(made)) {
        assertThat(MerkleTree.inclusionPath(tree, made.number("index"), made.number("size")))
            .usingRecursiveComparison()
            .isEqualTo(made.hashes("path"));
      }
    }
    for (JsonFields made : list(vectors, "consistency")) {
      if (isValid(made)) {
        assertThat(
                MerkleTree.consistencyPath(tree, made.number("old_size"), made.number("new_size")))
            .usingRecursiveComparison()
            .isEqualTo(made.hashes("path"));
      }
    }
  }

  @Test
  void checkedProofs() throws IOException {
    JsonFields vectors = read("trees.json");
    for (JsonFields proof : list(vectors, "inclusion")) {
      InclusionProof inclusion =
          new InclusionProof(proof.number("index"), proof.number("size"), proof.hashes("path"));
      assertThat(inclusion.proves(bytes(proof, "leaf_hash"), bytes(proof, "root")))
          .as(proof.toString())
          .isEqualTo(isValid(proof));
    }
    for (JsonFields proof : list(vectors, "consistency")) {
      assertThat(
              MerkleTree.verifyConsistency(
                  proof.number("old_size"),
                  bytes(proof, "old_root"),
                  proof.number("new_size"),
                  bytes(proof, "new_root"),
                  proof.hashes("path")))
          .as(proof.toString())
          .isEqualTo(isValid(proof));
    }
  }

  @Test
  void checkpoints() throws IOException {
    JsonFields vectors = read("checkpoints.json");
    LogKey key = LogKey.parse(vectors.text("key"));
    assertThat(key.toString()).isEqualTo(vectors.text("key"));
    for (Object note : (List<?>) member(vectors, "good")) {
      Checkpoint checkpoint = Checkpoint.parse((String) note);
      assertThat(Checkpoint.isSigned((String) note, key)).isTrue();
      assertThat(checkpoint.size()).isEqualTo(vectors.number("size"));
      assertThat(checkpoint.root()).isEqualTo(bytes(vectors, "root"));
    }
    for (JsonFields bad : list(vectors, "bad")) {
      assertThat(isSigned(bad.text("note"), key)).as(bad.text("name")).isFalse();
    }
    for (Object bad : (List<?>) member(vectors, "bad_keys")) {
      assertThatThrownBy(() -> LogKey.parse((String) bad))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void proofFiles() throws IOException {
    JsonFields vectors = read("proofs.json");
    for (JsonFields proof : list(vectors, "cases")) {
      ProofFile file = ProofFile.parse(proof.text("file"));
      String key = proof.has("key") ? proof.text("key") : null;
      List<ProofCheck> checks = ProofCheck.all(file, key);
      assertThat(failed(checks))
          .as(proof.text("name"))
          .usingRecursiveComparison()
          .isEqualTo(member(proof, "failed"));
      assertThat(ProofCheck.verified(checks)).isEqualTo(failed(checks).isEmpty());
      assertThat(ProofCheck.all(ProofFile.parse(file.toJson()), key)).isEqualTo(checks);
    }
    for (JsonFields bad : list(vectors, "refused")) {
      assertThatThrownBy(() -> ProofFile.parse(bad.text("file")))
          .as(bad.text("name"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static List<String> failed(List<ProofCheck> checks) {
    return checks.stream()
        .filter(check -> check.outcome() == ProofCheck.Outcome.FAILED)
        .map(ProofCheck::name)
        .toList();
  }

  private static boolean isSigned(String note, LogKey key) {
    try {
      return Checkpoint.isSigned(note, key);
    } catch (IllegalArgumentException noCheckpoint) {
      return false;
    }
  }

  private static boolean isValid(JsonFields vector) {
    return Boolean.TRUE.equals(member(vector, "valid"));
  }

  private static byte[] bytes(JsonFields fields, String name) {
    return HEX.parseHex(fields.text(name));
  }

  private static Object member(JsonFields fields, String name) {
    return Objects.requireNonNull(fields.members().get(name), name);
  }

  @SuppressWarnings("unchecked")
  private static List<JsonFields> list(JsonFields fields, String name) {
    List<JsonFields> list =
        ((List<Map<String, @Nullable Object>>) member(fields, name))
            .stream().map(JsonFields::new).toList();
    assertThat(list).isNotEmpty();
    return list;
  }

  private static JsonFields read(String name) throws IOException {
    return JsonFields.parse(Files.readString(Path.of("../../docs/vectors", name)));
  }
}
