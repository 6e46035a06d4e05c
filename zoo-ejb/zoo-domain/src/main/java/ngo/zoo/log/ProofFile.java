package ngo.zoo.log;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a stranger needs to check one leaf without asking the operator (docs/proofs.md):
 * record → log root → signed checkpoint → anchor. What the log commits to by a root of many has one
 * step more: an experience → root of a library version, a journal entry or a receipt → root of its
 * batch. {@link ProofCheck#all} checks it.
 *
 * @param record canonical JSON of the leaf
 * @param inclusion of the leaf in the checkpoint's tree
 * @param checkpoint signed note
 * @param operatorKey verifier key the note is signed with
 * @param anchor of the checkpoint's tree, null while it is not on a chain
 * @param member present when the file proves a member of what the record commits to by a root
 */
public record ProofFile(
    String record,
    InclusionProof inclusion,
    String checkpoint,
    String operatorKey,
    @Nullable Anchor anchor,
    @Nullable Member member) {
  public static final String FORMAT = "zoo/proof/1";

  /** What a record can commit to by a root, and how the file names the two. */
  public enum MemberKind {
    EXPERIENCE("experience", "snapshot", LeafKind.LIBRARY_VERSION),
    ENTRY("entry", "batch", LeafKind.JOURNAL_BATCH),
    RECEIPT("receipt", "receipt_batch", LeafKind.RECEIPT_BATCH);

    private final String word;
    private final String tree;
    private final LeafKind record;

    MemberKind(String word, String tree, LeafKind record) {
      this.word = word;
      this.tree = tree;
      this.record = record;
    }

    /** The file's member that holds its text, and the name of the check. */
    public String word() {
      return word;
    }

    /** The kind of the record it is proven by. */
    public LeafKind record() {
      return record;
    }
  }

  /**
   * A member and its place in the tree that the record commits to.
   *
   * @param text canonical JSON of the member
   * @param root hex, the {@code root} of the record
   */
  public record Member(MemberKind kind, String text, InclusionProof inclusion, String root) {}

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
        member(file));
  }

  private static @Nullable Member member(JsonFields file) {
    Member found = null;
    for (MemberKind kind : MemberKind.values()) {
      if (file.has(kind.word)) {
        if (found != null) {
          throw new IllegalArgumentException("A file proves one member, not two");
        }
        found = member(file, kind);
      }
    }
    return found;
  }

  private static Member member(JsonFields file, MemberKind kind) {
    JsonFields tree = file.object(kind.tree);
    InclusionProof inclusion =
        new InclusionProof(tree.number("index"), tree.number("size"), tree.hashes("path"));
    return new Member(kind, file.text(kind.word), inclusion, tree.text("root"));
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
    if (member != null) {
      file.put(member.kind().word, member.text());
      file.put(member.kind().tree, tree(member));
    }
    return CanonicalJson.of(file);
  }

  private static Map<String, Object> tree(Member member) {
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
