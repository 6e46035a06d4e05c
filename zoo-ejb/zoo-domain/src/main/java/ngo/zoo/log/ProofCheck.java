package ngo.zoo.log;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One named check of a proof file and how it came out (docs/proofs.md). A file is verified when no
 * check failed; a skipped check says what would be needed to run it.
 *
 * @param name record, inclusion, checkpoint, key, experience, entry, anchor or chain
 */
public record ProofCheck(String name, Outcome outcome, String detail) {
  /** How a check came out. */
  public enum Outcome {
    PASSED,
    FAILED,
    SKIPPED
  }

  /** One rule: returns how it came out, or throws IllegalArgumentException for malformed input. */
  private interface Rule {
    ProofCheck check();
  }

  /** Whether no check failed. */
  public static boolean verified(List<ProofCheck> checks) {
    return !checks.isEmpty() && checks.stream().noneMatch(c -> c.outcome() == Outcome.FAILED);
  }

  /**
   * Checks a proof file without any network.
   *
   * @param trustedKey verifier key known from elsewhere, null to take the file's word for it
   */
  public static List<ProofCheck> all(ProofFile file, @Nullable String trustedKey) {
    List<ProofCheck> checks = new ArrayList<>();
    checks.add(guarded("record", () -> record(file)));
    checks.add(guarded("inclusion", () -> inclusion(file)));
    checks.add(guarded("checkpoint", () -> checkpoint(file)));
    checks.add(guarded("key", () -> key(file, trustedKey)));
    ProofFile.Member member = file.member();
    if (member != null) {
      checks.add(guarded(member.kind().word(), () -> member(file, member)));
    }
    checks.add(guarded("anchor", () -> anchor(file)));
    return checks;
  }

  private static ProofCheck record(ProofFile file) {
    return check(
        "record",
        isCanonical(file.record()) && JsonFields.parse(file.record()).has("type"),
        "The record is canonical JSON with a type");
  }

  private static ProofCheck inclusion(ProofFile file) {
    Checkpoint checkpoint = Checkpoint.parse(file.checkpoint());
    boolean proven =
        file.inclusion().size() == checkpoint.size()
            && file.inclusion().proves(LogRecord.leafHash(file.record()), checkpoint.root());
    return check("inclusion", proven, "The record is a leaf under the checkpoint's root");
  }

  private static ProofCheck checkpoint(ProofFile file) {
    boolean signed = Checkpoint.isSigned(file.checkpoint(), LogKey.parse(file.operatorKey()));
    return check("checkpoint", signed, "The checkpoint is signed by the operator's key");
  }

  private static ProofCheck key(ProofFile file, @Nullable String trustedKey) {
    if (trustedKey == null) {
      return new ProofCheck(
          "key", Outcome.SKIPPED, "No key was given to compare the operator's key with");
    }
    boolean same = LogKey.parse(trustedKey).equals(LogKey.parse(file.operatorKey()));
    return check("key", same, "The operator's key is the one given");
  }

  private static ProofCheck member(ProofFile file, ProofFile.Member member) {
    JsonFields record = JsonFields.parse(file.record());
    boolean proven =
        record.text("type").equals(member.kind().record().word())
            && record.text("root").equals(member.root())
            && record.number("size") == member.inclusion().size()
            && isCanonical(member.text())
            && member.inclusion().proves(LogRecord.leafHash(member.text()), bytes(member.root()));
    String claim =
        switch (member.kind()) {
          case EXPERIENCE -> "The experience is a member of the recorded version";
          case ENTRY -> "The entry is a leaf of the recorded batch";
          case RECEIPT -> "The receipt is a leaf of the recorded batch";
        };
    return check(member.kind().word(), proven, claim);
  }

  private static ProofCheck anchor(ProofFile file) {
    Anchor anchor = file.anchor();
    if (anchor == null) {
      return new ProofCheck("anchor", Outcome.SKIPPED, "The checkpoint is not on a chain yet");
    }
    Checkpoint checkpoint = Checkpoint.parse(file.checkpoint());
    boolean same =
        anchor.treeSize() == checkpoint.size()
            && anchor.root().equals(HexFormat.of().formatHex(checkpoint.root()));
    return check("anchor", same, "The anchor names the checkpoint's size and root");
  }

  private static boolean isCanonical(String text) {
    return CanonicalJson.of(CanonicalJson.parse(text)).equals(text);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static ProofCheck check(String name, boolean passed, String claim) {
    return passed
        ? new ProofCheck(name, Outcome.PASSED, claim)
        : new ProofCheck(name, Outcome.FAILED, "Does not hold: " + claim);
  }

  private static ProofCheck guarded(String name, Rule rule) {
    try {
      return rule.check();
    } catch (IllegalArgumentException malformed) {
      return new ProofCheck(name, Outcome.FAILED, String.valueOf(malformed.getMessage()));
    }
  }
}
