package ngo.zoo.log;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a stranger needs to check one leaf without asking the operator (docs/proofs.md):
 * record → log root → signed checkpoint → anchor, and for an experience also experience → root of a
 * library version. {@link ProofCheck#all} checks it.
 *
 * @param record canonical JSON of the leaf
 * @param inclusion of the leaf in the checkpoint's tree
 * @param checkpoint signed note
 * @param operatorKey verifier key the note is signed with
 * @param anchor of the checkpoint's tree, null while it is not on a chain
 * @param experience present when the file proves an experience by its library version
 */
public record ProofFile(
    String record,
    InclusionProof inclusion,
    String checkpoint,
    String operatorKey,
    @Nullable Anchor anchor,
    @Nullable Member experience) {
  public static final String FORMAT = "zoo/proof/1";

  /**
   * An experience and its place in the snapshot tree of a library version.
   *
   * @param text canonical JSON of the experience's committed part
   * @param root hex, the {@code root} of the version's record
   */
  public record Member(String text, InclusionProof inclusion, String root) {}

  /**
   * Reads the JSON of a proof file; unknown members are ignored.
   *
   * @throws IllegalArgumentException if it is no proof file of this format
   */
  public static ProofFile parse(String json) {
    JsonFields file = JsonFields.parse(json);
    if (!file.text("format").equals(FORMAT)) {
      throw new IllegalArgumentException("\"format\" must be " + FORMAT);
    }
    return new ProofFile(
        file.text("record"),
        new InclusionProof(
            file.number("leaf_index"), file.number("tree_size"), file.hashes("inclusion_path")),
        file.text("checkpoint"),
        file.text("operator_key"),
        file.has("anchor") ? Anchor.of(file.object("anchor")) : null,
        file.has("experience") ? member(file) : null);
  }

  private static Member member(JsonFields file) {
    JsonFields snapshot = file.object("snapshot");
    InclusionProof inclusion =
        new InclusionProof(
            snapshot.number("index"), snapshot.number("size"), snapshot.hashes("path"));
    return new Member(file.text("experience"), inclusion, snapshot.text("root"));
  }

  /** The file's JSON. */
  public String toJson() {
    Map<String, @Nullable Object> file = new LinkedHashMap<>();
    file.put("format", FORMAT);
    file.put("record", record);
    file.put("leaf_index", inclusion.index());
    file.put("tree_size", inclusion.size());
    file.put("inclusion_path", hex(inclusion.path()));
    file.put("checkpoint", checkpoint);
    file.put("operator_key", operatorKey);
    file.put("anchor", anchor == null ? null : anchor.json());
    if (experience != null) {
      file.put("experience", experience.text());
      file.put("snapshot", snapshot(experience));
    }
    return CanonicalJson.of(file);
  }

  private static Map<String, Object> snapshot(Member member) {
    return Map.of(
        "index",
        member.inclusion().index(),
        "size",
        member.inclusion().size(),
        "path",
        hex(member.inclusion().path()),
        "root",
        member.root());
  }

  private static List<String> hex(List<byte[]> hashes) {
    return hashes.stream().map(HexFormat.of()::formatHex).toList();
  }
}
