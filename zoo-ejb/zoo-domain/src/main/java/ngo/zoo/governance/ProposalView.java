package ngo.zoo.governance;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * @param number public number, shown as ZIP-007 or EXP-012 by kind
 * @param textHash hex of SHA-256 over title, newline and body; every ballot is bound to it
 * @param tally null before voting opened
 */
public record ProposalView(
    UUID id,
    long number,
    ProposalKind kind,
    String title,
    String body,
    String textHash,
    UUID proposerId,
    String proposer,
    @Nullable UUID experienceId,
    ProposalStatus status,
    Amount stake,
    Instant createdAt,
    @Nullable Instant openedAt,
    @Nullable Instant closesAt,
    @Nullable Instant closedAt,
    @Nullable TallyView tally) {

  /** As people cite it: {@code ZIP-001}, {@code EXP-012}. */
  public String label() {
    return String.format("%s-%03d", kind == ProposalKind.ZIP ? "ZIP" : "EXP", number);
  }
}
