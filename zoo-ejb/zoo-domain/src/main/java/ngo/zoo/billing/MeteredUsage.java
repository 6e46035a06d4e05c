package ngo.zoo.billing;

import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Answers of one model for one project, as a plan prices them.
 *
 * @param project null for people and clients of the organisation
 * @param fees what the fee table took for them
 */
public record MeteredUsage(
    @Nullable String project,
    String model,
    long queries,
    long inputTokens,
    long outputTokens,
    Amount fees) {
  /**
   * @throws Refusal {@code usage-invalid}
   */
  public MeteredUsage {
    if (queries < 1 || inputTokens < 0 || outputTokens < 0) {
      throw Refusal.field(
          "usage-invalid", "usage", "Usage is at least one query and no negative tokens");
    }
  }
}
