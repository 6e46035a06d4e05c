package ngo.zoo.rewards;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * A reward epoch {@code [startsAt, endsAt)} of business time.
 *
 * @param terms and {@code facts}: null until they are collected
 * @param rewards {@code revenue} and {@code credits}: null until they are computed
 * @param differences what the audit at its end found; null until then, and 0 or something is wrong
 */
public record EpochView(
    UUID id,
    int number,
    Instant startsAt,
    Instant endsAt,
    EpochStatus status,
    @Nullable EpochTerms terms,
    @Nullable EpochFacts facts,
    @Nullable Amount rewards,
    @Nullable Amount revenue,
    @Nullable Amount credits,
    @Nullable Instant completedAt,
    @Nullable Long differences) {

  /** The terms of an epoch that has been collected. */
  public EpochTerms knownTerms() {
    if (terms == null) {
      throw new IllegalStateException("epoch " + number + " is " + status);
    }
    return terms;
  }

  /** The facts of an epoch whose pay-outs are being computed. */
  public EpochFacts knownFacts() {
    if (facts == null) {
      throw new IllegalStateException("epoch " + number + " is " + status);
    }
    return facts;
  }
}
