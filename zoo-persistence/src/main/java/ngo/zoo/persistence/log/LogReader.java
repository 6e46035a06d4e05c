package ngo.zoo.persistence.log;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import ngo.zoo.log.LeafKind;
import org.jspecify.annotations.Nullable;

/** Read side of the log: state, checkpoints and the proof files people verify offline. */
@ApplicationScoped
public class LogReader {
  /** Latest signed checkpoint (C2SP note), or null before the first. */
  public @Nullable String checkpoint() {
    throw new UnsupportedOperationException();
  }

  /**
   * The proof file of one leaf: leaf → log root → anchor, as JSON (docs/proofs.md).
   *
   * @throws ngo.zoo.shared.Refusal {@code leaf-not-found}; {@code leaf-not-yet-sequenced} (503,
   *     wait for the next checkpoint)
   */
  public String proof(LeafKind kind, UUID subject) {
    throw new UnsupportedOperationException();
  }

  /**
   * The proof file of an experience: experience → library version's root → version leaf → log root
   * → anchor.
   */
  public String experienceProof(UUID experienceId, int libraryVersion) {
    throw new UnsupportedOperationException();
  }

  /** Size, root and anchor of the log for status pages. */
  public LogStatus status() {
    throw new UnsupportedOperationException();
  }

  /** The log's public key as a C2SP signed-note verifier key: {@code origin+hash+base64}. */
  public String key() {
    throw new UnsupportedOperationException();
  }
}
