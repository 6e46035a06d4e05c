package ngo.zoo.routing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Answers of a node that were judged together.
 *
 * @param challenged somebody objected; else it was a sample
 * @param distance T1: mean distance of claimed log-probabilities, in nats
 * @param surprise T2: standard deviations
 * @param hardRate T3: share of tokens that cannot have come from the model with the seed
 * @param verdict of the first verifier; null before
 * @param receipts the answers
 * @param untrusted verifiers of them that lost the right to verify later; what was judged stays
 */
public record JudgementView(
    UUID id,
    UUID nodeId,
    String model,
    boolean challenged,
    JudgementState state,
    int tokens,
    double distance,
    double surprise,
    double hardRate,
    @Nullable Verdict verdict,
    Instant judgedAt,
    List<UUID> receipts,
    List<UUID> untrusted) {
  public JudgementView {
    receipts = List.copyOf(receipts);
    untrusted = List.copyOf(untrusted);
  }
}
