package ngo.zoo.routing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.routing.rules.verification.BackendPair;
import ngo.zoo.routing.rules.verification.Thresholds;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * What a panel reads besides the dispute: the answers, each verifier's figures about them and what
 * honest machines stay within. Nothing here names a person.
 *
 * @param answers oldest first
 * @param findings one per verifier and rank, in the order in which they were asked
 * @param thresholds the widest of those that the findings are judged by
 * @param calibrated whether the thresholds come from enough honest runs for a slash to rest on them
 * @param challengedAt when somebody objected; null when a sample led here
 * @param quorum how many must vote; 0 before the panel was opened
 */
public record DisputeFile(
    List<DisputedAnswer> answers,
    List<Finding> findings,
    Thresholds thresholds,
    boolean calibrated,
    @Nullable Instant challengedAt,
    int quorum) {
  public DisputeFile {
    answers = List.copyOf(answers);
    findings = List.copyOf(findings);
  }

  /** One of the answers. */
  public record DisputedAnswer(UUID receiptId, String status, Amount fee, Instant answeredAt) {}

  /**
   * What one verifier found about the answers together.
   *
   * @param rank 0 looks first, as do nodes that answered the same question; 1 looks second, 2 to 4
   *     are the panel of nodes
   * @param backends the answering node's and the verifier's, as they sealed them
   * @param thresholds of this pair of backends, today
   * @param answers how many of them it has checked
   * @param distance T1, nats
   * @param surprise T2, standard deviations
   * @param hardRate T3, a share
   * @param textFits whether the claimed tokens make the text
   * @param verdict by the thresholds of today; of a node that answered the same question, by those
   *     of then
   */
  public record Finding(
      int rank,
      UUID verifierId,
      String verifier,
      BackendPair backends,
      Thresholds thresholds,
      int answers,
      int tokens,
      double distance,
      double surprise,
      double hardRate,
      boolean textFits,
      Verdict verdict,
      Instant checkedAt) {}
}
